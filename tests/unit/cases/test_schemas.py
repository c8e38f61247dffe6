"""What the cases accept from the wire; every mistake has a field and a code."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import EXCLUDE, ValidationError

from services.cases.schemas import cases, heard, offers, records
from services.chassis import fields
from services.chassis.errors import Invalid
from tests.builders import NINO, PROGRAMME

CASE_ID = "01a20846-fe00-7000-8000-000000000001"
WALK_IN = {name: NINO[name] for name in ("name", "language", "topics", "municipality", "consent")}
CONSULTATION = {"case_id": CASE_ID, "kind": "phone", "topics": ["housing"], "minutes": 20}
BARRIER = {"case_id": CASE_ID, "topic": "language", "kind": "no_course", "institution": "course_provider"}
GOAL = {"case_id": CASE_ID, "topic": "language", "words": "B1"}


def load(schema: Any, asked: dict[str, Any]) -> dict[str, Any]:
    return fields.load(schema(PROGRAMME) if getattr(schema, "knows_programme", False) else schema(), asked)


def mistakes(schema: Any, asked: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        load(schema, asked)
    return {error.field: error.code for error in refusal.value.errors}


def test_what_is_left_out_of_a_walk_in_has_its_default() -> None:
    read = load(cases.OpenCase, WALK_IN)
    assert (read["language_mode"], read["track"], read["urgency"]) == ("spoken", "orientation", "normal")
    assert (read["email"], read["phone"], read["message"]) == (None, None, None)


def test_all_mistakes_in_a_walk_in_are_named_at_once() -> None:
    asked = {"name": "", "language": "tlh", "topics": ["gold"], "municipality": "atlantis", "track": "fast", "x": 1}
    found = mistakes(cases.OpenCase, asked | {"consent": {"notice_version": "2019-01", "language": "tlh"}})
    assert found == {
        "name": "required",
        "language": "unknown_language",
        "topics": "unknown_topic",
        "municipality": "unknown_municipality",
        "track": "unknown_track",
        "consent.language": "unknown_language",
        "consent.notice_version": "notice_outdated",
        "x": "unknown_field",
    }


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"kind": "pigeon"}, {"kind": "unknown_kind"}),
        ({"topics": []}, {"topics": "required"}),
        ({"minutes": 0}, {"minutes": "number_out_of_range"}),
        ({"minutes": 601}, {"minutes": "number_out_of_range"}),
        ({"minutes": "long"}, {"minutes": "wrong_type"}),
        ({"held_at": "yesterday"}, {"held_at": "not_a_time"}),
        ({"note": "x" * 10_001}, {"note": "too_long"}),
        ({"case_id": "1"}, {"case_id": "not_an_id"}),
    ],
)
def test_a_mistake_in_a_consultation_is_named(change: dict[str, Any], mistake: dict[str, str]) -> None:
    assert load(records.HoldConsultation, CONSULTATION)["with_interpreter"] is False
    assert mistakes(records.HoldConsultation, CONSULTATION | change) == mistake


@pytest.mark.parametrize("kind", PROGRAMME.barrier_kinds)
def test_every_kind_of_barrier_of_the_programme_can_be_met(kind: str) -> None:
    assert load(records.MeetBarrier, BARRIER | {"kind": kind})["municipality"] is None


def test_a_barrier_is_said_in_the_codes_of_the_programme() -> None:
    asked = BARRIER | {"topic": "gold", "kind": "dragons", "institution": "court", "municipality": "atlantis"}
    assert mistakes(records.MeetBarrier, asked) == {
        "topic": "unknown_topic",
        "kind": "unknown_barrier_kind",
        "institution": "unknown_institution",
        "municipality": "unknown_municipality",
    }


def test_a_goal_needs_words_and_may_have_a_day() -> None:
    assert load(records.AgreeGoal, GOAL | {"due_on": ""})["due_on"] is None
    assert str(load(records.AgreeGoal, GOAL | {"due_on": "2027-06-30"})["due_on"]) == "2027-06-30"
    assert mistakes(records.AgreeGoal, GOAL | {"words": " ", "due_on": "soon"}) == {
        "words": "required",
        "due_on": "not_a_date",
    }


@pytest.mark.parametrize(
    ("schema", "known"),
    [
        (offers.DeclineOffer, {"offer_id": CASE_ID, "version": 1, "reason": "topic"}),
        (cases.CloseCase, {"case_id": CASE_ID, "version": 1, "reason": "other", "outcome": "unknown"}),
        (records.DropGoal, {"case_id": CASE_ID, "goal_id": CASE_ID, "version": 1, "reason": "other"}),
    ],
)
def test_codes_and_versions_are_checked(schema: Any, known: dict[str, Any]) -> None:
    assert load(schema, known) == known
    codes = [name for name, value in known.items() if isinstance(value, str) and value != CASE_ID]
    assert mistakes(schema, known | dict.fromkeys(codes, "nonsense")) == {name: f"unknown_{name}" for name in codes}
    assert mistakes(schema, known | {"version": 0}) == {"version": "number_out_of_range"}
    assert mistakes(schema, {}) == dict.fromkeys(known, "required")


def test_a_phase_is_entered_as_it_demands_or_with_a_reason_why_not() -> None:
    entered = {"case_id": CASE_ID, "version": 1, "phase": "planning"}
    assert load(cases.EnterPhase, entered) == entered | {"skip": None}
    assert load(cases.EnterPhase, entered | {"skip": {"reason": "urgent"}})["skip"] == {"reason": "urgent"}
    assert mistakes(cases.EnterPhase, entered | {"skip": {"reason": "x"}}) == {"skip.reason": "unknown_reason"}
    assert mistakes(cases.EnterPhase, entered | {"skip": {}}) == {"skip.reason": "required"}


def test_lists_are_asked_for_by_status_in_pages() -> None:
    anything = dict.fromkeys(("status", "phase", "counsellor_id", "cursor"))
    assert load(cases.ListCases, {}) == anything | {"mine": False, "limit": 50}
    assert load(cases.ListCases, {"mine": "true", "limit": "10"})["mine"] is True
    assert mistakes(cases.ListCases, {"status": "lost", "phase": "x", "limit": 101}) == {
        "status": "unknown_status",
        "phase": "unknown_phase",
        "limit": "number_out_of_range",
    }
    assert mistakes(offers.ListOffers, {"status": "lost"}) == {"status": "unknown_status"}


def test_a_hand_over_that_lacks_something_is_none() -> None:
    with pytest.raises(ValidationError) as failure:
        heard.Handover().load({"name": "ნინო", "added_in_2029": True})
    assert "reference" in failure.value.messages
    assert "added_in_2029" not in failure.value.messages


def test_of_what_the_intake_says_only_what_is_used_is_read() -> None:
    told = {"offer_id": "o1", "to": "kim", "request_id": "r1", "confirmed_at": "2026-11-23T12:00:00Z"}
    assert heard.OfferDecided(unknown=EXCLUDE).load(told) == {"offer_id": "o1", "to": "kim"}
