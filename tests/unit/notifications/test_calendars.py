"""The calendar file of a letter, read back by the library that mail programs use as well."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar

from services.chassis.testing import NOON
from services.notifications.calendars import METHODS
from services.notifications.letters import Letters
from services.notifications.model.appointments import CANCELLED, INVITATION, MOVED, Appointment
from tests.builders import PROGRAMME, PUBLIC_URL
from tests.unit.notifications.scheduling import APPOINTMENT, ENDS, STARTS

LANGUAGES = PROGRAMME.page_languages


def arrived(kind: str, language: str = "de", **changes: Any) -> EmailMessage:
    """A letter as the mail program has it: written, flattened, parsed."""
    facts: dict[str, Any] = {"starts_at": STARTS, "ends_at": ENDS, "place": "wuerselen-rathaus", "revision": 3}
    appointment = Appointment(appointment_id=APPOINTMENT, organisation="bruecke", **facts | changes)
    mail = Letters(PROGRAMME, PUBLIC_URL, "termine@example.org").write(
        kind, language, "nino@example.org", "letter-1", NOON, appointment, reference=None, status_url=None
    )
    found: Any = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
    return found


def offered(mail: EmailMessage) -> EmailMessage:
    (part,) = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
    return part  # type: ignore[return-value]


def calendar(mail: EmailMessage) -> Calendar:
    return Calendar.from_ical(offered(mail).get_content())


def entry(mail: EmailMessage) -> Any:
    (event,) = calendar(mail).events
    return event


@pytest.mark.parametrize(("kind", "method"), [(INVITATION, "REQUEST"), (MOVED, "REQUEST"), (CANCELLED, "CANCEL")])
def test_the_mail_offers_the_file_as_an_alternative_and_as_an_attachment(kind: str, method: str) -> None:
    mail = arrived(kind)
    assert mail.get_content_type() == "multipart/mixed"
    body, attachment = mail.iter_parts()
    assert body.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in body.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    part = offered(mail)
    assert part["Content-Type"].params["method"] == method == str(calendar(mail)["METHOD"])
    assert part["Content-Type"].params["charset"] == "utf-8"
    assert part.get_content_disposition() is None
    assert attachment.get_content_disposition() == "attachment"
    assert attachment.get_filename() == "invite.ics"
    assert attachment.get_content().decode() == part.get_content()


def test_every_letter_about_an_appointment_has_a_method() -> None:
    assert set(METHODS) == {INVITATION, MOVED, CANCELLED}


@pytest.mark.parametrize("kind", [INVITATION, MOVED])
def test_an_invitation_says_what_when_where_and_who_invites(kind: str) -> None:
    event = entry(arrived(kind))
    assert event["UID"] == f"{APPOINTMENT}@lotse"
    assert int(event["SEQUENCE"]) == 3
    assert (event["DTSTART"].to_ical(), event["DTEND"].to_ical()) == (b"20261130T093000Z", b"20261130T103000Z")
    assert event["DTSTAMP"].dt == NOON
    assert event["DTSTAMP"].to_ical().endswith(b"Z")
    assert event["ORGANIZER"] == "mailto:termine@example.org"
    assert event["ATTENDEE"] == "mailto:nino@example.org"
    assert event["SUMMARY"] == "Termin"
    assert event["LOCATION"] == "Rathaus Würselen, Morlaixplatz 1, 52146 Würselen"
    assert event["STATUS"] == "CONFIRMED"


def test_a_cancellation_takes_the_same_entry_away() -> None:
    event = entry(arrived(CANCELLED))
    assert event["UID"] == f"{APPOINTMENT}@lotse"
    assert (event["STATUS"], int(event["SEQUENCE"])) == ("CANCELLED", 3)
    assert event["DTSTART"].dt == STARTS
    assert event["ORGANIZER"] == "mailto:termine@example.org"


def test_a_cancellation_of_which_we_know_the_beginning_only_has_no_more() -> None:
    event = entry(arrived(CANCELLED, ends_at=None, place=None))
    assert event["DTSTART"].dt == STARTS
    assert "DTEND" not in event
    assert "LOCATION" not in event


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        (datetime(2026, 3, 29, 8, 0, tzinfo=UTC), b"20260329T080000Z"),
        (datetime(2026, 10, 25, 9, 0, tzinfo=UTC), b"20261025T090000Z"),
    ],
)
def test_times_are_in_utc_also_on_the_days_when_clocks_are_changed(starts: datetime, expected: bytes) -> None:
    event = entry(arrived(INVITATION, starts_at=starts, ends_at=starts + timedelta(hours=1)))
    assert event["DTSTART"].to_ical() == expected
    assert event.end - event.start == timedelta(hours=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_in_the_readers_language_and_says_no_more_than_that_there_is_something(language: str) -> None:
    mail = arrived(INVITATION, language)
    event = entry(mail)
    assert event["LOCATION"].startswith(PROGRAMME.places["wuerselen-rathaus"].name[language])
    assert 4 < len(event["SUMMARY"]) < 15 or event["SUMMARY"] == "موعد"
    assert set(event) == {
        "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "ATTENDEE", "CLASS", "LOCATION", "ORGANIZER",
        "STATUS",
    }, "neither a description nor a name"  # fmt: skip
    assert event["CLASS"] == "PRIVATE"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_wrapped_as_the_standard_wants(language: str) -> None:
    (attachment,) = arrived(INVITATION, language).iter_attachments()
    lines = attachment.get_content().split(b"\r\n")
    assert max(map(len, lines)) <= 75, "RFC 5545 section 3.1"
    assert not any(b"\n" in line or b"\r" in line for line in lines)
