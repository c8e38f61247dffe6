"""What is said when the circle of a case changes: it is locked for somebody, or its glass is broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class CaseLocked:
    """A case exists no longer for somebody of the staff; `counsellor_id` has it. Both are accounts, for the services of
    this installation alone."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.locked.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    account_id: str
    counsellor_id: str
    locked_at: datetime


@dataclass(frozen=True)
class CaseUnlocked:
    """A case exists again for somebody of the staff: an account, for the services of this installation alone."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.unlocked.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    account_id: str
    unlocked_at: datetime


@dataclass(frozen=True)
class GlassBroken:
    """Somebody looks into a case that is not theirs, until `ends_at`; why is written down and sealed in the case."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "glass.broken.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    glass_id: str
    organisation: str
    ends_at: datetime
    broken_at: datetime


ALL = (
    CaseLocked,
    CaseUnlocked,
    GlassBroken,
)
