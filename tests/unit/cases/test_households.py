"""Households: who lives with whom, some with cases of their own; nothing is copied."""

from __future__ import annotations

from typing import Any

import pytest

from services.chassis.errors import Conflict, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import said, types_of
from tests.builders import Cases

LUKA = {"name": "ლუკა ბერიძე", "birth_year": 2016, "relation": "child"}


def household(cases: Cases, who: Actor, case_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cases.ask(who, "case", case_id=case_id)["household"]
    return found


def person_id(cases: Cases, who: Actor, case_id: str) -> str:
    found: str = cases.ask(who, "case", case_id=case_id)["person"]["person_id"]
    return found


def test_a_child_lives_with_the_person_and_can_have_a_case_of_their_own(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan)
    joined = cases.ask(ketevan, "join_household", case_id=case_id, **LUKA)
    (luka,) = household(cases, ketevan, case_id)
    assert (luka["name"], luka["relation"], luka["birth_year"], luka["cases"]) == (LUKA["name"], "child", 2016, [])
    assert luka["person_id"] == joined["person_id"]
    own = cases.open_walk_in(ketevan, person_id=luka["person_id"])["case_id"]
    (mother,) = household(cases, ketevan, own)
    assert mother["relation"] == "parent"
    assert [case["case_id"] for case in mother["cases"]] == [case_id]
    assert cases.ask(ketevan, "case", case_id=own)["name"] == LUKA["name"]
    assert types_of(said(cases.database)).count("household.joined.v1") == 1


def test_a_correction_of_somebody_shows_in_every_case_of_the_household(cases: Cases, ketevan: Actor) -> None:
    mother, father = cases.open(ketevan), cases.open_walk_in(ketevan, name="Gia Beridze")["case_id"]
    both = {"case_id": mother, "person_id": person_id(cases, ketevan, father), "relation": "partner"}
    cases.ask(ketevan, "join_household", **both)
    luka = cases.ask(ketevan, "join_household", case_id=mother, **LUKA)
    facts = {"person_id": luka["person_id"], "version": luka["version"]}
    cases.ask(ketevan, "correct_person", **facts, birth_year=2015)
    assert [each["birth_year"] for each in household(cases, ketevan, father)] == [None, 2015]
    assert [each["relation"] for each in household(cases, ketevan, father)] == ["partner", None]


def test_what_a_member_is_to_another_one_can_be_said_from_either_side(cases: Cases, ketevan: Actor) -> None:
    mother, father = cases.open(ketevan), cases.open_walk_in(ketevan, name="Gia Beridze")["case_id"]
    luka = cases.ask(ketevan, "join_household", case_id=mother, **LUKA)["person_id"]
    fathers = person_id(cases, ketevan, father)
    cases.ask(ketevan, "join_household", case_id=mother, person_id=fathers, relation="partner")
    cases.ask(ketevan, "join_household", case_id=father, person_id=luka, relation="child")
    assert {each["relation"] for each in household(cases, ketevan, father)} == {"partner", "child"}
    with pytest.raises(Refused) as refusal:
        cases.ask(ketevan, "join_household", case_id=father, person_id=luka, relation="sibling")
    assert refusal.value.code == "already_in_household"


def test_nobody_is_in_two_households_nor_beside_themselves(cases: Cases, ketevan: Actor) -> None:
    one, other = cases.open(ketevan), cases.open_walk_in(ketevan, name="Gia Beridze")["case_id"]
    for case_id in (one, other):
        cases.ask(ketevan, "join_household", case_id=case_id, **LUKA)
    for person, code in ((person_id(cases, ketevan, other), "in_another_household"),
                         (person_id(cases, ketevan, one), "same_person")):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            cases.ask(ketevan, "join_household", case_id=one, person_id=person, relation="partner")
        assert refusal.value.code == code


def test_who_has_no_case_is_forgotten_when_they_live_there_no_more(cases: Cases, ketevan: Actor) -> None:
    case_id, father = cases.open(ketevan), cases.open_walk_in(ketevan, name="Gia Beridze")["case_id"]
    fathers = {"person_id": person_id(cases, ketevan, father), "version": 1}
    cases.ask(ketevan, "join_household", case_id=case_id, person_id=fathers["person_id"], relation="partner")
    luka = cases.ask(ketevan, "join_household", case_id=case_id, **LUKA)
    with pytest.raises(Conflict):
        cases.ask(ketevan, "leave_household", **luka | {"version": 9})
    cases.ask(ketevan, "leave_household", **luka)
    with pytest.raises(NotFound):
        cases.ask(ketevan, "person", person_id=luka["person_id"])
    cases.ask(ketevan, "leave_household", case_id=case_id, **fathers)
    assert household(cases, ketevan, case_id) == household(cases, ketevan, father) == []
    assert person_id(cases, ketevan, father) == fathers["person_id"], "who has a case stays"
    with pytest.raises(NotFound):
        cases.ask(ketevan, "leave_household", case_id=case_id, **fathers)


def test_a_household_reaches_no_further_than_the_own_cases(cases: Cases, ketevan: Actor) -> None:
    lado, mirela = cases.engage("lado", name="Lado Kiria"), cases.engage("mirela", "kim", name="Mirela Kostić")
    hers, his = cases.open(ketevan), cases.open(lado)
    for stranger, kind in ((lado, NotAllowed), (mirela, NotFound)):
        with pytest.raises(kind):
            cases.ask(stranger, "join_household", case_id=hers, **LUKA)
    with pytest.raises(NotAllowed):
        cases.ask(ketevan, "join_household", case_id=hers, person_id=person_id(cases, lado, his), relation="partner")
    assert household(cases, ketevan, hers) == []
