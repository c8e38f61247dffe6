"""Text messages: their words, who takes them away, and what is noted of them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import apprise
import pytest
from sqlalchemy import text

from services.chassis.testing import NOON, StoppedClock, said, types_of
from services.notifications.carriers.outcomes import Postponed, Undeliverable
from services.notifications.carriers.seven import SevenCarrier
from services.notifications.carriers.sms import AppriseCarrier, text_carrier
from services.notifications.carriers.texts import TextMessage
from services.notifications.commands.queueing import tell
from services.notifications.letters import Letters
from services.notifications.letters.words import version
from services.notifications.model.appointments import Appointment
from tests.builders import PROGRAMME, PUBLIC_URL, Notifications
from tests.builders.notifications import Handset
from tests.unit.notifications.scheduling import CASE, Booked, given, told

PHONE = "+493023125011"
TEXT = TextMessage(PHONE, "Ihr Termin", "01a20846-fe00-7000-8000-000000000b01")
LETTERS = Letters(PROGRAMME, PUBLIC_URL, "")


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    found = Notifications(tmp_path, StoppedClock())
    found.texts = Handset()
    found.hear(given(email=None, phone=PHONE, sms_allowed=True))
    return found


def rows(notifications: Notifications) -> list[dict[str, Any]]:
    with notifications.database.reading() as tx:
        return [dict(row._mapping) for row in tx.execute(text("SELECT * FROM messages ORDER BY queued_at, channel"))]


def test_who_may_be_written_to_by_text_message_gets_one_and_it_is_known_by_which_words(
    notifications: Notifications,
) -> None:
    notifications.hear(told(Booked()))
    notifications.send()
    assert notifications.texts
    (sent,) = notifications.texts.texts
    (message,) = rows(notifications)
    assert (sent.to, sent.message_id) == (PHONE, message["message_id"])
    assert "30 ნოემბერი" in sent.words
    assert "10:30" in sent.words
    assert (message["state"], message["provider_ref"], message["language"]) == ("sent", "provider-1", "ka")
    assert message["template"] == version("appointment_invitation", "ka")
    assert message["to_key"] == notifications.store.ways.key("sms", PHONE)
    assert "message.sent.v1" in types_of(said(notifications.database))


def test_a_number_that_is_refused_gets_a_letter_and_one_that_is_out_of_reach_another_attempt(
    notifications: Notifications,
) -> None:
    assert notifications.texts
    notifications.texts.fails_with = Postponed("sms_http_503")
    notifications.hear(told(Booked()))
    notifications.send()
    (waiting,) = rows(notifications)
    assert (waiting["state"], waiting["attempts"], waiting["reason"]) == ("queued", 1, "sms_http_503")
    notifications.texts.fails_with = Undeliverable("sms_202")
    notifications.clock.advance(timedelta(minutes=2))
    notifications.send()
    assert {row["channel"]: (row["state"], row["reason"]) for row in rows(notifications)} == {
        "sms": ("failed", "sms_202"),
        "letter": ("queued", None),
    }


def test_where_no_provider_is_named_nobody_is_lost(notifications: Notifications) -> None:
    notifications.texts = None
    notifications.hear(told(Booked()))
    notifications.send()
    assert {row["channel"]: (row["state"], row["reason"]) for row in rows(notifications)} == {
        "sms": ("failed", "no_carrier"),
        "letter": ("queued", None),
    }


def test_a_message_without_words_is_given_up_and_holds_up_no_other(notifications: Notifications) -> None:
    tell(notifications.store, notifications.clock, "of_no_such_kind", CASE, "K7M-4XQ-6")
    notifications.hear(told(Booked()))
    notifications.send()
    assert notifications.texts
    assert len(notifications.texts.texts) == 1
    assert ("sms", "no_words") in [(row["channel"], row["reason"]) for row in rows(notifications)]


@pytest.mark.parametrize("language", sorted(PROGRAMME.page_languages))
def test_what_we_do_not_know_is_not_told(language: str) -> None:
    """Somebody without a status page is asked to call instead."""
    url = f"{PUBLIC_URL}/{language}/status/K7M-4XQ-6/abcDEF123"
    assert url in LETTERS.short("slot_offer", language, reference="K7M-4XQ-6", status_url=url)
    told = LETTERS.short("slot_offer", language)
    assert PROGRAMME.contact["phone"] in told
    assert "None" not in told
    assert "{" not in told
    with pytest.raises(KeyError):
        LETTERS.short("request_receipt", language)
    mail = LETTERS.write("question_asked", language, "nino@example.org", "1", NOON)
    assert mail["Subject"] == PROGRAMME.name[language]


def test_numbers_keep_their_order_inside_arabic_words() -> None:
    told = LETTERS.short("appointment_reminder", "ar", Appointment("1", PROGRAMME.organisation, 1, NOON))
    assert f"\u2068{PROGRAMME.contact['phone']}\u2069" in told
    assert "تشرين الثاني" in told, "Levantine months"


def test_for_development_a_text_message_is_a_file_only_its_owner_can_read(tmp_path: Path) -> None:
    carrier = text_carrier(f"file:{tmp_path / 'sms'}")
    assert carrier
    for _ in range(2):
        assert carrier.send(TEXT) is None
    (file,) = (tmp_path / "sms").iterdir()
    assert json.loads(file.read_text()) == {"to": PHONE, "text": "Ihr Termin"}
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_address_names_the_provider() -> None:
    assert text_carrier("") is None
    assert isinstance(text_carrier("seven://key@gateway.seven.io?from=Lotse"), SevenCarrier)


@pytest.mark.parametrize(
    "url",
    [
        "gateway.seven.io",
        "seven://gateway.seven.io",
        "seven+http://a-secret-key@gateway.seven.io",
        "https://a-secret-key@gateway.seven.io",
        "file:",
        "apprise:nothing://a-secret-key/{to}",
        "apprise:json://a-secret-key@example.org/no-number",
    ],
)
def test_any_other_address_is_refused_without_telling_it(url: str) -> None:
    with pytest.raises(ValueError) as refused:
        text_carrier(url)
    assert "a-secret-key" not in str(refused.value)


def test_any_provider_apprise_knows_can_take_a_text_message(monkeypatch: pytest.MonkeyPatch) -> None:
    addresses: list[str] = []

    def taken(_self: Any, address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr(apprise.Apprise, "add", taken)
    answers = iter([True, False])
    monkeypatch.setattr(apprise.Apprise, "notify", lambda self, body: next(answers))
    carrier = AppriseCarrier("json://user:key@example.org/{to}")
    assert carrier.send(TEXT) is None
    assert addresses[-1] == "json://user:key@example.org/%2B493023125011"
    with pytest.raises(Postponed):
        carrier.send(TEXT)


def test_a_telephone_that_others_read_only_asks_to_call_us(notifications: Notifications) -> None:
    notifications.store.ways.share(notifications.store.ways.key("sms", PHONE), "sms", True)
    notifications.hear(told(Booked()))
    notifications.send()
    assert notifications.texts
    (sent,) = notifications.texts.texts
    assert sent.words.startswith("გთხოვთ, დაგვირეკოთ: ")
    assert "ნოემბერი" not in sent.words
    (message,) = rows(notifications)
    assert (message["kind"], message["state"]) == ("appointment_invitation", "sent")
    assert message["template"] == version("please_call", "ka")


def test_a_shared_telephone_that_cannot_be_reached_is_followed_by_a_letter_with_the_whole_news(
    notifications: Notifications,
) -> None:
    assert notifications.texts
    notifications.store.ways.share(notifications.store.ways.key("sms", PHONE), "sms", True)
    notifications.texts.fails_with = Undeliverable("sms_202")
    notifications.hear(told(Booked()))
    notifications.send()
    assert {(row["channel"], row["kind"]) for row in rows(notifications)} == {
        ("sms", "appointment_invitation"),
        ("letter", "appointment_invitation"),
    }
