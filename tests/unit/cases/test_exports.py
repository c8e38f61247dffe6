"""The copy for the person: everything that is kept, from whoever may hand it out, with what is left out and why."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.cases.queries import exports
from services.chassis import warrants
from services.chassis.access import access_log
from services.chassis.errors import Invalid, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from tests.builders import NINO, Cases
from tests.builders.files import SCAN, in_base64
from tests.statements import statements
from tests.unit.cases.test_people import person_of

WORDS = "Wirkt erschöpft, spricht von der Schwester."


@pytest.fixture
def person_id(cases: Cases, ketevan: Actor, case_id: str) -> str:
    found: str = person_of(cases, ketevan, case_id)["person_id"]
    return found


def export(cases: Cases, who: Actor, person_id: str) -> dict[str, Any]:
    return cases.ask(who, "export_person", person_id=person_id)


def write_all(cases: Cases, who: Actor, case_id: str) -> None:
    """A goal with a step in a plan, a talk, a document, a confidential note."""
    goal = cases.ask(who, "agree_goal", case_id=case_id, topic="housing", words="Eine Wohnung")
    step = {"goal_id": goal["goal_id"], "doer": "client", "words": "Anrufen"}
    cases.ask(who, "plan_step", case_id=case_id, **step)
    cases.ask(who, "agree_plan", case_id=case_id)
    cases.ask(who, "hold_consultation", case_id=case_id, kind="phone", topics=["housing"], minutes=15, note="Rief an.")
    cases.ask(who, "write_note", case_id=case_id, words=WORDS)


def upload(cases: Cases, who: Actor, case_id: str, name: str = "scan.pdf") -> str:
    paper = {"name": name, "content": in_base64(SCAN), "kind": "other"}
    document_id: str = cases.ask(who, "upload_document", case_id=case_id, **paper)["document_id"]
    return document_id


def looks(cases: Cases) -> list[tuple[str, str, str]]:
    with cases.database.reading() as tx:
        return [(row.subject, row.what, row.who) for row in tx.execute(access_log.select())]


@pytest.mark.parametrize("role", ["ketevan", "dagmar"])
def test_the_counsellor_and_the_privacy_officer_hand_out_everything_and_it_is_a_look(
    cases: Cases, request: pytest.FixtureRequest, ketevan: Actor, case_id: str, person_id: str, role: str
) -> None:
    who: Actor = request.getfixturevalue(role)
    write_all(cases, ketevan, case_id)
    upload(cases, ketevan, case_id)
    cases.ask(ketevan, "join_household", case_id=case_id, relation="child", name="Luka Beridze")
    told = export(cases, who, person_id)
    assert told["person"]["name"] == NINO["name"]
    assert told["person"]["email"] == NINO["email"]
    assert [(each["name"], each["relation"]) for each in told["household"]] == [("Luka Beridze", "child")]
    (case,) = told["cases"]
    assert case["consultations"][0]["note"] == "Rief an."
    assert case["plans"][0]["goals"][0]["steps"][0]["words"] == "Anrufen"
    assert case["documents"][0]["name"] == "scan.pdf"
    assert case["consent"]["language"] == "ka"
    assert (case_id, "export", who.ref) in looks(cases)


def test_the_copy_tells_every_section_of_a_case_or_names_it_as_no_data_of_the_person(
    cases: Cases, ketevan: Actor, case_id: str, person_id: str
) -> None:
    sections = set(cases.ask(ketevan, "case", case_id=case_id))
    (case,) = export(cases, ketevan, person_id)["cases"]
    assert sections - set(case) == {
        "may", "version",  # what a page acts by
        "phases", "demands",  # what the programme asks of any case
        "counsellor_id", "circle", "through_glass_until",  # colleagues; locks and glasses are told apart
        "name", "person", "household",  # told once, not in every case
    }  # fmt: skip


def test_nothing_by_which_only_a_page_acts_is_handed_out(
    cases: Cases, ketevan: Actor, case_id: str, person_id: str
) -> None:
    write_all(cases, ketevan, case_id)

    def names_in(told: Any) -> set[str]:
        if isinstance(told, dict):
            return set(told) | {name for each in told.values() for name in names_in(each)}
        return {name for each in told for name in names_in(each)} if isinstance(told, list) else set()

    assert not names_in(export(cases, ketevan, person_id)) & {"version", "may"}


def test_confidential_notes_are_named_and_their_words_withheld_with_the_reason(
    cases: Cases, ketevan: Actor, dagmar: Actor, case_id: str, person_id: str
) -> None:
    write_all(cases, ketevan, case_id)
    for who in (ketevan, dagmar):
        told = export(cases, who, person_id)
        (note,) = told["cases"][0]["notes"]
        assert (note["by"], note["words"]) == ("Ketevan Lomidze", None)
        assert told["left_out"] == [{"what": "confidential_notes", "reason": "rights_of_others", "count": 1}]
        assert WORDS not in str(told)


def test_a_programme_may_say_that_the_words_of_confidential_notes_are_told(
    cases: Cases, ketevan: Actor, dagmar: Actor, case_id: str, person_id: str
) -> None:
    write_all(cases, ketevan, case_id)
    told = exports.export_person(cases.store, dagmar, cases.clock, True, person_id)
    assert told["cases"][0]["notes"][0]["words"] == WORDS
    assert told["left_out"] == []


def test_all_documents_are_named_however_many_and_each_is_fetched_by_itself(
    cases: Cases, ketevan: Actor, dagmar: Actor, case_id: str, person_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "_AT_ONCE", 5)
    ids = {upload(cases, ketevan, case_id, f"scan-{number}.pdf") for number in range(12)}
    (case,) = export(cases, dagmar, person_id)["cases"]
    assert {line["document_id"] for line in case["documents"]} == ids
    one = case["documents"][0]["document_id"]
    fetched = cases.ask(dagmar, "export_document", person_id=person_id, document_id=one)
    assert base64.b64decode(fetched["content"]) == SCAN
    cases.ask(ketevan, "withdraw_document", case_id=case_id, document_id=one, version=1)
    with pytest.raises(Refused, match="withdrawn"):
        cases.ask(dagmar, "export_document", person_id=person_id, document_id=one)
    with pytest.raises(NotFound):
        cases.ask(dagmar, "export_document", person_id=person_id, document_id=person_id)


def test_a_colleague_a_coordinator_and_another_organisation_get_no_copy(
    cases: Cases, lado: Actor, lioba: Actor, case_id: str, person_id: str
) -> None:
    for who in (lado, lioba):
        with pytest.raises(NotAllowed):
            export(cases, who, person_id)
    elsewhere = cases.engage("eva", "kim", roles=["privacy_officer"], counsellor=None)
    for asked in ("export_person", "subject"):
        with pytest.raises(NotFound):
            cases.ask(elsewhere, asked, person_id=person_id)


def test_for_whom_the_case_is_locked_there_is_nobody(
    cases: Cases, ketevan: Actor, dagmar: Actor, case_id: str, person_id: str
) -> None:
    version = cases.ask(ketevan, "case", case_id=case_id)["version"]
    cases.ask(ketevan, "lock_case", case_id=case_id, version=version, account_id=dagmar.ref)
    for asked in ("export_person", "subject"):
        with pytest.raises(NotFound):
            cases.ask(dagmar, asked, person_id=person_id)


def test_a_counsellor_hands_out_their_own_cases_and_the_copy_says_that_there_are_others(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor, dagmar: Actor, case_id: str, person_id: str
) -> None:
    version = cases.ask(ketevan, "case", case_id=case_id)["version"]
    cases.ask(ketevan, "close_case", case_id=case_id, version=version, reason="other", outcome="unknown")
    second = cases.open_walk_in(ketevan, person_id=person_id, name=None, email=None)["case_id"]
    cases.ask(lioba, "assign_case", case_id=second, version=1, counsellor_id=lado.ref)
    mine = export(cases, ketevan, person_id)
    assert [case["case_id"] for case in mine["cases"]] == [case_id]
    assert mine["left_out"] == [{"what": "cases", "reason": "other_counsellor", "count": 1}]
    assert {case["case_id"] for case in export(cases, dagmar, person_id)["cases"]} == {case_id, second}


def test_a_coordinator_sees_whom_it_is_about_by_reference_and_without_a_name(
    cases: Cases, lioba: Actor, dagmar: Actor, case_id: str, person_id: str
) -> None:
    told = cases.ask(lioba, "subject", case_id=case_id)
    assert told["person_id"] == person_id
    assert (told["name"], told["documents"], told["may"]) == (None, [], [])
    assert told["cases"][0]["reference"] == "K7M-4XQ-6"
    named = cases.ask(dagmar, "subject", person_id=person_id)
    assert (named["name"], named["may"]) == (NINO["name"], ["export"])
    with pytest.raises(Invalid):
        cases.ask(dagmar, "subject")


def test_the_privacy_officer_finds_people_by_name_though_they_read_no_case(
    cases: Cases, dagmar: Actor, case_id: str, person_id: str
) -> None:
    found = cases.ask(dagmar, "find_people", name=NINO["name"])
    assert [(each["person_id"], each["name"]) for each in found["items"]] == [(person_id, NINO["name"])]
    with pytest.raises(NotAllowed):
        cases.ask(dagmar, "case", case_id=case_id)


def test_who_only_lives_with_somebody_is_handed_out_through_their_case(
    cases: Cases, ketevan: Actor, dagmar: Actor, case_id: str
) -> None:
    child = cases.ask(ketevan, "join_household", case_id=case_id, relation="child", name="Luka Beridze")["person_id"]
    told = export(cases, dagmar, child)
    assert (told["person"]["name"], told["cases"]) == ("Luka Beridze", [])


def test_the_warrant_names_what_may_be_told_to_whom_and_for_how_long(
    cases: Cases, ketevan: Actor, dagmar: Actor, case_id: str, person_id: str, tmp_path: Path
) -> None:
    told, keys = export(cases, ketevan, person_id), cases.parts.seal_keys
    read = warrants.read(keys, ketevan, cases.clock, told["warrant"])
    assert read.case_ids == (case_id,)
    assert len(read.request_ids) == 1
    forged = told["warrant"][:-4] + "AAAA"
    elsewhere = replace(ketevan, organisation="kim")
    for who, text in ((dagmar, told["warrant"]), (elsewhere, told["warrant"]), (ketevan, forged), (ketevan, "x.y.z")):
        with pytest.raises(NotAllowed):
            warrants.read(keys, who, cases.clock, text)
    cases.clock.advance(timedelta(minutes=6))
    with pytest.raises(NotAllowed):
        warrants.read(keys, ketevan, cases.clock, told["warrant"])


def test_a_copy_takes_as_many_statements_for_many_entries_as_for_few(
    cases: Cases, ketevan: Actor, dagmar: Actor, case_id: str, person_id: str
) -> None:
    write_all(cases, ketevan, case_id)
    with statements(cases.database) as few:
        export(cases, dagmar, person_id)
    for _ in range(15):
        write_all(cases, ketevan, case_id)
    with statements(cases.database) as many:
        export(cases, dagmar, person_id)
    assert len(many) == len(few)
