"""Many arrange interpreters at once, on both engines: one booking for each appointment, one place for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from services.chassis.clock import new_id
from services.chassis.database import Database
from services.chassis.identity import Actor
from tests.builders import Scheduling
from tests.builders.interpreters import Interpreting
from tests.integration.test_booking import as_asked, race

RACERS = 12


@pytest.fixture
def interpreting(new_database: Callable[[str], Database]) -> Interpreting:
    return Interpreting(Scheduling(new_database("scheduling")))


def test_of_many_who_request_one_for_an_appointment_one_does(interpreting: Interpreting) -> None:
    scheduling = interpreting.scheduling
    booked = scheduling.book(scheduling.open_case(), with_interpreter=True)
    answered = race([as_asked(scheduling, lambda: interpreting.request(booked)) for _ in range(RACERS)])
    assert Counter(answer for answer in answered if isinstance(answer, str)) == {"has_interpreter_booking": RACERS - 1}
    assert len(interpreting.under_way()) == 1


def test_of_many_appointments_at_one_time_one_gets_the_interpreter(interpreting: Interpreting) -> None:
    scheduling, who = interpreting.scheduling, interpreting.add()
    bookings = []
    for _ in range(RACERS):
        counsellor = Actor(frozenset({"counsellor"}), "kim", new_id())
        booking = interpreting.request(scheduling.book(scheduling.open_case(), counsellor))
        interpreting.ask(booking, who)
        bookings.append(booking)
    answered = race([as_asked(scheduling, partial(interpreting.confirm, booking)) for booking in bookings])
    assert Counter(answer for answer in answered if isinstance(answer, str)) == {"interpreter_taken": RACERS - 1}
    assert Counter(one["status"] for one in interpreting.under_way()) == {"confirmed": 1, "asked": RACERS - 1}
