"""What organisations' cases and the scheduling say, as the intake hears it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from services.cases.events import counsellors, offers, questions
from services.chassis.envelope import Envelope
from services.chassis.testing import NOON, message_of
from services.notifications.events.messages import MessageSent
from services.scheduling.events import appointments as scheduling_events

CASE_ID = "01a20846-fe00-7000-8000-00000000ca5e"
OTHER_CASE_ID = "01a20846-fe00-7000-8000-00000000ca5f"


def accepted(offer: dict[str, Any], organisation: str = "bruecke", case_id: str = CASE_ID) -> Envelope:
    """An organisation takes what it was offered."""
    said = offers.OfferAccepted(offer["offer_id"], offer["request_id"], organisation, case_id, NOON)
    return message_of(said, f"cases@{organisation}")


def declined(offer: dict[str, Any], organisation: str = "bruecke", reason: str = "no_capacity") -> Envelope:
    """An organisation does not take what it was offered."""
    said = offers.OfferDeclined(offer["offer_id"], offer["request_id"], organisation, reason, NOON)
    return message_of(said, f"cases@{organisation}")


def received(offer: dict[str, Any], case_id: str = CASE_ID) -> Envelope:
    """The person has arrived at the helper."""
    said = offers.HandoverReceived(offer["request_id"], offer["offer_id"], case_id, NOON)
    return message_of(said, "cases@bruecke")


def asked_about(question_id: str, case_id: str = CASE_ID) -> Envelope:
    """The foreigners' authority wants to know something about the person in a case."""
    said = questions.QuestionAsked(case_id, question_id, "bruecke", "documents_missing", NOON)
    return message_of(said, "cases@bruecke")


def booked(appointment_id: str, starts_at: datetime, case_id: str = CASE_ID, place: str = "wuerselen") -> Envelope:
    """The person in a case is expected for an hour."""
    said = scheduling_events.AppointmentBooked(
        appointment_id=appointment_id,
        case_id=case_id,
        organisation="bruecke",
        place=place,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        language="ka",
        with_interpreter=False,
        mode="in_person",
        with_case_ids=(),
        booked_at=NOON,
    )
    return message_of(said, "scheduling@kim")


def moved(
    appointment_id: str, starts_at: datetime, revision: int = 1, case_id: str = CASE_ID, place: str = "alsdorf"
) -> Envelope:
    """They are expected at another time and place."""
    said = scheduling_events.AppointmentMoved(
        appointment_id=appointment_id,
        case_id=case_id,
        organisation="bruecke",
        place=place,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        language="ka",
        mode="in_person",
        with_case_ids=(),
        revision=revision,
        moved_at=NOON,
    )
    return message_of(said, "scheduling@kim")


def cancelled(appointment_id: str, starts_at: datetime = NOON, revision: int = 1) -> Envelope:
    """They are not expected any more."""
    what = appointment_id, CASE_ID, "bruecke", starts_at
    said = scheduling_events.AppointmentCancelled(
        *what, by="client", reason="illness", with_case_ids=(), revision=revision, cancelled_at=NOON
    )
    return message_of(said, "scheduling@kim")


def kept(appointment_id: str) -> Envelope:
    """They came."""
    said = scheduling_events.AppointmentKept(appointment_id, CASE_ID, "bruecke", NOON)
    return message_of(said, "scheduling@kim")


def missed(appointment_id: str) -> Envelope:
    """They did not come."""
    said = scheduling_events.AppointmentMissed(appointment_id, CASE_ID, "bruecke", NOON, (), NOON)
    return message_of(said, "scheduling@kim")


def listed(counsellor_ref: str, organisation: str, listed_at: datetime = NOON, **differs: Any) -> Envelope:
    """An organisation lists a counsellor who fits Nino's request, but for what is said otherwise."""
    facts: dict[str, Any] = {
        "languages": ("ka", "ru", "de"),
        "municipalities": ("wuerselen", "alsdorf"),
        "topics": ("housing", "language"),
        "capacity": 20,
        "free": 3,
        "active": True,
    }
    said = counsellors.CounsellorListed(
        counsellor_ref=counsellor_ref, organisation=organisation, listed_at=listed_at, **(facts | differs)
    )
    return message_of(said, f"cases@{organisation}")


def sent(about: str, message_id: str, kind: str = "request_receipt") -> Envelope:
    """A letter of ours has left, under this Message-ID."""
    said = MessageSent(message_id, about, kind, "email", "ka", NOON)
    return message_of(said, "notifications@kim")
