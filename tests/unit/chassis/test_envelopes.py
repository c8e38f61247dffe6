"""The header of every message: what goes out comes in, and what is no message of ours is told apart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.envelope import MAX_BYTES, Envelope, Unreadable, data_of
from services.chassis.receiver import read
from services.chassis.testing import NOON, message_of

# What no database stores and no header may hold is refused by its own test.
words = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)
plain: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@dataclass(frozen=True)
class CaseOpened:
    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.opened.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    opened_on: date
    at: datetime
    topics: tuple[str, ...]
    track: str | None = None


OPENED = CaseOpened(
    "c1", date(2026, 11, 23), datetime(2026, 11, 23, 13, 0, tzinfo=timezone(timedelta(hours=1))), ("housing",)
)


def raw(**changes: Any) -> dict[str, Any]:
    """A message as JSON, with these fields changed, or left out where the change is `...`."""
    message = json.loads(message_of(OPENED, "cases@kim").to_json()) | changes
    return {key: value for key, value in message.items() if value is not ...}


@given(words, words, words, st.integers(0, 2**62 - 1), st.dictionaries(words, plain, max_size=4))
def test_what_goes_out_comes_in(subject: str, actor: str, causation: str, sequence: int, data: dict[str, Any]) -> None:
    envelope = Envelope(
        "m1", "cases@kim", "case.opened.v1", subject, NOON, sequence, data, "c" * 32, causation, actor, "00-1-2-01"
    )
    assert Envelope.from_json(envelope.to_json()) == envelope
    assert Envelope.from_json(envelope.to_json().encode()) == envelope


def test_times_are_utc_dates_iso_tuples_lists_and_absent_fields_left_out() -> None:
    assert data_of(OPENED) == {
        "case_id": "c1",
        "opened_on": "2026-11-23",
        "at": "2026-11-23T12:00:00.000000Z",
        "topics": ["housing"],
    }


def test_georgian_travels_as_georgian() -> None:
    assert "ნინო" in message_of(CaseOpened("ნინო", date(2026, 1, 1), NOON, ()), "cases@kim").to_json()


@pytest.mark.parametrize(
    "changes",
    [
        {"specversion": "0.3"},
        {"specversion": ...},
        {"id": ...},
        {"id": ""},
        {"id": 7},
        {"id": "x" * 201},
        {"id": "a\0b"},
        {"source": ...},
        {"subject": None},
        {"type": ["case.opened.v1"]},
        {"time": "yesterday"},
        {"time": 1_763_899_200},
        {"sequence": "1"},
        {"sequence": -1},
        {"sequence": True},
        {"sequence": 2**62},
        {"sequence": 1.5},
        {"data": ...},
        {"data": []},
        {"correlationid": ...},
    ],
    ids=str,
)
def test_a_message_with_a_broken_header_is_unreadable_with_a_reason(changes: dict[str, Any]) -> None:
    with pytest.raises(Unreadable, match=r"\w+ "):
        Envelope.from_json(json.dumps(raw(**changes)))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"text"', b"7", b"\xff", b"[" * 100_000, b"{}"])
def test_what_is_no_message_at_all_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        Envelope.from_json(body)


def test_fields_that_a_newer_sender_adds_are_not_minded() -> None:
    assert Envelope.from_json(json.dumps(raw(partnerhint="x"))).id


@given(st.binary(max_size=200))
def test_the_receiver_reads_any_bytes_or_says_why_not(body: bytes) -> None:
    heard = read(body, frozenset({"case.opened.v1"}))
    assert heard.message is not None or heard.reason


def test_the_receiver_parks_what_it_does_not_read_with_its_envelope() -> None:
    heard = read(json.dumps(raw(type="case.opened.v7")), frozenset({"case.opened.v1"}))
    assert heard.message
    assert heard.message.type == "case.opened.v7"
    assert "case.opened.v7" in heard.reason


def test_the_receiver_does_not_even_parse_what_is_too_large() -> None:
    heard = read(b'{"x": "' + b"x" * MAX_BYTES + b'"}', frozenset())
    assert heard.message is None
    assert str(MAX_BYTES) in heard.reason


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    told = raw(time="2026-11-23T13:00:00+01:00")
    assert Envelope.from_json(json.dumps(told)).time.astimezone(UTC) == NOON
