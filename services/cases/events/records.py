"""What is said when something was written down in a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True)
class ConsultationHeld:
    """Somebody was advised, for so many minutes, about these topics."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "consultation.held.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    consultation_id: str
    organisation: str
    kind: str
    topics: tuple[str, ...]
    minutes: int
    with_interpreter: bool
    held_at: datetime


@dataclass(frozen=True)
class GoalAgreed:
    """A goal was agreed with the client, for one topic; by when, if that was said."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "goal.agreed.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    goal_id: str
    organisation: str
    topic: str
    due_on: date | None
    agreed_at: datetime


@dataclass(frozen=True)
class GoalCorrected:
    """A goal is worded in another way, or due on another day, from now on."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "goal.corrected.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    goal_id: str
    organisation: str
    topic: str
    due_on: date | None
    corrected_at: datetime


@dataclass(frozen=True)
class GoalReached:
    """What was agreed has come about."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "goal.reached.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    goal_id: str
    organisation: str
    topic: str
    reached_at: datetime


@dataclass(frozen=True)
class GoalDropped:
    """What was agreed is not aimed at any more. `reason` is a code."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "goal.dropped.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    goal_id: str
    organisation: str
    topic: str
    reason: str
    dropped_at: datetime


@dataclass(frozen=True)
class BarrierMet:
    """Help failed, and this is what was missing: the bridge from the case to the system."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "barrier.met.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    barrier_id: str
    organisation: str
    person_ref: str
    counsellor_ref: str
    topic: str
    kind: str
    institution: str
    municipality: str
    met_at: datetime


@dataclass(frozen=True)
class BarrierCleared:
    """What stood in the way does so no longer, in this case: how, as a code."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "barrier.cleared.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    barrier_id: str
    organisation: str
    how: str
    cleared_at: datetime


ALL = (
    ConsultationHeld,
    GoalAgreed,
    GoalCorrected,
    GoalReached,
    GoalDropped,
    BarrierMet,
    BarrierCleared,
)
