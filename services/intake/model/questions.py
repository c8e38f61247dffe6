"""What the intake knows of questions of the foreigners' authority: that there was one about the case that a request
became, what for, and what became of it. What was asked and answered stays with the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

ASKED, ANSWERED, DECLINED = "asked", "answered", "declined"


@dataclass(frozen=True)
class Question:
    """A question about a case, for one purpose (a code)."""

    question_id: str
    case_id: str
    purpose: str
    asked_at: datetime
    status: str = ASKED
    decided_at: datetime | None = None
