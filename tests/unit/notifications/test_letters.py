"""The words to clients: eight languages, neutral, readable, and the right way round."""

from __future__ import annotations

import email
import email.policy
import string
import tomllib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from services.chassis.testing import NOON
from services.notifications.letters import Letters, languages
from tests.builders import PROGRAMME, PUBLIC_URL

WORDS = Path(__file__).parents[3] / "services" / "notifications" / "words"
LANGUAGES = PROGRAMME.page_languages
KINDS = ("request_receipt", "request_withdrawn")
ISOLATES = ("\u2068", "\u2069")
SCRIPT = {"ar": ("\u0600", "\u06ff"), "ru": ("\u0400", "\u04ff"), "ka": ("\u10a0", "\u10ff")}


@pytest.fixture
def letters() -> Letters:
    return Letters(PROGRAMME, PUBLIC_URL, "")


def write(letters: Letters, kind: str, language: str) -> EmailMessage:
    url = letters.status_url(language, "K7M-4XQ-6", "abcDEF123")
    mail_id = "01a20846-fe00-7000-8000-000000000004"
    return letters.write(kind, language, "nino@example.org", mail_id, NOON, reference="K7M-4XQ-6", status_url=url)


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found
    return str(found.get_content())


def words(language: str) -> dict[str, Any]:
    return tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))


def placeholders(paragraph: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(paragraph) if name}


def test_there_are_words_in_every_page_language() -> None:
    assert languages() == set(LANGUAGES)
    assert len(LANGUAGES) == 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language: str) -> None:
    german, other = words("de"), words(language)
    assert set(other) - {"reviewed"} == set(german) - {"reviewed"}
    assert set(other["letterhead"]) == set(german["letterhead"])
    for kind in KINDS:
        assert placeholders(other[kind]["subject"]) == placeholders(german[kind]["subject"])
        ours, theirs = (sorted(map(sorted, map(placeholders, text[kind]["paragraphs"]))) for text in (other, german))
        assert ours == theirs, kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_is_complete_and_in_its_language(letters: Letters, kind: str, language: str) -> None:
    mail = write(letters, kind, language)
    assert mail["Content-Language"] == language
    assert mail["To"] == "nino@example.org"
    assert mail["From"] == PROGRAMME.contact["email"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == NOON  # type: ignore[union-attr]
    assert "K7M-4XQ-6" in mail["Subject"]
    for text in (part(mail, "plain"), part(mail, "html")):
        assert "K7M-4XQ-6" in text
        assert not {"{", "}"} & set(text), "no placeholder is left"
        low, high = SCRIPT.get(language, ("A", "z"))
        assert sum(low <= letter <= high for letter in text) > 100


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_is_neutral_and_names_no_topic(letters: Letters, kind: str, language: str) -> None:
    mail = write(letters, kind, language)
    # Below the line every letter asks whether another language is wished for.
    above_the_line = part(mail, "plain").replace("\r", "").partition("\n-- \n")[0]
    text = f"{mail['Subject']} {above_the_line}".casefold()
    for topic in PROGRAMME.topics.values():
        assert topic[language].casefold() not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_status_link_stands_alone_on_its_line_and_can_be_clicked(letters: Letters, language: str) -> None:
    mail, url = write(letters, "request_receipt", language), f"{PUBLIC_URL}/{language}/status/K7M-4XQ-6/abcDEF123"
    assert url in part(mail, "plain").splitlines()
    assert f'<a dir="ltr" href="{url}">{url}</a>' in part(mail, "html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_arabic_runs_from_right_to_left_and_no_other_does(letters: Letters, language: str) -> None:
    page = part(write(letters, "request_receipt", language), "html")
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert f'<body dir="{direction}"' in page
    isolated = f"{ISOLATES[0]}K7M-4XQ-6{ISOLATES[1]}" in page
    assert isolated == (language == "ar"), "a reference keeps its order inside Arabic text"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_survives_the_post(letters: Letters, language: str) -> None:
    mail = write(letters, "request_receipt", language)
    lines = mail.as_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 998, "RFC 5322 section 2.1.1"
    arrived: Any = email.message_from_bytes(mail.as_bytes(), policy=email.policy.default)
    assert arrived["Content-Language"] == language
    assert part(arrived, "plain").replace("\r\n", "\n") == part(mail, "plain").replace("\r\n", "\n")


def test_the_words_hold_no_bidi_controls_of_their_own() -> None:
    for language in LANGUAGES:
        text = (WORDS / f"{language}.toml").read_text(encoding="utf-8")
        assert not {"\u200e", "\u200f", *ISOLATES, "\u202a", "\u202b", "\u202c"} & set(text), language


def test_who_speaks_tigrinya_is_written_to_in_the_language_of_the_notice(letters: Letters) -> None:
    assert letters.language_for("ka", "de") == "ka"
    assert letters.language_for("ti", "ar") == "ar"
    assert letters.language_for("ti", "ti") == PROGRAMME.default_language


def test_a_kind_without_words_is_a_mistake_of_ours(letters: Letters) -> None:
    with pytest.raises(KeyError):
        write(letters, "unheard_of", "ka")


def test_what_a_person_wrote_cannot_become_a_header(letters: Letters) -> None:
    with pytest.raises(ValueError):
        letters.write(
            "request_receipt", "ka", "nino@example.org\r\nBcc: all@example.org", "1", NOON, reference="", status_url=""
        )


def test_a_letter_asks_for_answers_to_the_mailbox_and_leads_to_the_data_notice() -> None:
    letters = Letters(PROGRAMME, PUBLIC_URL, "", "hilfe@example.org")
    mail = write(letters, "request_receipt", "ka")
    assert mail["Reply-To"] == "hilfe@example.org"
    body = mail.get_body(("plain",))
    assert body is not None
    assert f"{PUBLIC_URL}/ka/notice" in body.get_content()
