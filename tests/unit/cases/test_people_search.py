"""Looking for people: in any spelling, as far as the own circle reaches, and never without a line in the access log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from services.cases.commands import people as people_commands
from services.cases.queries import people_search
from services.chassis.errors import Invalid, NotAllowed
from services.chassis.identity import Actor
from tests.builders import Cases
from tests.statements import statements
from tests.unit.cases.test_people import correct, looks, person_of


def find(cases: Cases, who: Actor, **asked: Any) -> dict[str, Any]:
    return cases.ask(who, "find_people", **asked)


def names(found: dict[str, Any]) -> list[str]:
    return [item["name"] for item in found["items"]]


@pytest.mark.parametrize("spelling", ["ნინო ბერიძე", "Nino Beridze", "Нино Беридзе", "beridze nino", "Nino"])
def test_somebody_is_found_in_any_spelling(cases: Cases, ketevan: Actor, spelling: str) -> None:
    case_id = cases.open(ketevan)
    cases.open_walk_in(ketevan, name="Oksana Melnyk")
    found = find(cases, ketevan, name=spelling)
    assert names(found) == ["ნინო ბერიძე"]
    assert [case["case_id"] for case in found["items"][0]["cases"]] == [case_id]
    assert (found["elsewhere"], found["more"]) == (False, False)


def test_the_year_of_birth_tells_two_of_one_name_apart(cases: Cases, ketevan: Actor) -> None:
    for year in (1984, 1990, None):
        cases.open_walk_in(ketevan, name="Amina Haddad", birth_year=year)
    years = [item["birth_year"] for item in find(cases, ketevan, name="Amina Haddad", birth_year=1990)["items"]]
    assert sorted(years, key=str) == [1990, None], "of whom no year is known, it may be that one"


def test_the_reference_of_a_case_finds_its_person_however_it_is_written(cases: Cases, ketevan: Actor) -> None:
    cases.open(ketevan)
    assert names(find(cases, ketevan, reference=" k7m4xq6")) == ["ნინო ბერიძე"]
    assert names(find(cases, ketevan, reference="H3R-8TW-U")) == []


def test_a_reference_finds_who_came_in_person(cases: Cases, ketevan: Actor) -> None:
    opened = cases.open_walk_in(ketevan, name="Oksana Melnyk")
    assert names(find(cases, ketevan, reference=opened["reference"])) == ["Oksana Melnyk"]


def test_a_corrected_name_is_found_and_the_old_one_no_more(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open_walk_in(ketevan, name="Amina Haddad")["case_id"]
    correct(cases, ketevan, person_of(cases, ketevan, case_id), name="Oksana Melnyk")
    assert names(find(cases, ketevan, name="Оксана Мельник")) == ["Oksana Melnyk"]
    assert names(find(cases, ketevan, name="Amina Haddad")) == []


def test_of_others_it_is_told_only_that_somebody_has_them(cases: Cases, ketevan: Actor, lado: Actor) -> None:
    cases.open(lado)
    mirela = cases.engage("mirela", "kim", name="Mirela Kostić")
    assert find(cases, ketevan, name="Nino Beridze") == {"items": [], "elsewhere": True, "more": False}
    assert find(cases, mirela, name="Nino Beridze") == {"items": [], "elsewhere": False, "more": False}


def test_a_coordinator_is_told_whose_case_it_is_and_no_name(cases: Cases, lado: Actor, lioba: Actor) -> None:
    cases.open(lado)
    (item,) = find(cases, lioba, name="Nino Beridze")["items"]
    assert (item["name"], item["person_id"], item["birth_year"]) == (None, None, None)
    assert (item["cases"][0]["reference"], item["cases"][0]["counsellor"]) == ("K7M-4XQ-6", "Lado Kiria")


def test_who_lives_in_the_household_of_an_own_case_is_found_with_it(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open(ketevan)
    cases.ask(ketevan, "join_household", case_id=case_id, name="Luka Beridze", relation="child")
    found = find(cases, ketevan, name="Luka Beridze")
    assert [case["case_id"] for case in found["items"][0]["cases"]] == [case_id]


def test_a_case_that_is_locked_for_somebody_does_not_exist_in_their_search(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor
) -> None:
    case_id = cases.open(lado)
    cases.ask(lioba, "lock_case", case_id=case_id, version=2, account_id=ketevan.ref)
    assert find(cases, ketevan, name="Nino Beridze") == {"items": [], "elsewhere": False, "more": False}


def test_an_own_client_is_found_among_more_of_the_name_than_are_compared(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_search, "_COMPARED", 3)
    own = cases.open_walk_in(ketevan, name="Amina Haddad")["case_id"]
    cases.ask(ketevan, "join_household", case_id=own, name="Amina Junior", relation="child")
    for number in range(4):
        cases.clock.advance(timedelta(seconds=1))
        cases.open_walk_in(lado, name=f"Amina Salman{number * 'a'}")
    found = find(cases, ketevan, name="Amina")
    assert (sorted(names(found)), found["elsewhere"], found["more"]) == (["Amina Haddad", "Amina Junior"], True, False)
    assert find(cases, lioba, name="Amina")["more"] is True


def test_who_shares_a_rare_name_is_compared_before_those_who_share_a_common_one(
    cases: Cases, lado: Actor, lioba: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_search, "_COMPARED", 1)
    wanted = cases.open_walk_in(lado, name="Mohammed Wagshvili")["reference"]
    for family in ("Bond", "Nowak", "Salman"):
        cases.clock.advance(timedelta(seconds=1))
        cases.open_walk_in(lado, name=f"Mohammed {family}")
    (found,) = find(cases, lioba, name="Muhamad Wagschwili")["items"]
    assert found["cases"][0]["reference"] == wanted


def test_whoever_was_let_in_by_the_glass_finds_the_person_by_name(cases: Cases, lado: Actor, lioba: Actor) -> None:
    case_id = cases.open(lado)
    cases.ask(lioba, "break_glass", case_id=case_id, reason="Die Kollegin ist krank.", hours=1)
    assert names(find(cases, lioba, name="Nino Beridze")) == ["ნინო ბერიძე"]
    cases.clock.advance(timedelta(hours=2))
    assert names(find(cases, lioba, name="Nino Beridze")) == [None]


def test_every_search_is_written_down(cases: Cases, ketevan: Actor) -> None:
    find(cases, ketevan, name="Nobody Atall")
    assert looks(cases)[-1] == ("people", "search", ketevan.ref)


def test_nobody_searches_without_saying_whom(cases: Cases, ketevan: Actor) -> None:
    for asked in ({}, {"birth_year": 1984}, {"name": " "}):
        with pytest.raises(Invalid):
            find(cases, ketevan, **asked)
    with pytest.raises(NotAllowed):
        find(cases, Actor(frozenset({"desk"}), "bruecke", "d1"), name="Nino")


def test_no_column_holds_a_name_and_tokens_of_another_organisation_are_others(cases: Cases, ketevan: Actor) -> None:
    mirela = cases.engage("mirela", "kim", name="Mirela Kostić")
    for who in (ketevan, mirela):
        cases.open_walk_in(who, name="Amina Haddad")
    with cases.database.reading() as tx:
        rows = tx.execute(text("SELECT organisation, token FROM name_tokens")).all()
    by = {body: {bytes(row.token) for row in rows if row.organisation == body} for body in ("bruecke", "kim")}
    assert by["bruecke"]
    assert not by["bruecke"] & by["kim"]


def test_tokens_that_were_made_in_an_earlier_way_are_made_again(cases: Cases, ketevan: Actor) -> None:
    cases.open(ketevan)
    with cases.database.transaction() as tx:
        tx.execute(text("DELETE FROM name_tokens"))
        tx.execute(text("UPDATE people SET tokens_made = 0"))
    assert names(find(cases, ketevan, name="Nino Beridze")) == []
    people_commands.make_tokens_again(cases.store, Actor.system())
    assert names(find(cases, ketevan, name="Nino Beridze")) == ["ნინო ბერიძე"]


def test_a_search_takes_as_many_statements_for_many_as_for_one(cases: Cases, ketevan: Actor) -> None:
    def cost() -> int:
        with statements(cases.database) as run:
            assert find(cases, ketevan, name="Amina Haddad")["items"]
        return len(run)

    cases.open_walk_in(ketevan, name="Amina Haddad")
    few = cost()
    for _ in range(25):
        cases.clock.advance(timedelta(seconds=1))
        cases.open_walk_in(ketevan, name="Amina Haddad")
    assert cost() == few
    found = find(cases, ketevan, name="Amina Haddad")
    assert (len(found["items"]), found["more"]) == (20, True)
