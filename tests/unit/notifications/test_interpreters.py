"""Interpreters are asked, told of another time and released, and hear neither who is there nor what it is about."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from services.chassis.handler import NotYet
from services.chassis.testing import StoppedClock, said
from tests.builders import ADA, Notifications, Scheduling
from tests.builders.interpreters import Interpreting


class Town:
    """The scheduling, and notifications that hear all of it in its order."""

    def __init__(self, folder: Path):
        clock = StoppedClock()
        self.scheduling, self.notifications = Scheduling(folder, clock), Notifications(folder, clock)
        self.interpreting = Interpreting(self.scheduling)
        self.heard = 0

    def add(self, **changes: Any) -> str:
        return self.interpreting.add(**{"email": "lasha@example.org"} | changes)

    def book(self, **changes: Any) -> dict[str, Any]:
        return self.scheduling.book(self.scheduling.open_case(), ADA, **changes)

    def move(self, booked: dict[str, Any]) -> None:
        now = self.scheduling.store.appointments.get(booked["appointment_id"])
        self.scheduling.move({"appointment_id": now.appointment_id, "version": now.version})

    def mails(self) -> list[EmailMessage]:
        """Let notifications hear what was said of interpreters, and send; what has gone since the last time."""
        gone = len(self.notifications.carrier.mails)
        self.hear()
        self.notifications.send()
        return self.notifications.carrier.mails[gone:]

    def hear(self) -> None:
        new = said(self.scheduling.database)[self.heard :]
        self.heard += len(new)
        self.notifications.hear(*(one for one in new if one.type.startswith(("contact.", "interpreter."))))


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def test_whoever_is_asked_reads_when_where_and_in_which_language(town: Town) -> None:
    who, booked = town.add(), town.book()
    town.interpreting.ask(town.interpreting.request(booked), who)
    (mail,) = town.mails()
    assert mail["To"] == "lasha@example.org"
    assert mail["Subject"].startswith("Können Sie dolmetschen? Montag, 30. November 2026")
    told = text(mail)
    assert "Gedolmetscht wird: Georgisch" in told
    assert "Ort: " in told
    assert town.scheduling.store.appointments.get(booked["appointment_id"]).case_id not in mail.as_string()


def test_by_phone_there_is_no_place_to_come_to(town: Town) -> None:
    town.interpreting.ask(town.interpreting.request(town.book(), mode="phone"), town.add())
    (mail,) = town.mails()
    assert "Ort:" not in text(mail)
    assert "am Telefon" in text(mail)


def test_a_moved_appointment_asks_anew_and_a_cancelled_one_releases(town: Town) -> None:
    booked = town.book()
    town.interpreting.ask(town.interpreting.request(booked), town.add())
    town.mails()
    town.move(booked)
    (moved,) = town.mails()
    assert moved["Subject"].startswith("Neue Zeit")
    now = town.scheduling.store.appointments.get(booked["appointment_id"])
    town.scheduling.cancel({"appointment_id": now.appointment_id, "version": now.version})
    (released,) = town.mails()
    assert released["Subject"].startswith("Sie werden nicht gebraucht")


def test_who_was_not_asked_yet_is_asked_once_and_for_the_new_time(town: Town) -> None:
    booked = town.book()
    town.interpreting.ask(town.interpreting.request(booked), town.add())
    town.move(booked)
    (mail,) = town.mails()
    assert mail["Subject"].startswith("Können Sie dolmetschen?")


def test_who_was_not_asked_yet_need_not_hear_that_nobody_needs_them(town: Town) -> None:
    booking = town.interpreting.request(town.book())
    town.interpreting.ask(booking, town.add())
    town.interpreting.release(booking)
    assert town.mails() == []


def test_who_was_asked_before_hears_that_somebody_else_is_asked(town: Town) -> None:
    booking = town.interpreting.request(town.book())
    town.interpreting.ask(booking, town.add())
    town.mails()
    town.interpreting.ask(booking, town.add(name="Tamar", email="tamar@example.org"))
    assert {(mail["To"], str(mail["Subject"]).partition(" ")[0]) for mail in town.mails()} == {
        ("tamar@example.org", "Können"),
        ("lasha@example.org", "Sie"),
    }


def test_a_new_address_is_written_to_from_then_on(town: Town) -> None:
    who = town.add()
    town.interpreting.change(who, 1, email="beridze@example.org")
    town.interpreting.ask(town.interpreting.request(town.book()), who)
    assert [mail["To"] for mail in town.mails()] == ["beridze@example.org"]


def test_who_left_long_ago_is_forgotten_here_as_well(town: Town) -> None:
    who = town.add()
    town.mails()
    assert town.notifications.store.addressees.knows(who)
    town.interpreting.change(who, 1, active=False)
    town.scheduling.clock.advance(timedelta(days=5 * 365))
    town.interpreting.forget()
    town.mails()
    assert not town.notifications.store.addressees.knows(who)


def test_without_an_address_somebody_is_asked_to_call(town: Town) -> None:
    lasha = town.add(email=None, phone="+49 30 23125 117")
    town.interpreting.ask(town.interpreting.request(town.book()), lasha)
    assert town.mails() == []
    (line,) = town.notifications.store.staff_messages.newest("kim", ("role:coordinator",), ADA.ref, 10)
    assert (line.kind, dict(line.codes)) == ("no_way", {"interpreter_id": lasha, "kind": "interpreter_asked"})


def test_the_counsellor_hears_that_somebody_declined_unless_they_wrote_it_down(town: Town) -> None:
    booked = town.book()
    booking = town.interpreting.request(booked)
    town.interpreting.ask(booking, town.add())
    town.interpreting.decline(booking)
    town.hear()
    (line,) = town.notifications.store.staff_messages.newest("kim", (ADA.ref,), ADA.ref, 10)
    case_id = town.scheduling.store.appointments.get(booked["appointment_id"]).case_id
    assert (line.kind, dict(line.codes)) == ("interpreter_declined", {"case_id": case_id})


def test_nobody_is_asked_before_it_is_known_how_to_reach_them(town: Town) -> None:
    town.interpreting.ask(town.interpreting.request(town.book()), town.add())
    asked = [one for one in said(town.scheduling.database) if one.type == "interpreter.asked.v1"]
    with pytest.raises(NotYet):
        town.notifications.hear(*asked)


def test_who_is_forgotten_is_told_nothing_more(town: Town) -> None:
    who, booking = town.add(), town.interpreting.request(town.book())
    town.interpreting.ask(booking, who)
    assert len(town.mails()) == 1
    town.interpreting.change(who, 1, active=False)
    town.scheduling.clock.advance(timedelta(days=5 * 365))
    town.interpreting.forget()
    town.interpreting.release(booking)
    assert town.mails() == []


def test_what_a_client_is_told_of_a_cancellation_is_not_what_an_interpreter_was_told(town: Town) -> None:
    booked = town.book()
    who = town.add()
    town.interpreting.ask(town.interpreting.request(booked, mode="phone"), who)
    town.mails()
    store = town.notifications.store
    assert store.messages.last_told(booked["appointment_id"], "somebody else") is None
    found = store.messages.last_told(booked["appointment_id"], who)
    assert found is not None
    assert (found.mode, found.ends_at - found.starts_at if found.ends_at else None) == ("phone", timedelta(hours=1))
