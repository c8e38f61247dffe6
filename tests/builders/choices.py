"""Times that clients choose from: offered by staff, answered by whoever holds the request."""

from __future__ import annotations

from typing import Any

from services.chassis import fields, passes
from services.chassis.clock import new_id
from services.chassis.identity import Actor
from services.scheduling.commands import answering
from services.scheduling.commands import choices as choice_commands
from services.scheduling.model.choices import ClientLimits
from services.scheduling.queries import choices as choice_queries
from services.scheduling.schemas import choices as of_choices
from tests.builders.people import PROGRAMME
from tests.builders.scheduling import ADA, TOWN_HALL, Scheduling

LIMITS = ClientLimits.of(PROGRAMME.appointments)


def monday(clock: str, **differs: Any) -> dict[str, Any]:
    """A time on Monday, 30 November."""
    return {"place": TOWN_HALL, "starts_at": f"2026-11-30T{clock}:00+01:00", "minutes": 60} | differs


class Choosing:
    """The person in a case, and the staff who let them choose."""

    def __init__(self, scheduling: Scheduling, case_id: str | None = None, request_id: str | None = None) -> None:
        self.scheduling, self.store, self.clock = scheduling, scheduling.store, scheduling.clock
        self.keys = scheduling.parts.seal_keys
        self.case_id, self.request_id = case_id or new_id(), request_id or new_id()
        told = {"case_id": self.case_id, "organisation": "kim", "language": "ka", "request_id": self.request_id}
        scheduling.hear_of("case.opened.v1", self.case_id, **told, opened_at=self.clock.now().isoformat())

    @property
    def pass_(self) -> str:
        return passes.write(self.keys, self.clock, self.request_id)

    def offer(self, *times: dict[str, Any], who: Actor = ADA, **asked: Any) -> dict[str, Any]:
        """Staff let them choose between ten and eleven on Monday (or among what else is said)."""
        named = {} if "rule" in asked else {"slots": list(times) or [monday("10:00"), monday("11:00")]}
        read = fields.load(of_choices.OfferTimes(PROGRAMME), {"case_id": self.case_id} | named | asked)
        return choice_commands.offer_times(self.store, who, self.clock, self.scheduling.calendar, LIMITS, read)

    def withdraw(self, offered: dict[str, Any], who: Actor = ADA) -> dict[str, Any]:
        return choice_commands.withdraw_choice(self.store, who, self.clock, **offered)

    def offered(self, who: Actor = ADA) -> list[dict[str, Any]]:
        """What staff see of it, the newest first."""
        items: list[dict[str, Any]] = choice_queries.choices(self.store, who, self.clock, self.case_id)["items"]
        return items

    def see(self, who: Actor | None = None) -> dict[str, Any]:
        """What the client sees."""
        asked = self.store, who or Actor.public(), self.clock, LIMITS, self.keys
        return choice_queries.client_choices(*asked, self.pass_)

    def choose(self, offered: dict[str, Any], slot: int = 0, who: Actor | None = None) -> dict[str, Any]:
        asked = self.store, who or Actor.public(), self.clock, self.keys
        return answering.choose_time(*asked, self.pass_, offered["choice_id"], slot)

    def decline(self, offered: dict[str, Any], reason: str | None = None) -> dict[str, Any]:
        asked = self.store, Actor.public(), self.clock, self.keys
        return answering.decline_choice(*asked, self.pass_, offered["choice_id"], reason)

    def slots(self, booked: dict[str, Any]) -> list[dict[str, Any]]:
        """Where they can move an appointment."""
        asked = self.store, Actor.public(), self.clock, self.scheduling.calendar, LIMITS, self.keys
        items: list[dict[str, Any]] = choice_queries.client_slots(*asked, self.pass_, booked["appointment_id"])["items"]
        return items

    def move(self, booked: dict[str, Any], to: str) -> dict[str, Any]:
        read = fields.load(
            of_choices.ClientMoves(),
            {"pass": self.pass_, "appointment_id": booked["appointment_id"], "starts_at": to},
        )
        asked = self.store, Actor.public(), self.clock, self.scheduling.calendar, LIMITS, self.keys
        return answering.client_moves(*asked, **read)

    def cancel(self, booked: dict[str, Any], reason: str = "illness") -> dict[str, Any]:
        asked = self.store, Actor.public(), self.clock, LIMITS, self.keys
        return answering.client_cancels(*asked, self.pass_, booked["appointment_id"], reason)

    def lapse(self, who: Actor | None = None) -> int:
        return answering.lapse_choices(self.store, who or Actor.system(), self.clock)
