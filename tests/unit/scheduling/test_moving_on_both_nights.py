"""Moving over the nights on which clocks are changed: it lasts as long as before, and takes as much time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.model import appointments
from services.scheduling.model.appointments import UNIT, Appointment
from services.scheduling.model.hours import Calendar

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
# Sundays at one in UTC: clocks are put forward, and put back.
CHANGES = (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC))
CALENDAR = Calendar.of("Europe/Berlin", "DE-NW")

moments = st.builds(
    lambda change, units: change + units * UNIT, st.sampled_from(CHANGES), st.integers(-12 * 12, 12 * 12)
)


def booked(starts_at: datetime, minutes: int) -> Appointment:
    return appointments.book("one", "kim", "a case", "ada", "hall", starts_at, minutes, "de", False, NOW)


@given(before=moments, after=moments, minutes=st.sampled_from(range(15, 245, 5)))
def test_it_lasts_as_long_and_takes_as_many_units_wherever_it_goes(
    before: datetime, after: datetime, minutes: int
) -> None:
    held = booked(before, minutes)
    if before == after:
        return
    # As it is sent: what the clock on the wall shows, and how far that is from UTC.
    moved = held.move(NOW, datetime.fromisoformat(after.astimezone(BERLIN).isoformat()), None, None)
    assert moved.ends_at - moved.starts_at == timedelta(minutes=minutes)
    assert len(moved.takes) == len(held.takes) == 2 * minutes // 5
    shown_twice = {(resource, unit) for resource, unit in moved.takes} & held.takes
    overlap = max(timedelta(), min(held.ends_at, moved.ends_at) - max(held.starts_at, moved.starts_at))
    assert len(shown_twice) == 2 * overlap // UNIT, "two hours with one name are two hours"


@given(before=moments, minutes=st.sampled_from(range(15, 245, 5)))
def test_the_days_of_both_nights_hold_every_moment_of_them_once(before: datetime, minutes: int) -> None:
    held = booked(before, minutes)
    day = CALENDAR.today(held.starts_at)
    first, last = CALENDAR.days(day, day)
    assert first <= held.starts_at < last
    assert last - first == timedelta(hours=24) - _change(day.isoformat())


def _change(day: str) -> timedelta:
    return {"2026-03-29": timedelta(hours=1), "2026-10-25": timedelta(hours=-1)}.get(day, timedelta())
