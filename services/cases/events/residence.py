"""What is said about residence documents and changes of the legal sphere: dates and codes, and never which document
somebody holds: that stays in the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True)
class ResidenceNoted:
    """A residence document was noted in a case."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "residence.noted.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    residence_id: str
    organisation: str
    noted_at: datetime


@dataclass(frozen=True)
class ResidenceCorrected:
    """A residence document was noted wrongly, or was prolonged."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "residence.corrected.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    residence_id: str
    organisation: str
    corrected_at: datetime


@dataclass(frozen=True)
class ResidenceEnded:
    """A residence document is not the one to go by any more."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "residence.ended.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    residence_id: str
    organisation: str
    ended_at: datetime


@dataclass(frozen=True)
class DocumentExpiring:
    """A residence document has come to one of the times before its last day (`days`) of which the programme warns.
    `counsellor_id` is whose case it is, null for nobody's."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "document.expiring.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    residence_id: str
    organisation: str
    expires_on: date
    days: int
    counsellor_id: str | None


@dataclass(frozen=True)
class SphereChangeStarted:
    """Somebody's livelihood is to come under another law, and what that brings is being seen to."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "sphere_change.started.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    change_id: str
    organisation: str
    sphere: str
    started_at: datetime


@dataclass(frozen=True)
class SphereStepTicked:
    """A step of such a change is done."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "sphere_step.ticked.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    change_id: str
    organisation: str
    step: str
    ticked_at: datetime


@dataclass(frozen=True)
class SphereStepUnticked:
    """A step had been ticked by mistake."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "sphere_step.unticked.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    change_id: str
    organisation: str
    step: str
    unticked_at: datetime


@dataclass(frozen=True)
class SphereChangeEnded:
    """Such a change is over. `status`: completed, or stopped because it does not come about."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "sphere_change.ended.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    change_id: str
    organisation: str
    sphere: str
    status: str
    ended_at: datetime


ALL = (
    ResidenceNoted,
    ResidenceCorrected,
    ResidenceEnded,
    DocumentExpiring,
    SphereChangeStarted,
    SphereStepTicked,
    SphereStepUnticked,
    SphereChangeEnded,
)
