"""The wall to the foreigners' authority: one question, one case, one purpose, one release; and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from services.cases import permissions
from services.cases.queries.questions import due
from services.chassis.errors import Conflict, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from tests.builders import PROGRAMME, Cases, refused

REFERENCE = "K7M-4XQ-6"
QUESTION = {
    "reference": REFERENCE,
    "purpose": "documents_missing",
    "words": "Fehlt noch der Nachweis über den Sprachkurs?",
}
ANSWER = "Den Nachweis bringt sie am Montag mit."
RELEASE = {
    "recipient": "foreigners_authority",
    "data": ["documents"],
    "purpose": "documents_missing",
    "valid_until": "2026-12-31",
}


@pytest.fixture
def ole(cases: Cases) -> Actor:
    """The liaison of the foreigners' authority, who works for the region."""
    return cases.engage("ole", "kim", name="Ole Brandt", roles=["liaison"], counsellor=None)


@pytest.fixture
def release(cases: Cases, ketevan: Actor, case_id: str) -> dict[str, Any]:
    return cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE)


def looks(cases: Cases, who: Actor) -> list[tuple[str, str]]:
    statement = text("SELECT subject, what FROM access_log WHERE who = :who ORDER BY looked_at, look_id")
    with cases.database.reading() as tx:
        return [(look.subject, look.what) for look in tx.execute(statement, {"who": who.ref})]


@pytest.mark.usefixtures("release")
def test_a_question_is_asked_answered_and_read_and_neither_is_said_nor_kept_in_clear(
    cases: Cases, ketevan: Actor, ole: Actor, case_id: str
) -> None:
    asked = cases.ask(ole, "ask_question", **QUESTION | {"reference": " k7m4xq6 "})
    (shown,) = cases.ask(ketevan, "case", case_id=case_id)["questions"]
    assert (shown["words"], shown["asked_by"], shown["status"]) == (QUESTION["words"], "Ole Brandt", "asked")
    answered = cases.ask(ketevan, "answer_question", **asked, words=ANSWER)
    (line,) = cases.ask(ole, "questions")["items"]
    assert line == {
        "question_id": asked["question_id"],
        "reference": REFERENCE,
        "purpose": "documents_missing",
        "status": "answered",
        "asked_at": NOON.isoformat(),
        "decided_at": NOON.isoformat(),
        "version": answered["version"],
    }
    read = cases.ask(ole, "question", question_id=asked["question_id"])
    assert read == {**line, "words": QUESTION["words"], "answer": ANSWER, "withheld": False}
    assert looks(cases, ole) == [(case_id, "question"), (case_id, "answer")]
    everything = "".join(envelope.to_json() for envelope in said(cases.database))
    with cases.database.reading() as tx:
        everything += str(tx.execute(text("SELECT words, answer FROM questions")).all())
    assert "Sprachkurs" not in everything
    assert "Montag" not in everything
    assert [type_ for type_ in types_of(said(cases.database)) if type_.startswith("question")] == [
        "question.asked.v1",
        "question.answered.v1",
    ]


def test_an_unknown_reference_and_one_without_a_release_are_answered_alike(
    cases: Cases, ketevan: Actor, ole: Actor, case_id: str
) -> None:
    other_purpose = RELEASE | {"purpose": "appointment", "data": ["contact"]}
    cases.ask(ketevan, "grant_release", case_id=case_id, **other_purpose)
    cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE | {"recipient": "jobcenter"})
    cases.ask(ketevan, "grant_release", case_id=case_id, **RELEASE | {"data": ["health"]})
    answers = [
        refused(cases, ole, "ask_question", **QUESTION | {"reference": reference}).to_wire()
        for reference in (REFERENCE, "H3R-8TW-U", "nobody", "%", "K7M-4XQ-")
    ]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["code"] == "not_released"


def test_whoever_tries_references_is_seen_doing_so_and_nobody_is_named(
    cases: Cases, ketevan: Actor, ole: Actor, case_id: str
) -> None:
    tried = (REFERENCE, "k7m4xq6", "H3R-8TW-U")
    for reference in tried:
        assert refused(cases, ole, "ask_question", **QUESTION | {"reference": reference}).code == "not_released"
    kept = looks(cases, ole)
    assert {what for _, what in kept} == {"question_refused"}
    traces = [subject.partition(":") for subject, _ in kept]
    assert {purpose for _, _, purpose in traces} == {"documents_missing"}
    assert [trace for trace, _, _ in traces].count(traces[0][0]) == 2, "the same reference, however it is written"
    assert not [subject for subject, _ in kept if case_id in subject or "7M" in subject.upper()]
    dagmar = cases.engage("dagmar", "kim", roles=["privacy_officer"], counsellor=None)
    seen = [look["who"] for look in cases.ask(dagmar, "access_log")["items"] if look["what"] == "question_refused"]
    assert seen == ["Ole Brandt"] * 3


