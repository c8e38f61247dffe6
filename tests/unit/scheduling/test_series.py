"""Appointments that repeat: by the clock on the wall, never on a holiday, never over somebody else's time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis import fields
from services.chassis.answers import once
from services.chassis.errors import Invalid, Refused
from services.chassis.testing import said
from services.scheduling.commands import appointments as appointment_commands
from services.scheduling.commands import series as series_commands
from services.scheduling.model.appointments import TAKEN
from services.scheduling.model.hours import Calendar
from services.scheduling.model.series import HOLIDAY, PACES, turns
from services.scheduling.schemas import appointments as of_appointments
from services.scheduling.store.free_times import FreeTimes
from tests.builders import ADA, PROGRAMME, Scheduling
from tests.builders.scheduling import TOWN_HALL

BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = Calendar.of("Europe/Berlin", "DE-NW")


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    made = Scheduling(tmp_path)
    made.engage(ADA)
    return made


def book(scheduling: Scheduling, case_id: str, **changes: Any) -> dict[str, Any]:
    """Mondays at ten from 30 November on, four times (or what else is said)."""
    mondays = {"place": TOWN_HALL, "starts_at": "2026-11-30T10:00:00+01:00", "minutes": 60, "every": "week", "count": 4}
    asked = fields.load(of_appointments.BookSeries(PROGRAMME), {"case_id": case_id} | mondays | changes)
    return series_commands.book_series(scheduling.store, ADA, scheduling.clock, scheduling.calendar, asked)


def test_a_series_is_booked_as_one_and_told_appointment_by_appointment(scheduling: Scheduling) -> None:
    answer = book(scheduling, scheduling.open_case())
    assert [item["starts_at"] for item in answer["items"]] == [
        f"2026-{day}T09:00:00+00:00" for day in ("11-30", "12-07", "12-14", "12-21")
    ]
    assert not any(item["left_out"] for item in answer["items"])
    found = scheduling.appointments(first="2026-11-30", last="2026-12-31")["items"]
    assert {one["series_id"] for one in found} == {answer["series_id"]}
    assert [envelope.type for envelope in said(scheduling.database)] == ["appointment.booked.v1"] * 4


def test_holidays_and_taken_times_are_left_out_and_said(scheduling: Scheduling) -> None:
    scheduling.book(scheduling.open_case(), starts_at="2026-12-11T10:30:00+01:00")
    answer = book(scheduling, scheduling.open_case(), starts_at="2026-12-04T10:00:00+01:00", count=5)
    left_out = [item["left_out"] for item in answer["items"]]
    assert left_out == [None, TAKEN, None, HOLIDAY, HOLIDAY], "Christmas Day and New Year’s Day are Fridays"
    assert [bool(item["appointment_id"]) for item in answer["items"]] == [True, False, True, False, False]


def test_where_none_can_be_booked_nothing_is(scheduling: Scheduling) -> None:
    for day in ("2026-11-30", "2026-12-07"):
        scheduling.book(scheduling.open_case(), starts_at=f"{day}T10:00:00+01:00")
    scheduling.engage(ADA)
    scheduling.keep_hours(ADA)
    case_id = scheduling.open_case()
    with pytest.raises(Refused) as refusal:
        book(scheduling, case_id, count=2)
    assert refusal.value.code == "no_free_time"
    assert len(said(scheduling.database)) == 2
    told = scheduling.told_beside(refusal.value, ADA, scheduling.asked_to_book(case_id))
    assert len(told["alternatives"]) == 3, "the nearest to the first of them"


def test_of_the_hour_that_is_shown_twice_the_one_is_meant_that_was_asked_for() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 2.30 for the second time
    assert [turn.starts_at for turn in turns(second, "week", 2, CALENDAR)] == [second, second + timedelta(weeks=1)]


def test_while_the_counsellor_is_away_there_is_none(scheduling: Scheduling) -> None:
    scheduling.note_absence(ADA, **{"from": "2026-12-07", "to": "2026-12-07", "kind": "leave"})
    items = book(scheduling, scheduling.open_case())["items"]
    assert [item["left_out"] for item in items] == [None, TAKEN, None, None]


@pytest.mark.parametrize(
    ("changes", "field"), [({"count": 1}, "count"), ({"count": 21}, "count"), ({"every": "day"}, "every")]
)
def test_a_series_that_cannot_be(scheduling: Scheduling, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        book(scheduling, scheduling.open_case(), **changes)
    assert [error.field for error in refusal.value.errors] == [field]


def test_one_of_a_series_is_cancelled_alone_or_with_all_that_follow(scheduling: Scheduling) -> None:
    items = book(scheduling, scheduling.open_case())["items"]
    one = {name: items[0][name] for name in ("appointment_id", "version")}
    scheduling.cancel(one)
    after = scheduling.appointments(first="2026-11-30", last="2026-12-31")["items"]
    assert [item["status"] for item in after] == ["cancelled", "booked", "booked", "booked"]
    second = items[1]["appointment_id"], items[1]["version"]
    appointment_commands.cancel_appointment(
        scheduling.store, ADA, scheduling.clock, *second, "client", "other", and_following=True
    )
    found = scheduling.appointments(first="2026-11-30", last="2026-12-31")["items"]
    assert {item["status"] for item in found} == {"cancelled"}


@given(
    starts_at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    every=st.sampled_from(sorted(PACES)),
    count=st.integers(2, 20),
)
def test_the_clock_on_the_wall_shows_the_same_time_on_the_same_day_of_the_week(
    starts_at: datetime, every: str, count: int
) -> None:
    starts_at = starts_at.replace(second=0, microsecond=0)
    planned = turns(starts_at, every, count, CALENDAR)
    assert len(planned) == count
    assert planned[0].starts_at == starts_at
    first = starts_at.astimezone(BERLIN)
    for number, turn in enumerate(planned):
        shown = turn.starts_at.astimezone(BERLIN)
        expected = first.replace(tzinfo=None) + timedelta(weeks=number * PACES[every])
        if turn.left_out != "time_skipped":
            assert shown.replace(tzinfo=None) == expected
        assert (turn.left_out == HOLIDAY) == (expected.date() in CALENDAR.holidays)


def test_a_time_that_is_lost_while_a_series_is_booked_is_left_out(
    scheduling: Scheduling, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = scheduling.open_case()
    scheduling.book(scheduling.open_case(), starts_at="2026-12-07T10:00:00+01:00")
    is_free, looks = FreeTimes.is_free, iter([True] * 4)  # the first time, the other one had not been seen yet
    monkeypatch.setattr(FreeTimes, "is_free", lambda self, one: next(looks, None) or is_free(self, one))
    answer = once(scheduling.database, scheduling.clock, "a series", b"", lambda: book(scheduling, case_id))
    assert [item["left_out"] for item in answer["items"]] == [None, TAKEN, None, None]
