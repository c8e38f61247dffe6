"""A lock hides a person: in all cases they have or will have, in the household, in lists and in searches."""

from __future__ import annotations

from typing import Any

import pytest

from services.chassis.errors import NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import said
from tests.builders import NINO, Cases, refused

GIA = "Gia Beridze"


def person_of(cases: Cases, who: Actor, case_id: str) -> str:
    found: str = cases.ask(who, "case", case_id=case_id)["person"]["person_id"]
    return found


def lock(cases: Cases, who: Actor, case_id: str, away: Actor) -> dict[str, Any]:
    version = cases.ask(who, "case", case_id=case_id)["version"]
    return cases.ask(who, "lock_case", case_id=case_id, version=version, account_id=away.ref)


def close(cases: Cases, who: Actor, case_id: str) -> None:
    version = cases.ask(who, "case", case_id=case_id)["version"]
    cases.ask(who, "close_case", case_id=case_id, version=version, reason="other", outcome="unknown")


def told(cases: Cases, type_: str) -> list[tuple[str, str]]:
    """The cases and accounts of which messages of this kind say something."""
    return [
        (one.data["case_id"], one.data["account_id"]) for one in said(cases.database) if one.type == type_
    ]  # fmt: skip


def test_what_is_locked_in_one_case_of_a_person_is_locked_in_those_before_and_after(
    cases: Cases, ketevan: Actor, lado: Actor, case_id: str
) -> None:
    person_id = person_of(cases, ketevan, case_id)
    close(cases, ketevan, case_id)
    second = cases.open_walk_in(ketevan, person_id=person_id)["case_id"]
    locked = lock(cases, ketevan, second, lado)
    close(cases, ketevan, second)
    third = cases.open_walk_in(ketevan, person_id=person_id)["case_id"]
    assert sorted(told(cases, "case.locked.v1")) == sorted((each, lado.ref) for each in (case_id, second, third))
    for each in (case_id, second, third):
        assert isinstance(refused(cases, lado, "case", case_id=each), NotFound)
        assert cases.ask(ketevan, "case", case_id=each)["circle"]["locks"][0]["account_id"] == lado.ref
    version = cases.ask(ketevan, "case", case_id=third)["version"]
    cases.ask(ketevan, "unlock_case", case_id=third, version=version, account_id=lado.ref)
    assert sorted(told(cases, "case.unlocked.v1")) == sorted((each, lado.ref) for each in (case_id, second, third))
    assert refused(cases, lado, "case", case_id=case_id).code == "not_your_case"
    assert locked["case_id"] == second


def test_nobody_is_locked_out_who_has_another_open_case_of_the_person(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor, case_id: str
) -> None:
    close(cases, ketevan, case_id)
    second = cases.open_walk_in(ketevan, person_id=person_of(cases, ketevan, case_id))["case_id"]
    cases.ask(lioba, "assign_case", case_id=second, version=1, counsellor_id=lado.ref)
    which = {"case_id": case_id, "version": 3, "account_id": lado.ref}
    assert refused(cases, lioba, "lock_case", **which).code == "locked_for_counsellor"


def test_the_household_of_somebody_else_shows_a_locked_person_as_somebody(
    cases: Cases, ketevan: Actor, lado: Actor, case_id: str
) -> None:
    his = cases.open_walk_in(lado, name=GIA)["case_id"]
    both = {"case_id": case_id, "person_id": None}
    lioba = cases.engage("lioba", roles=["coordinator"], counsellor=None)
    cases.ask(lioba, "assign_case", case_id=his, version=1, counsellor_id=ketevan.ref)
    both["person_id"] = person_of(cases, ketevan, his)
    cases.ask(ketevan, "join_household", **both, relation="partner")
    cases.ask(lioba, "assign_case", case_id=his, version=2, counsellor_id=lado.ref)
    nino = person_of(cases, ketevan, case_id)
    (seen,) = cases.ask(lado, "case", case_id=his)["household"]
    assert (seen["name"], seen["relation"]) == (NINO["name"], "partner")
    lock(cases, ketevan, case_id, lado)
    (seen,) = cases.ask(lado, "case", case_id=his)["household"]
    joined_at = seen.pop("joined_at")
    assert joined_at
    assert seen.pop("cases") == []
    assert set(seen.values()) == {None}
    assert nino not in str(cases.ask(lado, "case", case_id=his))
    answers = [refused(cases, lado, "leave_household", case_id=his, person_id=each, version=1).to_wire()
               for each in (nino, case_id)]  # fmt: skip
    assert answers[0] == answers[1]
    asked = {"case_id": cases.open_walk_in(lado, name="Levan Maisuradze")["case_id"], "relation": "other"}
    assert isinstance(refused(cases, lado, "join_household", **asked, person_id=nino), NotFound)
    (hers,) = cases.ask(ketevan, "case", case_id=case_id)["household"]
    assert hers["name"] == GIA, "for all others nothing has changed"


def test_neither_a_search_nor_a_new_case_tells_of_a_locked_person(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor, case_id: str
) -> None:
    nino = person_of(cases, ketevan, case_id)
    assert cases.ask(lado, "find_people", name=NINO["name"])["elsewhere"]
    for away in (lado, lioba):
        lock(cases, ketevan, case_id, away)
        found = cases.ask(away, "find_people", name=NINO["name"])
        assert (found["items"], found["elsewhere"]) == ([], False)
    with pytest.raises(NotFound):
        cases.open_walk_in(lado, person_id=nino)
    assert isinstance(refused(cases, lado, "person", person_id=nino), NotFound)


def test_a_case_to_which_nobody_has_come_yet_is_locked_for_nobody(cases: Cases, ketevan: Actor, lado: Actor) -> None:
    awaited = cases.accept(ketevan, cases.offer())["case_id"]
    which = {"case_id": awaited, "version": 1, "account_id": lado.ref}
    refusal = refused(cases, ketevan, "lock_case", **which)
    assert (type(refusal), refusal.code) == (Refused, "nobody_yet")
