"""What a plan (Hilfeplan) is: the goals and steps of one moment, as they were agreed with the client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from services.cases.model.goals import AGREED, Goal
from services.cases.model.steps import OPEN, Step


@dataclass(frozen=True)
class Plan:
    """One version of the plan of a case, the `number`th. `contents` is {goals: [{goal_id, topic, words, due_on, steps:
    [{step_id, doer, words, due_on}]}]} and never changes; `by` is the account of who agreed it with the client."""

    plan_id: str
    organisation: str
    case_id: str
    number: int
    agreed_at: datetime
    by: str
    contents: Mapping[str, Any] = field(repr=False)
    version: int = 0

    noun = "plan"


def contents_of(goals: Iterable[Goal], steps: Iterable[Step]) -> dict[str, Any]:
    """What a plan that is agreed now holds: the goals that are aimed at, each with the steps that are still to do."""
    of_goal: dict[str, list[dict[str, Any]]] = {}
    for step in steps:
        if step.status == OPEN:
            told = {"step_id": step.step_id, "doer": step.doer, "words": step.words, "due_on": _day(step.due_on)}
            of_goal.setdefault(step.goal_id, []).append(told)
    return {
        "goals": [
            {
                "goal_id": goal.goal_id,
                "topic": goal.topic,
                "words": goal.words,
                "due_on": _day(goal.due_on),
                "steps": of_goal.get(goal.goal_id, []),
            }
            for goal in goals
            if goal.status == AGREED
        ]
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
