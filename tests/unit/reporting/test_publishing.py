"""A period that is over is published once and is the same ever after, whatever arrives late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.chassis.testing import StoppedClock
from services.reporting.model import TABLES, Figure, read_period
from tests.builders import Reporting
from tests.unit.reporting import voices

OCTOBER = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def reporting(tmp_path: Path) -> Reporting:
    return Reporting(tmp_path, StoppedClock(OCTOBER))


def move_to(reporting: Reporting, moment: datetime) -> None:
    reporting.clock.advance(moment - reporting.clock.now())


def total(reporting: Reporting, table: str, period: str) -> Figure:
    asked = read_period(period)
    assert asked is not None
    return reporting.store.count(TABLES[table], asked).total


def test_a_running_period_is_not_final_and_grows(reporting: Reporting) -> None:
    reporting.hear(*(voices.request_received(request, OCTOBER) for request in voices.many(5)))
    first = reporting.report("requests", "2026-10")
    assert (first["is_final"], first["total"]) == (False, 5)
    reporting.hear(voices.request_received("r5", OCTOBER))
    assert reporting.report("requests", "2026-10")["total"] == 6


def test_the_first_who_asks_for_a_period_that_is_over_has_it_published(reporting: Reporting) -> None:
    reporting.hear(*(voices.request_received(request, OCTOBER) for request in voices.many(10)))
    move_to(reporting, datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
    published = reporting.report("requests", "2026-10")
    assert (published["is_final"], published["total"]) == (True, 10)
    assert published["as_of"] == "2026-10-31T23:00:00+00:00"
    move_to(reporting, NOVEMBER)
    reporting.hear(voices.request_received("late", OCTOBER))
    assert reporting.report("requests", "2026-10") == published
    assert reporting.report("requests", "2026-10", "public")["as_of"] == published["as_of"], "both from one count"


def test_what_comes_late_counts_in_the_present_month(reporting: Reporting) -> None:
    move_to(reporting, NOVEMBER)
    reporting.report("cases_by_phase", "2026-10")
    reporting.hear(
        *(voices.request_received(request, OCTOBER) for request in voices.many(5)),
        *(voices.case_opened(case, f"p{case}", OCTOBER) for case in voices.many(6, "c")),
        *(voices.barrier_met(barrier, f"p{barrier}", OCTOBER) for barrier in voices.many(7, "b")),
        *(voices.appointment_booked(f"a{case}", case, OCTOBER) for case in voices.many(6, "c")),
        *(voices.advice_given(advice, OCTOBER) for advice in voices.many(8, "d")),
        *(voices.advice_given(advice, OCTOBER, barrier_kind="no_course") for advice in voices.many(9, "e")),
    )
    shown = {table: reporting.report(table, "2026-11")["total"] for table in TABLES}
    assert shown == {
        "requests": 5,
        "cases_by_phase": 6,
        "cases_by_language": 6,
        "appointments": 6,
        "barriers": 7,
        "advice": 17,
        "advice_barriers": 9,
    }
    assert {reporting.report(table, "2026-10")["total"] for table in TABLES} == {None}


def test_what_comes_late_counts_when_it_happened_as_long_as_that_is_not_published(reporting: Reporting) -> None:
    move_to(reporting, NOVEMBER)
    reporting.hear(*(voices.request_received(request, OCTOBER) for request in voices.many(5)))
    assert reporting.report("requests", "2026-10")["total"] == 5
    assert reporting.report("requests", "2026-11")["total"] is None


def test_a_published_month_closes_the_months_before_it(reporting: Reporting) -> None:
    move_to(reporting, datetime(2026, 12, 10, tzinfo=UTC))
    reporting.report("cases_by_phase", "2026-11")
    reporting.hear(*(voices.case_opened(case, f"p{case}", OCTOBER) for case in voices.many(5, "c")))
    assert reporting.report("cases_by_phase", "2026-11")["total"] is None, "who was open then does not change any more"
    assert reporting.report("cases_by_language", "2026-10")["total"] is None
    assert reporting.report("cases_by_phase", "2026-12")["total"] == 5


def test_a_quarter_is_the_different_persons_of_its_months(reporting: Reporting) -> None:
    reporting.hear(*(voices.barrier_met(f"o{n}", f"p{n}", OCTOBER) for n in range(6)))
    reporting.hear(*(voices.barrier_met(f"n{n}", f"p{n + 3}", NOVEMBER) for n in range(6)))
    move_to(reporting, datetime(2027, 1, 10, tzinfo=UTC))
    totals = {
        period: reporting.report("barriers", period)["total"] for period in ("2026-10", "2026-11", "2026-Q4", "2026")
    }
    assert totals == {"2026-10": 6, "2026-11": 6, "2026-Q4": 9, "2026": 9}


def test_a_quarter_is_the_same_whether_it_is_asked_before_its_months_or_after_them(tmp_path: Path) -> None:
    told = []
    for order in (("2026-Q4", "2026-10", "2026-12", "2026"), ("2026", "2026-12", "2026-10", "2026-Q4")):
        reporting = Reporting(tmp_path, StoppedClock(OCTOBER))
        reporting.hear(*(voices.case_opened(case, f"p{case}", OCTOBER) for case in voices.many(6, "c")))
        move_to(reporting, datetime(2027, 1, 10, tzinfo=UTC))
        found = {}
        for period in order:
            found[period] = [reporting.report(table, period)["total"] for table in TABLES]
            late = f"late {period}"
            reporting.hear(voices.case_opened(late, late, OCTOBER), voices.phase_entered("c1", "planning", 2, OCTOBER))
        told.append(found)
    assert told[0] == told[1]


def test_the_clock_publishes_a_month_a_day_after_its_end_with_its_quarter_and_year(reporting: Reporting) -> None:
    reporting.hear(*(voices.request_received(request, OCTOBER) for request in voices.many(5)))
    move_to(reporting, datetime(2026, 11, 1, 22, 0, tzinfo=UTC))
    assert reporting.publish() == ["2026-09", "2026-Q3"], "October is still on its way"
    move_to(reporting, datetime(2026, 11, 1, 23, 0, tzinfo=UTC))
    assert reporting.publish() == ["2026-10"]
    assert reporting.publish() == []
    reporting.hear(voices.request_received("late", OCTOBER))
    move_to(reporting, datetime(2027, 1, 20, tzinfo=UTC))
    published = reporting.report("requests", "2026-10")
    assert (published["total"], published["as_of"]) == (5, "2026-11-01T23:00:00+00:00")
    assert reporting.publish() == ["2026-12", "2026-Q4", "2026"]


def test_what_nobody_published_in_time_is_published_later_with_the_same_figures(reporting: Reporting) -> None:
    reporting.hear(*(voices.request_received(request, OCTOBER) for request in voices.many(5)))
    move_to(reporting, datetime(2027, 2, 20, tzinfo=UTC))
    reporting.publish()
    reporting.hear(voices.request_received("late", OCTOBER))
    assert reporting.report("requests", "2026-10")["total"] == 5
    assert total(reporting, "requests", "2027-02") == Figure(1, 1)


def test_a_clock_that_goes_back_into_a_published_month_does_not_count_there(reporting: Reporting) -> None:
    move_to(reporting, datetime(2026, 11, 1, tzinfo=UTC))
    published = reporting.report("requests", "2026-10")
    reporting.clock.advance(timedelta(hours=-2))
    reporting.hear(*(voices.request_received(request, reporting.clock.now()) for request in voices.many(5)))
    assert total(reporting, "requests", "2026-10") == Figure(0, 0)
    move_to(reporting, NOVEMBER)
    assert reporting.report("requests", "2026-10") == published
    assert reporting.report("requests", "2026-11")["total"] == 5


def test_a_person_who_becomes_known_late_does_not_count_in_a_closed_month(reporting: Reporting) -> None:
    reporting.hear(
        *(voices.phase_entered(case, "planning", 2, OCTOBER) for case in voices.many(6, "c")),
        *(voices.appointment_booked(f"a{case}", case, OCTOBER) for case in voices.many(6, "c")),
    )
    move_to(reporting, NOVEMBER)
    reporting.report("requests", "2026-10")
    reporting.hear(*(voices.case_opened(case, f"p{case}", OCTOBER) for case in voices.many(6, "c")))
    for table in ("cases_by_phase", "appointments"):
        assert reporting.report(table, "2026-10")["total"] is None, "as if it had been asked before"
    assert reporting.report("cases_by_phase", "2026-11")["total"] == 6
