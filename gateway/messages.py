"""What was written to somebody, and what became of it: who may be told the cases and the intake say, in a warrant; the
notifications tell.

The warrant stays between us and the services.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g

from gateway import who
from services.chassis.errors import FieldError, Invalid, NotFound, TooLate, Unavailable

# Who may know of requests at all: to others the intake need not be asked.
_OF_THE_DESK = frozenset({"desk", "coordinator"})


def of_subject(subject: str, **page: Any) -> dict[str, Any]:
    """A page of the messages about a case (and the request it came of) or a request: {items, next, trouble}.

    Raises NotFound where there is no such thing for whoever asks, NotAllowed where it is somebody else's.
    """
    return _told(_warrant(subject), page)


def of_case(case_id: str, **page: Any) -> dict[str, Any]:
    """The same for what is known to be a case."""
    return _told(_warrant_of_case(case_id), page)


def of_request(request_id: str, **page: Any) -> dict[str, Any]:
    """The same for what is known to be a request."""
    return _told(_warrant_of_request(request_id), page)


def shown_of_case(case_id: str, number: int) -> dict[str, Any] | None:
    """The newest of a case; None while they cannot be told, which holds up no page."""
    try:
        return of_case(case_id, limit=number)
    except (Unavailable, TooLate):
        return None


def shown_of_request(request_id: str, number: int) -> dict[str, Any] | None:
    """The newest of a request; None while they cannot be told, which holds up no page."""
    try:
        return of_request(request_id, limit=number)
    except (Unavailable, TooLate):
        return None


def again(subject: str, message_id: str, command_id: str, body: dict[str, Any]) -> dict[str, Any]:
    """Have one of the messages about a case or request sent again: the id of the new one. What else stands in the body
    is the notifications' to judge."""
    asked = body | {"message_id": message_id, "warrant": _warrant(subject)}
    return who.ask("notifications", "send_again", asked, command_id=command_id)


def under_warrant(subject: str, asked: dict[str, Any]) -> dict[str, Any]:
    """What is asked about a case or request, as the notifications want it."""
    return asked | {"warrant": _warrant(subject)}


def under_warrant_of_case(body: dict[str, Any]) -> dict[str, Any]:
    """What the form of a case's page asks, as the notifications want it."""
    asked = dict(body)
    return asked | {"warrant": _warrant_of_case(asked.pop("case_id"))}


def under_warrant_of_request(body: dict[str, Any]) -> dict[str, Any]:
    """What the form of a request's page asks, as the notifications want it."""
    asked = dict(body)
    return asked | {"warrant": _warrant_of_request(asked.pop("request_id"))}


def _told(warrant: str, page: dict[str, Any]) -> dict[str, Any]:
    return who.ask("notifications", "messages_of", {**page, "warrant": warrant})


def _warrant(subject: str) -> str:
    try:
        UUID(subject)
    except ValueError:
        where = FieldError.of("subject", "not_an_id" if subject else "required")
        raise Invalid("invalid", "It has to be said about which case or request.", errors=(where,)) from None
    try:
        return _warrant_of_case(subject)
    except NotFound:
        if g.actor.roles.isdisjoint(_OF_THE_DESK):
            raise
    return _warrant_of_request(subject)


def _warrant_of_case(case_id: str) -> str:
    return str(who.ask("cases", "messages_warrant", {"case_id": case_id})["warrant"])


def _warrant_of_request(request_id: str) -> str:
    return str(who.ask("intake", "messages_warrant", {"request_id": request_id})["warrant"])
