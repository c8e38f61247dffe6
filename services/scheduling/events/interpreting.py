"""What has happened to the booking of an interpreter: no names, and nothing that says what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class InterpreterRequested:
    """Somebody is needed who interprets at an appointment; `pot` is the money that pays for it."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "interpreter.requested.v1"
    subject: ClassVar[str] = "appointment_id"

    booking_id: str
    appointment_id: str
    organisation: str
    language: str
    mode: str
    kind: str
    pot: str
    requested_at: datetime


@dataclass(frozen=True)
class InterpreterAsked:
    """Somebody of the pool, or a professional, is asked whether they come: in place of `instead_of`, who has not
    answered, or anew, because the appointment has moved (`has_moved`)."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "interpreter.asked.v1"
    subject: ClassVar[str] = "appointment_id"

    booking_id: str
    appointment_id: str
    organisation: str
    interpreter_id: str
    instead_of: str | None
    has_moved: bool
    place: str
    starts_at: datetime
    ends_at: datetime
    language: str
    mode: str
    asked_at: datetime


@dataclass(frozen=True)
class InterpreterConfirmed:
    """Who was asked comes."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "interpreter.confirmed.v1"
    subject: ClassVar[str] = "appointment_id"

    booking_id: str
    appointment_id: str
    organisation: str
    interpreter_id: str
    confirmed_at: datetime


@dataclass(frozen=True)
class InterpreterDeclined:
    """Who was asked does not come, or no longer; `reason` is a code, `counsellor_id` who holds the appointment."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "interpreter.declined.v1"
    subject: ClassVar[str] = "appointment_id"

    booking_id: str
    appointment_id: str
    organisation: str
    interpreter_id: str
    case_id: str
    counsellor_id: str
    reason: str
    declined_at: datetime


@dataclass(frozen=True)
class InterpreterReleased:
    """Nobody is needed any more: whoever was asked, or was to come, need not. `is_late` costs."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "interpreter.released.v1"
    subject: ClassVar[str] = "appointment_id"

    booking_id: str
    appointment_id: str
    organisation: str
    interpreter_id: str | None
    is_late: bool
    place: str
    starts_at: datetime
    ends_at: datetime
    language: str
    mode: str
    released_at: datetime


@dataclass(frozen=True)
class InterpreterDone:
    """Somebody has interpreted for so many minutes."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "interpreter.done.v1"
    subject: ClassVar[str] = "appointment_id"

    booking_id: str
    appointment_id: str
    organisation: str
    language: str
    pot: str
    minutes: int
    done_at: datetime


ALL = (
    InterpreterRequested,
    InterpreterAsked,
    InterpreterConfirmed,
    InterpreterDeclined,
    InterpreterReleased,
    InterpreterDone,
)
