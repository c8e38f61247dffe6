"""What is written down in a case."""

from __future__ import annotations

from typing import Any

from services.cases.commands import records as record_commands
from services.cases.schemas import records as of_records
from services.cases.service.parts import Part
from services.chassis.extensions import answers
from services.chassis.identity import Actor

Answer = dict[str, Any]


class Records(Part):
    """What is written down in a case."""

    @answers(of_records.HoldConsultation, command=True)
    def hold_consultation(self, who: Actor, request: Answer) -> Answer:
        return record_commands.hold_consultation(self.store, who, self.clock, **request)

    @answers(of_records.CorrectConsultation, command=True)
    def correct_consultation(self, who: Actor, request: Answer) -> Answer:
        return record_commands.correct_consultation(self.store, who, self.clock, **request)

    @answers(of_records.AgreeGoal, command=True)
    def agree_goal(self, who: Actor, request: Answer) -> Answer:
        return record_commands.agree_goal(self.store, who, self.clock, **request)

    @answers(of_records.CorrectGoal, command=True)
    def correct_goal(self, who: Actor, request: Answer) -> Answer:
        return record_commands.correct_goal(self.store, who, self.clock, **request)

    @answers(of_records.ReachGoal, command=True)
    def reach_goal(self, who: Actor, request: Answer) -> Answer:
        return record_commands.reach_goal(self.store, who, self.clock, **request)

    @answers(of_records.DropGoal, command=True)
    def drop_goal(self, who: Actor, request: Answer) -> Answer:
        return record_commands.drop_goal(self.store, who, self.clock, **request)

    @answers(of_records.MeetBarrier, command=True)
    def meet_barrier(self, who: Actor, request: Answer) -> Answer:
        return record_commands.meet_barrier(self.store, who, self.clock, **request)

    @answers(of_records.ClearBarrier, command=True)
    def clear_barrier(self, who: Actor, request: Answer) -> Answer:
        return record_commands.clear_barrier(self.store, who, self.clock, **request)
