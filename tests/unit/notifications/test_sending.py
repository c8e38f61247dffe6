"""From what the intake said to a letter: heard, queued, sent, and said."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from services.chassis.envelope import Envelope
from services.chassis.errors import NotFound
from services.chassis.handler import NotYet
from services.chassis.testing import StoppedClock, message_of, said, types_of
from services.chassis.vault import VaultError
from services.intake import events as intake_events
from services.notifications.carriers.outcomes import Postponed, Undeliverable
from services.notifications.model.messages import Message as Sending
from services.notifications.store.addressees import addressees
from tests.builders import Intake, Notifications


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def intake(tmp_path: Path, clock: StoppedClock) -> Intake:
    return Intake(tmp_path, clock)


@pytest.fixture
def notifications(tmp_path: Path, clock: StoppedClock) -> Notifications:
    return Notifications(tmp_path, clock)


def messages(notifications: Notifications) -> list[dict[str, Any]]:
    with notifications.database.reading() as tx:
        return [dict(row._mapping) for row in tx.execute(text("SELECT * FROM messages ORDER BY queued_at, message_id"))]


def heard(intake: Intake) -> list[Envelope]:
    return said(intake.database)


def test_a_received_request_becomes_one_letter_and_message_sent_tells_of_it(
    intake: Intake, notifications: Notifications
) -> None:
    nino = intake.ask()
    notifications.hear(*heard(intake))
    assert notifications.send() is False, "there is nothing more"
    (mail,) = notifications.carrier.mails
    (message,) = messages(notifications)
    assert mail["To"] == "nino.beridze@example.org"
    assert mail["Message-ID"].startswith(f"<{message['message_id']}@"), "by this the other side tells a repetition"
    assert (message["state"], message["leased_until"]) == ("sent", None)
    (sent,) = said(notifications.database)
    assert sent.type == "message.sent.v1"
    assert sent.data["about"] == nino["request_id"]
    assert (sent.data["kind"], sent.data["language"]) == ("request_receipt", "ka")
    notifications.send()
    assert len(notifications.carrier.mails) == 1


def test_a_request_whose_contact_has_not_come_waits(intake: Intake, notifications: Notifications) -> None:
    intake.ask()
    contact, received = heard(intake)
    with pytest.raises(NotYet):
        notifications.hear(received)
    notifications.hear(contact, received)
    notifications.send()
    assert len(notifications.carrier.mails) == 1


def test_who_gave_a_telephone_number_only_gets_no_letter(intake: Intake, notifications: Notifications) -> None:
    nino = intake.ask(email=None, phone="+4924199000011")
    notifications.hear(*heard(intake))
    intake.withdraw(nino)
    notifications.hear(heard(intake)[-1])
    notifications.send()
    assert messages(notifications) == []


def test_a_withdrawal_is_confirmed(intake: Intake, notifications: Notifications) -> None:
    nino = intake.ask()
    notifications.hear(*heard(intake))
    notifications.send()
    intake.withdraw(nino)
    notifications.hear(heard(intake)[-1])
    notifications.send()
    assert [message["kind"] for message in messages(notifications)] == ["request_receipt", "request_withdrawn"]
    assert len({mail["Subject"] for mail in notifications.carrier.mails}) == 2


def test_a_withdrawal_of_somebody_who_was_forgotten_is_let_pass(intake: Intake, notifications: Notifications) -> None:
    nino = intake.ask()
    intake.withdraw(nino)
    notifications.hear(heard(intake)[-1])
    assert messages(notifications) == []


def test_who_is_forgotten_before_the_letter_left_gets_none(intake: Intake, notifications: Notifications) -> None:
    nino = intake.ask()
    notifications.hear(*heard(intake))
    forget = intake_events.ContactErased(nino["request_id"])
    notifications.hear(message_of(forget, "intake@kim", sequence=3))
    notifications.send()
    assert notifications.carrier.mails == []
    assert [message["state"] for message in messages(notifications)] == ["erased"]
    assert said(notifications.database) == []
    with pytest.raises(NotFound):
        notifications.store.addressees.get(nino["request_id"])


def test_a_newer_contact_replaces_the_older(intake: Intake, notifications: Notifications) -> None:
    nino = intake.ask()
    notifications.hear(*heard(intake)[:1])
    request = intake.store.get(nino["request_id"])
    assert request.person
    moved = replace(request, person=replace(request.person, email="nino.new@example.org"))
    given = intake_events.ContactGiven(nino["request_id"], intake.store.sealed_contact(moved))
    notifications.hear(message_of(given, "intake@kim", sequence=5))
    assert notifications.store.addressees.get(nino["request_id"]).email == "nino.new@example.org"


def test_a_contact_sealed_for_another_request_is_refused(intake: Intake, notifications: Notifications) -> None:
    intake.ask()
    sealed = heard(intake)[0].data["sealed"]
    given = intake_events.ContactGiven("01a20846-fe00-7000-8000-00000000ffff", sealed)
    with pytest.raises(VaultError):
        notifications.hear(message_of(given, "intake@kim"))


def test_a_refused_address_is_given_up_at_once_and_message_failed_tells(
    intake: Intake, notifications: Notifications
) -> None:
    intake.ask()
    notifications.hear(*heard(intake))
    notifications.carrier.fails_with = Undeliverable("smtp_550")
    notifications.send()
    (failed,) = said(notifications.database)
    assert (failed.type, failed.data["reason"]) == ("message.failed.v1", "smtp_550")
    notifications.carrier.fails_with = None
    notifications.clock.advance(timedelta(days=3))
    notifications.send()
    assert notifications.carrier.mails == []


def test_a_server_that_is_away_is_tried_again_after_a_minute_and_not_before(
    intake: Intake, notifications: Notifications
) -> None:
    intake.ask()
    notifications.hear(*heard(intake))
    notifications.carrier.fails_with = Postponed("ConnectionRefusedError")
    notifications.send()
    (message,) = messages(notifications)
    assert (message["state"], message["attempts"], message["reason"]) == ("queued", 1, "ConnectionRefusedError")
    assert said(notifications.database) == []
    notifications.carrier.fails_with = None
    notifications.clock.advance(timedelta(seconds=59))
    notifications.send()
    assert notifications.carrier.mails == []
    notifications.clock.advance(timedelta(seconds=1))
    notifications.send()
    assert types_of(said(notifications.database)) == ["message.sent.v1"]


def test_one_address_that_fails_holds_up_nobody_else(intake: Intake, notifications: Notifications) -> None:
    for number in range(3):
        intake.ask(email=f"nino.{number}@example.org")
    notifications.hear(*heard(intake))
    send = notifications.carrier.send

    def fail_for_one(mail: Any) -> None:
        if mail["To"].startswith("nino.1@"):
            raise Undeliverable("smtp_550")
        send(mail)

    notifications.carrier.send = fail_for_one  # type: ignore[method-assign]
    notifications.send()
    assert sorted(mail["To"] for mail in notifications.carrier.mails) == ["nino.0@example.org", "nino.2@example.org"]
    assert types_of(said(notifications.database)).count("message.failed.v1") == 1


def test_a_mistake_with_one_message_sends_no_other_twice(
    intake: Intake, notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it happens while one is handed over or while it is noted."""
    for number in range(4):
        intake.ask(email=f"nino.{number}@example.org")
    notifications.hear(*heard(intake))
    send, save = notifications.carrier.send, notifications.store.messages.save
    mistaken: list[str] = []

    def fail_for_one(mail: Any) -> None:
        if mail["To"].startswith("nino.1@"):
            raise ValueError("nobody has thought of this")
        if mail["To"].startswith("nino.2@"):
            mistaken.append(mail["Message-ID"][1:].partition("@")[0])
        send(mail)

    def forget_one(message: Sending, *events: Any) -> bool:
        if message.message_id in mistaken:
            mistaken.clear()
            raise ValueError("nor of this")
        return save(message, *events)

    monkeypatch.setattr(notifications.carrier, "send", fail_for_one)
    monkeypatch.setattr(notifications.store.messages, "save", forget_one)
    notifications.send()
    states = [(row["state"], row["reason"]) for row in messages(notifications)]
    assert states.count(("queued", "unexpected")) == 1, "it comes again, and is given up in the end"
    monkeypatch.undo()
    notifications.clock.advance(timedelta(hours=1))
    notifications.send()
    told = Counter(mail["To"] for mail in notifications.carrier.mails)
    assert {row["state"] for row in messages(notifications)} == {"sent", "queued"}, "one is still ours to send"
    assert told == {f"nino.{number}@example.org": 1 for number in range(4)}


