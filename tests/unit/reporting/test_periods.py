"""Months, quarters and years: where a moment lies, what is over, and in which month a fact counts."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.model.periods import (
    Dated,
    Period,
    month_after,
    month_before,
    month_of,
    periods_ended_by,
    periods_of,
    periods_since,
    read_period,
)

BERLIN = ZoneInfo("Europe/Berlin")
months = st.builds("{:04d}-{:02d}".format, st.integers(2000, 2199), st.integers(1, 12))


@pytest.mark.parametrize(
    ("at", "month"),
    [
        (datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC), "2026-10"),  # winter time: one hour ahead of UTC
        (datetime(2026, 10, 31, 23, 0, tzinfo=UTC), "2026-11"),
        (datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC), "2026-06"),  # summer time: two hours
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), "2026-07"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "2027-01"),
    ],
)
def test_a_month_begins_at_midnight_of_the_programme(at: datetime, month: str) -> None:
    assert month_of(at, BERLIN) == month


def test_months_quarters_and_years_are_read() -> None:
    assert read_period("2026-10") == Period("2026-10", "2026-10", "2026-10")
    assert read_period("2026-Q3") == Period("2026-Q3", "2026-07", "2026-09")
    assert read_period("2026") == Period("2026", "2026-01", "2026-12")


@pytest.mark.parametrize(
    "text",
    ["", "2026-13", "2026-00", "2026-Q0", "2026-Q5", "2026-1", "26", "1999", "2200", "2026-10 ", "٢٠٢٦"],
)
def test_nothing_else_is_a_period(text: str) -> None:
    assert read_period(text) is None


@given(months)
def test_a_month_lies_in_its_quarter_and_its_year(month: str) -> None:
    for period in periods_of(month):
        assert read_period(period.code) == period
        assert period.first <= month <= period.last
    assert month_before(month_after(month)) == month
    assert month < month_after(month)


@given(months)
def test_a_period_is_over_from_the_month_after_its_last(month: str) -> None:
    for period in periods_ended_by(month):
        assert not period.is_over(month)
        assert period.is_over(month_after(month))
        assert not period.has_begun(month_before(period.first))
        assert period.has_begun(period.first)


def test_december_ends_a_quarter_and_a_year() -> None:
    assert [period.code for period in periods_ended_by("2026-11")] == ["2026-11"]
    assert [period.code for period in periods_ended_by("2026-12")] == ["2026-12", "2026-Q4", "2026"]


def test_what_can_be_asked_for_is_listed_newest_first() -> None:
    listed = [period.code for period in periods_since("2026-09", "2027-01")]
    assert listed == [
        "2027-01", "2026-12", "2026-11", "2026-10", "2026-09", "2027-Q1", "2026-Q4", "2026-Q3", "2027", "2026",
    ]  # fmt: skip
    assert len(periods_since("0001-01", "2001-12")) == 24 + 8 + 2, "none is listed that cannot be written"


@given(months, months, months)
def test_a_fact_counts_when_it_happened_unless_that_is_published(happened: str, heard: str, closed_until: str) -> None:
    month = Dated(happened, heard).counts_in(closed_until)
    assert month > closed_until, "never in a published month"
    assert month == happened or (happened <= closed_until and month == max(heard, month_after(closed_until)))
    assert Dated(happened, heard).counts_in("") == happened
