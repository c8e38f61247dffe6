"""Hours and free times."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import answers
from services.chassis.identity import Actor
from services.scheduling.commands import hours as hours_commands
from services.scheduling.queries import hours as hours_queries
from services.scheduling.queries import slots as slot_queries
from services.scheduling.schemas import hours as of_hours
from services.scheduling.schemas import slots as of_slots
from services.scheduling.service.parts import Part

Answer = dict[str, Any]


class HoursAndSlots(Part):
    """Hours and free times."""

    @answers(of_hours.OwnHours)
    def hours(self, who: Actor, request: Answer) -> Answer:
        return hours_queries.hours(self.store, who)

    @answers(of_hours.KeepHours, command=True)
    def keep_hours(self, who: Actor, request: Answer) -> Answer:
        return hours_commands.keep_hours(self.store, who, self.clock, self.calendar, request)

    @answers(of_hours.DropHours, command=True)
    def drop_hours(self, who: Actor, request: Answer) -> Answer:
        return hours_commands.drop_hours(self.store, who, **request)

    @answers(of_slots.Slots)
    def slots(self, who: Actor, request: Answer) -> Answer:
        return slot_queries.slots(self.store, who, self.clock, self.calendar, **request)
