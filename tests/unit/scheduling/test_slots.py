"""Free times: right on every night, never taken, never past, never on a holiday; and none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.scheduling.model.appointments import of_counsellor, units
from services.scheduling.model.hours import Calendar, Hours
from services.scheduling.model.slots import Slot
from services.scheduling.model.slots import slots as found_slots

UNIT = timedelta(minutes=5)
BERLIN = ZoneInfo("Europe/Berlin")
BACK, FORWARD = date(2026, 10, 25), date(2027, 3, 28)  # the nights on which Berlin changes its clocks; Sundays
EARLY = datetime(2026, 1, 1, tzinfo=UTC)
SUNDAY = 6

# Zone → nights on which it changes its clocks: by an hour at three, by half an hour, at midnight.
NIGHTS = {
    "Europe/Berlin": (BACK, FORWARD),
    "Australia/Lord_Howe": (date(2026, 4, 5), date(2026, 10, 4)),
    "America/Havana": (date(2026, 11, 1), date(2026, 3, 8)),
}


def slots(*asked: Any, **more: Any) -> list[Slot]:
    return list(found_slots(*asked, **more))


def hours(begins: str, ends: str, weekday: int = SUNDAY, **changes: Any) -> Hours:
    facts: dict[str, Any] = {
        "hours_id": "h1",
        "organisation": "kim",
        "counsellor_id": "ada",
        "place": "alsdorf-rathaus",
        "weekday": weekday,
        "begins": time.fromisoformat(begins),
        "ends": time.fromisoformat(ends),
        "valid_from": date(2026, 1, 1),
        "valid_until": None,
    }
    return Hours(**(facts | changes))


def shown(day: date, *week: Hours, minutes: int = 60, step: int = 60, zone: ZoneInfo = BERLIN) -> list[str]:
    """The beginnings of the free times of a day, as the clock on the wall shows them, with the distance from UTC."""
    found = slots(week, {}, Calendar(zone, ()), EARLY, day, day, minutes, step)
    return [f"{slot.starts_at.astimezone(zone):%H:%M%z}" for slot in found]


def test_hours_are_cut_into_free_times_from_their_beginning_on() -> None:
    monday = hours("09:00", "11:00", weekday=0)
    assert shown(date(2026, 11, 30), monday, minutes=60, step=30) == ["09:00+0100", "09:30+0100", "10:00+0100"]
    assert shown(date(2026, 12, 1), monday) == [], "a Tuesday"


def test_nine_is_nine_in_summer_and_in_winter() -> None:
    monday = hours("09:00", "10:00", weekday=0)
    assert shown(date(2026, 7, 6), monday) == ["09:00+0200"]
    assert shown(date(2026, 11, 30), monday) == ["09:00+0100"]


def test_where_clocks_are_put_back_an_hour_is_there_twice() -> None:
    assert shown(BACK, hours("01:00", "04:00")) == ["01:00+0200", "02:00+0200", "02:00+0100", "03:00+0100"]


def test_where_clocks_are_put_forward_an_hour_is_not_there() -> None:
    assert shown(FORWARD, hours("01:00", "04:00")) == ["01:00+0100", "03:00+0200"]
    assert shown(FORWARD, hours("02:00", "03:00")) == []
    assert shown(FORWARD, hours("02:30", "04:00"), minutes=30, step=30) == ["03:00+0200", "03:30+0200"]


def test_hours_that_are_interrupted_by_the_change_of_clocks_are_two() -> None:
    """02:30 to 02:59 of summer time are outside, and then it is two o'clock again."""
    assert shown(BACK, hours("01:30", "02:30"), minutes=30, step=30) == ["01:30+0200", "02:00+0200", "02:00+0100"]
    assert shown(BACK, hours("01:30", "02:30"), minutes=65) == []


def test_a_public_holiday_of_the_region_has_no_free_times() -> None:
    friday = hours("09:00", "10:00", weekday=4)
    aachen, potsdam = (Calendar.of("Europe/Berlin", region) for region in ("DE-NW", "DE-BB"))
    all_saints = date(2024, 11, 1)
    early = datetime(2024, 1, 1, tzinfo=UTC)
    kept = Hours(**vars(friday) | {"valid_from": date(2024, 1, 1)})
    assert slots([kept], {}, aachen, early, all_saints, all_saints, 60, 60) == []
    assert len(slots([kept], {}, potsdam, early, all_saints, all_saints, 60, 60)) == 1


def test_hours_hold_from_their_first_to_their_last_day_both_included() -> None:
    four = hours("09:00", "10:00", weekday=0, valid_from=date(2026, 11, 9), valid_until=date(2026, 11, 30))
    found = slots([four], {}, Calendar(BERLIN, ()), EARLY, date(2026, 11, 1), date(2026, 12, 31), 60, 60)
    assert [slot.starts_at.day for slot in found] == [9, 16, 23, 30]


def test_hours_that_are_said_twice_are_told_once() -> None:
    assert shown(BACK, hours("09:00", "11:00"), hours("10:00", "12:00", hours_id="h2")) == [
        "09:00+0100",
        "10:00+0100",
        "11:00+0100",
    ]


