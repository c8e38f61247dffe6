"""Short advice: noted without a name, counted, and taken back within a minute if it was a slip of the finger."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.cases.model.advice import TRANSITIONS
from services.chassis.errors import Conflict, Invalid, LotseError, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from tests.builders import DESK, Cases

TALK: dict[str, Any] = {"topic": "housing", "language": "ka", "municipality": "wuerselen", "minutes": 10}
BARRIER = {"kind": "no_place", "institution": "housing_provider"}
MIRELA = Actor(frozenset({"counsellor"}), "kim", "a1")
NOBODYS = "01a20846-fe00-7000-8000-000000000001"
LIOBA = Actor(frozenset({"coordinator"}), "bruecke", "a2")


def listed(cases: Cases, who: Actor = DESK) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = cases.ask(who, "advice")["items"]
    return items


def refused(cases: Cases, kind: type[LotseError], who: Actor, name: str, **asked: Any) -> LotseError:
    before = said(cases.database)
    with pytest.raises(kind) as refusal:
        cases.ask(who, name, **asked)
    assert said(cases.database) == before, "what is refused says nothing"
    return refusal.value


def test_advice_is_said_with_codes_and_minutes_and_nothing_else(cases: Cases) -> None:
    noted = cases.ask(DESK, "give_advice", **TALK, barrier=BARRIER)
    (message,) = said(cases.database)
    assert message.type == "advice.given.v1"
    assert message.data == {
        **TALK,
        "advice_id": noted["advice_id"],
        "organisation": "kim",
        "barrier_kind": "no_place",
        "barrier_institution": "housing_provider",
        "given_at": "2026-11-23T12:00:00.000000Z",
    }


def test_everybody_sees_what_they_have_noted_themselves_newest_first(cases: Cases) -> None:
    first = cases.ask(DESK, "give_advice", **TALK)
    cases.ask(MIRELA, "give_advice", **TALK)
    cases.clock.advance(timedelta(minutes=2))
    second = cases.ask(DESK, "give_advice", **TALK | {"topic": "health"}, barrier=BARRIER)
    assert listed(cases) == [
        {**TALK, **second, "topic": "health", "barrier": BARRIER, "given_at": listed(cases)[0]["given_at"],
         "may": ["withdraw"]},
        {**TALK, **first, "barrier": None, "given_at": NOON.isoformat(), "may": []},
    ]  # fmt: skip
    assert len(listed(cases, MIRELA)) == 1
    page = cases.ask(DESK, "advice", limit=1)
    assert cases.ask(DESK, "advice", limit=1, cursor=page["next"])["items"][0]["advice_id"] == first["advice_id"]


def test_yesterdays_advice_can_be_noted_today_and_tomorrows_not(cases: Cases) -> None:
    yesterday = (NOON - timedelta(days=1)).isoformat()
    cases.ask(DESK, "give_advice", **TALK, given_at=yesterday)
    assert listed(cases)[0]["given_at"] == yesterday
    tomorrow = (NOON + timedelta(days=1)).isoformat()
    error = refused(cases, Invalid, DESK, "give_advice", **TALK, given_at=tomorrow)
    assert [(one.field, one.code) for one in error.errors] == [("given_at", "in_the_future")]


def test_a_slip_of_the_finger_is_taken_back_within_a_minute(cases: Cases) -> None:
    noted = cases.ask(DESK, "give_advice", **TALK)
    cases.clock.advance(timedelta(minutes=1))
    taken_back = cases.ask(DESK, "withdraw_advice", **noted)
    assert taken_back == {"advice_id": noted["advice_id"], "version": 2}
    assert types_of(said(cases.database)) == ["advice.given.v1", "advice.withdrawn.v1"]
    assert listed(cases) == []
    assert refused(cases, Refused, DESK, "withdraw_advice", **taken_back).code == "not_in_this_state"


def test_what_is_older_than_a_minute_counts(cases: Cases) -> None:
    noted = cases.ask(DESK, "give_advice", **TALK)
    cases.clock.advance(timedelta(minutes=1, seconds=1))
    assert refused(cases, Refused, DESK, "withdraw_advice", **noted).code == "advice_counted"


def test_nobody_takes_back_what_others_have_noted(cases: Cases) -> None:
    noted = cases.ask(DESK, "give_advice", **TALK)
    assert refused(cases, NotAllowed, MIRELA, "withdraw_advice", **noted).code == "not_your_advice"
    elsewhere = refused(cases, NotFound, LIOBA, "withdraw_advice", **noted)
    missing = refused(cases, NotFound, DESK, "withdraw_advice", advice_id=NOBODYS, version=1)
    assert (elsewhere.code, elsewhere.sentence) == (missing.code, missing.sentence)
    refused(cases, Conflict, DESK, "withdraw_advice", **noted | {"version": 7})


@pytest.mark.parametrize("role", ["public", "steering", "liaison", "privacy_officer", "operator", "administrator"])
def test_nobody_else_notes_advice(cases: Cases, role: str) -> None:
    refused(cases, NotAllowed, Actor(frozenset({role}), "kim", "a9"), "give_advice", **TALK)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"topic": "gold"}, "topic", "unknown_topic"),
        ({"language": "tlh"}, "language", "unknown_language"),
        ({"municipality": "atlantis"}, "municipality", "unknown_municipality"),
        ({"minutes": 0}, "minutes", "number_out_of_range"),
        ({"minutes": None}, "minutes", "required"),
        ({"barrier": {"kind": "no_place"}}, "barrier.institution", "required"),
        ({"barrier": BARRIER | {"kind": "bad_mood"}}, "barrier.kind", "unknown_barrier_kind"),
        ({"person": "Nino"}, "person", "unknown_field"),
    ],
)
def test_what_cannot_be_noted_is_named(cases: Cases, changes: dict[str, Any], field: str, code: str) -> None:
    error = refused(cases, Invalid, DESK, "give_advice", **TALK | changes)
    assert [(one.field, one.code) for one in error.errors] == [(field, code)]


def test_the_table_of_states_is_complete() -> None:
    assert {after for row in TRANSITIONS.values() for after in row.values()} <= set(TRANSITIONS)
