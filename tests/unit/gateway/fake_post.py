"""Letters on paper, as `notifications` would answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from services.chassis.errors import FieldError, Invalid
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT
from tests.unit.gateway.fake_cases import CASE_ID

_SIDES = [
    {"language": "de", "subject": "Ihr Termin: 30. November", "paragraphs": ["Guten Tag,", "Datum: 30. November"]},
    {"language": "ar", "subject": "موعدكم", "paragraphs": ["تحية طيبة،", "اتصلوا بنا. \u2068+49 30 23125000\u2069"]},
]


@dataclass
class FakePost:
    """One letter waits, until it is posted."""

    waiting: list[str] = field(default_factory=lambda: [CASE_ID])

    def post_tray(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"items": [_line(message_id) for message_id in self.waiting], "next": None}

    def letters_to_print(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"items": [_line(message_id) | {"sides": _SIDES} for message_id in request["message_ids"]]}

    def mark_posted(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        errors = [FieldError.of(name, "unknown_field") for name in request if name != "message_ids"]
        errors += [] if request.get("message_ids") else [FieldError.of("message_ids", "required")]
        if errors:
            raise Invalid("invalid", "Something is wrong.", errors=tuple(errors))
        self.waiting = [message_id for message_id in self.waiting if message_id not in request["message_ids"]]
        return {}


def _line(message_id: str) -> dict[str, Any]:
    told = {"message_id": message_id, "about": CASE_ID, "is_about_case": True, "kind": "appointment_invitation"}
    return told | {"reference": "K7M-4XQ-6", "queued_at": AT, "needed_by": AT, "language": "ar"}
