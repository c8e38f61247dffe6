"""Interpreters, and their bookings."""

from __future__ import annotations

from typing import Any

from services.chassis import fields
from services.chassis.identity import Actor
from services.scheduling.commands import interpreters, interpreting
from services.scheduling.queries import interpreting as queries
from services.scheduling.schemas import interpreters as schemas
from tests.builders.people import PROGRAMME
from tests.builders.scheduling import ADA, Scheduling

RULES = PROGRAMME.interpreting
# Whoever keeps the list and arranges who comes.
MARTA = Actor(frozenset({"desk"}), "kim", "018f4a7e-0000-7000-8000-0000000000d4")
LASHA = {
    "kind": "pool",
    "name": "Lasha Beridze",
    "languages": [{"source": "ka"}],
    "pledged_on": "2026-01-15",
    "hourly_cents": 3000,
}


class Interpreting:
    """The scheduling, as whoever looks for interpreters asks it."""

    def __init__(self, scheduling: Scheduling):
        self.scheduling = scheduling
        self.store, self.clock, self.calendar = scheduling.store, scheduling.clock, scheduling.calendar

    def add(self, who: Actor = MARTA, **changes: Any) -> str:
        """Lasha of the pool, for Georgian (with these changes); returns the id."""
        asked = fields.load(schemas.AddInterpreter(PROGRAMME), LASHA | changes)
        return str(interpreters.add_interpreter(self.store, who, self.clock, asked)["interpreter_id"])

    def change(self, interpreter_id: str, version: int, who: Actor = MARTA, **changes: Any) -> dict[str, Any]:
        asked = {"interpreter_id": interpreter_id, "version": version} | changes
        return interpreters.change_interpreter(
            self.store, who, self.clock, **fields.load(schemas.ChangeInterpreter(PROGRAMME), asked)
        )

    def forget(self) -> int:
        """Run what the clock runs."""
        years = PROGRAMME.retention["case_years"]
        return interpreters.forget_interpreters(self.store, Actor.system(), self.clock, self.calendar, years)

    def see(self, interpreter_id: str, who: Actor = MARTA) -> dict[str, Any]:
        return queries.interpreter(self.store, who, self.clock, self.calendar, interpreter_id)

    def request(self, booked: dict[str, Any], who: Actor = ADA, **changes: Any) -> dict[str, Any]:
        """Somebody for an appointment without legal consequence (with these changes)."""
        told = {"appointment_id": booked["appointment_id"], "legal_consequence": False}
        asked = fields.load(schemas.RequestInterpreter(PROGRAMME), told | changes)
        return interpreting.request_interpreter(self.store, who, self.clock, RULES, **asked)

    def find(self, booked: dict[str, Any], who: Actor = MARTA) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = queries.find_interpreters(
            self.store, who, self.calendar, booked["appointment_id"]
        )["items"]
        return found

    def booking(self, booking: dict[str, Any], who: Actor = MARTA) -> dict[str, Any]:
        return queries.interpreter_booking(self.store, who, booking["booking_id"])

    def ask(self, booking: dict[str, Any], interpreter_id: str, who: Actor = MARTA) -> dict[str, Any]:
        return interpreting.ask_interpreter(
            self.store, who, self.clock, self.calendar, booking["booking_id"], self._version(booking), interpreter_id
        )

    def confirm(self, booking: dict[str, Any], who: Actor = MARTA) -> dict[str, Any]:
        return interpreting.confirm_interpreter(
            self.store, who, self.clock, self.calendar, RULES, booking["booking_id"], self._version(booking)
        )

    def decline(self, booking: dict[str, Any], who: Actor = MARTA) -> dict[str, Any]:
        return interpreting.decline_interpreter(
            self.store, who, self.clock, booking["booking_id"], self._version(booking), "no_time"
        )

    def done(self, booking: dict[str, Any], minutes: int = 75, cost_cents: int | None = None) -> dict[str, Any]:
        return interpreting.interpreter_done(
            self.store, MARTA, self.clock, booking["booking_id"], self._version(booking), minutes, cost_cents
        )

    def release(self, booking: dict[str, Any], who: Actor = MARTA) -> dict[str, Any]:
        return interpreting.release_interpreter(
            self.store, who, self.clock, booking["booking_id"], self._version(booking)
        )

    def under_way(self, who: Actor = MARTA) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = queries.interpreter_bookings(self.store, who, None, None, 50)["items"]
        return items

    def statement(self, month: str = "2026-11", who: Actor = MARTA, **asked: Any) -> dict[str, Any]:
        read = fields.load(schemas.Statement(PROGRAMME), {"month": month} | asked)
        return queries.interpreter_statement(self.store, who, RULES, **read)

    def _version(self, booking: dict[str, Any]) -> int:
        return self.store.interpreter_bookings.get(booking["booking_id"]).version
