"""What every service answers its operators: how it is, and two messages that wait in the intake for a decision."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import FieldError, Invalid, NotAllowed, NotFound
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT, page_of

# method → what may be asked with
METHODS: dict[str, str] = {
    "condition": "",
    "parked": "cursor limit",
    "replay_parked": "position",
    "archive_parked": "position",
}
PARKED_ID = "intake-17"


def _message(position: int, **differs: Any) -> dict[str, Any]:
    return {
        "position": position,
        "type": "offer.accepted.v1",
        "subject": "00000000-0000-7000-8000-0000000000f1",
        "source": "cases",
        "received_at": AT,
        "parked_at": AT,
        "attempts": 7,
        "reason": "IntegrityError in services/intake/store/offers.py:52",
    } | differs


class FakeOperations:
    """`messages`: service → its parked messages by position."""

    def __init__(self) -> None:
        unread = {"type": "", "subject": "", "source": "", "attempts": 0, "reason": "the body is not JSON"}
        self.messages: dict[str, dict[int, dict[str, Any]]] = {
            "intake": {17: _message(17), 21: _message(21, **unread)},
            "notifications": {3: _message(3, type="contact.given.v1", reason="TimeoutError in smtplib.py:398")},
        }

    def answer(self, service: str, method: str, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        """The answer, or the error, to one call."""
        if "operator" not in who.roles or who.organisation != "kim":
            raise NotAllowed("not_allowed", "Not by you.")
        errors = [FieldError.of(name, "unknown_field") for name in request if name not in METHODS[method].split()]
        if errors:
            raise Invalid("invalid", "Something is wrong.", errors=tuple(errors))
        parked = self.messages.get(service, {})
        if method == "condition":
            waiting = 2 if parked else 0
            told = {"unsent": waiting, "oldest_unsent_at": AT if waiting else None, "waiting": 0}
            return {"service": service, "parked": len(parked)} | told
        if method == "parked":
            return page_of(list(parked.values()), request)
        if request["position"] not in parked:
            raise NotFound("message_not_parked", "There is no such parked message.")
        return {"position": parked.pop(request["position"])["position"]}
