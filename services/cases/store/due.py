"""What was promised for a day: goals and steps of many cases at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, select

from services.cases.model import goals as of_goals
from services.cases.model import steps as of_steps
from services.cases.model.goals import Goal
from services.cases.model.steps import Step
from services.cases.store.cases import OPEN_OF_THESE, cases
from services.cases.store.plans import steps
from services.cases.store.records import Records, goals

_GOALS = (
    select(goals)
    .join(cases, cases.c.case_id == goals.c.case_id)
    .where(OPEN_OF_THESE, goals.c.status == of_goals.AGREED, goals.c.due_on <= bindparam("until"))
)
# A step of a goal that is reached or dropped is nobody's promise any more.
_STEPS = (
    select(steps)
    .join(cases, cases.c.case_id == steps.c.case_id)
    .join(goals, goals.c.goal_id == steps.c.goal_id)
    .where(
        OPEN_OF_THESE,
        steps.c.status == of_steps.OPEN,
        goals.c.status == of_goals.AGREED,
        steps.c.due_on <= bindparam("until"),
    )
)


class Deadlines:
    """The memory of what is still to do in the open cases of some counsellors, by day."""

    def __init__(self, kept_goals: Records[Goal], kept_steps: Records[Step]):
        self._goals = kept_goals
        self._steps = kept_steps

    def goals(self, stands_for: frozenset[str], until: date) -> Sequence[Goal]:
        """The goals that are aimed at and due by this day."""
        return self._goals.found(_GOALS, stands_for=list(stands_for), until=until)

    def steps(self, stands_for: frozenset[str], until: date) -> Sequence[Step]:
        """The steps towards such goals that are still to do and due by this day."""
        return self._steps.found(_STEPS, stands_for=list(stands_for), until=until)
