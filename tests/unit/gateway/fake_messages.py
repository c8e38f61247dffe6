"""What was written to somebody, as the small `notifications` tells it, and the warrants for it."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from services.chassis.errors import FieldError, Invalid, NotFound, Refused
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT, page_of
from tests.unit.gateway.fake_exports import CASE_ID, WARRANT

MESSAGE_ID = "00000000-0000-7000-8000-0000000000b1"
NEW_ID = "00000000-0000-7000-8000-0000000000b2"
MESSAGES_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "messages_warrant": (frozenset({"counsellor", "coordinator", "privacy_officer", "desk"}), "case_id", "case_id"),
}


def written(**differs: Any) -> dict[str, Any]:
    """An invitation that was sent by mail (with these differences)."""
    return {
        "message_id": MESSAGE_ID,
        "about": CASE_ID,
        "kind": "appointment_invitation",
        "channel": "email",
        "language": "ka",
        "state": "sent",
        "reason": None,
        "queued_at": AT,
        "due_at": None,
        "settled_at": AT,
        "delivered_at": None,
        "bounced_at": None,
        "may": [],
        **differs,
    }


class FakeWarrants:
    """The cases say who may be told."""

    def messages_warrant(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case, organisation = self.cases_.get(request["case_id"], ({}, ""))  # type: ignore[attr-defined]
        if not case or organisation != who.organisation:
            raise NotFound("case_unknown", "No such case.")
        return {"warrant": WARRANT}


@dataclass
class FakeMessages:
    """One invitation was sent; `refuses` is why nothing is sent again."""

    items: list[dict[str, Any]] = field(default_factory=lambda: [written()])
    trouble: str | None = None
    refuses: str | None = None

    def messages_of(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        _only(request, "warrant", "cursor", "limit")
        assert request["warrant"] == WARRANT
        return {**page_of(copy.deepcopy(self.items), request), "trouble": self.trouble}

    def send_again(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        _only(request, "warrant", "message_id")
        assert request["warrant"] == WARRANT
        if self.refuses:
            raise Refused(self.refuses, "Not now.")
        self.items.insert(0, written(message_id=NEW_ID, state="queued", settled_at=None, due_at=AT, may=[]))
        return {"message_id": NEW_ID}


def _only(request: dict[str, Any], *known: str) -> None:
    if unknown := [name for name in request if name not in known]:
        errors = tuple(FieldError.of(name, "unknown_field") for name in unknown)
        raise Invalid("invalid", "Something is wrong.", errors=errors)
