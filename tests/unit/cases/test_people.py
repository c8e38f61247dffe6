"""People: what is written about them is corrected wherever it is kept, and only by whoever works in their case."""

from __future__ import annotations

from typing import Any

import pytest

from services.cases.model.names import is_latin, is_name
from services.cases.model.people import KnownPerson, Person
from services.chassis.access import access_log
from services.chassis.errors import Conflict, Invalid, LotseError, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from tests.builders import NINO, Cases


def person_of(cases: Cases, who: Actor, case_id: str) -> dict[str, Any]:
    found: dict[str, Any] = cases.ask(who, "case", case_id=case_id)["person"]
    return found


def correct(cases: Cases, who: Actor, person: dict[str, Any], **facts: Any) -> dict[str, Any]:
    return cases.ask(who, "correct_person", person_id=person["person_id"], version=person["version"], **facts)


def last(cases: Cases, type_: str) -> Any:
    return [message for message in said(cases.database) if message.type == type_][-1]


def looks(cases: Cases) -> list[tuple[str, str, str]]:
    with cases.database.reading() as tx:
        return [(row.subject, row.what, row.who) for row in tx.execute(access_log.select())]


@pytest.mark.parametrize(
    ("name", "in_latin"),
    [
        ("Đặng Thị Nữ-Anh", True),
        ("Žofia O’Neill", True),
        ("K͟haled", True),
        ("ნინო ბერიძე", False),
        ("سامر الخطيب", False),
    ],
)
def test_a_name_is_told_in_any_script_and_latin_ones_are_those_of_the_registers(name: str, in_latin: bool) -> None:
    assert is_name(name)
    assert is_latin(name) is in_latin


@pytest.mark.parametrize("text", ["Nino 2", "<b>", "Nino@example", "★", "-", "12"])
def test_digits_and_signs_are_no_name(text: str) -> None:
    assert not is_name(text)
    assert not is_latin(text)


def test_who_is_handed_over_is_known_by_name_in_both_scripts(cases: Cases, ketevan: Actor) -> None:
    behalf = {"relation": "family", "consent_of": "person"}
    case_id = cases.open(ketevan, birth_year=1984, behalf=behalf, asked_by="Frau Lenz")
    person = person_of(cases, ketevan, case_id)
    assert (person["name"], person["birth_year"], person["behalf"]) == (NINO["name"], 1984, behalf)
    assert is_latin(person["name_latin"])
    assert (person["languages"], person["version"]) == ([], 1)


def test_a_correction_is_told_by_codes_and_the_new_contact_only_sealed(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan)
    person = person_of(cases, ketevan, case_id)
    facts = {"email": "nino.neu@example.org", "language": "ru", "municipality": "alsdorf", "birth_year": 1984}
    assert correct(cases, ketevan, person, **facts)["version"] == 2
    corrected, contact = last(cases, "person.corrected.v1"), last(cases, "contact.changed.v1")
    assert (corrected.subject, contact.subject) == (case_id, case_id)
    assert sorted(corrected.data["fields"]) == ["birth_year", "email", "language", "municipality"]
    assert (corrected.data["language"], corrected.data["municipality"]) == ("ru", "alsdorf")
    assert facts["email"] not in contact.to_json()
    keys = cases.parts.seal_keys
    told = keys.unseal(keys, f"contact.changed {case_id}", contact.data["sealed"]).data
    assert told == {"email": facts["email"], "phone": None, "language": "ru"}
    case = cases.ask(ketevan, "case", case_id=case_id)
    assert (case["language"], case["municipality"], case["version"]) == ("ru", "alsdorf", 3)


def test_what_is_not_named_stays_and_what_is_emptied_is_gone(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan, birth_year=1984)
    person = person_of(cases, ketevan, case_id)
    correct(cases, ketevan, person, email=None, languages=["en", "tr"])
    now = person_of(cases, ketevan, case_id)
    assert now == person | {"email": None, "languages": ["en", "tr"], "version": 2}


def test_a_new_name_is_written_in_latin_letters_anew_unless_they_are_given(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan)
    person = person_of(cases, ketevan, case_id)
    correct(cases, ketevan, person, name_latin="Nino Beridse")
    person = person_of(cases, ketevan, case_id)
    assert (person["name"], person["name_latin"]) == (NINO["name"], "Nino Beridse")
    correct(cases, ketevan, person, name="ანა ბერიძე")
    assert person_of(cases, ketevan, case_id)["name_latin"].lower().startswith("ana")


def test_an_error_that_shows_a_person_shows_nothing_of_them(cases: Cases, ketevan: Actor) -> None:
    known = cases.store.people.get(person_of(cases, ketevan, cases.open(ketevan))["person_id"])
    assert NINO["name"] not in repr(known.person) + repr(known)


def test_a_correction_that_changes_nothing_says_nothing(cases: Cases, ketevan: Actor) -> None:
    person = person_of(cases, ketevan, cases.open(ketevan))
    before = types_of(said(cases.database))
    assert correct(cases, ketevan, person, name=NINO["name"], language="ka")["version"] == 1
    assert types_of(said(cases.database)) == before