def test_what_begins_at_this_moment_is_not_free_any_more() -> None:
    at_ten = datetime(2026, 10, 25, 9, 0, tzinfo=UTC)
    found = slots([hours("10:00", "12:00")], {}, Calendar(BERLIN, ()), at_ten, BACK, BACK, 60, 60)
    assert [slot.starts_at for slot in found] == [at_ten + timedelta(hours=1)]


@pytest.mark.parametrize(("begins", "free"), [("10:00", False), ("09:05", False), ("11:55", True), ("09:00", True)])
def test_what_touches_an_appointment_is_free_and_what_overlaps_is_not(begins: str, free: bool) -> None:
    """An appointment from ten to five to twelve; free times of an hour."""
    taken = {
        of_counsellor("ada"): [
            units(datetime(2026, 10, 25, 9, 0, tzinfo=UTC), datetime(2026, 10, 25, 10, 55, tzinfo=UTC))
        ]
    }
    found = slots([hours("09:00", "13:00")], taken, Calendar(BERLIN, ()), EARLY, BACK, BACK, 60, 5)
    assert (begins in {f"{slot.starts_at.astimezone(BERLIN):%H:%M}" for slot in found}) is free


# Whatever the hours, the appointments and the moment: the free times are those that reading the clock every five
# minutes would find.

clock_times = st.builds(time, st.integers(0, 23), st.integers(0, 11).map(lambda number: number * 5))


@st.composite
def towns(draw: st.DrawFn) -> dict[str, Any]:
    """Some days around a night on which clocks are changed, with hours, appointments, holidays and a moment."""
    zone = draw(st.sampled_from(sorted(NIGHTS)))
    night = draw(st.sampled_from(NIGHTS[zone]))
    first = night - timedelta(days=draw(st.integers(0, 1)))
    last = night + timedelta(days=draw(st.integers(0, 1)))
    around = datetime.combine(night, time(0), UTC)
    week = []
    for _ in range(draw(st.integers(1, 3))):
        begins, ends = sorted((draw(clock_times), draw(clock_times)))
        row = hours("00:00", "00:00", weekday=draw(st.sampled_from([night.weekday(), (night.weekday() + 1) % 7])))
        changes = {
            "begins": begins,
            "ends": ends,
            "counsellor_id": draw(st.sampled_from(["ada", "ben"])),
            "place": draw(st.sampled_from(["alsdorf-rathaus", "roetgen-rathaus"])),
            "valid_until": draw(st.sampled_from([None, night])),
        }
        week.append(Hours(**vars(row) | changes))
    taken: dict[str, list[range]] = {of_counsellor("ada"): [], of_counsellor("ben"): []}
    for _ in range(draw(st.integers(0, 4))):
        begin = around + UNIT * draw(st.integers(-12 * 12, 12 * 36))
        lasts = UNIT * draw(st.integers(3, 48))
        taken[of_counsellor(draw(st.sampled_from(["ada", "ben"])))].append(units(begin, begin + lasts))
    return {
        "hours": week,
        "taken": taken,
        "calendar": Calendar(ZoneInfo(zone), draw(st.sampled_from([(), (night,), (night + timedelta(days=1),)]))),
        "now": around + timedelta(minutes=draw(st.integers(-24 * 60, 24 * 60))),
        "first": first,
        "last": last,
        "minutes": draw(st.sampled_from([15, 30, 60, 95, 240])),
    }


def by_reading_the_clock(
    hours: list[Hours],
    taken: Mapping[str, Sequence[range]],
    calendar: Calendar,
    now: datetime,
    first: date,
    last: date,
    minutes: int,
) -> Iterator[Slot]:
    """Every free time that begins on a whole five minutes, found without any reckoning about clocks."""
    at = datetime.combine(first, time(0), UTC) - timedelta(days=1)
    until = datetime.combine(last, time(0), UTC) + timedelta(days=2)
    reading = {}
    while at < until + timedelta(minutes=minutes):
        reading[at] = at.astimezone(calendar.zone)
        at += UNIT
    for starts_at, clock in reading.items():
        moments = [starts_at + UNIT * number for number in range(minutes // 5)]
        if starts_at <= now or moments[-1] not in reading:
            continue
        for row in hours:
            inside = all(
                row.on(reading[moment].date()) and row.begins <= reading[moment].time() < row.ends for moment in moments
            )
            day = clock.date()
            busy = {int(moment.timestamp()) // 300 for moment in moments} & set(
                chain.from_iterable(taken[of_counsellor(row.counsellor_id)])
            )
            if inside and first <= day <= last and day not in calendar.holidays and not busy:
                yield Slot(starts_at, row.place, row.counsellor_id, starts_at + timedelta(minutes=minutes))


@settings(max_examples=150, deadline=None)
@given(towns())
def test_free_times_are_those_that_reading_the_clock_would_find(town: dict[str, Any]) -> None:
    assert slots(**town, step=5) == sorted(set(by_reading_the_clock(**town)))


@settings(max_examples=100, deadline=None)
@given(towns(), st.sampled_from([15, 20, 60]))
def test_a_longer_pace_finds_some_of_them_and_nothing_else(town: dict[str, Any], step: int) -> None:
    found = slots(**town, step=step)
    assert set(found) <= set(by_reading_the_clock(**town))
    assert found == sorted(set(found)), "in order, each once"