def test_a_contact_that_cannot_be_read_holds_up_nobody_and_is_written_to_when_it_can(
    intake: Intake, notifications: Notifications
) -> None:
    intake.ask(email="nino.0@example.org")
    shut = intake.ask(email="nino.1@example.org")["request_id"]
    notifications.hear(*heard(intake))
    theirs = addressees.c.about == shut
    with notifications.database.transaction() as tx:
        readable = tx.execute(select(addressees.c.contact).where(theirs)).scalar_one()
        tx.execute(addressees.update().where(theirs).values(contact=b"damaged"))
    notifications.send()
    assert [mail["To"] for mail in notifications.carrier.mails] == ["nino.0@example.org"]
    with notifications.database.transaction() as tx:
        tx.execute(addressees.update().where(theirs).values(contact=readable))
    notifications.clock.advance(timedelta(hours=1))
    notifications.send()
    assert len(notifications.carrier.mails) == 2


def test_a_message_that_is_being_sent_is_not_taken_by_another(intake: Intake, notifications: Notifications) -> None:
    intake.ask()
    notifications.hear(*heard(intake))
    now = notifications.clock.now()
    assert len(notifications.store.messages.take_due("email", now, 20, 300)) == 1
    assert notifications.store.messages.take_due("email", now, 20, 300) == []