def test_nobody_corrects_what_they_have_not_seen(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan)
    seen = person_of(cases, ketevan, case_id)
    correct(cases, ketevan, seen, phone="+4930231250")
    with pytest.raises(Conflict):
        correct(cases, ketevan, seen, phone="+493023125999")
    assert person_of(cases, ketevan, case_id)["phone"] == "+4930231250"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": "Nino 2"}, "not_a_name"),
        ({"name": ""}, "required"),
        ({"name_latin": "ნინო"}, "not_latin"),
        ({"birth_year": 1850}, "number_out_of_range"),
        ({"birth_year": 2100}, "in_the_future"),
        ({"municipality": "atlantis"}, "unknown_municipality"),
        ({"language": None}, "required"),
        ({"nickname": "Nini"}, "unknown_field"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cases: Cases, ketevan: Actor, facts: dict[str, Any], code: str) -> None:
    person = person_of(cases, ketevan, cases.open(ketevan))
    with pytest.raises(Invalid) as refusal:
        correct(cases, ketevan, person, **facts)
    assert [(error.field, error.code) for error in refusal.value.errors] == [(next(iter(facts)), code)]


def test_what_is_wrong_is_put_right_in_a_closed_case_too(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan)
    cases.ask(ketevan, "close_case", case_id=case_id, version=2, reason="moved_away", outcome="unknown")
    person = person_of(cases, ketevan, case_id)
    correct(cases, ketevan, person, email="nino.neu@example.org")
    assert last(cases, "person.corrected.v1").data["fields"] == ["email"]
    assert "contact.changed.v1" not in types_of(said(cases.database)), "nobody writes to them any more"
    cases.ask(ketevan, "reopen_case", case_id=case_id, version=3)
    keys, contact = cases.parts.seal_keys, last(cases, "contact.changed.v1")
    told = keys.unseal(keys, f"contact.changed {case_id}", contact.data["sealed"]).data
    assert told["email"] == "nino.neu@example.org", "but they do again once it goes on"


def test_a_correction_reaches_the_copies_of_a_case_that_somebody_else_has_of_the_same_person(
    cases: Cases, ketevan: Actor, lado: Actor
) -> None:
    first = cases.open(ketevan)
    person = person_of(cases, ketevan, first)
    cases.ask(ketevan, "close_case", case_id=first, version=2, reason="moved_away", outcome="unknown")
    now = cases.open_walk_in(ketevan, person_id=person["person_id"], name=None)
    lioba = cases.engage("lioba", name="Lioba Hansen", roles=["coordinator"], counsellor=None)
    seen = {name: now[name] for name in ("case_id", "version")}
    his = cases.ask(lioba, "assign_case", **seen, counsellor_id=lado.ref)["case_id"]
    correct(cases, ketevan, person, email="nino.neu@example.org", language="ru")
    told = [message.subject for message in said(cases.database) if message.type == "person.corrected.v1"]
    assert sorted(told) == sorted((first, his))
    assert last(cases, "contact.changed.v1").subject == his
    assert cases.ask(lado, "case", case_id=his)["language"] == "ka", "his case is his to correct"


def test_a_person_has_one_open_case_also_when_an_old_one_could_go_on(cases: Cases, ketevan: Actor) -> None:
    first = cases.open(ketevan)
    person = person_of(cases, ketevan, first)
    closed = cases.ask(ketevan, "close_case", case_id=first, version=2, reason="moved_away", outcome="unknown")
    cases.open_walk_in(ketevan, person_id=person["person_id"], name=None)
    with pytest.raises(Refused) as refusal:
        cases.ask(ketevan, "reopen_case", **closed)
    assert refusal.value.code == "has_a_case"


def test_only_whoever_works_in_the_case_sees_and_corrects_the_person(cases: Cases, ketevan: Actor, lado: Actor) -> None:
    person = person_of(cases, ketevan, cases.open(ketevan))
    mirela = cases.engage("mirela", "kim", name="Mirela Kostić")
    refusals: list[tuple[Actor, type[LotseError]]] = [(lado, NotAllowed), (mirela, NotFound)]
    for who, kind in refusals:
        with pytest.raises(kind):
            correct(cases, who, person, phone=None)
        with pytest.raises(kind):
            cases.ask(who, "person", person_id=person["person_id"])
    assert cases.ask(ketevan, "person", person_id=person["person_id"])["cases"]
    assert looks(cases)[-1][1:] == ("person", ketevan.ref)


def test_who_comes_again_gets_another_case_and_is_not_written_down_twice(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan)
    person = person_of(cases, ketevan, case_id)
    with pytest.raises(Refused) as refusal:
        cases.open_walk_in(ketevan, person_id=person["person_id"])
    assert refusal.value.code == "has_a_case"
    cases.ask(ketevan, "close_case", case_id=case_id, version=2, reason="moved_away", outcome="unknown")
    again = cases.open_walk_in(ketevan, person_id=person["person_id"])["case_id"]
    assert person_of(cases, ketevan, again) == person
    correct(cases, ketevan, person, municipality="alsdorf")
    towns = {cases.ask(ketevan, "case", case_id=each)["municipality"] for each in (case_id, again)}
    assert towns == {"alsdorf"}, "whoever has moved lives there in all their cases"


def test_what_was_allowed_of_a_number_holds_for_that_number_alone() -> None:
    known = KnownPerson("p", "bruecke", Person("Nino", phone="+493023125011", sms_allowed=True), NOON)
    assert known.correct({"email": "nino@example.org"}).person.sms_allowed is True
    assert known.correct({"phone": "+493023125012"}).person.sms_allowed is None


def test_who_comes_in_and_allows_text_messages_is_told_so_to_whoever_writes_them(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open_walk_in(ketevan, phone="+493023125011", sms_allowed=True)["case_id"]
    (given,) = [one for one in said(cases.database) if one.type == "contact.given.v1" and one.subject == case_id]
    keys = cases.parts.seal_keys
    contact = keys.unseal(keys, f"contact.given {case_id}", given.data["sealed"]).data
    assert (contact["sms_allowed"], contact["said_over"]) == (True, "walk_in")
