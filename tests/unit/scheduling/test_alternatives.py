"""Whoever wants a time that is taken hears of the three nearest that are free for all who would meet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from services.chassis.errors import Invalid
from tests.builders import ADA, BEN, TOWN_HALL, Scheduling

OTHER_HALL = "alsdorf-rathaus"


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    """Ada is at the town hall on Mondays from nine to three, and somebody has booked her at ten."""
    scheduling = Scheduling(tmp_path)
    scheduling.engage(ADA)
    scheduling.engage(BEN)
    scheduling.keep_hours(ADA, begins="09:00", ends="15:00")
    scheduling.book(scheduling.open_case())
    return scheduling


@contextmanager
def counted(scheduling: Scheduling) -> Iterator[list[str]]:
    """The statements in between."""
    heard: list[str] = []

    def hear(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        heard.append(statement)

    event.listen(scheduling.database.engine, "before_cursor_execute", hear)
    yield heard
    event.remove(scheduling.database.engine, "before_cursor_execute", hear)


def clocks(told: dict[str, Any]) -> list[str]:
    """When they begin, in winter, by the clock on the wall."""
    assert told["refused"] == "time_taken"
    return [f"{int(time['starts_at'][11:13]) + 1:02}{time['starts_at'][13:16]}" for time in told["alternatives"]]


def test_the_nearest_come_first_and_all_are_with_the_same_counsellor_at_the_same_place(scheduling: Scheduling) -> None:
    told = scheduling.book_or_hear(scheduling.open_case())
    assert clocks(told) == ["09:00", "11:00", "11:30"]
    assert told["alternatives"][0] == {
        "starts_at": "2026-11-30T08:00:00+00:00",
        "ends_at": "2026-11-30T09:00:00+00:00",
        "place": TOWN_HALL,
        "room": None,
    }


def test_each_of_them_can_be_booked(scheduling: Scheduling) -> None:
    for time in scheduling.book_or_hear(scheduling.open_case(), minutes=30)["alternatives"]:
        at = {"starts_at": time["starts_at"], "place": time["place"], "minutes": 30}
        assert scheduling.book(scheduling.open_case(), **at)["version"] == 1


def test_a_time_at_which_somebody_of_the_household_has_something_else_is_none(scheduling: Scheduling) -> None:
    mother, child = scheduling.open_case(), scheduling.open_case()
    scheduling.book(child, BEN, starts_at="2026-11-30T09:30:00+01:00", minutes=120)
    assert clocks(scheduling.book_or_hear(mother, with_case_ids=[child])) == ["11:30", "12:00", "12:30"]


def test_the_room_that_was_asked_for_has_to_be_free_as_well(scheduling: Scheduling) -> None:
    scheduling.book(scheduling.open_case(), BEN, room="2.04", starts_at="2026-11-30T11:00:00+01:00")
    told = scheduling.book_or_hear(scheduling.open_case(), room="2.04")
    assert clocks(told) == ["09:00", "12:00", "12:30"]
    assert {time["room"] for time in told["alternatives"]} == {"2.04"}


def test_an_appointment_that_moves_keeps_how_long_it_lasts(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case(), starts_at="2026-11-30T13:00:00+01:00", minutes=90)
    told = scheduling.move_or_hear(booked, starts_at="2026-11-30T10:00:00+01:00")
    assert clocks(told)[:2] == ["11:00", "11:30"]
    assert told["alternatives"][0]["ends_at"] == "2026-11-30T11:30:00+00:00"


def test_where_there_are_no_hours_nothing_is_made_up(scheduling: Scheduling) -> None:
    assert scheduling.book_or_hear(scheduling.open_case(), place=OTHER_HALL)["alternatives"] == []


def test_what_is_refused_for_another_reason_has_none(scheduling: Scheduling) -> None:
    closed = scheduling.open_case()
    scheduling.close_case(closed)
    assert scheduling.book_or_hear(closed) == {"refused": "case_not_open"}


def test_as_many_statements_whatever_is_booked(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    with counted(scheduling) as few:
        scheduling.book_or_hear(case_id)
    for day in ("2026-12-07", "2026-12-14"):
        scheduling.keep_hours(ADA, weekday=1, begins="09:00", ends="15:00")
        scheduling.book(scheduling.open_case(), starts_at=f"{day}T10:00:00+01:00")
    with counted(scheduling) as many:
        scheduling.book_or_hear(case_id)
    assert len(many) == len(few)


@pytest.mark.parametrize("room", ["9.99", "a.101"])
def test_a_room_that_the_place_does_not_have_is_not_booked(scheduling: Scheduling, room: str) -> None:
    booked = scheduling.book(scheduling.open_case(), BEN)
    for act in (
        lambda: scheduling.book(scheduling.open_case(), starts_at="2026-12-01T10:00:00+01:00", room=room),
        lambda: scheduling.move(booked, BEN, room=room),
    ):
        with pytest.raises(Invalid) as invalid:
            act()
        assert [(error.field, error.code) for error in invalid.value.errors] == [("room", "unknown_room")]
