"""Who waits for a time, and times that were freed and are offered on."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import Provided, answers, every, works_off
from services.chassis.identity import Actor
from services.scheduling.commands import passing_on, waited
from services.scheduling.commands import waiting as waiting_commands
from services.scheduling.model.waiting import Limits
from services.scheduling.queries import waiting as waiting_queries
from services.scheduling.schemas import waiting as of_waiting
from services.scheduling.service.parts import Part
from services.scheduling.store.freed_times import BELL

Answer = dict[str, Any]


class Waiting(Part):
    """Who waits for a time, and times that were freed and are offered on."""

    waiting_limits: Limits = Provided(lambda parts: Limits.of(parts.programme.waiting_list))

    @answers(of_waiting.JoinWaitingList, command=True)
    def join_waiting_list(self, who: Actor, request: Answer) -> Answer:
        return waiting_commands.join_waiting_list(self.store, who, self.clock, self.calendar, request)

    @answers(of_waiting.WithdrawWaiting, command=True)
    def withdraw_waiting(self, who: Actor, request: Answer) -> Answer:
        return waited.withdraw_waiting(self.store, who, self.clock, **request)

    @answers(of_waiting.WaitingList)
    def waiting_list(self, who: Actor, request: Answer) -> Answer:
        return waiting_queries.waiting_list(self.store, who, **request)

    @answers(of_waiting.FreedTimes)
    def freed_times(self, who: Actor, request: Answer) -> Answer:
        return waiting_queries.freed_times(self.store, who, self.clock, **request)

    @works_off(BELL)
    def pass_on_freed_times(self) -> bool:
        return passing_on.pass_on(self.store, Actor.system(), self.clock, self.calendar, self.waiting_limits)

    @every(seconds=3600)
    def end_outdated_waiting(self) -> None:
        waited.end_outdated_waiting(self.store, Actor.system(), self.clock, self.calendar)
