"""What a case has to have before it enters a phase (DGCC: assessment before planning, a plan before linking)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.cases.model.assessments import LOW, Assessment, distances
from services.cases.model.cases import PHASES, Case
from services.cases.model.goals import DROPPED, Goal

SKIP_REASONS = ("urgent", "wish_of_client", "done_elsewhere", "other")
# The track whose cases go through the phases in earnest; short advice needs no plan.
_BOUND = "case_management"


@dataclass(frozen=True)
class Progress:
    """What was done in a case so far: its assessments in the order of time, its goals, how often a plan was agreed."""

    assessments: Sequence[Assessment]
    goals: Sequence[Goal]
    plans: int


@dataclass(frozen=True)
class Skip:
    """A phase that was entered although something was missing: what (`demands`), and why (SKIP_REASONS)."""

    skip_id: str
    organisation: str
    case_id: str
    phase: str
    demands: tuple[str, ...]
    reason: str
    skipped_at: datetime
    by: str
    version: int = 0

    noun = "skip"


def _every_need_has_a_goal(progress: Progress) -> bool:
    low = {distance.topic for distance in distances(progress.assessments) if distance.last <= LOW}
    return low <= {goal.topic for goal in progress.goals if goal.status != DROPPED}


NOT_ASSESSED, GOAL_MISSING, NO_PLAN, NOT_ASSESSED_AGAIN = (
    "not_assessed",
    "goal_missing",
    "no_plan",
    "not_assessed_again",
)
# What is missing, in words for logs; and whether it is there.
_DEMANDS: dict[str, tuple[str, Callable[[Progress], bool]]] = {
    NOT_ASSESSED: (
        "Before planning, where the person stands has to be assessed.",
        lambda progress: bool(progress.assessments),
    ),
    GOAL_MISSING: (
        "Before linking, every topic that was last assessed 0 or 1 needs a goal.",
        _every_need_has_a_goal,
    ),
    NO_PLAN: (
        "Before linking, a plan has to be agreed with the client.",
        lambda progress: progress.plans > 0,
    ),
    NOT_ASSESSED_AGAIN: (
        "Before the evaluation, where the person stands now has to be assessed once more.",
        lambda progress: len(progress.assessments) > 1,
    ),
}
PHASE_DEMANDS: dict[str, tuple[str, ...]] = {
    "planning": (NOT_ASSESSED,),
    "linking": (GOAL_MISSING, NO_PLAN),
    "evaluation": (NOT_ASSESSED_AGAIN,),
}


def unmet(case: Case, phase: str, progress: Progress) -> tuple[str, ...]:
    """What is missing for this case to enter a phase: what that phase demands, and each that is gone through or left
    out on the way. The way back demands nothing."""
    if case.track != _BOUND:
        return ()
    way = PHASES[PHASES.index(case.phase) + 1 : PHASES.index(phase) + 1]
    demanded = [demand for entered in way for demand in PHASE_DEMANDS.get(entered, ())]
    return tuple(demand for demand in demanded if not _DEMANDS[demand][1](progress))


def sentence(demand: str) -> str:
    """What is missing, in a sentence."""
    return _DEMANDS[demand][0]
