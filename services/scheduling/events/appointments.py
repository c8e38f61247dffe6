"""What has happened to an appointment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class AppointmentBooked:
    """A counsellor and the person in a case will meet at this place and time; `with_case_ids` come along."""

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
    mode: str
    with_case_ids: tuple[str, ...]
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
    mode: str
    with_case_ids: tuple[str, ...]
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
    with_case_ids: tuple[str, ...]
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
    starts_at: datetime
    with_case_ids: tuple[str, ...]
    missed_at: datetime


ALL = (AppointmentBooked, AppointmentMoved, AppointmentCancelled, AppointmentKept, AppointmentMissed)
