"""What comes back by mail, and what the provider of text messages calls with."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.errors import NotAllowed
from services.chassis.mailboxes import mailbox_at
from services.chassis.stop_words import is_stop
from services.chassis.testing import ORGANISATION, StoppedClock, said
from services.notifications.carriers.seven_hooks import Call, signature
from services.notifications.commands import returned
from services.notifications.model.receipts import of_report
from tests.builders import Notifications
from tests.builders.mails import Post, mail
from tests.builders.notifications import Handset
from tests.builders.reports import report
from tests.unit.notifications.scheduling import Booked, given, told

KEY, URL = "signing-key-of-the-account", "https://lotse.example.org/api/v1/receipts/seven"
PHONE = "+493023125011"


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def rows(notifications: Notifications, what: str) -> list[dict[str, Any]]:
    with notifications.database.reading() as tx:
        return [dict(row._mapping) for row in tx.execute(text(f"SELECT {what}"))]


def states(notifications: Notifications) -> list[tuple[str, str]]:
    found = rows(notifications, "channel, state FROM messages ORDER BY queued_at, channel")
    return [(row["channel"], row["state"]) for row in found]


def text_sent(notifications: Notifications) -> None:
    """Nino gets an invitation as a text message, which the provider calls `provider-1`."""
    notifications.texts = Handset()
    notifications.hear(given(email=None, phone=PHONE, sms_allowed=True), told(Booked()))
    notifications.send()


def call(notifications: Notifications, event: str, data: object, timestamp: str | None = None) -> Call:
    """What seven.io calls with, signed as they sign."""
    body = json.dumps({"webhook_event": event, "data": data}).encode()
    at = str(int(notifications.clock.now().astimezone(UTC).timestamp()))
    unsigned = Call("", timestamp or at, "n" * 32, URL, body)
    return replace(unsigned, signature=signature(unsigned, KEY))


def take(notifications: Notifications, called: Call, key: str = KEY) -> None:
    returned.take_call(notifications.store, notifications.clock, called, key, ORGANISATION)


def test_what_lies_in_the_mailbox_for_bounces_is_noted_and_what_tells_nothing_is_kept_for_a_person(
    notifications: Notifications, tmp_path: Path
) -> None:
    notifications.hear(given(), told(Booked()))
    notifications.send()
    (message,) = rows(notifications, "message_id FROM messages")
    post = Post(tmp_path / "bounces")
    for content in (report(message["message_id"]), report(message["message_id"]), mail().as_bytes()):
        post.deliver(content)
    box = mailbox_at(post.url, "", "NOTIFICATIONS_BOUNCES_URL")
    read = [returned.read_bounces(notifications.store, notifications.clock, box, ORGANISATION) for _ in range(2)]
    assert (read, post.flags()) == ([2, 0], ["F", "S", "S"])
    assert states(notifications) == [("email", "bounced"), ("letter", "queued")]


def test_without_a_mailbox_or_with_one_that_is_away_nothing_is_read(
    notifications: Notifications, tmp_path: Path
) -> None:
    for url in ("", f"maildir:{tmp_path / 'nowhere'}"):
        box = mailbox_at(url, "", "NOTIFICATIONS_BOUNCES_URL")
        assert returned.read_bounces(notifications.store, notifications.clock, box, ORGANISATION) == 0


@pytest.mark.parametrize(
    ("action", "status", "state", "is_for_good"),
    [
        ("failed", "5.1.1", "bounced", True),
        ("failed", "5.1.10", "bounced", True),
        ("failed", "5.2.1", "bounced", True),
        ("failed", "5.2.2", "bounced", False),
        ("failed", "5.7.1", "bounced", False),
        ("failed", "4.4.7", "bounced", False),
        ("failed", "", "bounced", False),
        ("delivered", "2.0.0", "delivered", False),
    ],
)
def test_only_an_address_that_is_not_there_is_so_for_good(
    notifications: Notifications, action: str, status: str, state: str, is_for_good: bool
) -> None:
    receipt = of_report("one", action, status, notifications.clock.now())
    assert receipt
    assert (receipt.state, receipt.is_for_good) == (state, is_for_good)


@pytest.mark.parametrize("action", ["delayed", "relayed", "expanded"])
def test_what_is_still_on_its_way_is_no_receipt(notifications: Notifications, action: str) -> None:
    assert of_report("one", action, "4.4.1", notifications.clock.now()) is None


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("DELIVERED", "delivered"),
        ("NOTDELIVERED", "bounced"),
        ("EXPIRED", "bounced"),
        ("TRANSMITTED", "sent"),
        ("BUFFERED", "sent"),
        ("SOMETHING_NEW", "sent"),
    ],
)
def test_a_receipt_of_the_provider_is_noted_as_what_it_means(
    notifications: Notifications, status: str, state: str
) -> None:
    text_sent(notifications)
    receipt = call(notifications, "dlr", {"msg_id": "provider-1", "status": status})
    take(notifications, receipt)
    take(notifications, receipt)
    assert ("sms", state) in states(notifications)


def test_a_call_that_is_not_signed_or_is_old_or_changed_is_refused(notifications: Notifications) -> None:
    text_sent(notifications)
    data = {"msg_id": "provider-1", "status": "NOTDELIVERED"}
    good = call(notifications, "dlr", data)
    old = str(int((notifications.clock.now() - timedelta(minutes=6)).timestamp()))
    for called, key in (
        (replace(good, signature="0" * 64), KEY),
        (replace(good, signature="ü"), KEY),
        (replace(good, body=good.body + b" "), KEY),
        (replace(good, url=f"{URL}/"), KEY),
        (replace(good, timestamp=f"{good.timestamp}0"), KEY),
        (call(notifications, "dlr", data, timestamp=old), KEY),
        (call(notifications, "dlr", data, timestamp="now"), KEY),
        (replace(good, signature=signature(good, "")), ""),
    ):
        with pytest.raises(NotAllowed):
            take(notifications, called, key)
    assert states(notifications) == [("sms", "sent")]


@pytest.mark.parametrize(
    "data", [None, [], {}, {"msg_id": None, "status": "DELIVERED"}, {"msg_id": "1"}, {"status": 1}]
)
@pytest.mark.parametrize("event", ["dlr", "sms_mo", "tracking"])
def test_a_call_that_says_nothing_we_understand_changes_nothing(
    notifications: Notifications, event: str, data: object
) -> None:
    text_sent(notifications)
    take(notifications, call(notifications, event, data))
    assert states(notifications) == [("sms", "sent")]


def test_who_answers_stop_gets_no_more_text_messages(notifications: Notifications) -> None:
    text_sent(notifications)
    take(
        notifications, call(notifications, "sms_mo", {"id": "681590", "sender": PHONE.lstrip("+"), "text": " STOPP! "})
    )
    assert [row["state"] for row in rows(notifications, "state FROM ways WHERE channel = 'sms'")] == ["stopped"]


def answer(notifications: Notifications, words: str, sender: str = PHONE, name: object = "681590") -> None:
    """Somebody writes to our number, and the provider tells us."""
    sent = {"id": name, "sender": sender.lstrip("+"), "text": words, "time": "1605878104", "system": "493023125000"}
    take(notifications, call(notifications, "sms_mo", sent))


def passed_on(notifications: Notifications) -> list[tuple[str, str, dict[str, str]]]:
    """What the intake is told of text messages, unsealed: about what, which, and {sender, words}."""
    keys = notifications.parts.seal_keys
    found = [one for one in said(notifications.database) if one.type == "text.received.v1"]
    assert PHONE not in str([one.data for one in found])
    return [
        (one.subject, one.data["text_id"], keys.unseal(keys, f"text.received {one.subject}", one.data["sealed"]).data)
        for one in found
    ]


def test_any_other_answer_goes_sealed_to_where_letters_are_kept_and_stays_nowhere_here(
    notifications: Notifications,
) -> None:
    text_sent(notifications)
    (about,) = {row["about"] for row in rows(notifications, "about FROM messages")}
    answer(notifications, "Ich komme etwas später")
    assert passed_on(notifications) == [(about, "seven 681590", {"sender": PHONE, "words": "Ich komme etwas später"})]
    assert rows(notifications, "1 FROM staff_messages") == []
    answer(notifications, "Stop")
    assert len(passed_on(notifications)) == 1, "a word for stop is no letter"


def test_who_was_told_nothing_yet_in_their_only_case_answers_that(notifications: Notifications) -> None:
    notifications.hear(given(email=None, phone=PHONE, sms_allowed=True))
    answer(notifications, "Wann soll ich kommen?")
    ((about, _, told_us),) = passed_on(notifications)
    assert notifications.store.addressees.knows(about)
    assert told_us["words"] == "Wann soll ich kommen?"


def test_of_whom_a_text_is_that_nobody_knows_or_that_comes_from_a_shared_telephone_is_not_guessed(
    notifications: Notifications,
) -> None:
    text_sent(notifications)
    answer(notifications, "Wer ist da?", "+493023125099", 7)
    answer(notifications, "Ihr Paket ist da", "Paketdienst", 8)
    (way,) = notifications.store.ways.by_key(notifications.store.ways.key("sms", PHONE))
    notifications.store.ways.share(way.key, "sms", True)
    answer(notifications, "Ich komme", PHONE, 9)
    assert [(about, told["sender"]) for about, _, told in passed_on(notifications)] == [
        ("seven 7", "+493023125099"),
        ("seven 8", "Paketdienst"),
        ("seven 9", PHONE),
    ]


@pytest.mark.parametrize(
    "words",
    ["STOP", "stop.", "Stopp!", "  Abmelden ", "Arrêt", "ARRÊTER", "Стоп", "СТОП!!!", "სტოპ", "توقف", "dur", "odjava"],
)  # fmt: skip
def test_a_word_for_stop_is_one_however_it_is_written(words: str) -> None:
    assert is_stop(words)


@pytest.mark.parametrize("words", ["", "Ich stoppe am Bus", "Stop, ich komme später", "Termin absagen", "ok", "?!"])
def test_who_says_more_wants_something_else(words: str) -> None:
    assert not is_stop(words)
