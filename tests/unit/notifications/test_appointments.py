"""From what the scheduling said to a letter: invited, told of a move, told that it will not take place."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import text

from services.chassis.handler import NotYet
from services.chassis.testing import StoppedClock, said
from services.notifications.carriers.outcomes import Postponed
from tests.builders import PUBLIC_URL, Notifications
from tests.unit.notifications.scheduling import (
    APPOINTMENT,
    CASE,
    ENDS,
    LATER,
    Booked,
    Cancelled,
    Moved,
    erased,
    given,
    told,
)


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def rows(notifications: Notifications) -> list[dict[str, Any]]:
    with notifications.database.reading() as tx:
        return [dict(row._mapping) for row in tx.execute(text("SELECT * FROM messages ORDER BY queued_at, message_id"))]


def kinds(notifications: Notifications) -> list[tuple[str, str]]:
    return [(row["kind"], row["state"]) for row in rows(notifications)]


def plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def entry(mail: EmailMessage) -> Any:
    (part,) = mail.iter_attachments()
    (event,) = Calendar.from_ical(part.get_content()).events
    return event


def test_a_booked_appointment_becomes_one_invitation_and_message_sent_tells_of_it(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    assert notifications.send() is False
    (mail,) = notifications.carrier.mails
    assert mail["To"] == "nino.beridze@example.org"
    assert "ვიურზელენის მერია" in plain(mail)
    assert "10:30" in plain(mail)
    assert "K7M-4XQ-6" in plain(mail)
    assert f"{PUBLIC_URL}/ka/status/K7M-4XQ-6/abcDEF123" in plain(mail).splitlines()
    (sent,) = said(notifications.database)
    assert (sent.type, sent.data["about"], sent.data["kind"]) == ("message.sent.v1", CASE, "appointment_invitation")
    assert sent.data["language"] == "ka"


def test_an_appointment_whose_contact_has_not_come_waits(notifications: Notifications) -> None:
    with pytest.raises(NotYet):
        notifications.hear(told(Booked()))
    notifications.hear(given(), told(Booked()))
    assert kinds(notifications) == [("appointment_invitation", "queued")]


def test_who_has_no_email_address_gets_one_letter_that_waits_to_be_printed(notifications: Notifications) -> None:
    notifications.hear(given(email=None, phone="+493023125011"))
    notifications.hear(told(Booked()), told(Moved()), told(Cancelled()))
    notifications.send()
    assert [(row["channel"], row["state"]) for row in rows(notifications)] == [
        ("letter", "outdated"),
        ("letter", "outdated"),
        ("letter", "queued"),
    ]
    assert (notifications.carrier.mails, said(notifications.database)) == ([], [])


def test_who_came_without_a_request_gets_no_link_but_the_telephone_of_who_accompanies_them(
    notifications: Notifications,
) -> None:
    notifications.hear(given(reference=None, status_token=None), told(Booked()))
    notifications.send()
    (mail,) = notifications.carrier.mails
    assert "Brücke Nordkreis e. V.: +49 30 23125 100" in plain(mail)
    assert "/status/" not in plain(mail)
    assert "None" not in plain(mail)
    assert "კოდი" not in plain(mail), "what has no reference does not speak of one"


def test_an_appointment_of_the_authority_names_the_authority(notifications: Notifications) -> None:
    notifications.hear(given(language="en"), told(Booked(organisation="kim")))
    notifications.send()
    (mail,) = notifications.carrier.mails
    assert "Municipal Integration Centre, StädteRegion Aachen: +49 30 23125 000" in plain(mail)


def test_who_was_invited_is_told_of_a_move_and_the_calendar_entry_changes(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    notifications.send()
    notifications.hear(told(Moved()))
    notifications.send()
    assert kinds(notifications) == [("appointment_invitation", "sent"), ("appointment_moved", "sent")]
    first, second = notifications.carrier.mails
    assert first["Message-ID"] != second["Message-ID"]
    assert (entry(first)["UID"], int(entry(first)["SEQUENCE"])) == (f"{APPOINTMENT}@lotse", 0)
    assert (entry(second)["UID"], int(entry(second)["SEQUENCE"])) == (f"{APPOINTMENT}@lotse", 1)
    assert entry(second).start == LATER
    assert "ალსდორფის მერია" in plain(second)


def test_who_was_not_invited_yet_gets_one_invitation_to_the_new_time(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()), told(Moved()), told(Moved(place="roetgen-rathaus", revision=2)))
    notifications.send()
    (mail,) = notifications.carrier.mails
    assert kinds(notifications) == [
        ("appointment_invitation", "outdated"),
        ("appointment_invitation", "outdated"),
        ("appointment_invitation", "sent"),
    ]
    assert int(entry(mail)["SEQUENCE"]) == 2
    assert "რეტგენის მერია" in plain(mail)
    assert len(said(notifications.database)) == 1


def test_a_letter_that_the_mail_server_put_off_is_overtaken_as_well(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    notifications.carrier.fails_with = Postponed("ConnectionRefusedError")
    notifications.send()
    notifications.hear(told(Moved()))
    notifications.carrier.fails_with = None
    notifications.clock.advance(timedelta(minutes=5))
    notifications.send()
    assert [mail["Subject"].startswith("თქვენი შეხვედრა:") for mail in notifications.carrier.mails] == [True]


def test_an_invitation_that_is_being_sent_is_left_alone(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    (taken,) = notifications.store.messages.take_due("email", notifications.clock.now(), 10, 300)
    notifications.hear(told(Moved()))
    assert notifications.store.messages.save(taken.sent(notifications.clock.now())), "it has left, and may be said"
    assert kinds(notifications) == [("appointment_invitation", "sent"), ("appointment_moved", "queued")]


def test_another_appointment_of_the_same_case_keeps_its_letter(notifications: Notifications) -> None:
    other = "01a20846-fe00-7000-8000-000000000a02"
    notifications.hear(given(), told(Booked()), told(Booked(appointment_id=other)), told(Moved()))
    notifications.send()
    assert sorted(entry(mail)["UID"] for mail in notifications.carrier.mails) == [
        f"{APPOINTMENT}@lotse",
        f"{other}@lotse",
    ]


def test_a_cancellation_names_the_place_that_was_told_before(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    notifications.send()
    notifications.hear(told(Cancelled()))
    notifications.send()
    mail = notifications.carrier.mails[-1]
    assert "ვიურზელენის მერია" in plain(mail)
    assert (entry(mail)["STATUS"], int(entry(mail)["SEQUENCE"])) == ("CANCELLED", 1)
    assert entry(mail).end == ENDS


def test_a_cancellation_before_the_invitation_has_left_is_the_only_letter(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()), told(Cancelled()))
    notifications.send()
    assert kinds(notifications) == [("appointment_invitation", "outdated"), ("appointment_cancelled", "sent")]


def test_a_cancellation_without_an_invitation_before_it_does_without_a_place(notifications: Notifications) -> None:
    notifications.hear(given(), told(Cancelled()))
    notifications.send()
    (mail,) = notifications.carrier.mails
    assert "ადგილი" not in plain(mail)
    assert "LOCATION" not in entry(mail)
    assert "DTEND" not in entry(mail)


def test_changes_of_an_appointment_of_somebody_who_was_forgotten_are_let_pass(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    notifications.send()
    notifications.hear(erased(), told(Moved()), told(Cancelled()))
    assert kinds(notifications) == [("appointment_invitation", "sent")]


def test_with_a_person_goes_what_was_told_them_of_appointments(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()), erased())
    assert kinds(notifications) == [("appointment_invitation", "erased")]
    assert [row["appointment"] for row in rows(notifications)] == [None]
    notifications.send()
    assert notifications.carrier.mails == []


@pytest.mark.parametrize(
    ("event", "later", "reason"),
    [
        (Booked(), timedelta(days=8), "too_late"),
        (Booked(place="a-place-we-have-closed"), timedelta(0), "unknown_place"),
    ],
)
def test_a_letter_that_would_help_nobody_is_said_to_have_failed(
    notifications: Notifications, event: Booked, later: timedelta, reason: str
) -> None:
    notifications.hear(given(), told(event))
    notifications.clock.advance(later)
    notifications.send()
    assert notifications.carrier.mails == []
    (failed,) = said(notifications.database)
    assert (failed.type, failed.data["reason"]) == ("message.failed.v1", reason)


def test_no_table_says_in_clear_who_is_expected_where_and_when(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    notifications.send()
    notifications.database.close()
    folder = Path(notifications.database.url.removeprefix("sqlite:///")).parent
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"wuerselen" not in held
    assert b"2026-11-30" not in held
