"""Who asks. Every route says who may call it; a route that says nothing answers nobody.

A cookie opens the pages and a bearer token the API, never the other way round: so no page of somebody else's can
make a browser use the API, and a program needs no form tokens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, current_app, g, redirect, request

from gateway import languages, proofs, sign_in, tracks
from gateway.installation import here
from services.chassis.errors import NotAllowed, NotSignedIn
from services.chassis.identity import Actor

_MARK = "lotse_who"
# What `cases` names whoever has to set up a second factor before anything else is open to them.
ENROLLING, SECOND_FACTOR_MISSING = "enrolling", "second_factor_missing"
View = TypeVar("View", bound=Callable[..., Any])


class SignedOut(Exception):
    """Somebody has sent a form of a page without having signed in (any more); what they typed must not be lost."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Undeclared(Exception):
    """A route does not say who may call it: a mistake in the program, not of the caller."""


@dataclass(frozen=True)
class Declared:
    """What a route says of its callers: `proof` is none, cookie, bearer or bearer if any; no roles means everybody who
    has it."""

    proof: str
    roles: frozenset[str] = frozenset()


def public(view: View) -> View:
    """Anybody may call this route, without an account."""
    setattr(view, _MARK, Declared("none"))
    return view


def staff(*roles: str) -> Callable[[View], View]:
    """A page for those who have signed in and have one of these roles; for all of them where none is named.

    The view finds `g.actor` and `g.account` (account_id, organisation, roles, name, ends_at).
    """
    return _marked(Declared("cookie", frozenset(roles)))


def bearer(*roles: str) -> Callable[[View], View]:
    """A route of the API for whoever sends the token of a session, with one of these roles; see `staff`."""
    return _marked(Declared("bearer", frozenset(roles)))


def public_or(*roles: str) -> Callable[[View], View]:
    """A route of the API for anybody; whoever sends the token of a session is asked in their own name, if they have
    one of these roles."""
    return _marked(Declared("bearer if any", frozenset(roles)))


def declared(view: Callable[..., Any]) -> Declared | None:
    """What a route says of its callers; none where it forgot to say."""
    found: Declared | None = getattr(view, _MARK, None)
    return found


def identify() -> Response | None:
    """Before each request: find out who is asking, or refuse to go on. An unknown address has no route to protect.

    Who opens a page without having signed in is sent to the page where one can.
    """
    g.account = None
    if request.endpoint is None:
        return None
    said = declared(current_app.view_functions[request.endpoint])
    if said is None:
        raise Undeclared(request.endpoint)
    return _PROVED_BY[said.proof](said)


def ask(
    service: str, method: str, body: dict[str, Any], *, command_id: str | None = None, deadline: float | None = None
) -> dict[str, Any]:
    """Ask a service on behalf of whoever is calling. Raises a LotseError that says why there is no answer.

    `deadline`: the seconds it may take, where that is less than the settings say.
    """
    longest = here().settings.call_deadline_seconds
    within = min(deadline or longest, longest)
    return here().calls.ask(service, method, body, who=g.actor, command_id=command_id, deadline=within)


def token() -> str:
    """The token in the header `Authorization: Bearer …` (RFC 6750), or an empty text."""
    sent = request.authorization
    return (sent.token or "") if sent and sent.type == "bearer" else ""


def _marked(said: Declared) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, _MARK, said)
        return view

    return mark


def _anybody(_said: Declared) -> None:
    g.actor = Actor.public()


def _by_bearer(said: Declared) -> None:
    languages.speak_to_staff()
    if not (sent := token()):
        raise NotSignedIn("not_signed_in", "The header Authorization carries no token of a session.")
    _let_in(said, proofs.proofs().account_of(sent))


def _by_bearer_if_any(said: Declared) -> None:
    if request.authorization is None:
        _anybody(said)
    else:
        _by_bearer(said)


def _by_cookie(said: Declared) -> Response | None:
    languages.speak_to_staff()
    if not (held := sign_in.held()):
        return _to_sign_in("not_signed_in")
    try:
        account = proofs.proofs().account_of(held)
    except NotSignedIn:
        return sign_in.take_back(_to_sign_in("session_ended"))
    try:
        _let_in(said, account)
    except NotAllowed as refusal:
        if refusal.code != SECOND_FACTOR_MISSING:
            raise
        return current_app.make_response(redirect(f"/{languages.current()}/account", 303))
    return None


_PROVED_BY: dict[str, Callable[[Declared], Response | None]] = {
    "none": _anybody,
    "bearer if any": _by_bearer_if_any,
    "cookie": _by_cookie,
    "bearer": _by_bearer,
}


def _let_in(said: Declared, account: proofs.Account) -> None:
    g.account = account
    g.actor = Actor(frozenset(account["roles"]), account["organisation"], account["account_id"])
    tracks.say_who(g.actor)
    if said.roles and not said.roles & g.actor.roles:
        if ENROLLING in g.actor.roles:
            raise NotAllowed(SECOND_FACTOR_MISSING, "This account first needs a second factor.")
        raise NotAllowed("not_allowed", f"{g.actor.label} may not call this route.")


def _to_sign_in(why: str) -> Response:
    if request.method == "POST":
        raise SignedOut(why)
    wanted = request.full_path.rstrip("?")
    query = f"?{urlencode({'next': wanted})}" if sign_in.way_back(wanted) else ""
    return current_app.make_response(redirect(f"/{languages.current()}/sign-in{query}", 303))
