"""What others say of cases and their appointments, as notifications hears it; everybody in here is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from services.chassis.envelope import Envelope, Event
from services.chassis.testing import ORGANISATION, SEAL_KEYS, message_of
from services.chassis.vault import SealKeys

CASE = "01a20846-fe00-7000-8000-000000000c01"
APPOINTMENT = "01a20846-fe00-7000-8000-000000000a01"
STARTS, ENDS = datetime(2026, 11, 30, 9, 30, tzinfo=UTC), datetime(2026, 11, 30, 10, 30, tzinfo=UTC)
LATER, LATER_ENDS = datetime(2026, 12, 3, 13, 0, tzinfo=UTC), datetime(2026, 12, 3, 14, 0, tzinfo=UTC)

NINO: dict[str, Any] = {
    "email": "nino.beridze@example.org",
    "phone": None,
    "language": "ka",
    "notice_language": "ka",
    "status_token": "abcDEF123",
    "reference": "K7M-4XQ-6",
}


@dataclass(frozen=True)
class Given:
    """`contact.given.v1`, as the cases say it."""

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.given.v1"
    subject: ClassVar[str] = "about"

    about: str
    sealed: str


@dataclass(frozen=True)
class Erased:
    """`contact.erased.v1`, as the cases will say it."""

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.erased.v1"
    subject: ClassVar[str] = "about"

    about: str = CASE


@dataclass(frozen=True)
class Booked:
    """`appointment.booked.v1`."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "appointment.booked.v1"
    subject: ClassVar[str] = "appointment_id"

    appointment_id: str = APPOINTMENT
    case_id: str = CASE
    organisation: str = "bruecke"
    place: str = "wuerselen-rathaus"
    starts_at: datetime = STARTS
    ends_at: datetime = ENDS
    language: str = "ka"
    with_interpreter: bool = True
    mode: str = "in_person"
    with_case_ids: tuple[str, ...] = ()
    booked_at: datetime = STARTS


@dataclass(frozen=True)
class Moved:
    """`appointment.moved.v1`."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "appointment.moved.v1"
    subject: ClassVar[str] = "appointment_id"

    appointment_id: str = APPOINTMENT
    case_id: str = CASE
    organisation: str = "bruecke"
    place: str = "alsdorf-rathaus"
    starts_at: datetime = LATER
    ends_at: datetime = LATER_ENDS
    language: str = "ka"
    revision: int = 1
    moved_at: datetime = STARTS


@dataclass(frozen=True)
class Cancelled:
    """`appointment.cancelled.v1`."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "appointment.cancelled.v1"
    subject: ClassVar[str] = "appointment_id"

    appointment_id: str = APPOINTMENT
    case_id: str = CASE
    organisation: str = "bruecke"
    starts_at: datetime = STARTS
    by: str = "counsellor"
    reason: str = "illness"
    revision: int = 1
    cancelled_at: datetime = STARTS


@dataclass(frozen=True)
class Missed:
    """`appointment.missed.v1`."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "appointment.missed.v1"
    subject: ClassVar[str] = "appointment_id"

    appointment_id: str = APPOINTMENT
    case_id: str = CASE
    organisation: str = "bruecke"
    starts_at: datetime = STARTS
    with_case_ids: tuple[str, ...] = ()
    missed_at: datetime = STARTS


def given(about: str = CASE, **changes: Any) -> Envelope:
    """Nino's contact (with these changes), sealed as the cases seal it."""
    keys = SealKeys(ORGANISATION, SEAL_KEYS)
    return message_of(Given(about, keys.seal(keys, f"contact.given {about}", NINO | changes)), "cases@kim")


def erased() -> Envelope:
    """Nino is to be forgotten."""
    return message_of(Erased(), "cases@kim", sequence=2)


def told(event: Event) -> Envelope:
    """The message that tells of an appointment, or of times to choose from."""
    return message_of(event, "scheduling@kim")
