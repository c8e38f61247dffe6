"""By which ways somebody may be written to: who may know of it the cases and the intake say, in a warrant; the
notifications tell, and keep what is written down. No address is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gateway import messages, who
from services.chassis.errors import TooLate, Unavailable

_UnderWarrant = Callable[[dict[str, Any]], dict[str, Any]]


def of_subject(subject: str) -> dict[str, Any]:
    """The ways of whoever a case or a request is about: {items}. Raises NotFound where there is no such thing for
    whoever asks, NotAllowed where it is somebody else's."""
    return who.ask("notifications", "ways_of", messages.under_warrant(subject, {}))


def write_down(subject: str, command: str, command_id: str, **said: Any) -> dict[str, Any]:
    """Have something written down about one of the ways; answers whose it is."""
    return who.ask("notifications", command, messages.under_warrant(subject, said), command_id=command_id)


def shown_of_case(case_id: str) -> list[dict[str, Any]] | None:
    """The ways of the person in a case; None while they cannot be told, which holds up no page."""
    return _shown(messages.under_warrant_of_case, {"case_id": case_id})


def shown_of_request(request_id: str) -> list[dict[str, Any]] | None:
    """The ways of the person behind a request; None while they cannot be told, which holds up no page."""
    return _shown(messages.under_warrant_of_request, {"request_id": request_id})


def _shown(under_warrant: _UnderWarrant, about: dict[str, Any]) -> list[dict[str, Any]] | None:
    try:
        found: list[dict[str, Any]] = who.ask("notifications", "ways_of", under_warrant(about))["items"]
    except (Unavailable, TooLate):
        return None
    return found