def test_an_answer_is_read_only_as_long_as_a_release_for_it_is_in_force(
    cases: Cases, ketevan: Actor, ole: Actor, release: dict[str, Any]
) -> None:
    asked = cases.ask(ole, "ask_question", **QUESTION)
    which = {"question_id": asked["question_id"]}
    assert not cases.ask(ole, "question", **which)["withheld"]
    cases.ask(ketevan, "answer_question", **asked, words=ANSWER)
    cases.ask(ketevan, "withdraw_release", **release)
    read = cases.ask(ole, "question", **which)
    assert (read["answer"], read["withheld"], read["status"]) == (None, True, "answered")
    (shown,) = cases.ask(ketevan, "case", case_id=release["case_id"])["questions"]
    assert shown["answer"] == ANSWER, "the counsellor keeps what she has said"
    until = (NOON + timedelta(days=2)).date().isoformat()
    cases.ask(ketevan, "grant_release", case_id=release["case_id"], **RELEASE | {"valid_until": until})
    assert cases.ask(ole, "question", **which)["answer"] == ANSWER
    cases.clock.advance(timedelta(days=3))
    assert cases.ask(ole, "question", **which)["withheld"]


def test_nothing_is_asked_or_answered_under_a_release_that_is_over_or_withdrawn(
    cases: Cases, ketevan: Actor, ole: Actor, release: dict[str, Any]
) -> None:
    asked = cases.ask(ole, "ask_question", **QUESTION)
    cases.ask(ketevan, "withdraw_release", **release)
    withdrawn = refused(cases, ketevan, "answer_question", **asked, words=ANSWER)
    assert isinstance(withdrawn, Refused)
    assert withdrawn.code == "no_release"
    assert refused(cases, ole, "ask_question", **QUESTION).code == "not_released"
    until = (NOON + timedelta(days=2)).date().isoformat()
    cases.ask(ketevan, "grant_release", case_id=release["case_id"], **RELEASE | {"valid_until": until})
    cases.clock.advance(timedelta(days=3))
    assert refused(cases, ketevan, "answer_question", **asked, words=ANSWER).code == "no_release"


@pytest.mark.usefixtures("release")
def test_that_the_liaison_asked_and_read_stands_in_the_log_of_whose_client_it_is(
    cases: Cases, ketevan: Actor, ole: Actor, case_id: str
) -> None:
    asked = cases.ask(ole, "ask_question", **QUESTION)
    cases.ask(ole, "question", question_id=asked["question_id"])
    seen = cases.ask(ketevan, "access_log_of_case", case_id=case_id)["items"]
    assert {(look["who"], look["what"]) for look in seen} == {("Ole Brandt", "question"), ("Ole Brandt", "answer")}
    dagmar, elsewhere = (
        cases.engage(f"dagmar_{place}", place, roles=["privacy_officer"], counsellor=None)
        for place in ("bruecke", "kim")
    )
    assert "Ole Brandt" in {look["who"] for look in cases.ask(dagmar, "access_log")["items"]}
    assert "Ole Brandt" not in {look["who"] for look in cases.ask(elsewhere, "access_log")["items"]}


@pytest.mark.usefixtures("release")
def test_the_counsellor_may_decline_without_a_reason_and_only_once(cases: Cases, ketevan: Actor, ole: Actor) -> None:
    asked = cases.ask(ole, "ask_question", **QUESTION)
    declined = cases.ask(ketevan, "decline_question", **asked)
    assert cases.ask(ole, "question", question_id=asked["question_id"])["answer"] is None
    assert refused(cases, ketevan, "answer_question", **declined, words=ANSWER).code == "not_in_this_state"
    assert isinstance(refused(cases, ketevan, "decline_question", **asked), Conflict)
    again = cases.ask(ole, "ask_question", **QUESTION)
    assert again["question_id"] != asked["question_id"], "once it is decided, one may ask again"


@pytest.mark.usefixtures("release")
def test_one_question_for_one_purpose_at_a_time(cases: Cases, ole: Actor) -> None:
    cases.ask(ole, "ask_question", **QUESTION)
    assert refused(cases, ole, "ask_question", **QUESTION).code == "question_waits"


