"""What a small `cases` knows of erasures, holds and retention: enough to try the gateway by."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import FieldError, Invalid, NotFound, Refused
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT, expect, page_of
from tests.unit.gateway.fake_people import PERSON_ID

ERASURE_ID = "00000000-0000-7000-8000-0000000000e1"
HOLD_ID = "00000000-0000-7000-8000-0000000000e2"
CASE_ID = "00000000-0000-7000-8000-0000000000c1"

_DECIDE, _HOLD = frozenset({"privacy_officer", "coordinator"}), frozenset({"privacy_officer"})
ERASURE_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "traces": (_DECIDE, "person_id", "person_id"),
    "propose_erasure": (_DECIDE, "person_id reason", "person_id reason"),
    "erasures": (_DECIDE, "status cursor limit", ""),
    "erasure": (_DECIDE, "erasure_id", "erasure_id"),
    "confirm_erasure": (_DECIDE, "erasure_id version", "erasure_id version"),
    "reject_erasure": (_DECIDE, "erasure_id version", "erasure_id version"),
    "place_hold": (_HOLD, "person_id reason until", "person_id reason until"),
    "release_hold": (_HOLD, "hold_id version", "hold_id version"),
    "retention": (_DECIDE, "", ""),
}

_LINE = {"case_id": CASE_ID, "reference": "K7M-4XQ-6", "closed_at": AT, "due_on": None}


def erasure(**changes: Any) -> dict[str, Any]:
    """What Dagmar Ising has proposed (with these changes)."""
    return {
        "erasure_id": ERASURE_ID,
        "person_id": PERSON_ID,
        "reason": "consent_withdrawn",
        "status": "proposed",
        "cases": 1,
        "about": [_LINE],
        "proposed_at": AT,
        "first_by": "Dagmar Ising",
        "second_by": None,
        "second_at": None,
        "rejected_by": None,
        "carried_out_at": None,
        "completed_at": None,
        "waiting_for": [],
        "may": ["confirm", "reject"],
        "version": 1,
        **changes,
    }


def hold(**changes: Any) -> dict[str, Any]:
    """A hold on somebody."""
    return {
        "hold_id": HOLD_ID,
        "reason": "Klage vor dem Sozialgericht",
        "until": "2127-06-30",
        "placed_at": AT,
        "version": 1,
        **changes,
    }


class FakeErasures:
    """Answers as `cases` would to whoever takes part in forgetting somebody."""

    erasure_: dict[str, Any]
    held: dict[str, Any] | None = None
    status_of_case = "closed"
    refusing: str | None = None

    def traces(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {
            "person_id": request["person_id"],
            "cases": [
                {"case_id": CASE_ID, "reference": "K7M-4XQ-6", "status": self.status_of_case, "phase": "evaluation"}
            ],
            "kept": [{"kind": "case", "number": 1}, {"kind": "consultation", "number": 4}],
            "hold": self.held
            and self.held | {"reason": self.held["reason"] if "privacy_officer" in who.roles else None},
            "erasure_id": None,
            "may_hold": "privacy_officer" in who.roles,
            "version": 1,
        }

    def propose_erasure(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if not request["reason"]:
            raise Invalid("invalid", "No.", errors=(FieldError.of("reason", "required"),))
        return self._decided(1)

    def erasures(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return page_of([self._erasure()], request)

    def erasure(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if request["erasure_id"] != ERASURE_ID:
            raise NotFound("erasure_unknown", "No such erasure.")
        return self._erasure() | {"kept": [{"kind": "consultation", "number": 4}]}

    def confirm_erasure(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if self.refusing:
            raise Refused(self.refusing, "No.")
        expect(self._erasure(), request)
        return self._decided(2, "confirmed")

    def reject_erasure(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        expect(self._erasure(), request)
        return self._decided(2, "rejected")

    def place_hold(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"hold_id": HOLD_ID, "person_id": request["person_id"], "version": 1}

    def release_hold(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"hold_id": HOLD_ID, "person_id": PERSON_ID, "version": 2}

    def retention(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return {"years": 3, "items": [_LINE | {"due_on": "2026-01-01"}]}

    def _erasure(self) -> dict[str, Any]:
        return getattr(self, "erasure_", None) or erasure()

    @staticmethod
    def _decided(version: int, status: str = "proposed") -> dict[str, Any]:
        return {"erasure_id": ERASURE_ID, "status": status, "version": version}
