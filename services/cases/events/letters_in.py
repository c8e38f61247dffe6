"""What is said about letters that came by mail: that there is one, and that it was read; never what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class LetterArrived:
    """Somebody has written to a case by mail; `known_sender`: from the address that the case has. `counsellor_id` is
    whose case it is, null for nobody's."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "letter.arrived.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    letter_id: str
    organisation: str
    known_sender: bool
    arrived_at: datetime
    counsellor_id: str | None


@dataclass(frozen=True)
class LetterRead:
    """A letter to a case has been read."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "letter.read.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    letter_id: str
    organisation: str
    read_at: datetime


ALL = (LetterArrived, LetterRead)
