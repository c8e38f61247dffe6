"""Who asks. Every route says who may call it; a route that says nothing answers nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, g, request

from gateway.installation import here
from services.chassis.identity import Actor

_MARK = "lotse_who"
View = TypeVar("View", bound=Callable[..., Any])


class Undeclared(Exception):
    """A route does not say who may call it: a mistake in the program, not of the caller."""


def public(view: View) -> View:
    """Anybody may call this route, without an account."""
    setattr(view, _MARK, Actor.public)
    return view


def declared(view: Callable[..., Any]) -> Callable[[], Actor] | None:
    """How a route finds out who is asking; none where it forgot to say."""
    found: Callable[[], Actor] | None = getattr(view, _MARK, None)
    return found


def identify() -> None:
    """Before each request: find out who is asking, or refuse to go on. An unknown address has no route to protect."""
    if request.endpoint is None:
        return
    actor_of = declared(current_app.view_functions[request.endpoint])
    if actor_of is None:
        raise Undeclared(request.endpoint)
    g.actor = actor_of()


def ask(service: str, method: str, body: dict[str, Any], *, command_id: str | None = None) -> dict[str, Any]:
    """Ask a service on behalf of whoever is calling. Raises a LotseError that says why there is no answer."""
    deadline = here().settings.call_deadline_seconds
    return here().calls.ask(service, method, body, who=g.actor, command_id=command_id, deadline=deadline)
