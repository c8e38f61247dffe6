"""A clock that is put forward: it starts in the past, never goes back, and arrives in the present."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.chassis.clock import SystemClock, TravellingClock
from services.chassis.testing import NOON, StoppedClock

HOUR = timedelta(hours=1)
hours = st.integers(-2000, 2000).map(lambda number: NOON + number * HOUR)


def test_it_starts_in_the_past_and_goes_on_from_there() -> None:
    real = StoppedClock()
    clock = TravellingClock(NOON - 1000 * HOUR, real)
    assert clock.now() == NOON - 1000 * HOUR
    real.advance(HOUR)
    assert clock.now() == NOON - 999 * HOUR


def test_it_is_put_forward_but_never_back_and_never_ahead_of_the_present() -> None:
    clock = TravellingClock(NOON - 10 * HOUR, StoppedClock())
    clock.travel_to(NOON - 4 * HOUR)
    clock.travel_to(NOON - 7 * HOUR)
    assert clock.now() == NOON - 4 * HOUR
    clock.travel_to(NOON + 4 * HOUR)
    assert clock.now() == NOON


def test_once_arrived_it_shows_the_present_for_good() -> None:
    real = StoppedClock()
    clock = TravellingClock(NOON - 10 * HOUR, real)
    clock.arrive()
    clock.travel_to(NOON - 5 * HOUR)
    assert clock.now() == NOON
    real.advance(HOUR)
    assert clock.now() == NOON + HOUR


def test_one_that_starts_in_the_future_starts_now() -> None:
    assert TravellingClock(NOON + HOUR, StoppedClock()).now() == NOON


def test_it_says_utc_and_follows_the_machine_if_nothing_else_is_said() -> None:
    clock = TravellingClock(datetime.now(UTC))
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - SystemClock().now()) < timedelta(seconds=5)


@given(hours, st.lists(st.one_of(hours, st.sampled_from([-HOUR, HOUR])), max_size=20))
def test_whatever_happens_time_goes_one_way(begins: datetime, happens: list[datetime | timedelta]) -> None:
    real = StoppedClock()
    clock = TravellingClock(begins, real)
    last = clock.now()
    for what in happens:
        if isinstance(what, timedelta):
            real.advance(what)  # also back, as a machine's clock does when it is set
        else:
            clock.travel_to(what)
        assert clock.now() >= last
        last = clock.now()
