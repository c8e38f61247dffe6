"""What the intake accepts from the wire; every mistake has a field and a code."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import Schema

from services.chassis import fields
from services.chassis.errors import Invalid
from services.intake import model
from services.intake.schemas import (
    AnswerRequest,
    CounsellorListed,
    Holder,
    ListRequests,
    OfferRequest,
    OneRequest,
    ReceiveRequest,
    TriageRequest,
    WithdrawOffer,
)
from tests.builders import NINO, PROGRAMME, TRIAGE
from tests.unit.intake.voices import listed

REQUEST_ID = "01a20846-fe00-7000-8000-000000000001"
SEEN = {"request_id": REQUEST_ID, "version": 3}


def faults(schema: Schema, asked: dict[str, Any]) -> set[tuple[str, str]]:
    """Field and code of every mistake; what is None is left out."""
    with pytest.raises(Invalid) as refusal:
        fields.load(schema, {name: value for name, value in asked.items() if value is not None})
    return {(error.field, error.code) for error in refusal.value.errors}


def load(**changes: Any) -> dict[str, Any]:
    asked = {name: value for name, value in (NINO | changes).items() if value is not None}
    return fields.load(ReceiveRequest(PROGRAMME), asked)


def mistakes(**changes: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        load(**changes)
    return {error.field: error.code for error in refusal.value.errors}


def test_what_is_left_out_has_its_default() -> None:
    read = load(channel=None, language_mode=None, message=None)
    assert (read["channel"], read["language_mode"], read["message"], read["phone"]) == (None, "written", None, None)


@pytest.mark.parametrize("language", PROGRAMME.request_languages)
def test_every_language_of_the_programme_can_be_asked_in(language: str) -> None:
    assert load(language=language)["language"] == language


@pytest.mark.parametrize("channel", ["web", "phone", "email", "authority", "provider"])
def test_whoever_does_not_come_in_person_must_be_reachable(channel: str) -> None:
    assert mistakes(channel=channel, email=None) == {"email": "contact_missing"}


def test_who_comes_in_person_need_not_be_reachable() -> None:
    assert load(channel="walk_in", email=None)["email"] is None


def test_a_wrong_contact_is_named_as_wrong_and_not_as_missing_too() -> None:
    assert mistakes(email="nino at example") == {"email": "not_an_email"}


def test_an_old_notice_is_refused_with_the_one_in_force() -> None:
    with pytest.raises(Invalid) as refusal:
        load(consent={"notice_version": "2019-01", "language": "ka"})
    (error,) = refusal.value.errors
    assert (error.field, error.code) == ("consent.notice_version", "notice_outdated")
    assert error.params == {"current": PROGRAMME.notice_version}


def test_all_mistakes_are_named_at_once() -> None:
    found = mistakes(language="tlh", topics=["gold"], municipality="atlantis", name="\u202e", consent={})
    assert {"language", "topics", "municipality", "name", "consent.notice_version", "consent.language"} <= set(found)


@pytest.mark.parametrize("asked", [[], "text", 7, None])
def test_a_body_that_is_no_object_is_invalid(asked: Any) -> None:
    with pytest.raises(Invalid):
        fields.load(ReceiveRequest(PROGRAMME), asked)


def test_a_holder_gives_reference_and_token() -> None:
    with pytest.raises(Invalid) as refusal:
        fields.load(Holder(), {"reference": "", "token": "x" * 65})
    assert {(error.field, error.code) for error in refusal.value.errors} == {
        ("reference", "required"),
        ("token", "too_long"),
    }


def triaged(**changes: Any) -> dict[str, Any]:
    return fields.load(TriageRequest(PROGRAMME), {**SEEN, **TRIAGE, **changes})


@pytest.mark.parametrize("criterion", model.CRITERIA)
@pytest.mark.parametrize("urgency", model.URGENCIES)
def test_a_short_advice_needs_no_criterion_and_may_have_any(criterion: str, urgency: str) -> None:
    assert triaged(track="orientation", criteria=[criterion], urgency=urgency)["criteria"] == [criterion]
    assert triaged(track="orientation", criteria=[])["criteria"] == []


@pytest.mark.parametrize("criteria", [[], ["complex_need"], [one for one in model.CRITERIA if one != "client_wants"]])
def test_nobody_is_accompanied_who_does_not_want_it(criteria: list[str]) -> None:
    found = faults(TriageRequest(PROGRAMME), {**SEEN, **TRIAGE, "criteria": criteria})
    assert found == {("criteria", "client_must_want")}
    assert triaged(criteria=[*criteria, "client_wants"])["track"] == "case_management"


def test_triage_is_in_codes_and_every_mistake_is_named() -> None:
    wrong = {"track": "deportation", "criteria": ["mood"], "urgency": "now", "topics": ["gold"], "version": 0}
    assert faults(TriageRequest(PROGRAMME), {**SEEN, **wrong}) == {
        ("track", "unknown_track"),
        ("criteria", "unknown_criterion"),
        ("urgency", "unknown_urgency"),
        ("topics", "unknown_topic"),
        ("version", "number_out_of_range"),
    }
    assert faults(TriageRequest(PROGRAMME), {"request_id": "1"}) == {
        ("request_id", "not_an_id"),
        ("version", "required"),
        ("track", "required"),
        ("urgency", "required"),
    }
    assert triaged()["topics"] is None, "as the client said"
    assert triaged(topics=["health"])["topics"] == ["health"]


@pytest.mark.parametrize("to", PROGRAMME.organisations)
def test_every_organisation_of_the_programme_can_be_asked(to: str) -> None:
    assert fields.load(OfferRequest(PROGRAMME), {**SEEN, "to": to})["to"] == to


def test_nobody_else_can_be_asked() -> None:
    assert faults(OfferRequest(PROGRAMME), {**SEEN, "to": "elsewhere"}) == {("to", "unknown_organisation")}
    assert faults(OfferRequest(PROGRAMME), SEEN) == {("to", "required")}


def test_an_answer_says_how_in_at_most_4000_characters() -> None:
    assert fields.load(AnswerRequest(), {**SEEN, "summary": " Zwei\nZeilen "})["summary"] == "Zwei\nZeilen"
    assert fields.load(AnswerRequest(), {**SEEN, "summary": "x" * 4000})
    assert faults(AnswerRequest(), {**SEEN, "summary": "x" * 4001}) == {("summary", "too_long")}
    assert faults(AnswerRequest(), {**SEEN, "summary": "  "}) == {("summary", "required")}


@pytest.mark.parametrize(
    "schema", [AnswerRequest(), OfferRequest(PROGRAMME), TriageRequest(PROGRAMME), WithdrawOffer()]
)
def test_what_changes_a_request_names_it_and_the_version_that_was_seen(schema: Schema) -> None:
    assert {("request_id", "required"), ("version", "required")} <= faults(schema, {})
    assert ("surprise", "unknown_field") in faults(schema, {"surprise": 1})


def test_one_request_is_named_by_its_id() -> None:
    assert fields.load(OneRequest(), {"request_id": REQUEST_ID}) == {"request_id": REQUEST_ID}
    assert faults(OneRequest(), {"request_id": "K7M-4XQ-6"}) == {("request_id", "not_an_id")}


def test_the_list_can_be_asked_for_in_words_of_an_address() -> None:
    read = fields.load(ListRequests(PROGRAMME), {"waiting": "true", "limit": "20", "municipality": "wuerselen"})
    assert (read["waiting"], read["limit"], read["municipality"], read["status"]) == (True, 20, "wuerselen", None)
    assert faults(ListRequests(PROGRAMME), {"status": "gone", "municipality": "atlantis", "language": "tlh"}) == {
        ("status", "unknown_status"),
        ("municipality", "unknown_municipality"),
        ("language", "unknown_language"),
    }


def test_of_a_counsellor_only_what_is_needed_is_read() -> None:
    heard = listed("c1", "bruecke", languages=(), free=-1).data | {"name": "somebody"}
    read: Any = CounsellorListed().load(heard)
    assert (read["languages"], read["free"], read["active"]) == ([], -1, True)
    assert "name" not in read
