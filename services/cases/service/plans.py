"""Where somebody stands, and the way that was agreed on; what is due on it; what is kept in confidence."""

from __future__ import annotations

from typing import Any

from services.cases.commands import notes as note_commands
from services.cases.commands import plans as plan_commands
from services.cases.queries import due as due_queries
from services.cases.queries import plans as plan_queries
from services.cases.schemas import cases as of_cases
from services.cases.schemas import plans as of_plans
from services.cases.service.parts import Part
from services.chassis.extensions import answers
from services.chassis.identity import Actor

Answer = dict[str, Any]


class Plans(Part):
    """Assessments, steps, plans, confidential notes, and what is due."""

    @answers(of_plans.RecordAssessment, command=True)
    def record_assessment(self, who: Actor, request: Answer) -> Answer:
        return plan_commands.record_assessment(self.store, who, self.clock, **request)

    @answers(of_plans.PlanStep, command=True)
    def plan_step(self, who: Actor, request: Answer) -> Answer:
        return plan_commands.plan_step(self.store, who, self.clock, **request)

    @answers(of_plans.CorrectStep, command=True)
    def correct_step(self, who: Actor, request: Answer) -> Answer:
        return plan_commands.correct_step(self.store, who, self.clock, **request)

    @answers(of_plans.SeenStep, command=True)
    def finish_step(self, who: Actor, request: Answer) -> Answer:
        return plan_commands.finish_step(self.store, who, self.clock, **request)

    @answers(of_plans.SeenStep, command=True)
    def drop_step(self, who: Actor, request: Answer) -> Answer:
        return plan_commands.drop_step(self.store, who, self.clock, **request)

    @answers(of_cases.OneCase, command=True)
    def agree_plan(self, who: Actor, request: Answer) -> Answer:
        return plan_commands.agree_plan(self.store, who, self.clock, **request)

    @answers(of_plans.OnePlan)
    def plan(self, who: Actor, request: Answer) -> Answer:
        return plan_queries.plan(self.store, who, self.clock, **request)

    @answers(of_plans.WriteNote, command=True)
    def write_note(self, who: Actor, request: Answer) -> Answer:
        return note_commands.write_note(self.store, who, self.clock, **request)

    @answers(of_plans.CorrectNote, command=True)
    def correct_note(self, who: Actor, request: Answer) -> Answer:
        return note_commands.correct_note(self.store, who, self.clock, **request)

    @answers(of_plans.ListDue)
    def due(self, who: Actor, request: Answer) -> Answer:
        return due_queries.due(self.store, who, **request)
