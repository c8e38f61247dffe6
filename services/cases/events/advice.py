"""What is said about short advice: facts that count, and nothing of whom they are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class AdviceGiven:
    """Somebody was advised for so many minutes, without a name; where help failed, on what (codes)."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "advice.given.v1"
    subject: ClassVar[str] = "advice_id"

    advice_id: str
    organisation: str
    topic: str
    language: str
    municipality: str
    minutes: int
    barrier_kind: str | None
    barrier_institution: str | None
    given_at: datetime


@dataclass(frozen=True)
class AdviceWithdrawn:
    """Short advice was noted by mistake, and does not count."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "advice.withdrawn.v1"
    subject: ClassVar[str] = "advice_id"

    advice_id: str
    organisation: str
    withdrawn_at: datetime


ALL = (AdviceGiven, AdviceWithdrawn)
