"""The unit tests of publishing once more, on each engine; and publishing while facts come in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.chassis.database import Database
from services.chassis.testing import StoppedClock
from services.reporting.model import TABLES, Figure, read_period
from tests.builders import Reporting
from tests.unit.reporting import voices
from tests.unit.reporting.test_publishing import *  # noqa: F403
from tests.unit.reporting.test_publishing import NOVEMBER, OCTOBER

# This one makes reportings of its own, in files.
del test_a_quarter_is_the_same_whether_it_is_asked_before_its_months_or_after_them  # type: ignore[name-defined]  # noqa: F821


@pytest.fixture  # type: ignore[no-redef]
def reporting(new_database: Callable[[str], Database]) -> Reporting:
    return Reporting(new_database("reporting"), StoppedClock(OCTOBER))


def test_no_fact_slips_into_a_month_while_it_is_published(reporting: Reporting) -> None:
    october, november = read_period("2026-10"), read_period("2026-11")
    assert october is not None
    assert november is not None
    reporting.clock.advance(NOVEMBER - OCTOBER)

    def hear(hand: int) -> None:
        for number in range(25):
            reporting.hear(voices.request_received(f"r{hand}-{number}", OCTOBER))

    def publish(audience: str) -> int | None:
        while reporting.store.count(TABLES["requests"], october).total.count < 20:
            pass
        total: int | None = reporting.report("requests", "2026-10", audience)["total"]
        return total

    with ThreadPoolExecutor(6) as hands:
        heard = [hands.submit(hear, hand) for hand in range(4)]
        published = [hands.submit(publish, audience) for audience in ("inside", "public")]
        for hand in heard:
            hand.result(timeout=60)
        totals = {asking.result(timeout=60) for asking in published}

    counted = reporting.store.count(TABLES["requests"], october).total
    late = reporting.store.count(TABLES["requests"], november).total
    assert totals == {counted.count}, "what was published is what stands in the month"
    assert counted.count + late.count == 100, "and the rest counts later"
    assert late != Figure(100, 100)
