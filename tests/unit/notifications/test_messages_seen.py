"""What staff see of the messages to somebody, and when they can send one again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.chassis import warrants
from services.chassis.access import access_log
from services.chassis.clock import new_id
from services.chassis.errors import NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock
from services.notifications.carriers.outcomes import AddressRefused
from services.notifications.commands.again import send_again
from services.notifications.commands.queueing import tell
from services.notifications.commands.ways import keep_ways
from services.notifications.model.addressees import Addressee
from services.notifications.model.messages import BOUNCED, DELIVERED, EMAIL
from services.notifications.queries.messages import messages_of
from tests.builders import Notifications
from tests.statements import statements
from tests.unit.notifications.scheduling import CASE, ENDS, NINO, Booked, Cancelled, Missed, Moved, given, told

RIMA = Actor(frozenset({"counsellor"}), "bruecke", "01a20846-fe00-7000-8000-0000000000f1")
REQUEST = "01a20846-fe00-7000-8000-0000000000e1"
INVITATION = "appointment_invitation"


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    """Nino was invited, and the mail has left."""
    found = Notifications(tmp_path, StoppedClock())
    found.hear(given(), told(Booked()))
    found.send()
    return found


def warrant(notifications: Notifications, who: Actor = RIMA, works: bool = True, about: str = CASE) -> str:
    given_to = warrants.Warrant((about,), (REQUEST,), works)
    return warrants.write(notifications.parts.seal_keys, who, notifications.clock, given_to)


def seen(notifications: Notifications, who: Actor = RIMA, **asked: Any) -> dict[str, Any]:
    works = asked.pop("works", True)
    keys, signed = notifications.parts.seal_keys, warrant(notifications, who, works)
    page = {"cursor": None, "limit": 50} | asked
    return messages_of(notifications.store, who, notifications.clock, keys, signed, **page)


def line(notifications: Notifications, kind: str = INVITATION) -> dict[str, Any]:
    """The newest message of this kind, as staff see it."""
    found: dict[str, Any] = next(each for each in seen(notifications)["items"] if each["kind"] == kind)
    return found


def again(notifications: Notifications, message_id: str, who: Actor = RIMA, **bearing: Any) -> str:
    keys, signed = notifications.parts.seal_keys, warrant(notifications, who, **bearing)
    sent: str = send_again(notifications.store, who, notifications.clock, keys, signed, message_id)["message_id"]
    return sent


def has_another_address(notifications: Notifications) -> None:
    """Nino told the counsellor of another address."""
    contact = Addressee(CASE, **{**NINO, "email": "nino.new@example.org"})
    notifications.store.addressees.remember(contact, notifications.clock.now())
    keep_ways(notifications.store, contact, notifications.clock.now())


def came_back(notifications: Notifications, message_id: str) -> None:
    """The last mail came back for good, as whoever reads receipts notes it."""
    store, now = notifications.store, notifications.clock.now()
    message = store.messages.one_to([CASE], message_id)
    store.messages.save(message.bounced(now, "dsn_5.1.1"))
    store.ways.mark(str(message.to_key), EMAIL, BOUNCED, now)


def test_a_line_tells_what_became_of_a_message_and_neither_address_nor_words(notifications: Notifications) -> None:
    (only,) = seen(notifications)["items"]
    facts = ("about", "kind", "channel", "language", "state", "due_at", "reason")
    assert tuple(only[name] for name in facts) == (CASE, INVITATION, "email", "ka", "sent", None, None)
    assert only["settled_at"] == notifications.clock.now().isoformat()
    assert not {NINO["email"], NINO["reference"]} & set(map(str, only.values()))
    assert only.keys().isdisjoint({"reference", "to_key", "appointment"})


def test_that_somebody_looked_is_written_down_for_case_and_request(notifications: Notifications) -> None:
    seen(notifications)
    with notifications.database.reading() as tx:
        assert [(row.subject, row.what) for row in tx.execute(access_log.select())] == [
            (CASE, "messages"),
            (REQUEST, "messages"),
        ]


@pytest.mark.parametrize("roles", [{"liaison"}, {"administrator"}, {"operator"}, {"steering"}, {"public"}])
def test_a_warrant_helps_nobody_else(notifications: Notifications, roles: set[str]) -> None:
    who = Actor(frozenset(roles), "bruecke", RIMA.ref)
    with pytest.raises(NotAllowed):
        seen(notifications, who)
    with pytest.raises(NotAllowed):
        again(notifications, line(notifications)["message_id"], who)


def test_pages_go_on_where_the_last_one_ended_and_cost_the_same(notifications: Notifications) -> None:
    for _ in range(4):
        notifications.clock.advance(timedelta(minutes=5))
        notifications.hear(told(Booked(appointment_id=new_id())))
    first = seen(notifications, limit=3)
    rest = seen(notifications, limit=3, cursor=first["next"])
    both = [*first["items"], *rest["items"]]
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 2, None)
    assert [each["queued_at"] for each in both] == sorted((each["queued_at"] for each in both), reverse=True)
    with statements(notifications.database) as few:
        seen(notifications, limit=1)
    with statements(notifications.database) as many:
        seen(notifications, limit=50)
    assert len(few) == len(many)


def test_a_message_that_waits_says_until_when(notifications: Notifications) -> None:
    notifications.hear(told(Moved()))
    waiting = line(notifications, "appointment_moved")
    assert (waiting["state"], waiting["due_at"]) == ("queued", notifications.clock.now().isoformat())
    assert waiting["may"] == []


def test_a_mail_that_was_sent_goes_out_once_more_however_many_press_the_button(notifications: Notifications) -> None:
    first = line(notifications)
    assert first["may"] == ["again"]
    notifications.clock.advance(timedelta(minutes=1))
    second = again(notifications, first["message_id"])
    with pytest.raises(Refused) as refusal:
        again(notifications, first["message_id"])
    assert refusal.value.code == "message_repeated"
    notifications.send()
    assert len(notifications.carrier.mails) == 2
    newest = line(notifications)
    assert (newest["message_id"], newest["state"], newest["may"]) == (second, "sent", ["again"])


def test_who_may_only_read_sends_nothing(notifications: Notifications) -> None:
    message_id = seen(notifications, works=False)["items"][0]
    assert message_id["may"] == []
    with pytest.raises(NotAllowed):
        again(notifications, message_id["message_id"], works=False)


def test_a_message_to_somebody_else_is_as_unknown_as_none(notifications: Notifications) -> None:
    message_id = line(notifications)["message_id"]
    for asked, about in ((message_id, new_id()), (new_id(), CASE)):
        with pytest.raises(NotFound) as refusal:
            again(notifications, asked, about=about)
        assert refusal.value.code == "message_unknown"


def test_nothing_goes_out_again_that_makes_no_sense_any_more(notifications: Notifications) -> None:
    message_id = line(notifications)["message_id"]

    def refused() -> str:
        assert line(notifications)["may"] == [], "no button that would be refused"
        with pytest.raises(Refused) as refusal:
            again(notifications, message_id)
        return refusal.value.code

    store = notifications.store
    notifications.clock.advance(timedelta(minutes=1))
    notifications.hear(told(Moved()))
    assert refused() == "message_overtaken"
    message = store.messages.one_to([CASE], message_id)
    notifications.clock.advance(timedelta(days=8))
    assert refused() == "appointment_over"
    store.messages.save(message.delivered(notifications.clock.now()))
    assert (refused(), line(notifications)["state"]) == ("message_arrived", DELIVERED)


def test_an_offer_that_has_ended_is_not_told_again(notifications: Notifications) -> None:
    store, now = notifications.store, notifications.clock.now()
    ends = now + timedelta(hours=12)
    tell(store, notifications.clock, "slot_offer", CASE, "K7M-4XQ-6", organisation="bruecke", needed_by=ends)
    notifications.send()
    message_id = line(notifications, "slot_offer")["message_id"]
    assert line(notifications, "slot_offer")["may"] != []
    notifications.clock.advance(timedelta(hours=12))
    assert line(notifications, "slot_offer")["may"] == []
    with pytest.raises(Refused) as refusal:
        again(notifications, message_id)
    assert refusal.value.code == "offer_over"


def test_that_somebody_was_missed_is_told_again_for_two_weeks(notifications: Notifications) -> None:
    notifications.clock.advance(ENDS - notifications.clock.now())
    notifications.hear(told(Missed()))
    notifications.send()
    assert line(notifications, "appointment_missed")["may"] == ["again"]
    notifications.clock.advance(timedelta(days=14))
    assert line(notifications, "appointment_missed")["may"] == []


def test_of_a_cancelled_appointment_only_the_cancellation_goes_out_again(notifications: Notifications) -> None:
    notifications.clock.advance(timedelta(minutes=1))
    notifications.hear(told(Cancelled()))
    notifications.send()
    assert line(notifications, "appointment_cancelled")["may"] == ["again"]
    assert line(notifications)["may"] == []


def test_whoever_is_forgotten_is_written_to_no_more(notifications: Notifications) -> None:
    message_id = line(notifications)["message_id"]
    notifications.store.forgotten.forget_contact(CASE, notifications.clock.now())
    with pytest.raises(Refused) as refusal:
        again(notifications, message_id)
    assert refusal.value.code == "person_forgotten"


def test_what_came_back_goes_out_again_to_another_address_only(notifications: Notifications) -> None:
    message_id = line(notifications)["message_id"]
    assert seen(notifications)["trouble"] is None
    came_back(notifications, message_id)
    assert (seen(notifications)["trouble"], line(notifications)["may"]) == ("bounced", [])
    with pytest.raises(Refused) as refusal:
        again(notifications, message_id)
    assert refusal.value.code == "way_closed"
    has_another_address(notifications)
    assert (seen(notifications)["trouble"], line(notifications)["may"]) == (None, ["again"])
    again(notifications, message_id)
    notifications.send()
    assert notifications.carrier.mails[-1]["To"] == "nino.new@example.org"


def test_where_only_a_call_is_left_staff_are_told_so_until_the_appointment(tmp_path: Path) -> None:
    notifications = Notifications(tmp_path, StoppedClock())
    soon = notifications.clock.now() + timedelta(days=1)
    booked = replace(Booked(), starts_at=soon, ends_at=soon + timedelta(hours=1))
    notifications.hear(given(email=None), told(booked))
    only = line(notifications)
    assert (only["channel"], only["reason"], only["may"]) == ("staff", "no_way", [])
    assert seen(notifications)["trouble"] == "no_way"
    notifications.clock.advance(timedelta(days=2))
    assert seen(notifications)["trouble"] is None


def test_a_call_that_was_asked_for_becomes_a_mail_once_there_is_an_address(tmp_path: Path) -> None:
    notifications = Notifications(tmp_path, StoppedClock())
    soon = notifications.clock.now() + timedelta(days=1)
    notifications.hear(given(email=None), told(replace(Booked(), starts_at=soon, ends_at=soon + timedelta(hours=1))))
    has_another_address(notifications)
    assert seen(notifications)["trouble"] is None
    notifications.clock.advance(timedelta(minutes=1))
    again(notifications, line(notifications)["message_id"])
    assert line(notifications)["channel"] == "email"


def test_a_mail_that_fell_back_to_a_letter_is_not_sent_a_second_time(tmp_path: Path) -> None:
    notifications = Notifications(tmp_path, StoppedClock())
    notifications.hear(given(), told(Booked()))
    notifications.carrier.fails_with = AddressRefused("smtp_550")
    notifications.send()
    mail, letter = (
        next(each for each in seen(notifications)["items"] if each["channel"] == channel)
        for channel in ("email", "letter")
    )
    assert (mail["state"], mail["reason"], mail["may"], letter["state"]) == ("failed", "smtp_550", [], "queued")
    with pytest.raises(Refused) as refusal:
        again(notifications, mail["message_id"])
    assert refusal.value.code == "message_repeated"
