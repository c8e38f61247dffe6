"""What is said about referrals to services outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class ReferralMade:
    """Somebody outside was asked for a client, for one topic."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "referral.made.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    referral_id: str
    organisation: str
    topic: str
    asked_at: datetime


@dataclass(frozen=True)
class ReferralAnswered:
    """They have answered: accepted, waiting (a place on their list) or declined, so many days after they were asked."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "referral.answered.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    referral_id: str
    organisation: str
    topic: str
    answer: str
    waited_days: int
    answered_at: datetime


@dataclass(frozen=True)
class ReferralEnded:
    """Nothing more comes of it: finished, broken off, or never answered. `reason` is a code."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "referral.ended.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    referral_id: str
    organisation: str
    topic: str
    reason: str
    ended_at: datetime


ALL = (
    ReferralMade,
    ReferralAnswered,
    ReferralEnded,
)
