"""What is said about a case: opened, assigned, led through its phases, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class CaseOpened:
    """The accompaniment of one person begins. `request_id` is what they asked with; None for who came in person."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.opened.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    person_ref: str
    track: str
    municipality: str
    language: str
    language_mode: str
    topics: tuple[str, ...]
    phase: str
    opened_at: datetime
    request_id: str | None = None


@dataclass(frozen=True)
class CaseAssigned:
    """Another counsellor of the organisation has the case from now on, and `previous_id` no longer: accounts, for the
    services of this installation alone."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.assigned.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    counsellor_id: str
    previous_id: str
    assigned_at: datetime


@dataclass(frozen=True)
class CasePhaseEntered:
    """The accompaniment has come to another phase."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.phase_entered.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    phase: str
    entered_at: datetime


@dataclass(frozen=True)
class CaseClosed:
    """The accompaniment has ended: why, and what came of it, as codes."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.closed.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    reason: str
    outcome: str
    closed_at: datetime


@dataclass(frozen=True)
class CaseReopened:
    """The accompaniment goes on where it had ended."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.reopened.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    phase: str
    reopened_at: datetime


@dataclass(frozen=True)
class DemandsSkipped:
    """A phase was entered although something that it demands is missing: what, and why, as codes."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "demands.skipped.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    phase: str
    demands: tuple[str, ...]
    reason: str
    skipped_at: datetime


ALL = (
    CaseOpened,
    CaseAssigned,
    CasePhaseEntered,
    CaseClosed,
    CaseReopened,
    DemandsSkipped,
)
