"""Freed times are offered on, on both engines: by several replicas at once, and after a crash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from services.chassis.database import Database
from services.chassis.testing import said, types_of
from services.scheduling.commands import booking
from tests.builders import ADA, Scheduling
from tests.builders.waiting import Waiting, freed, pass_on
from tests.integration.test_booking import race

REPLICAS = 8


@pytest.fixture
def scheduling(new_database: Callable[[str], Database]) -> Scheduling:
    made = Scheduling(new_database("scheduling"))
    made.engage(ADA)
    made.keep_hours(ADA)
    return made


def in_line(scheduling: Scheduling, number: int) -> list[Waiting]:
    people = []
    for _ in range(number):
        scheduling.clock.advance(timedelta(minutes=1))
        people.append(Waiting(scheduling))
        people[-1].join()
    return people


def free(scheduling: Scheduling, *clocks: str) -> None:
    """Times on Monday, 30 November, are booked and cancelled."""
    for clock in clocks:
        scheduling.cancel(scheduling.book(scheduling.open_case(), starts_at=f"2026-11-30T{clock}:00+01:00"))


def test_several_replicas_offer_each_time_once_and_ask_everybody_about_one_time_only(scheduling: Scheduling) -> None:
    people = in_line(scheduling, 3)
    free(scheduling, "09:00", "10:00")
    race([lambda: pass_on(scheduling)] * REPLICAS)
    pass_on(scheduling)  # what one of them left to the other
    assert types_of(said(scheduling.database)).count("choice.offered.v1") == 2
    assert [len(person.open_offers) for person in people] == [1, 1, 0]
    assert [one["status"] for one in freed(scheduling)] == ["offered", "offered"]


def test_a_crash_before_the_offer_loses_nothing_and_one_in_it_leaves_nothing_half_done(
    scheduling: Scheduling, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nino,) = in_line(scheduling, 1)
    free(scheduling, "10:00")

    class Crash(BaseException):
        """The process is gone."""

    def crashes(*_: object) -> None:
        raise Crash

    with monkeypatch.context() as broken:
        broken.setattr(scheduling.store.freed_times, "save", crashes)
        with pytest.raises(Crash):
            pass_on(scheduling)
    assert not nino.open_offers
    again = Scheduling(scheduling.database, scheduling.clock)
    pass_on(again)
    assert len(nino.open_offers) == 1
    assert types_of(said(scheduling.database)).count("choice.offered.v1") == 1


def test_what_is_rolled_back_frees_nothing(scheduling: Scheduling, monkeypatch: pytest.MonkeyPatch) -> None:
    (nino,) = in_line(scheduling, 1)
    booked = scheduling.book(scheduling.open_case())

    def breaks(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(booking, "time_is_free", breaks)
    with pytest.raises(RuntimeError):
        scheduling.move(booked)
    pass_on(scheduling)
    assert scheduling.appointment(booked)["starts_at"] == "2026-11-30T09:00:00+00:00"
    assert not nino.open_offers
    assert freed(scheduling) == []