def test_what_is_settled_cannot_be_settled_again_and_says_nothing(intake: Intake, notifications: Notifications) -> None:
    intake.ask()
    notifications.hear(*heard(intake))
    now = notifications.clock.now()
    (message,) = notifications.store.messages.take_due("email", now, 20, 300)
    assert notifications.store.messages.save(message.sent(now))
    assert not notifications.store.messages.save(message.given_up(now, "smtp_550"))
    assert [row["state"] for row in messages(notifications)] == ["sent"]


def test_a_receipt_and_a_later_bounce_are_noted_and_neither_takes_the_other_away(
    intake: Intake, notifications: Notifications
) -> None:
    intake.ask()
    notifications.hear(*heard(intake))
    now = notifications.clock.now()
    shelf = notifications.store.messages
    (message,) = shelf.take_due("email", now, 20, 300)
    assert not shelf.save(message.sent(now).delivered(now)), "it has not left yet"
    sent = replace(message.sent(now), language="ka", template="v1", provider_ref="<m1@relay>", to_key="00ff")
    assert shelf.save(sent)
    assert shelf.save(sent.delivered(now))
    assert not shelf.save(sent.delivered(now)), "a second receipt tells nothing new"
    bounced_at = now + timedelta(hours=1)
    assert shelf.save(sent.bounced(bounced_at, "smtp_550")), "read before the receipt, saved after it"
    assert not shelf.save(sent.delivered(now)), "a late receipt does not undo it"
    (kept,) = shelf.to([message.about])
    assert kept == sent.delivered(now).bounced(bounced_at, "smtp_550")


def test_many_letters_go_in_portions(intake: Intake, notifications: Notifications) -> None:
    for number in range(11):
        intake.ask(email=f"nino.{number}@example.org")
    notifications.hear(*heard(intake))
    assert notifications.send() is True
    assert notifications.send() is False
    assert len(notifications.carrier.mails) == 11


def test_no_table_of_notifications_holds_an_address_in_clear(intake: Intake, notifications: Notifications) -> None:
    intake.ask()
    notifications.hear(*heard(intake))
    notifications.send()
    notifications.database.close()
    folder = Path(notifications.database.url.removeprefix("sqlite:///")).parent
    assert b"nino.beridze" not in b"".join(path.read_bytes() for path in folder.iterdir())
