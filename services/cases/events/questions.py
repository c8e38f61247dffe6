"""What is said about questions of the foreigners' authority: that there was one, what for, and what became of it; so
that whoever it is about can see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class QuestionAsked:
    """The foreigners' authority has asked about a case, for this purpose (a code)."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "question.asked.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    question_id: str
    organisation: str
    purpose: str
    asked_at: datetime


@dataclass(frozen=True)
class QuestionAnswered:
    """It was answered, under a release of the person it is about."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "question.answered.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    question_id: str
    organisation: str
    purpose: str
    answered_at: datetime


@dataclass(frozen=True)
class QuestionDeclined:
    """It was not answered, and will not be."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "question.declined.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    question_id: str
    organisation: str
    purpose: str
    declined_at: datetime


ALL = (
    QuestionAsked,
    QuestionAnswered,
    QuestionDeclined,
)
