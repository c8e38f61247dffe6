"""What the small `scheduling` knows of absences: one, in which something is booked."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import Conflict, NotFound
from services.chassis.identity import Actor
from tests.unit.gateway.fake_cases import CASE_ID

ABSENCE_ID = "00000000-0000-7000-8000-0000000000b1"
NOTED_ID = "00000000-0000-7000-8000-0000000000b2"
_KEEPING = frozenset({"counsellor", "coordinator"})
METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "absences": (_KEEPING, "from to counsellor_id cursor limit", "from to"),
    "note_absence": (_KEEPING, "counsellor_id from to kind", "from to kind"),
    "drop_absence": (_KEEPING, "absence_id version", "absence_id version"),
}


class FakeAbsences:
    """Answers what `scheduling` would answer about absences."""

    is_away = True

    def absences(self, _request: dict[str, Any], who: Actor) -> dict[str, Any]:
        absence = {
            "absence_id": ABSENCE_ID,
            "counsellor_id": who.ref,
            "starts_at": "2126-12-22T23:00:00+00:00",
            "ends_at": "2126-12-24T23:00:00+00:00",
            "kind": "leave",
            "to_move": [
                {
                    "appointment_id": "00000000-0000-7000-8000-0000000000a2",
                    "case_id": CASE_ID,
                    "starts_at": "2126-12-23T09:00:00+00:00",
                }
            ],
            "version": 1,
        }
        return {"items": [absence] if self.is_away else [], "next": None}

    def note_absence(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return {"absence_id": NOTED_ID, "version": 1}

    def drop_absence(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if request["absence_id"] != ABSENCE_ID or not self.is_away:
            raise NotFound("absence_unknown", "There is no such absence.")
        if int(request["version"]) != 1:
            raise Conflict("changed_meanwhile", "Somebody was quicker.")
        self.is_away = False
        return {"absence_id": ABSENCE_ID}
