"""Every kind of message has all its words in all eight languages, and none of them gives anybody away."""

from __future__ import annotations

import string
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest

from services.chassis.testing import NOON
from services.notifications.letters import Letters
from services.notifications.letters.neutral import exposing
from services.notifications.letters.words import words
from services.notifications.model.appointments import Appointment
from services.notifications.model.ways import chain_of
from tests.builders import PROGRAMME, PUBLIC_URL

_NOT_KINDS = {"reviewed", "letterhead", "calendar"}
KINDS = sorted(set(words("de")) - _NOT_KINDS)
LANGUAGES = sorted(PROGRAMME.page_languages)
WANTED = {
    *("request_receipt", "request_withdrawn", "slot_offer", "waiting_offer", "question_asked", "answer_given"),
    *(f"appointment_{what}" for what in ("invitation", "moved", "cancelled", "reminder", "missed")),
    *(f"interpreter_{what}" for what in ("asked", "moved", "released")),
}
# What a text may be told: never a name, never a topic.
ALLOWED = {"reference", "status_url", "notice_url", "office", "phone", "date", "begins", "ends", "place", "address"}
ALLOWED |= {"by_phone", "by_video", "video_url", "place_url", "interpreted"}
# A text message of two parts (3GPP TS 23.038): with letters of the GSM alphabet, and with any others.
GSM, UCS2 = 306, 134
_ALPHABET = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
FACTS = {"reference": "K7M-4XQ-6", "status_url": f"{PUBLIC_URL}/de/status/K7M-4XQ-6/abcDEF123"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def texts(found: dict[str, Any]) -> list[str]:
    paragraphs = ([one] if isinstance(one, str) else one for one in found["paragraphs"])
    return [found["subject"], *chain.from_iterable(paragraphs), *shorts(found)]


def shorts(found: dict[str, Any]) -> list[str]:
    """What a text message says, and what it says instead where a fact is missing."""
    return [found["short"]] if isinstance(found["short"], str) else found["short"]


def test_every_kind_that_is_sent_has_words() -> None:
    assert set(KINDS) >= WANTED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_the_same_in_every_language(kind: str, language: str) -> None:
    german, other = words("de")[kind], words(language)[kind]
    assert set(other) >= {"subject", "paragraphs", "short"}
    assert [placeholders(text) for text in texts(other)] == [placeholders(text) for text in texts(german)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_words_give_anybody_away(kind: str, language: str) -> None:
    found = texts(words(language)[kind])
    assert set().union(*map(placeholders, found)) <= ALLOWED
    assert exposing(" ".join(found), language, PROGRAMME) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_text_message_has_two_parts_at_most(kind: str, language: str) -> None:
    letters = Letters(PROGRAMME, PUBLIC_URL, "")
    facts = letters._facts_of(Appointment("1", PROGRAMME.organisation, 1, NOON, NOON + timedelta(hours=1)), language)
    facts = {**FACTS, "phone": PROGRAMME.contact["phone"], "office": "", **facts}
    for told in (one.format(**facts) for one in shorts(words(language)[kind])):
        assert len(told) <= (GSM if set(told) <= _ALPHABET else UCS2), told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_written(kind: str, language: str) -> None:
    letters = Letters(PROGRAMME, PUBLIC_URL, "")
    ends_at = NOON + timedelta(hours=1)
    appointment = Appointment("1", PROGRAMME.organisation, 1, NOON, ends_at, next(iter(PROGRAMME.places)))
    needs_one = kind.startswith(("appointment_", "interpreter_"))
    mail = letters.write(kind, language, "nino@example.org", "1", NOON, appointment if needs_one else None, **FACTS)
    text = mail.get_body(("plain",))
    assert text
    assert not {"{", "}"} & set(text.get_content())
    assert chain_of(kind), "some way takes it"
