"""What staff were told of, as `notifications` would answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from services.chassis.errors import FieldError, Invalid
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_likenesses import REQUEST_ID
from tests.unit.gateway.fake_offers import OFFER_ID


def _line(number: int, kind: str, about: dict[str, str], count: int = 1) -> dict[str, Any]:
    message_id = f"00000000-0000-7000-8000-0000000009{number:02d}"
    told = {"message_id": message_id, "kind": kind, "about": about, "on": AT[:10], "count": count}
    return told | {"unread": count, "last_at": AT}


def _lines() -> list[dict[str, Any]]:
    return [
        _line(1, "client_moved", {"case_id": CASE_ID}, 3),
        _line(2, "request_offered", {"request_id": REQUEST_ID, "offer_id": OFFER_ID}),
        _line(3, "request_overdue", {"request_id": REQUEST_ID, "limit": "high"}),
        _line(4, "no_way", {"case_id": CASE_ID, "kind": "appointment_moved"}),
    ]


@dataclass
class FakeStaffMessages:
    """The lines in `lines`, unread until they are seen."""

    lines: list[dict[str, Any]] = field(default_factory=_lines)

    def staff_messages(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        assert request == {}
        assert who.ref != "public"
        return {"items": self.lines, "unread": sum(1 for line in self.lines if line["unread"])}

    def let_go(self, kind: str) -> None:
        """Lines of this kind are over, as when what they tell of was answered."""
        self.lines = [line for line in self.lines if line["kind"] != kind]

    def see_staff_messages(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        errors = [FieldError.of(name, "unknown_field") for name in request if name != "until"]
        errors += [] if request.get("until") else [FieldError.of("until", "required")]
        if errors:
            raise Invalid("invalid", "Something is wrong.", errors=tuple(errors))
        self.lines = [{**line, "unread": 0} if line["last_at"] <= request["until"] else line for line in self.lines]
        return {}
