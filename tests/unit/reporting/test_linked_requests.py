"""Who asks twice is two requests and one person, as far as the desk has found out and the month is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.handler import NotYet
from services.chassis.testing import StoppedClock
from services.reporting.model import TABLES, Figure, read_period
from services.reporting.model.persons import groups
from tests.builders import Reporting
from tests.unit.reporting import voices

OCTOBER = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def reporting(tmp_path: Path) -> Reporting:
    reporting = Reporting(tmp_path, StoppedClock(OCTOBER))
    reporting.hear(*(voices.request_received(request, OCTOBER) for request in ("a", "b", "c", "d")))
    return reporting


def total(reporting: Reporting, period: str) -> Figure:
    asked = read_period(period)
    assert asked is not None
    return reporting.store.count(TABLES["requests"], asked).total


def test_linked_requests_stay_requests_and_are_one_person(reporting: Reporting) -> None:
    reporting.hear(voices.requests_linked("b", "c"), voices.requests_linked("a", "b"))
    assert total(reporting, "2026-10") == Figure(4, 2)
    reporting.hear(voices.requests_linked("a", "b"))
    assert total(reporting, "2026-10") == Figure(4, 2), "heard twice"


def test_who_is_split_is_counted_apart_and_the_others_stay_together(reporting: Reporting) -> None:
    reporting.hear(voices.requests_linked("a", "b"), voices.requests_linked("b", "c"), voices.requests_split("a", "b"))
    assert total(reporting, "2026-10") == Figure(4, 3)
    reporting.hear(voices.requests_split("a", "b"), voices.requests_split("b", "c"))
    assert total(reporting, "2026-10") == Figure(4, 4)


def test_a_link_to_a_request_we_have_not_heard_of_waits_for_it(reporting: Reporting) -> None:
    for told in (voices.requests_linked("a", "x"), voices.requests_split("x", "a")):
        with pytest.raises(NotYet):
            reporting.hear(told)


def test_what_is_published_stays_and_later_requests_join_the_person_that_was_published(reporting: Reporting) -> None:
    reporting.clock.advance(NOVEMBER - OCTOBER)
    reporting.report("requests", "2026-10")
    reporting.hear(voices.request_received("e", NOVEMBER), voices.request_received("f", NOVEMBER))
    before = total(reporting, "2026-10")
    reporting.hear(voices.requests_linked("a", "b"), voices.requests_linked("a", "e"), voices.requests_linked("e", "f"))
    assert total(reporting, "2026-10") == before == Figure(4, 4)
    assert total(reporting, "2026-11") == Figure(2, 1)
    assert total(reporting, "2026-Q4") == Figure(6, 4), "who asked in October and in November is one"


@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_groups_are_those_who_are_linked_through_whomever(pairs: set[tuple[int, int]]) -> None:
    members = [str(number) for number in range(10)]
    found = groups(members, [(str(one), str(other)) for one, other in pairs])
    assert sorted(member for group in found for member in group) == members
    for one, other in pairs:
        assert any({str(one), str(other)} <= group for group in found)
    assert len(found) == _count_by_spreading(members, pairs)


def _count_by_spreading(members: Sequence[str], pairs: set[tuple[int, int]]) -> int:
    mark = {member: member for member in members}
    for _ in members:
        for one, other in pairs:
            mark[str(one)] = mark[str(other)] = min(mark[str(one)], mark[str(other)])
    return len(set(mark.values()))
