"""Requests of the same person are shown to each other, and what somebody decides of them is remembered for both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.errors import Conflict, LotseError, NotAllowed, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import said, types_of
from services.intake.store import likenesses as store_likenesses
from tests.builders import Intake
from tests.builders.people import DESK
from tests.statements import statements

OF_ANOTHER = Actor(frozenset({"desk"}), "bruecke", "a9")
NOBODY = "01a20846-fe00-7000-8000-00000000ffff"
ONE, OTHER = "+493023125001", "+493023125002"


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def asked(intake: Intake, name: str, birth_year: int | None = None, **changes: Any) -> str:
    """A request that the desk took down; its id."""
    told = {"channel": "walk_in", "email": None, "phone": None} | changes
    request_id: str = intake.ask(DESK, name=name, birth_year=birth_year, **told)["request_id"]
    return request_id


def found(intake: Intake, request_id: str) -> list[tuple[str, list[str]]]:
    return [(each["request_id"], each["reasons"]) for each in intake.likenesses(request_id)]


def pair(intake: Intake) -> tuple[str, str]:
    """Two requests of somebody whose name was written down twice."""
    return asked(intake, "Khaled Al-Masri", 1990), asked(intake, "خالد المصري", 1990)


def refused(kind: type[LotseError], work: Callable[[], Any]) -> LotseError:
    with pytest.raises(kind) as refusal:
        work()
    return refusal.value


def test_the_same_name_in_another_script_is_found_from_both_sides(intake: Intake) -> None:
    one, other = pair(intake)
    asked(intake, "Walid Haddad", 1990)
    assert found(intake, one) == [(other, ["like_name", "same_birth_year"])]
    assert found(intake, other) == [(one, ["like_name", "same_birth_year"])]
    shown = intake.likenesses(one)[0]
    assert (shown["name"], shown["birth_year"], shown["verdict"]) == ("خالد المصري", 1990, "undecided")
    assert shown["may"] == ["same", "not_the_same"]
    assert shown["score"] > 80


def test_the_same_number_or_address_is_found_whatever_the_name(intake: Intake) -> None:
    one = asked(intake, "Olena Kovalenko", phone=ONE, email="haus@example.org")
    child = asked(intake, "Taras Kovalenko", phone=ONE)
    friend = asked(intake, "Amira Said", email="Haus@example.org")
    asked(intake, "Fatma Demir", phone=OTHER)
    assert dict(found(intake, one)) == {child: ["same_phone"], friend: ["same_email"]}


def test_another_year_of_birth_makes_a_like_name_less_likely(intake: Intake) -> None:
    one = asked(intake, "Mohammed Hassan", 1990)
    same, unknown, another = (asked(intake, "Muhammad Hasan", year) for year in (1990, None, 1961))
    scores = {each["request_id"]: each["score"] for each in intake.likenesses(one)}
    assert scores[same] > scores[unknown] > scores.get(another, 0)


def test_the_same_person_among_many_of_a_frequent_name_is_found_by_the_year(intake: Intake) -> None:
    one = asked(intake, "Mohammed Ali", 1990)
    same = asked(intake, "محمد علي", 1990)
    for year in range(1941, 1989):
        asked(intake, "Mohammed Ali", year)
    assert intake.likenesses(one)[0]["request_id"] == same
    assert len(intake.likenesses(one)) <= 10


def test_a_verdict_is_remembered_for_both_and_a_link_is_said(intake: Intake) -> None:
    one, other = pair(intake)
    assert intake.decide_likeness(other, one, "same") == {"request_id": other, "version": 2, "verdict": "same"}
    for mine in (one, other):
        (shown,) = intake.likenesses(mine)
        assert (shown["verdict"], shown["may"]) == ("same", ["split"])
    last = said(intake.database)[-1]
    assert last.type == "request.linked.v1"
    assert (last.data["request_id"], last.data["other_id"]) == (min(one, other), max(one, other))
    assert intake.request(one)["person"]["name"] == "Khaled Al-Masri", "linked, not merged"


def test_not_the_same_is_remembered_and_not_said(intake: Intake) -> None:
    one, other = pair(intake)
    before = len(said(intake.database))
    intake.decide_likeness(one, other, "not_the_same")
    assert intake.likenesses(other)[0]["verdict"] == "not_the_same"
    assert len(said(intake.database)) == before
    intake.decide_likeness(other, one, "same")
    assert intake.likenesses(one)[0]["verdict"] == "same", "who learns more may link them after all"


def test_a_split_stays_split(intake: Intake) -> None:
    one, other = pair(intake)
    intake.decide_likeness(one, other, "same")
    intake.decide_likeness(other, one, "split")
    assert types_of(said(intake.database))[-2:] == ["request.linked.v1", "request.split.v1"]
    (shown,) = intake.likenesses(one)
    assert (shown["verdict"], shown["may"]) == ("split", [])
    for verdict in ("same", "not_the_same", "split"):
        again = partial(intake.decide_likeness, one, other, verdict)
        assert refused(Refused, again).code == "split_stays"


def test_what_the_present_verdict_does_not_allow_is_refused_and_changes_nothing(intake: Intake) -> None:
    one, other = pair(intake)
    before = said(intake.database)
    assert refused(Refused, lambda: intake.decide_likeness(one, other, "split")).code == "not_linked"
    assert refused(Refused, lambda: intake.decide_likeness(one, one, "same")).code == "same_request"
    assert refused(NotFound, lambda: intake.decide_likeness(one, NOBODY, "same")).code == "request_unknown"
    assert (said(intake.database), intake.version(one)) == (before, 1)
    intake.decide_likeness(one, other, "same")
    assert refused(Refused, lambda: intake.decide_likeness(other, one, "not_the_same")).code == "already_linked"


def test_of_two_who_decide_at_once_the_second_is_told(intake: Intake) -> None:
    one, other = pair(intake)
    intake.decide_likeness(one, other, "not_the_same", version=1)
    assert refused(Conflict, lambda: intake.decide_likeness(one, other, "same", version=1)).code == "changed_meanwhile"
    undecided = intake.store.likenesses.verdict(one, other)
    decided = undecided.decide("same", "a7", intake.clock.now())
    intake.store.decide(intake.store.get(one), decided, undecided)
    stale = intake.store.get(other)
    refused(Conflict, lambda: intake.store.decide(stale, decided, undecided))
    assert intake.version(other) == stale.version, "the other side decided first: nothing is written"


def test_who_is_gone_is_found_no_more_but_what_was_decided_stays(intake: Intake) -> None:
    one, other = pair(intake)
    third = asked(intake, "Chalid Almasri", 1990)
    intake.decide_likeness(one, other, "same")
    intake.answer(other)
    intake.clock.advance(timedelta(days=31))
    intake.erase()
    assert found(intake, third) == [(one, ["like_name", "same_birth_year"])]
    gone = next(each for each in intake.likenesses(one) if each["request_id"] == other)
    assert (gone["name"], gone["reasons"], gone["verdict"], gone["may"]) == (None, [], "same", ["split"])
    with intake.database.reading() as tx:
        assert other not in tx.execute(text("SELECT request_id FROM likeness_tokens")).scalars().all()


def test_nothing_of_a_name_can_be_read_from_what_it_is_found_by(intake: Intake) -> None:
    asked(intake, "Khaled Al-Masri", 1990, phone=ONE)
    with intake.database.reading() as tx:
        tokens = [bytes(token) for (token,) in tx.execute(text("SELECT token FROM likeness_tokens"))]
    assert {len(token) for token in tokens} == {4}
    assert len(tokens) == 5, "two sounds, each with the year, and a number"


def test_a_comparison_reads_in_seven_statements_however_many_are_like(intake: Intake) -> None:
    one = asked(intake, "Khaled Al-Masri", 1990)
    counts = []
    for _ in range(2):
        for _ in range(3):
            asked(intake, "Chalid Almasri", 1990)
        intake.decide_likeness(one, asked(intake, "Khaled Masri", 1990), "same")
        with statements(intake.database) as run:
            intake.likenesses(one)
        counts.append(len(run))
    assert counts == [7, 7], (
        "the request, its tokens, what was decided, the others, the group, its references, the look"
    )


def test_each_comparison_is_written_down(intake: Intake) -> None:
    one, _ = pair(intake)
    intake.likenesses(one)
    with intake.database.reading() as tx:
        looks = tx.execute(text("SELECT subject, what, who FROM access_log")).all()
    assert (one, "likenesses", DESK.ref) in [tuple(look) for look in looks]


def test_only_the_regions_own_desk_compares(intake: Intake) -> None:
    one, other = pair(intake)
    for role in ("public", "counsellor", "liaison", "steering", "privacy_officer", "operator", "administrator"):
        who = Actor(frozenset({role}), "kim", "a1")
        refused(NotAllowed, partial(intake.likenesses, one, who))
        refused(NotAllowed, partial(intake.decide_likeness, one, other, "same", who))
    refused(NotFound, lambda: intake.likenesses(one, OF_ANOTHER))
    refused(NotFound, lambda: intake.decide_likeness(one, other, "same", OF_ANOTHER))


def test_who_shares_more_than_a_frequent_name_is_found_behind_all_who_share_only_that(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_likenesses, "_COUNTED", 2)
    first = asked(intake, "Khaled Al-Masri", 1990)
    for surname in ("Haddad", "Kanaan", "Barazi", "Shami"):
        asked(intake, f"Khaled {surname}", 1971)
    assert found(intake, asked(intake, "Chalid Almasri", 1990))[0][0] == first
