"""What is said about the household of the person in a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class HouseholdJoined:
    """Somebody is known to live with the person in a case; `relation` is a code: what they are to that person."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "household.joined.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    relation: str
    joined_at: datetime


@dataclass(frozen=True)
class HouseholdLeft:
    """Somebody does not live with the person in a case any more."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "household.left.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    left_at: datetime


ALL = (HouseholdJoined, HouseholdLeft)
