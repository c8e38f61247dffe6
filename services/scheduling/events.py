"""What the scheduling says has happened. Thin: ids, times, codes; nothing that says who meets, or why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class AppointmentBooked:
    """A counsellor and the person in a case will meet at this place and time."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "appointment.booked.v1"
    subject: ClassVar[str] = "appointment_id"

    appointment_id: str
    case_id: str
    organisation: str
    place: str
    starts_at: datetime
    ends_at: datetime
    language: str
    with_interpreter: bool
    booked_at: datetime


@dataclass(frozen=True)
class AppointmentMoved:
    """An appointment is at another time or place from now on. `revision` counts the changes since it was booked."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "appointment.moved.v1"
    subject: ClassVar[str] = "appointment_id"

    appointment_id: str
    case_id: str
    organisation: str
    place: str
    starts_at: datetime
    ends_at: datetime
    language: str
    revision: int
    moved_at: datetime


@dataclass(frozen=True)
class AppointmentCancelled:
    """An appointment will not take place. `by` and `reason` are codes; `starts_at` is when it would have been."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "appointment.cancelled.v1"
    subject: ClassVar[str] = "appointment_id"

    appointment_id: str
    case_id: str
    organisation: str
    starts_at: datetime
    by: str
    reason: str
    revision: int
    cancelled_at: datetime


@dataclass(frozen=True)
class AppointmentKept:
    """They met."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "appointment.kept.v1"
    subject: ClassVar[str] = "appointment_id"

    appointment_id: str
    case_id: str
    organisation: str
    kept_at: datetime


@dataclass(frozen=True)
class AppointmentMissed:
    """The client did not come."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "appointment.missed.v1"
    subject: ClassVar[str] = "appointment_id"

    appointment_id: str
    case_id: str
    organisation: str
    missed_at: datetime


@dataclass(frozen=True)
class CaseForgotten:
    """Nothing of an erased case is kept here any more. `erasure_id` is the one we were told of."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "case.forgotten.v1"
    subject: ClassVar[str] = "erasure_id"

    case_id: str
    erasure_id: str
    forgotten_at: datetime


ALL = (AppointmentBooked, AppointmentMoved, AppointmentCancelled, AppointmentKept, AppointmentMissed, CaseForgotten)
