"""What is said of the way ahead, told as history.py tells the rest: assessments, steps, plans, phases, a new start."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from services.chassis import tracing
from services.chassis.testing import TRACE

if TYPE_CHECKING:
    from tests.contracts.history import Town

CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


def plans_told(town: Town) -> None:
    """Somebody is assessed, agrees on goals and steps, moves on before all is there, ends and begins again."""
    cases = town.cases
    with tracing.span("lotse accounts create", CALLER):
        ketevan = cases.engage()
    with tracing.span("POST /cases", CALLER, actor=ketevan.label):
        opened = cases.open_walk_in(ketevan, track="case_management")
    case = {"case_id": opened["case_id"]}
    town.clock.advance(timedelta(days=1))
    with tracing.span("POST /cases/{id}/assessments", CALLER, actor=ketevan.label):
        cases.ask(ketevan, "record_assessment", **case, scores={"housing": 1, "language": 2})
        goal = cases.ask(ketevan, "agree_goal", **case, topic="housing", words="Eine Wohnung")
        goal = cases.ask(ketevan, "correct_goal", **goal, words="Eine Wohnung für vier", due_on="2027-06-30")
        which = {**case, "goal_id": goal["goal_id"]}
        step = {"doer": "client", "words": "Beim Bauverein anrufen"}
        called, other = (cases.ask(ketevan, "plan_step", **which, **step, due_on="2026-12-01") for _ in range(2))
        called = cases.ask(ketevan, "correct_step", **called, **step, due_on="2026-12-02")
        cases.ask(ketevan, "agree_plan", **case)
        cases.ask(ketevan, "finish_step", **called)
        cases.ask(ketevan, "drop_step", **other)
    with tracing.span("POST /cases/{id}", CALLER, actor=ketevan.label):
        moved = {**case, "version": opened["version"], "phase": "evaluation", "skip": {"reason": "urgent"}}
        version = cases.ask(ketevan, "enter_phase", **moved)["version"]
        ended = {**case, "version": version, "reason": "no_contact", "outcome": "unknown"}
        version = cases.ask(ketevan, "close_case", **ended)["version"]
        cases.ask(ketevan, "reopen_case", **case, version=version)
    town.deliver()
