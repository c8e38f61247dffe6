"""Cases that an organisation has kept in a spreadsheet are taken in once, as they had come to be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.cases.commands import imports as commands
from services.cases.model.imports import Comparison
from services.cases.schemas.imports import ImportCase
from services.cases.store.imports import imported_lines
from services.chassis import fields
from services.chassis.errors import Invalid, NotAllowed, Refused
from services.chassis.identity import Actor
from services.chassis.testing import said, types_of
from tests.builders import PROGRAMME, Cases

NINO: dict[str, Any] = {
    "number": "2025-17",
    "name": "ნინო ბერიძე",
    "birth_year": 1984,
    "email": "nino@example.org",
    "phone": "030 23125 010",
    "language": "ka",
    "languages": ["ru"],
    "topics": ["housing", "language"],
    "municipality": "wuerselen",
    "phase": "monitoring",
    "opened_on": "2025-02-01",
    "consent_on": "2025-01-30",
    "message": "Sucht eine Wohnung.",
}


def take_in(cases: Cases, counsellor: Actor, who: Actor | None = None, **changes: Any) -> Comparison:
    """Nino's line (with these changes) is imported for this counsellor at bruecke."""
    asked = fields.load(ImportCase(PROGRAMME), NINO | {"counsellor_id": counsellor.ref} | changes)
    return commands.import_case(cases.store, who or Actor.system(), cases.clock, "bruecke", asked, PROGRAMME)


def the_case(cases: Cases, who: Actor) -> dict[str, Any]:
    (item,) = cases.ask(who, "cases", mine=True, limit=10)["items"]
    return cases.ask(who, "case", case_id=item["case_id"])


def test_a_case_is_here_as_it_was_there(cases: Cases, ketevan: Actor) -> None:
    assert take_in(cases, ketevan) == Comparison("new")
    found = the_case(cases, ketevan)
    person = found["person"]
    assert (person["name"], person["name_latin"], person["birth_year"]) == ("ნინო ბერიძე", "Nino Beridze", 1984)
    assert (found["phase"], found["track"], found["topics"]) == (
        "monitoring",
        "case_management",
        ["housing", "language"],
    )
    assert found["reference"], "whoever is accompanied has a code to say on the telephone"


def test_it_keeps_the_days_on_which_it_began_and_on_which_the_person_agreed(cases: Cases, ketevan: Actor) -> None:
    take_in(cases, ketevan)
    case = cases.store.cases.get(the_case(cases, ketevan)["case_id"])
    assert case.opened_at == datetime(2025, 2, 1, 7, tzinfo=UTC), "the day's first working hour in Aachen"
    assert case.changed_at == cases.clock.now()
    assert case.consent is not None
    assert (case.consent.notice_version, case.consent.language) == ("elsewhere", "ka")
    assert case.consent.given_at.date().isoformat() == "2025-01-30"


def test_it_is_said_as_of_any_case(cases: Cases, ketevan: Actor) -> None:
    before = len(said(cases.database))
    take_in(cases, ketevan)
    told = said(cases.database)[before:]
    assert types_of(told) == [
        "contact.given.v1",
        "case.opened.v1",
        "counsellor.listed.v1",
        "case.phase_entered.v1",
        "demands.skipped.v1",
    ]
    opened, skipped = told[1].data, told[-1].data
    assert (opened["opened_at"][:10], opened["phase"]) == ("2025-02-01", "clarification")
    assert skipped["reason"] == "done_elsewhere"


def test_a_case_that_had_not_come_far_skips_nothing(cases: Cases, ketevan: Actor) -> None:
    take_in(cases, ketevan, phase="clarification")
    assert the_case(cases, ketevan)["phase"] == "clarification"
    assert "demands.skipped.v1" not in types_of(said(cases.database))


def test_taken_in_twice_it_is_there_once(cases: Cases, ketevan: Actor) -> None:
    take_in(cases, ketevan)
    before = len(said(cases.database))
    assert take_in(cases, ketevan) == Comparison("known")
    assert take_in(cases, ketevan, number="2025-17 ") == Comparison("known")
    assert len(said(cases.database)) == before
    the_case(cases, ketevan)


def test_what_has_changed_there_is_told_and_not_written_here(cases: Cases, ketevan: Actor) -> None:
    take_in(cases, ketevan)
    found = take_in(cases, ketevan, municipality="alsdorf", phone="030 23125 011")
    assert (found.state, set(found.differs)) == ("changed", {"municipality", "phone"})
    assert the_case(cases, ketevan)["municipality"] == "wuerselen"


def test_what_is_done_here_afterwards_is_no_change_there(cases: Cases, ketevan: Actor) -> None:
    take_in(cases, ketevan)
    case = the_case(cases, ketevan)
    cases.ask(ketevan, "enter_phase", case_id=case["case_id"], version=case["version"], phase="planning")
    assert take_in(cases, ketevan) == Comparison("known")


def test_what_was_erased_here_does_not_come_back(cases: Cases, ketevan: Actor) -> None:
    take_in(cases, ketevan)
    case_id = the_case(cases, ketevan)["case_id"]
    assert cases.store.imports.of_case(case_id).number == "2025-17"  # type: ignore[union-attr]
    with cases.database.transaction() as tx:
        tx.execute(imported_lines.delete())  # as an erasure does: services/cases/store/forgetting.py
    assert cases.store.imports.of_case(case_id) is None
    assert take_in(cases, ketevan) == Comparison("erased")


def test_the_copy_for_the_person_tells_the_number_there(cases: Cases, ketevan: Actor) -> None:
    take_in(cases, ketevan)
    person_id = the_case(cases, ketevan)["person"]["person_id"]
    (copied,) = cases.ask(ketevan, "export_person", person_id=person_id)["cases"]
    assert copied["earlier_number"] == "2025-17"


def test_another_organisation_may_have_a_case_of_the_same_number(cases: Cases, ketevan: Actor) -> None:
    mira = cases.engage("mira", "kim")
    take_in(cases, ketevan)
    asked = fields.load(ImportCase(PROGRAMME), NINO | {"counsellor_id": mira.ref})
    done = commands.import_case(cases.store, Actor.system(), cases.clock, "kim", asked, PROGRAMME)
    assert done == Comparison("new")


@pytest.mark.parametrize(("field", "value"), [("opened_on", "2026-11-24"), ("consent_on", "2027-01-01")])
def test_nothing_begins_on_a_day_that_is_still_to_come(cases: Cases, ketevan: Actor, field: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        take_in(cases, ketevan, **{field: value})
    assert [(error.field, error.code) for error in refused.value.errors] == [(field, "in_the_future")]


def test_whoever_takes_no_cases_at_present_is_given_none(cases: Cases, ketevan: Actor) -> None:
    mira = cases.engage("mira", "kim")
    with pytest.raises(Refused, match="takes no cases"):
        take_in(cases, mira)


@pytest.mark.parametrize("role", ["counsellor", "coordinator", "administrator", "public"])
def test_nobody_imports_but_the_operator(cases: Cases, ketevan: Actor, role: str) -> None:
    with pytest.raises(NotAllowed):
        take_in(cases, ketevan, Actor(frozenset({role}), "bruecke", ketevan.ref))


def test_no_table_holds_the_line_in_clear(cases: Cases, ketevan: Actor) -> None:
    take_in(cases, ketevan)
    path = cases.database.url.removeprefix("sqlite:///")
    with open(path, "rb") as file:
        kept = file.read()
    for fact in ("2025-17", "nino@example.org", "Sucht eine Wohnung", "+493023125010"):
        assert fact.encode() not in kept
