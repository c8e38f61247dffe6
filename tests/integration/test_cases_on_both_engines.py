"""The unit tests of cases once more, on each engine; and what only two at once can show."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from services.chassis.database import Database
from services.chassis.errors import Conflict, LotseError, Refused
from services.chassis.identity import Actor
from services.chassis.testing import said, types_of
from tests.builders import Cases
from tests.unit.cases.conftest import *  # noqa: F403
from tests.unit.cases.test_cases import *  # noqa: F403
from tests.unit.cases.test_counsellors import *  # noqa: F403
from tests.unit.cases.test_households import *  # type: ignore[no-redef]  # noqa: F403
from tests.unit.cases.test_offers import *  # type: ignore[no-redef]  # noqa: F403
from tests.unit.cases.test_people_search import *  # type: ignore[no-redef]  # noqa: F403
from tests.unit.cases.test_records import *  # noqa: F403

NewDatabase = Callable[[str], Database]

# These read the files of SQLite; what PostgreSQL keeps is read in tests/stories/test_nobody_is_named.py.
del test_no_table_holds_the_person_in_clear, test_no_table_holds_in_clear_what_was_written  # type: ignore[name-defined]  # noqa: F821


@pytest.fixture  # type: ignore[no-redef]
def cases(new_database: NewDatabase) -> Cases:
    return Cases(new_database("cases"))


def at_once(cases: Cases, *works: Callable[[], Any]) -> list[LotseError]:
    """Do all of it at the same moment, as the workers of a service would; what was refused."""
    errors: list[LotseError] = []
    gate = threading.Barrier(len(works))

    def do(work: Callable[[], Any]) -> None:
        gate.wait()
        try:
            cases.database.again(work)
        except LotseError as error:
            errors.append(error)

    threads = [threading.Thread(target=do, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def room_said(cases: Cases, counsellor: Actor) -> list[int]:
    """How much room was said for a counsellor, in the order in which the region hears it."""
    ref = cases.store.counsellors.reference(counsellor.ref)
    told = [message for message in said(cases.database) if message.subject == ref]
    return [message.data["free"] for message in sorted(told, key=lambda message: message.sequence)]


def test_who_accepts_several_offers_at_once_never_says_an_old_number(cases: Cases) -> None:
    ketevan = cases.engage()
    offers = [cases.offer() for _ in range(5)]
    assert at_once(cases, *(lambda offer=offer: cases.accept(ketevan, offer) for offer in offers)) == []  # type: ignore[misc]
    assert room_said(cases, ketevan) == [10, 9, 8, 7, 6, 5]


def test_of_four_who_accept_at_the_same_moment_one_has_the_case(cases: Cases) -> None:
    people = [cases.engage(f"user{number}") for number in range(4)]
    offer = cases.offer()
    errors = at_once(cases, *(lambda who=who: cases.accept(who, offer) for who in people))  # type: ignore[misc]
    assert len(errors) == 3
    assert all(isinstance(error, Conflict | Refused) for error in errors)
    assert types_of(said(cases.database)).count("offer.accepted.v1") == 1
    assert sum(len(cases.ask(who, "cases")["items"]) for who in people) == 1


def test_two_cases_given_crosswise_at_once_both_change_hands(cases: Cases) -> None:
    ketevan, lado = cases.engage(), cases.engage("lado")
    lioba = cases.engage("lioba", roles=["coordinator"], counsellor=None)
    hers, his = cases.open(ketevan), cases.open(lado)

    def give(case_id: str, to: Actor) -> Callable[[], Any]:
        return lambda: cases.ask(lioba, "assign_case", case_id=case_id, version=2, counsellor_id=to.ref)

    assert at_once(cases, give(hers, lado), give(his, ketevan)) == []
    assert [cases.store.cases.get(case_id).counsellor_id for case_id in (hers, his)] == [lado.ref, ketevan.ref]
    assert room_said(cases, ketevan)[-1] == room_said(cases, lado)[-1] == 9
