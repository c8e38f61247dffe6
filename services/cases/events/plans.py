"""What is said about where somebody stands, and about the way that was agreed on: assessments, steps, plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True)
class AssessmentRecorded:
    """Where somebody stands, topic by topic: `scores` from 0 to 4, in the order of `topics`."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "assessment.recorded.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    assessment_id: str
    organisation: str
    topics: tuple[str, ...]
    scores: tuple[int, ...]
    recorded_at: datetime


@dataclass(frozen=True)
class StepPlanned:
    """Somebody (client, counsellor, other) is to do something towards a goal; by when, if that was said."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "step.planned.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    step_id: str
    goal_id: str
    organisation: str
    doer: str
    due_on: date | None
    planned_at: datetime


@dataclass(frozen=True)
class StepCorrected:
    """A step is another one, or due on another day, from now on."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "step.corrected.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    step_id: str
    goal_id: str
    organisation: str
    doer: str
    due_on: date | None
    corrected_at: datetime


@dataclass(frozen=True)
class StepDone:
    """A step towards a goal is done."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "step.done.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    step_id: str
    goal_id: str
    organisation: str
    done_at: datetime


@dataclass(frozen=True)
class StepDropped:
    """Nobody will do this step any more."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "step.dropped.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    step_id: str
    goal_id: str
    organisation: str
    dropped_at: datetime


@dataclass(frozen=True)
class PlanAgreed:
    """The goals and steps of this moment were agreed with the client: the `number`th version of the plan."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "plan.agreed.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    plan_id: str
    organisation: str
    number: int
    topics: tuple[str, ...]
    agreed_at: datetime


ALL = (
    AssessmentRecorded,
    StepPlanned,
    StepCorrected,
    StepDone,
    StepDropped,
    PlanAgreed,
)
