"""The week grid over the nights on which clocks are changed: nothing is lost, doubled, or on another day or row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.pages import calendar
from gateway.pages.calendar import Row

BERLIN = ZoneInfo("Europe/Berlin")
# The last days of weeks whose Sunday has 23 hours and 25.
NIGHTS = (date(2026, 3, 29), date(2026, 10, 25))
UNIT = timedelta(minutes=5)


@st.composite
def weeks(draw: Any) -> tuple[list[date], list[dict[str, Any]], list[dict[str, Any]]]:
    """A week that ends with such a night: what is booked, one after the other as one counsellor has it, and free."""
    sunday = draw(st.sampled_from(NIGHTS))
    at = datetime.combine(sunday, datetime.min.time(), BERLIN).astimezone(UTC) - 12 * UNIT
    booked, free = [], []
    for _ in range(draw(st.integers(1, 8))):
        starts = at + draw(st.integers(0, 18)) * UNIT
        at = starts + draw(st.integers(3, 24)) * UNIT
        booked.append({"starts_at": starts.isoformat(), "ends_at": at.isoformat()})
    for _ in range(draw(st.integers(0, 4))):
        starts = at + draw(st.integers(0, 6)) * UNIT
        at = starts + 6 * UNIT
        free.append({"starts_at": starts.isoformat(), "ends_at": at.isoformat(), "place": "wuerselen-rathaus"})
    return [sunday - timedelta(days=number) for number in range(6, -1, -1)], booked, free


def cells(rows: list[Row]) -> Iterator[tuple[Row, calendar.Cell]]:
    return ((row, cell) for row in rows for cell in row.cells)


def half_hour(at: datetime) -> str:
    return f"{at:%H}:{at.minute - at.minute % 30:02}"


def test_the_second_two_oclock_hides_nothing_of_the_first(app: Flask) -> None:
    """Half past two in summer time is before two in winter time, and stands in a later row."""
    times = (("2026-10-25T02:30+02:00", "2026-10-25T02:45+02:00"), ("2026-10-25T02:00+01:00", "2026-10-25T02:45+01:00"))
    booked = [{"starts_at": starts_at, "ends_at": ends_at} for starts_at, ends_at in times]
    with app.app_context():
        rows = calendar.grid([NIGHTS[1]], booked, [])
    assert [one["starts_at"] for _, cell in cells(rows) for one in cell.appointments] == [times[1][0], times[0][0]]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(week=weeks())
def test_every_appointment_stands_once_under_its_day_and_at_its_half_hour(
    app: Flask, week: tuple[list[date], list[dict[str, Any]], list[dict[str, Any]]]
) -> None:
    days, booked, free = week
    with app.app_context():
        rows = calendar.grid(days, booked, free)
    shown = [datetime.fromisoformat(one["starts_at"]).astimezone(BERLIN) for one in booked]
    expected = sorted(
        str(at.date()) + booked[number]["starts_at"] for number, at in enumerate(shown) if at.date() in days
    )
    found = [(row, cell, one) for row, cell in cells(rows) for one in cell.appointments]
    assert sorted(str(cell.on) + one["starts_at"] for _, cell, one in found) == expected
    begins = [row.begins for row in rows]
    for row, cell, one in found:
        at = half_hour(datetime.fromisoformat(one["starts_at"]).astimezone(BERLIN))
        assert at in begins[begins.index(row.begins) : begins.index(row.begins) + cell.rows]
    for day in days:
        assert sum(cell.rows for _, cell in cells(rows) if cell.on == day) == len(rows), "each day fills its column"
    for row, cell in cells(rows):
        if cell.free:
            begins_at = datetime.fromisoformat(cell.free["starts_at"]).astimezone(BERLIN)
            assert (cell.on, row.begins) == (begins_at.date(), half_hour(begins_at))
