"""What the small `scheduling` knows of interpreters: one of the pool, asked for one appointment."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import NotFound, changed
from services.chassis.identity import Actor

INTERPRETER_ID = "0192f0c1-0000-7000-8000-0000000000f1"
BOOKING_ID = "0192f0c1-0000-7000-8000-0000000000f2"
_KEEPERS = frozenset({"coordinator", "desk"})
_ARRANGE = _KEEPERS | {"counsellor"}
_SEEN = "booking_id version"
_KNOWN = "kind name languages active email phone note gender pledged_on certificates available hourly_cents flat_cents"
METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "interpreters": (_KEEPERS, "cursor limit", ""),
    "interpreter": (_KEEPERS, "interpreter_id", "interpreter_id"),
    "add_interpreter": (_KEEPERS, _KNOWN, "kind name languages"),
    "change_interpreter": (_KEEPERS, f"interpreter_id version {_KNOWN}", "interpreter_id version"),
    "find_interpreters": (_ARRANGE, "appointment_id", "appointment_id"),
    "interpreter_statement": (_KEEPERS, "month pot", "month"),
    "request_interpreter": (
        _ARRANGE,
        "appointment_id legal_consequence language mode gender kind",
        "appointment_id legal_consequence",
    ),
    "interpreter_bookings": (_ARRANGE, "status cursor limit", ""),
    "interpreter_booking": (_ARRANGE, "booking_id", "booking_id"),
    "ask_interpreter": (_ARRANGE, f"{_SEEN} interpreter_id", f"{_SEEN} interpreter_id"),
    "confirm_interpreter": (_ARRANGE, _SEEN, _SEEN),
    "decline_interpreter": (_ARRANGE, f"{_SEEN} reason", _SEEN),
    "interpreter_done": (_ARRANGE, f"{_SEEN} minutes cost_cents", f"{_SEEN} minutes"),
    "release_interpreter": (_ARRANGE, _SEEN, _SEEN),
}
_LASHA: dict[str, Any] = {
    "interpreter_id": INTERPRETER_ID,
    "name": "=Lasha Beridze",
    "kind": "pool",
    "phone": "+493023125117",
    "email": None,
    "note": None,
    "gender": None,
    "active": True,
    "languages": [{"source": "ka", "target": "de", "both_ways": True}],
    "pledged_on": "2026-01-15",
    "certificates": [],
    "running_out": ["b2"],
    "available": [],
    "absences": [],
    "hourly_cents": 3000,
    "flat_cents": None,
    "version": 1,
}


class FakeInterpreters:
    """Answers what `scheduling` would answer about interpreters."""

    status = "requested"
    changed_at = "2026-11-20T09:00:00+00:00"

    def interpreters(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return {"items": [_LASHA], "next": None}

    def interpreter(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        _require(request["interpreter_id"], INTERPRETER_ID, "interpreter")
        return _LASHA

    def add_interpreter(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return {"interpreter_id": INTERPRETER_ID, "version": 1}

    def change_interpreter(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        _require(request["interpreter_id"], INTERPRETER_ID, "interpreter")
        if request["version"] != 1:
            raise changed("interpreter", 1)
        return {"interpreter_id": INTERPRETER_ID, "version": 2}

    def find_interpreters(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        told = {name: _LASHA[name] for name in ("interpreter_id", "name", "kind", "phone")}
        speaks = {"for": ["speaks_both_ways"], "against": ["is_not_available"], "can_be_asked": True}
        return {"booking_id": BOOKING_ID, "items": [told | speaks | {"fee_cents": 3000}]}

    def interpreter_statement(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        line = {"booking_id": BOOKING_ID, "pot": "land_pool", "held_on": "2026-11-30", "language": "ka"}
        line |= {"interpreter_id": INTERPRETER_ID, "interpreter": _LASHA["name"], "minutes": 75}  # type: ignore[dict-item]
        pot = {"pot": "land_pool", "cost_cents": 3750, "this_year_cents": 3750, "yearly_cents": 1_800_000}
        return {"month": request["month"], "pots": [pot], "items": [line | {"cost_cents": 3750, "is_late": False}]}

    def request_interpreter(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        decided = {"kind": "pool", "pot": "land_pool", "rule": "pool_without_consequence"}
        return {"booking_id": BOOKING_ID, "version": 1} | decided

    def interpreter_bookings(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        is_meant = request.get("status") in (None, self.status)
        return {"items": [self._asked_booking()] if is_meant else [], "next": None}

    def interpreter_booking(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        _require(request["booking_id"], BOOKING_ID, "interpreter_booking")
        return self._asked_booking()

    def ask_interpreter(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._interpreter_is(request, "asked")

    def confirm_interpreter(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._interpreter_is(request, "confirmed")

    def decline_interpreter(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._interpreter_is(request, "requested")

    def interpreter_done(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._interpreter_is(request, "done")

    def release_interpreter(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._interpreter_is(request, "released")

    def _interpreter_is(self, request: dict[str, Any], status: str) -> dict[str, Any]:
        _require(request["booking_id"], BOOKING_ID, "interpreter_booking")
        if request["version"] != 1:
            raise changed("interpreter_booking", 1)
        self.status = status
        return {"booking_id": BOOKING_ID, "version": 2}

    def _asked_booking(self) -> dict[str, Any]:
        may = {"requested": ["ask", "release"], "asked": ["ask", "confirm", "decline", "release"]}
        may["confirmed"] = ["decline", "done", "release"]
        confirmed = self.status == "confirmed"
        return {
            "booking_id": BOOKING_ID,
            "appointment_id": "0192f0c1-0000-7000-8000-0000000000f3",
            "starts_at": "2026-11-30T09:00:00+00:00",
            "ends_at": "2026-11-30T10:00:00+00:00",
            "place": "wuerselen-rathaus",
            "language": "ka",
            "mode": "on_site",
            "gender": None,
            "legal_consequence": False,
            "kind": "pool",
            "pot": "land_pool",
            "rule": "pool_without_consequence",
            "status": self.status,
            "changed_at": self.changed_at,
            "interpreter_id": None if self.status == "requested" else INTERPRETER_ID,
            "interpreter": None if self.status == "requested" else _LASHA["name"],
            "reason": None,
            "costs_from": "2026-11-24T23:00:00+00:00" if confirmed else None,
            "late_cents": 1500 if confirmed else 0,
            "minutes": None,
            "cost_cents": None,
            "is_late": False,
            "may": may.get(self.status, []),
            "version": 1,
        }


def _require(named: str, known: str, noun: str) -> None:
    if named != known:
        raise NotFound(f"{noun}_unknown", "There is no such thing.")
