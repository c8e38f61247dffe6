"""Every sentence for clients stands in all eight languages and every one for staff in German, with the same gaps."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from gateway import sentences

GATEWAY = Path(sentences.__file__).parent
LANGUAGES = ("de", "en", "ar", "ru", "ka", "bs", "tr", "fr")
PLURALS = {"de": 2, "en": 2, "ar": 6, "ru": 3, "ka": 2, "bs": 3, "tr": 2, "fr": 2}
GAP = re.compile(r"%\([a-z_]+\)[a-z]")


def catalogue(language: str, domain: str = "messages") -> Catalog:
    content = (GATEWAY / "translations" / language / "LC_MESSAGES" / f"{domain}.po").read_bytes()
    return read_po(BytesIO(content), locale=language)


def said(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@cache
def needed(configuration: str = "babel.cfg") -> set[str]:
    """Every message in code and templates, by its (singular) English sentence."""
    with (GATEWAY / configuration).open() as file:
        methods, options = parse_mapping_cfg(file)
    # The configuration for staff names its own for each kind of file, beside this.
    marks = {"babel-staff.cfg": {"N_": None}}
    keywords = marks.get(configuration, {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)})
    found = extract_from_dir(GATEWAY, methods, options, keywords=keywords)  # type: ignore[arg-type]
    return {message if isinstance(message, str) else message[0] for _file, _line, message, *_ in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    messages = [message for message in catalogue(language) if message.id]
    assert {m.id if isinstance(m.id, str) else m.id[0] for m in messages} == needed()
    assert not [m.id for m in messages if m.fuzzy or not all(said(m))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_gaps_as_its_sentence(language: str) -> None:
    for message in catalogue(language):
        if message.id and isinstance(message.id, str):
            assert sorted(GAP.findall(said(message)[0])) == sorted(GAP.findall(message.id)), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_sentence_has_as_many_forms_as_the_language(language: str) -> None:
    known = catalogue(language)
    assert known.num_plurals == PLURALS[language]
    counted = [message for message in known if message.pluralizable]
    assert counted
    for message in counted:
        assert len(said(message)) == PLURALS[language]
        assert set(GAP.findall(" ".join(said(message)))) == {"%(num)s"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_says_whether_a_native_speaker_has_read_it(language: str) -> None:
    headers = dict(catalogue(language).mime_headers)
    content = (GATEWAY / "translations" / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    assert headers["Language"] == language
    assert f"X-Reviewed: {'yes' if language in ('de', 'en') else 'no'}\\n" in content


def test_every_sentence_for_staff_is_translated_into_german_and_none_is_left_over() -> None:
    messages = [message for message in catalogue("de", "staff") if message.id]
    assert {m.id if isinstance(m.id, str) else m.id[0] for m in messages} == needed("babel-staff.cfg")
    assert not [m.id for m in messages if m.fuzzy or not all(said(m))]


def test_a_german_sentence_for_staff_has_the_same_gaps() -> None:
    for message in catalogue("de", "staff"):
        gaps = {
            gap for form in ([message.id] if isinstance(message.id, str) else message.id) for gap in GAP.findall(form)
        }
        assert {gap for form in said(message) for gap in GAP.findall(form)} == gaps, message.id
