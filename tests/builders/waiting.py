"""Who waits for a time, and freed times that are offered on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.chassis import fields
from services.chassis.identity import Actor
from services.scheduling.commands import passing_on, waited
from services.scheduling.commands import waiting as waiting_commands
from services.scheduling.model.waiting import Limits
from services.scheduling.queries import waiting as waiting_queries
from services.scheduling.schemas import waiting as of_waiting
from tests.builders.choices import Choosing
from tests.builders.people import PROGRAMME
from tests.builders.scheduling import ADA, Scheduling

LIMITS = Limits.of(PROGRAMME.waiting_list)
# The week before, so that there is time to ask several people about Monday, 30 November.
A_WEEK = timedelta(days=7)


class Waiting(Choosing):
    """The person in a case who waits, and the staff who put them on the list."""

    def join(self, who: Actor = ADA, **asked: Any) -> dict[str, Any]:
        read = fields.load(of_waiting.JoinWaitingList(PROGRAMME), {"case_id": self.case_id} | asked)
        return waiting_commands.join_waiting_list(self.store, who, self.clock, self.scheduling.calendar, read)

    def leave(self, entry: dict[str, Any], who: Actor = ADA) -> dict[str, Any]:
        return waited.withdraw_waiting(self.store, who, self.clock, **entry)

    def status(self, entry: dict[str, Any]) -> str:
        return self.store.waiting.get(entry["waiting_id"]).status

    @property
    def open_offers(self) -> list[dict[str, Any]]:
        """What the client can choose from now."""
        return [one for one in self.see()["choices"] if one["is_open"]]


def pass_on(scheduling: Scheduling, who: Actor | None = None) -> bool:
    """Offer freed times on, as the service does when its bell rings."""
    return passing_on.pass_on(scheduling.store, who or Actor.system(), scheduling.clock, scheduling.calendar, LIMITS)


def waiting_list(scheduling: Scheduling, who: Actor = ADA, **asked: Any) -> dict[str, Any]:
    read = fields.load(of_waiting.WaitingList(PROGRAMME), asked)
    return waiting_queries.waiting_list(scheduling.store, who, **read)


def freed(scheduling: Scheduling, who: Actor = ADA) -> list[dict[str, Any]]:
    """The freed times that staff see."""
    items: list[dict[str, Any]] = waiting_queries.freed_times(scheduling.store, who, scheduling.clock, None, 50)[
        "items"
    ]
    return items