@pytest.mark.usefixtures("release")
def test_a_question_is_its_askers_and_the_counsellors_and_nobody_elses(
    cases: Cases, ketevan: Actor, ole: Actor, case_id: str
) -> None:
    asked = cases.ask(ole, "ask_question", **QUESTION)
    imke = cases.engage("imke", "kim", name="Imke Sommer", roles=["liaison"], counsellor=None)
    assert cases.ask(imke, "questions")["items"] == []
    assert isinstance(refused(cases, imke, "question", question_id=asked["question_id"]), NotFound)
    mirela, lado = cases.engage("mirela", "kim"), cases.engage("lado")
    elsewhere = refused(cases, mirela, "answer_question", **asked, words=ANSWER)
    nobodys = {"question_id": case_id, "version": 1}
    assert elsewhere.to_wire() == refused(cases, mirela, "decline_question", **nobodys).to_wire()
    assert isinstance(refused(cases, lado, "answer_question", **asked, words=ANSWER), NotAllowed)
    for name in ("ask_question", "questions"):
        asked_with = QUESTION if name == "ask_question" else {}
        assert isinstance(refused(cases, ketevan, name, **asked_with), NotAllowed)


def test_the_liaison_holds_one_right_and_no_other_but_to_their_own_account() -> None:
    rights = {right for right, row in permissions.RELATIONS.items() if "liaison" in row}
    assert rights == {permissions.ASK_QUESTIONS, permissions.KEEP_OWN_ACCOUNT}


@pytest.mark.usefixtures("release")
def test_of_the_case_itself_the_liaison_sees_and_changes_nothing(
    cases: Cases, ketevan: Actor, ole: Actor, case_id: str
) -> None:
    asked = cases.ask(ole, "ask_question", **QUESTION)
    in_kim = cases.open(cases.engage("mirela", "kim"))
    for name, about in (
        ("case", {}),
        ("note_residence", {"document": "duldung_60a"}),
        ("start_sphere_change", {"sphere": "sgb2"}),
        ("grant_release", RELEASE),
    ):
        assert isinstance(refused(cases, ole, name, case_id=case_id, **about), NotFound), name
        assert isinstance(refused(cases, ole, name, case_id=in_kim, **about), NotAllowed), name
    assert isinstance(refused(cases, ole, "cases"), NotAllowed)
    assert isinstance(refused(cases, ole, "decline_question", **asked), NotFound)


@pytest.mark.usefixtures("release")
def test_a_case_with_an_open_question_is_not_closed(cases: Cases, ketevan: Actor, ole: Actor, case_id: str) -> None:
    asked = cases.ask(ole, "ask_question", **QUESTION)
    end = {"case_id": case_id, "reason": "goals_reached", "outcome": "improved"}
    version = cases.ask(ketevan, "case", case_id=case_id)["version"]
    assert refused(cases, ketevan, "close_case", version=version, **end).code == "open_question"
    cases.ask(ketevan, "decline_question", **asked)
    cases.ask(ketevan, "close_case", version=version, **end)
    assert refused(cases, ole, "ask_question", **QUESTION).code == "not_released", "a case that has ended is unknown"


@pytest.mark.usefixtures("release")
def test_an_open_question_is_due_for_whoever_stands_for_the_case(
    cases: Cases, ketevan: Actor, ole: Actor, case_id: str
) -> None:
    asked = cases.ask(ole, "ask_question", **QUESTION)
    (one,) = due(cases.store, frozenset({ketevan.ref}), NOON.date())
    assert (one.kind, one.case_id, one.on) == ("question", case_id, NOON.date())
    assert one.about == {"question_id": asked["question_id"], "purpose": "documents_missing"}
    cases.ask(ketevan, "answer_question", **asked, words=ANSWER)
    assert due(cases.store, frozenset({ketevan.ref}), NOON.date()) == []


@pytest.mark.usefixtures("release")
def test_a_question_asked_after_midnight_is_due_on_the_new_day_of_the_region(
    cases: Cases, ketevan: Actor, ole: Actor
) -> None:
    cases.clock.advance(timedelta(hours=11, minutes=30))  # 23:30 UTC, half an hour into the next day
    cases.ask(ole, "ask_question", **QUESTION)
    (one,) = cases.ask(ketevan, "due")["items"]
    assert (one["due_on"], one["overdue"]) == ("2026-11-24", False)


def test_every_purpose_can_be_released_to_the_authority() -> None:
    releases = PROGRAMME.releases
    for code, purpose in PROGRAMME.residence.purposes.items():
        assert code in releases.purposes
        assert purpose.data in releases.data
        assert set(purpose.name) == set(PROGRAMME.page_languages)
