"""What becomes of a message after it has left, and what a provider who is away does to it: nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.testing import ORGANISATION, StoppedClock, said, types_of
from services.notifications.carriers.outcomes import AddressRefused, Postponed, ProviderAway, Undeliverable
from services.notifications.commands import delivery
from services.notifications.model.messages import BOUNCED, DELIVERED
from services.notifications.model.receipts import Receipt
from tests.builders import Notifications
from tests.builders.notifications import Handset
from tests.unit.notifications.scheduling import CASE, STARTS, Booked, Cancelled, Missed, erased, given, told

PHONE = "+493023125011"
OTHER_APPOINTMENT = "01a20846-fe00-7000-8000-000000000a02"


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def rows(notifications: Notifications, what: str = "* FROM messages ORDER BY queued_at") -> list[dict[str, Any]]:
    with notifications.database.reading() as tx:
        return [dict(row._mapping) for row in tx.execute(text(f"SELECT {what}"))]


def states(notifications: Notifications) -> list[tuple[str, str]]:
    return [(row["channel"], row["state"]) for row in rows(notifications)]


def invited(notifications: Notifications, **contact: Any) -> dict[str, Any]:
    """The invitation to somebody, after it has left."""
    notifications.hear(given(**contact), told(Booked()))
    notifications.send()
    return rows(notifications)[0]


def note(notifications: Notifications, names: str, state: str, is_for_good: bool = False) -> str:
    receipt = Receipt(names, state, notifications.clock.now(), "dsn_5.1.1" if state == BOUNCED else None, is_for_good)
    return delivery.note_receipt(notifications.store, notifications.clock, receipt, ORGANISATION)


def told_staff(notifications: Notifications) -> list[tuple[str, str, str]]:
    return [(row["recipient"], row["kind"], row["about"]) for row in rows(notifications, "* FROM staff_messages")]


def test_what_arrived_is_noted_and_said_once(notifications: Notifications) -> None:
    message = invited(notifications)
    assert note(notifications, message["message_id"], DELIVERED) == "noted"
    assert note(notifications, message["message_id"], DELIVERED) == "repeated"
    assert states(notifications) == [("email", "delivered")]
    assert types_of(said(notifications.database))[1:] == ["message.delivered.v1"]


def test_what_came_back_for_good_takes_the_next_way_and_nothing_more_goes_there(notifications: Notifications) -> None:
    message = invited(notifications)
    assert note(notifications, message["message_id"], BOUNCED, is_for_good=True) == "noted"
    assert note(notifications, message["message_id"], BOUNCED, is_for_good=True) == "repeated"
    assert states(notifications) == [("email", "bounced"), ("letter", "queued")]
    (bounced,) = [event for event in said(notifications.database) if event.type == "message.bounced.v1"]
    assert (bounced.data["about"], bounced.data["reason"]) == (CASE, "dsn_5.1.1")
    assert told_staff(notifications) == [("role:coordinator", "bounced", CASE)]
    notifications.hear(told(Booked(appointment_id=OTHER_APPOINTMENT)))
    notifications.send()
    assert len(notifications.carrier.mails) == 1, "the next invitation is a letter as well"
    assert states(notifications)[-1] == ("letter", "queued")


def test_what_came_back_for_now_takes_the_next_way_and_the_address_stays(notifications: Notifications) -> None:
    message = invited(notifications)
    note(notifications, message["message_id"], BOUNCED)
    notifications.hear(told(Booked(appointment_id=OTHER_APPOINTMENT)))
    notifications.send()
    assert len(notifications.carrier.mails) == 2
    assert told_staff(notifications) == []


def test_a_bounce_may_come_after_a_receipt_and_not_the_other_way_round(notifications: Notifications) -> None:
    message = invited(notifications)
    assert [note(notifications, message["message_id"], state) for state in (DELIVERED, BOUNCED, DELIVERED)] == [
        "noted",
        "noted",
        "repeated",
    ]
    assert states(notifications)[0] == ("email", "bounced")


def test_a_receipt_that_is_quicker_than_we_are_waits_for_its_message(notifications: Notifications) -> None:
    notifications.texts = Handset()
    assert note(notifications, "provider-1", DELIVERED) == "kept"
    assert note(notifications, "provider-1", DELIVERED) == "kept"
    notifications.hear(given(email=None, phone=PHONE, sms_allowed=True), told(Booked()))
    notifications.send()
    assert states(notifications) == [("sms", "delivered")]
    assert rows(notifications, "* FROM receipts") == []


def test_a_receipt_that_comes_while_its_message_is_noted_as_sent_is_not_forgotten(notifications: Notifications) -> None:
    """Neither saw the other, each in a transaction of its own."""
    message = invited(notifications)
    notifications.store.receipts.keep(Receipt(message["message_id"], DELIVERED, notifications.clock.now()))
    delivery.look_at_receipts_again(notifications.store, notifications.clock, ORGANISATION)
    assert states(notifications) == [("email", "delivered")]
    assert rows(notifications, "* FROM receipts") == []


def test_a_receipt_about_nothing_of_ours_is_forgotten_after_a_day(notifications: Notifications) -> None:
    note(notifications, "somebody-elses", BOUNCED)
    notifications.clock.advance(timedelta(hours=25))
    delivery.look_at_receipts_again(notifications.store, notifications.clock, ORGANISATION)
    assert rows(notifications, "* FROM receipts") == []


def test_what_comes_back_to_somebody_who_was_forgotten_is_noted_and_nobody_is_told(
    notifications: Notifications,
) -> None:
    message = invited(notifications)
    notifications.hear(erased())
    assert note(notifications, message["message_id"], BOUNCED, is_for_good=True) == "noted"
    assert states(notifications) == [("email", "bounced")]


def test_what_comes_back_after_the_appointment_takes_no_other_way(notifications: Notifications) -> None:
    message = invited(notifications)
    notifications.clock.advance(timedelta(days=30))
    note(notifications, message["message_id"], BOUNCED)
    assert states(notifications) == [("email", "bounced")]


def test_that_somebody_was_missed_is_told_on_the_next_way_though_the_appointment_is_over(
    notifications: Notifications,
) -> None:
    notifications.clock.advance(STARTS + timedelta(hours=2) - notifications.clock.now())
    notifications.hear(given(), told(Missed()))
    notifications.send()
    (message,) = rows(notifications)
    note(notifications, message["message_id"], BOUNCED)
    assert states(notifications) == [("email", "bounced"), ("letter", "queued")]


def test_an_address_that_is_refused_at_once_is_written_to_no_more_and_a_mail_that_is_refused_says_nothing_of_it(
    notifications: Notifications,
) -> None:
    notifications.carrier.fails_with = Undeliverable("smtp_554")
    invited(notifications)
    assert states(notifications) == [("email", "failed"), ("letter", "queued")]
    assert told_staff(notifications) == []
    notifications.carrier.fails_with = AddressRefused("smtp_550")
    notifications.hear(told(Booked(appointment_id=OTHER_APPOINTMENT)))
    notifications.send()
    assert told_staff(notifications) == [("role:coordinator", "bounced", CASE)]
    assert {row["state"] for row in rows(notifications, "* FROM ways WHERE channel = 'email'")} == {"bounced"}


def test_a_mail_server_that_is_away_for_five_days_loses_nobody_a_message_and_gets_the_most_urgent_first(
    notifications: Notifications,
) -> None:
    notifications.carrier.fails_with = ProviderAway("ConnectionRefusedError")
    invited(notifications)
    for _ in range(5 * 24):
        notifications.clock.advance(timedelta(hours=1))
        assert notifications.send() is False
    (waiting,) = rows(notifications)
    assert (waiting["state"], waiting["attempts"], waiting["reason"]) == ("queued", 0, "ConnectionRefusedError")
    notifications.hear(told(Cancelled(appointment_id=OTHER_APPOINTMENT)))
    notifications.carrier.fails_with = None
    notifications.clock.advance(timedelta(minutes=5))
    notifications.send()
    assert {row["kind"]: row["state"] for row in rows(notifications)} == {
        "appointment_invitation": "queued",
        "appointment_cancelled": "sent",
    }, "one message shows whether they are back: the one for somebody who is on their way for nothing"
    notifications.send()
    assert {row["state"] for row in rows(notifications)} == {"sent"}


@pytest.mark.parametrize("answer", [Undeliverable("smtp_554"), Postponed("smtp_451"), AddressRefused("smtp_550")])
def test_who_answers_is_back_whatever_they_answer(notifications: Notifications, answer: Exception) -> None:
    notifications.carrier.fails_with = ProviderAway("ConnectionRefusedError")
    invited(notifications)
    assert notifications.store.providers.get("email").is_away
    notifications.carrier.fails_with = answer
    notifications.clock.advance(timedelta(minutes=5))
    notifications.send()
    assert not notifications.store.providers.get("email").is_away


def test_while_a_provider_is_away_one_message_tries_for_all(notifications: Notifications) -> None:
    attempts: list[str] = []

    class Down:
        def send(self, mail: Any) -> None:
            attempts.append(mail["Message-ID"])
            raise ProviderAway("smtp_421")

        def rest(self) -> None:
            """There is nothing to let go of."""

    notifications.carrier = Down()  # type: ignore[assignment]
    notifications.hear(given())
    for number in range(1, 8):
        notifications.hear(told(Booked(f"01a20846-fe00-7000-8000-000000000a{number:02}")))
    for _ in range(20):
        notifications.send()
    assert len(attempts) == 1
    assert {row["state"] for row in rows(notifications)} == {"queued"}
    notifications.clock.advance(timedelta(seconds=5))
    notifications.send()
    assert len(attempts) == 2


def test_no_more_leave_in_a_minute_than_the_provider_takes(notifications: Notifications) -> None:
    notifications.per_minute = {"email": 60}
    notifications.hear(given())
    for number in range(1, 31):
        notifications.hear(told(Booked(f"01a20846-fe00-7000-8000-000000000a{number:02}")))
    for _ in range(10):
        notifications.send()
    assert len(notifications.carrier.mails) == 5
    for _ in range(10):
        notifications.clock.advance(timedelta(seconds=1))
        notifications.send()
    assert len(notifications.carrier.mails) == 15
