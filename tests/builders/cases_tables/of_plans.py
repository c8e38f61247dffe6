"""What is asked of assessments, steps, plans, confidential notes, and what is due."""

from __future__ import annotations

from typing import Any

from services.cases.commands import cases as cases_commands
from services.cases.commands import notes as notes_commands
from services.cases.commands import plans as plans_commands
from services.cases.commands import records as records_commands
from services.cases.queries import due as due_queries
from services.cases.queries import plans as plans_queries
from services.cases.schemas import cases as of_cases
from services.cases.schemas import plans as of_plans
from services.cases.schemas import records as of_records

ASKED: dict[str, tuple[Any, Any]] = {
    "due": (of_plans.ListDue, due_queries.due),
}
DONE: dict[str, tuple[Any, Any]] = {
    "record_assessment": (of_plans.RecordAssessment, plans_commands.record_assessment),
    "plan_step": (of_plans.PlanStep, plans_commands.plan_step),
    "correct_step": (of_plans.CorrectStep, plans_commands.correct_step),
    "finish_step": (of_plans.SeenStep, plans_commands.finish_step),
    "drop_step": (of_plans.SeenStep, plans_commands.drop_step),
    "agree_plan": (of_cases.OneCase, plans_commands.agree_plan),
    "plan": (of_plans.OnePlan, plans_queries.plan),
    "write_note": (of_plans.WriteNote, notes_commands.write_note),
    "correct_note": (of_plans.CorrectNote, notes_commands.correct_note),
    "correct_goal": (of_records.CorrectGoal, records_commands.correct_goal),
    "correct_consultation": (of_records.CorrectConsultation, records_commands.correct_consultation),
    "reopen_case": (of_cases.SeenCase, cases_commands.reopen_case),
}
