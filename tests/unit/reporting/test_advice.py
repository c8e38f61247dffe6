"""Short advice counts, its barriers apart from those of persons; what was taken back does not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.builders import Reporting
from tests.unit.reporting import voices

OCTOBER = datetime(2026, 10, 12, 9, tzinfo=UTC)


@pytest.fixture
def reporting(tmp_path: Path) -> Reporting:
    return Reporting(tmp_path)


def total(reporting: Reporting, table: str, period: str = "2026-11") -> int | None:
    found: int | None = reporting.report(table, period)["total"]
    return found


def test_advice_and_its_barriers_are_two_tables_and_persons_barriers_a_third(reporting: Reporting) -> None:
    reporting.hear(*(voices.advice_given(advice) for advice in voices.many(6, "a")))
    reporting.hear(*(voices.advice_given(advice, barrier_kind="no_place") for advice in voices.many(5, "b")))
    assert (total(reporting, "advice"), total(reporting, "advice_barriers")) == (11, 5)
    assert total(reporting, "barriers") is None


def test_what_was_taken_back_does_not_count_in_whichever_order_it_is_heard(reporting: Reporting) -> None:
    given = {advice: voices.advice_given(advice) for advice in voices.many(7, "a")}
    reporting.hear(voices.advice_withdrawn("a0"), *given.values(), voices.advice_withdrawn("a1"))
    assert total(reporting, "advice") == 5
    reporting.hear(*given.values(), voices.advice_withdrawn("a1"))
    assert total(reporting, "advice") == 5, "also when all of it is said again"


def test_what_is_published_stays_also_when_advice_is_taken_back_later(reporting: Reporting) -> None:
    reporting.hear(*(voices.advice_given(advice, OCTOBER) for advice in voices.many(5, "a")))
    assert total(reporting, "advice", "2026-10") == 5
    reporting.hear(voices.advice_withdrawn("a0"))
    assert total(reporting, "advice", "2026-10") == 5
    assert total(reporting, "advice", "2026-Q4") == 5
