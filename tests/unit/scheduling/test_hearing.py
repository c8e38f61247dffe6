"""What the cases say may come twice, again after newer news, or in another order: it ends in the same."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.handler import NotYet
from services.chassis.testing import NOON
from tests.builders import ADA, Scheduling

CASE = "018f4a7e-0000-7000-8000-00000000ca5e"


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    return Scheduling(tmp_path)


def at(hours: int) -> str:
    return (NOON + timedelta(hours=hours)).isoformat()


def known(scheduling: Scheduling, table: str) -> list[tuple[Any, ...]]:
    with scheduling.database.reading() as tx:
        return [tuple(row) for row in tx.execute(text(f"SELECT * FROM {table}"))]


HISTORY = [
    ("case.opened.v1", {"case_id": CASE, "organisation": "kim", "language": "ka", "opened_at": at(0)}),
    ("case.closed.v1", {"case_id": CASE, "organisation": "kim", "reason": "other", "closed_at": at(1)}),
]


@pytest.mark.parametrize("order", sorted(set(permutations([0, 1, 0, 1]))))
def test_a_closed_case_stays_closed_in_whichever_order_it_is_told(
    scheduling: Scheduling, order: tuple[int, ...]
) -> None:
    for number in order:
        type_, data = HISTORY[number]
        scheduling.hear_of(type_, CASE, **data)
    case = scheduling.store.cases.get(CASE)
    assert (case.is_open, case.language) == (False, "ka")
    assert len(known(scheduling, "cases")) == 1


def test_a_replayed_opening_does_not_open_a_case_again_and_a_new_one_does(scheduling: Scheduling) -> None:
    for type_, data in [*HISTORY, HISTORY[0]]:
        scheduling.hear_of(type_, CASE, **data)
    assert not scheduling.store.cases.get(CASE).is_open
    scheduling.hear_of("case.opened.v1", CASE, **HISTORY[0][1] | {"opened_at": at(2), "language": "de"})
    case = scheduling.store.cases.get(CASE)
    assert (case.is_open, case.language) == (True, "de")


def test_a_case_that_is_opened_again_can_be_booked_for_in_its_language(scheduling: Scheduling) -> None:
    again = {"case_id": CASE, "organisation": "kim", "reopened_at": at(2)}
    with pytest.raises(NotYet):
        scheduling.hear_of("case.reopened.v1", CASE, **again)
    for type_, data in [HISTORY[0], ("case.reopened.v1", again), HISTORY[1], HISTORY[0]]:
        scheduling.hear_of(type_, CASE, **data)
    case = scheduling.store.cases.get(CASE)
    assert (case.is_open, case.language) == (True, "ka")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_newest_word_about_a_counsellor_holds(scheduling: Scheduling, order: tuple[int, ...]) -> None:
    words = [(["ka"], True, at(0)), (["ka", "de"], True, at(1)), (["ka", "de", "ru"], False, at(2))]
    for number in [*order, *order]:
        languages, active, engaged_at = words[number]
        about = {"counsellor_id": ADA.ref, "organisation": "kim", "languages": languages}
        scheduling.hear_of("counsellor.engaged.v1", ADA.ref, **about, active=active, engaged_at=engaged_at)
    counsellor = scheduling.store.counsellors.get(ADA.ref)
    assert (counsellor.languages, counsellor.active) == (("ka", "de", "ru"), False)
    assert scheduling.store.counsellors.active("kim") == []


def test_of_two_words_of_one_moment_the_one_that_came_later_holds(scheduling: Scheduling) -> None:
    scheduling.engage(ADA, ("ka",))
    scheduling.engage(ADA, ("ru",))
    assert [counsellor.languages for counsellor in scheduling.store.counsellors.active("kim")] == [("ru",)]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_newest_word_about_the_language_of_a_case_holds(scheduling: Scheduling, order: tuple[int, ...]) -> None:
    words = [
        HISTORY[0],
        ("person.corrected.v1", {"case_id": CASE, "organisation": "kim", "language": "ru", "corrected_at": at(1)}),
        ("person.corrected.v1", {"case_id": CASE, "organisation": "kim", "language": "de", "corrected_at": at(2)}),
    ]
    for number in [*order, *order]:
        type_, data = words[number]
        scheduling.hear_of(type_, CASE, **data)
    case = scheduling.store.cases.get(CASE)
    assert (case.is_open, case.language) == (True, "de")
