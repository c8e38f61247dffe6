"""Counsellors: what they speak, cover and know, and that their room is always said as it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.cases.commands.accounts import change_account
from services.cases.commands.counsellors import keep_counsellor
from services.chassis.clock import new_id
from services.chassis.errors import NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said
from tests.builders import Cases
from tests.statements import statements

GIVEN: dict[str, Any] = {
    "languages": ["ka", "ru"],
    "municipalities": ["alsdorf", "wuerselen"],
    "topics": ["housing"],
    "capacity": 2,
    "active": True,
}


def keep(cases: Cases, who: Actor, counsellor: Actor, **changes: Any) -> dict[str, Any]:
    given = GIVEN | changes
    return keep_counsellor(cases.store, who, cases.clock, counsellor.ref, counsellor.organisation, **given)


def listed(cases: Cases) -> list[dict[str, Any]]:
    return [told.data for told in said(cases.database) if told.type == "counsellor.listed.v1"]


def engaged(cases: Cases) -> list[dict[str, Any]]:
    return [told.data for told in said(cases.database) if told.type == "counsellor.engaged.v1"]


def administrator(organisation: str) -> Actor:
    return Actor(frozenset({"administrator"}), organisation, "a1")


def test_a_counsellor_is_listed_with_what_they_speak_cover_and_know(cases: Cases, ketevan: Actor) -> None:
    keep(cases, administrator("bruecke"), ketevan)
    assert listed(cases)[-1] == {
        "counsellor_ref": cases.parts.vault.token("counsellor in directory", ketevan.ref),
        "organisation": "bruecke",
        "languages": ["ka", "ru"],
        "municipalities": ["alsdorf", "wuerselen"],
        "topics": ["housing"],
        "capacity": 2,
        "free": 2,
        "active": True,
        "listed_at": "2026-11-23T12:00:00.000000Z",
    }
    assert ketevan.ref not in str(listed(cases)), "the directory cannot be joined with accounts"


def test_that_a_counsellor_works_here_is_said_by_their_id_to_whoever_books_time(cases: Cases, ketevan: Actor) -> None:
    told = {"counsellor_id": ketevan.ref, "organisation": "bruecke", "engaged_at": "2026-11-23T12:00:00.000000Z"}
    assert engaged(cases) == [{**told, "languages": ["ka", "en"], "active": True}]
    keep(cases, administrator("bruecke"), ketevan)
    assert engaged(cases)[1:] == [{**told, "languages": ["ka", "ru"], "active": True}]
    (first, last) = (message for message in said(cases.database) if message.type == "counsellor.engaged.v1")
    assert (first.subject, last.subject, last.sequence) == (ketevan.ref, ketevan.ref, 2)


def test_whoever_counsels_no_more_is_said_to_and_no_case_changes_it(cases: Cases, ketevan: Actor) -> None:
    cases.open(ketevan)
    cases.open_walk_in(ketevan)
    assert len(engaged(cases)) == 1, "how much room there is, nobody needs to know who books time"
    cases.clock.advance(timedelta(hours=1))
    change_account(cases.store, Actor.system(), cases.clock, ketevan.ref, 1, active=False)
    assert [(told["active"], told["engaged_at"]) for told in engaged(cases)[1:]] == [
        (False, "2026-11-23T13:00:00.000000Z")
    ]


def test_a_newer_word_replaces_an_older_one(cases: Cases, ketevan: Actor) -> None:
    first = keep(cases, Actor.system(), ketevan)
    second = keep(cases, Actor.system(), ketevan, languages=["fr"], active=False)
    assert second["version"] > first["version"]
    (one,) = cases.ask(ketevan, "counsellors")["items"]
    assert (one["languages"], one["active"], one["name"]) == (["fr"], False, "Ketevan Lomidze")
    assert listed(cases)[-1]["active"] is False


def test_room_is_what_is_left_of_the_capacity_and_never_less_than_none(cases: Cases, ketevan: Actor) -> None:
    keep(cases, Actor.system(), ketevan, capacity=1)
    cases.open(ketevan)
    cases.open_walk_in(ketevan)
    case_id = cases.accept(ketevan, cases.offer())["case_id"]
    assert cases.store.cases.get(case_id).status == "provisional"
    assert [one["free"] for one in listed(cases)[-4:]] == [0, 0, 0, 0]
    keep(cases, Actor.system(), ketevan, capacity=5)
    assert listed(cases)[-1]["free"] == 2
    assert cases.ask(ketevan, "counsellors")["items"][0]["free"] == 2


def test_who_takes_cases_is_listed_by_room_and_everybody_by_when_they_came(cases: Cases, ketevan: Actor) -> None:
    lado, nana, away = (cases.engage(user) for user in ("lado", "nana", "away"))
    keep(cases, Actor.system(), away, active=False)
    cases.open_walk_in(ketevan)
    cases.open_walk_in(ketevan, name="Oksana Melnyk")
    cases.open_walk_in(nana)

    def ids(**asked: Any) -> tuple[list[str], str | None]:
        found = cases.ask(ketevan, "counsellors", **asked)
        return [one["counsellor_id"] for one in found["items"]], found["next"]

    first, following = ids(taking=True, limit=2)
    assert first == [lado.ref, nana.ref]
    assert ids(taking=True, limit=2, cursor=following) == ([ketevan.ref], None)
    assert ids() == ([ketevan.ref, lado.ref, nana.ref, away.ref], None)
    assert ids(counsellor_id=nana.ref) == ([nana.ref], None)
    with statements(cases.database) as run:
        ids(taking=True)
    assert len(run) == 2, "the counsellors and their names: nobody's cases are counted"


def test_colleagues_are_named_by_their_accounts_within_the_organisation(cases: Cases, ketevan: Actor) -> None:
    mirela = cases.engage("mirela", "kim", name="Mirela Kostić")
    asked = {"account_ids": [ketevan.ref, mirela.ref, new_id()]}
    named = cases.ask(ketevan, "colleagues", **asked)["items"]
    assert named == [{"account_id": ketevan.ref, "name": "Ketevan Lomidze"}]
    with pytest.raises(NotAllowed):
        cases.ask(Actor(frozenset({"liaison"}), "bruecke", "a8"), "colleagues", **asked)


def test_room_is_counted_under_a_lock_on_the_counsellor(cases: Cases, ketevan: Actor) -> None:
    before = cases.store.counsellors.get(ketevan.ref).version
    with cases.store.together():
        cases.store.counsellors.list_again(NOON, ketevan.ref, ketevan.ref)
    assert cases.store.counsellors.get(ketevan.ref).version == before + 1, "once, though named twice"


def test_who_does_not_counsel_is_not_listed(cases: Cases) -> None:
    lioba = cases.engage("lioba", roles=["coordinator"], counsellor=None)
    cases.accept(lioba, cases.offer())
    assert listed(cases) == []


def test_who_is_not_active_gets_no_cases(cases: Cases, ketevan: Actor) -> None:
    lado = cases.engage("lado")
    lioba = cases.engage("lioba", roles=["coordinator"], counsellor=None)
    case_id = cases.open(ketevan)
    keep(cases, Actor.system(), lado, active=False)
    with pytest.raises(Refused) as refusal:
        cases.ask(lioba, "assign_case", case_id=case_id, version=2, counsellor_id=lado.ref)
    assert refusal.value.code == "counsellor_not_active"
    assert cases.store.cases.get(case_id).counsellor_id == ketevan.ref


def test_each_organisation_sees_and_keeps_its_own_counsellors(cases: Cases, ketevan: Actor) -> None:
    mirela = cases.engage("mirela", "kim", name="Mirela Kostić")
    assert [one["name"] for one in cases.ask(ketevan, "counsellors")["items"]] == ["Ketevan Lomidze"]
    assert [one["name"] for one in cases.ask(mirela, "counsellors")["items"]] == ["Mirela Kostić"]
    before = listed(cases)
    with pytest.raises(NotFound):
        keep(cases, administrator("kim"), ketevan)
    with pytest.raises(NotFound):
        keep(cases, administrator("kim"), Actor(ketevan.roles, "kim", ketevan.ref))
    with pytest.raises(NotAllowed):
        keep(cases, ketevan, ketevan)
    with pytest.raises(NotAllowed):
        cases.ask(Actor(frozenset({"desk"}), "kim", "a7"), "counsellors")
    assert listed(cases) == before
