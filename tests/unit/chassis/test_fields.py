"""What may come in from the wire: bounded, typed, in five scripts, and free of what plays tricks."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from services.chassis import fields
from services.chassis.errors import Invalid
from services.chassis.fields import (
    Asked,
    Code,
    Codes,
    Day,
    EmailAddress,
    Flag,
    Identifier,
    Moment,
    Nested,
    Number,
    PhoneNumber,
    Text,
)

FIVE_SCRIPTS = [
    ("\u0041", "\u024f"),
    ("\u0621", "\u064a"),
    ("\u10d0", "\u10f0"),
    ("\u0410", "\u044f"),
    ("\u1200", "\u1248"),
]
letters = st.one_of(
    *(st.characters(min_codepoint=ord(low), max_codepoint=ord(high), categories=["L"]) for low, high in FIVE_SCRIPTS)
)
names = st.text(alphabet=letters, min_size=1, max_size=60)
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
controls = st.sampled_from([*"\x00\x01\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x9f", *BIDI, "\ud800"])


def code_of(field: Any, value: Any) -> str:
    """The code with which a field refuses a value."""
    with pytest.raises(ValidationError) as refusal:
        field.deserialize(value)
    messages = refusal.value.messages
    assert isinstance(messages, list)
    return str(messages[0])


@given(names, names)
def test_a_name_in_any_script_is_kept_in_nfc_and_trimmed(first: str, last: str) -> None:
    typed = unicodedata.normalize("NFD", f"  {first} {last}\t")
    read = Text(max=400).deserialize(typed)
    assert read == unicodedata.normalize("NFC", f"{first} {last}").strip()


@given(names, controls, names)
def test_a_control_or_bidi_character_is_refused_wherever_it_stands(before: str, control: str, after: str) -> None:
    assert code_of(Text(max=400), before + control + after) == "control_characters"


@pytest.mark.parametrize("invisible", ["\u200c", "\u200d"])
def test_joiners_that_persian_needs_are_kept(invisible: str) -> None:
    assert Text(max=20).deserialize(f"می{invisible}خواهم") == f"می{invisible}خواهم"


@given(st.integers(1, 50), letters)
def test_the_bound_counts_characters_and_not_bytes(bound: int, letter: str) -> None:
    fitting = unicodedata.normalize("NFC", letter * bound)[:bound]
    assert Text(max=bound).deserialize(fitting) == fitting
    with pytest.raises(ValidationError) as refusal:
        Text(max=bound).deserialize(fitting + letter)
    (fault,) = refusal.value.messages
    assert (str(fault), getattr(fault, "params", None)) == ("too_long", {"max": bound})


def test_line_breaks_are_for_long_texts_only() -> None:
    assert Text(max=20, lines=True).deserialize("ერთი\r\nორი") == "ერთი\nორი"
    assert code_of(Text(max=20), "ერთი\nორი") == "control_characters"


@pytest.mark.parametrize("empty", ["", "  ", "\u00a0", "\n"])
def test_an_empty_text_is_an_absent_one(empty: str) -> None:
    assert Text(max=5).deserialize(empty) is None
    assert code_of(Text(max=5, required=True), empty) == "required"


@pytest.mark.parametrize("value", [7, 1.5, True, ["a"], {"a": 1}])
def test_text_is_text(value: Any) -> None:
    assert code_of(Text(max=5), value) == "wrong_type"
    assert code_of(Code("topic"), value) == "wrong_type"


def test_null_where_something_is_needed_is_missing() -> None:
    assert code_of(Text(max=5, required=True), None) == "required"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nino@example.org", "nino@example.org"),
        (" Nino.Beridze@EXAMPLE.Org ", "Nino.Beridze@example.org"),
        ("nino+amt@sub.example.org", "nino+amt@sub.example.org"),
        ("ნინო@example.org", "ნინო@example.org"),
        ("o'neil@example.org", "o'neil@example.org"),
        ("nino@müller.example", "nino@müller.example"),
    ],
)
def test_addresses_people_have_are_taken(typed: str, kept: str) -> None:
    assert EmailAddress().deserialize(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["nino", "nino@", "@example.org", "nino@localhost", "nino@127.0.0.1", "ni no@example.org", "a@b@example.org",
     "Nino <nino@example.org>", "nino@example..org", "nino@example.org,all@example.org", f"{'n' * 65}@example.org"],
)  # fmt: skip
def test_addresses_that_are_none_are_refused(typed: str) -> None:
    assert code_of(EmailAddress(), typed) == "not_an_email"


def test_an_address_of_more_than_254_characters_is_too_long() -> None:
    assert code_of(EmailAddress(), f"nino@{'a' * 60}.{'b' * 63}.{'c' * 63}.{'d' * 63}.org") == "too_long"


@given(st.text(max_size=300))
def test_no_address_that_is_taken_can_break_out_of_its_header(text: str) -> None:
    try:
        taken = EmailAddress().deserialize(text)
    except ValidationError:
        return
    assert taken is None or not set(taken) & set("\r\n\0 <>,;")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0241 99 00 011", "+492419900011"),
        ("+49 (0)171 3920012", "+491713920012"),
        ("00995 32 299 11 22", "+995322991122"),
    ],
)
def test_telephone_numbers_as_people_write_them_are_kept_in_one_form(typed: str, kept: str) -> None:
    assert PhoneNumber().deserialize(typed) == kept


@pytest.mark.parametrize("typed", ["call me", "0", "1", "+999999999999999999", "+49"])
def test_what_is_no_telephone_number_is_refused(typed: str) -> None:
    assert code_of(PhoneNumber(), typed) == "not_a_phone"


def test_codes_are_known_different_and_few() -> None:
    topics = Codes("topic", max=2, among={"housing", "language", "work"}, required=True)
    assert topics.deserialize(["housing", "work"]) == ["housing", "work"]
    assert code_of(topics, ["housing", "gold"]) == "unknown_topic"
    assert code_of(topics, ["housing", "housing"]) == "duplicate"
    assert code_of(topics, ["housing", "language", "work"]) == "too_many"
    assert code_of(topics, []) == "required"
    assert code_of(topics, "housing") == "wrong_type"
    assert code_of(topics, [["housing"]]) == "wrong_type"


def test_a_code_of_any_length_is_judged_quickly() -> None:
    assert code_of(Code("place", among={"town-hall"}), "x" * 1_000_000) == "wrong_type"


class Consent(Asked):
    version = Text(max=10, required=True)


class Form(Asked):
    name = Text(max=10, required=True)
    consent = Nested(Consent, required=True)


def test_every_mistake_is_named_with_its_path() -> None:
    with pytest.raises(Invalid) as refusal:
        fields.load(Form(), {"name": "x" * 11, "consent": {"version": 3, "extra": 1}, "unknown": 1})
    found = {(error.field, error.code) for error in refusal.value.errors}
    assert found == {
        ("name", "too_long"),
        ("consent.version", "wrong_type"),
        ("consent.extra", "unknown_field"),
        ("unknown", "unknown_field"),
    }


@pytest.mark.parametrize("consent", [None, "yes", [], 1])
def test_an_object_is_an_object(consent: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        fields.load(Form(), {"name": "ნინო", "consent": consent})
    assert [error.field.split(".")[0] for error in refusal.value.errors] == ["consent"]


@pytest.mark.parametrize(("typed", "read"), [(1, 1), (600, 600), ("45", 45)])
def test_a_number_is_read_from_json_and_from_an_address(typed: Any, read: int) -> None:
    assert Number(1, 600).deserialize(typed) == read


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (0, "number_out_of_range"),
        (601, "number_out_of_range"),
        ("601", "number_out_of_range"),
        (True, "wrong_type"),
        (1.5, "wrong_type"),
        ("-1", "wrong_type"),
        ("٤", "wrong_type"),
        ("9" * 5000, "wrong_type"),
        ([1], "wrong_type"),
    ],
)
def test_what_is_no_number_or_out_of_bounds_is_refused(typed: Any, code: str) -> None:
    assert code_of(Number(1, 600), typed) == code


@pytest.mark.parametrize(("typed", "read"), [(True, True), (False, False), ("true", True), ("false", False)])
def test_yes_and_no_are_read_from_json_and_from_an_address(typed: Any, read: bool) -> None:
    assert Flag().deserialize(typed) is read


@pytest.mark.parametrize("typed", ["yes", 1, 0, "", []])
def test_what_is_neither_yes_nor_no_is_refused(typed: Any) -> None:
    assert code_of(Flag(), typed) == "wrong_type"


def test_a_date_is_a_day_within_a_lifetime() -> None:
    assert Day().deserialize("2026-11-23") == date(2026, 11, 23)
    assert Day().deserialize("") is None
    typed: Any
    for typed in ("23.11.2026", "2026-02-30", "0026-11-23", "9026-11-23", 20261123, [], ""):
        assert code_of(Day(required=True), typed) == "not_a_date"


def test_a_moment_has_its_zone_and_is_kept_in_utc() -> None:
    assert Moment().deserialize("2026-11-23T10:30:00+01:00") == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert Moment().deserialize("2026-11-23T10:30:00Z") == datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
    typed: Any
    for typed in ("2026-11-23T10:30:00", "0001-01-01T00:00:00+10:00", "morgen", 5, []):
        assert code_of(Moment(), typed) == "not_a_time"


@pytest.mark.parametrize("typed", ["", "x", "1", 1, [], "0192f0c1-0000-7000-8000-00000000000z", "' OR 1=1 --"])
def test_what_is_no_id_is_refused_before_it_reaches_a_table(typed: Any) -> None:
    assert code_of(Identifier(), typed) == "not_an_id"
