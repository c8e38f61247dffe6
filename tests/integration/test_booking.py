"""Many book at once, on both engines: nobody is ever in two appointments, and nobody waits in a circle."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis import answers
from services.chassis.clock import new_id
from services.chassis.database import Database
from services.chassis.errors import Conflict, Refused
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from services.scheduling.model.appointments import CANCELLED, Appointment
from tests.builders import ADA, Scheduling

RACERS = 50
MORNING = NOON + timedelta(days=7, hours=-4)


@pytest.fixture
def scheduling(new_database: Callable[[str], Database]) -> Scheduling:
    return Scheduling(new_database("scheduling"))


def counsellors(number: int) -> list[Actor]:
    return [Actor(frozenset({"counsellor"}), "kim", new_id()) for _ in range(number)]


def race(acts: Sequence[Callable[[], object]]) -> list[Any]:
    """Do all of it at once, each in a thread of its own; what each of them answered or raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait()
        try:
            return act()
        except (Refused, Conflict) as refused:
            return refused.code

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def as_asked(scheduling: Scheduling, act: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    """A command as it is run for whoever asks for it: again after a deadlock, and its answer remembered."""
    command_id = new_id()
    return lambda: answers.once(scheduling.database, scheduling.clock, command_id, b"asked", act)


def at(time: dict[str, str]) -> dict[str, str]:
    """Where and when, as one books it."""
    return {"place": time["place"], "starts_at": time["starts_at"]}


def live(scheduling: Scheduling) -> list[Appointment]:
    """All appointments that were not cancelled."""
    with scheduling.database.reading() as tx:
        ids = tx.execute(text("SELECT appointment_id FROM appointments")).scalars().all()
    found = [scheduling.store.appointments.get(appointment_id) for appointment_id in ids]
    return [appointment for appointment in found if appointment.status != CANCELLED]


def assert_nobody_is_in_two_places(scheduling: Scheduling) -> None:
    """The times of appointments do not overlap, and exactly theirs are taken."""
    wanted = Counter(taken for appointment in live(scheduling) for taken in appointment.takes)
    assert max(wanted.values(), default=1) == 1
    with scheduling.database.reading() as tx:
        rows = {tuple(row) for row in tx.execute(text("SELECT resource, unit FROM occupied"))}
    assert rows == set(wanted)


def test_of_fifty_who_book_one_counsellor_at_one_time_one_wins(scheduling: Scheduling) -> None:
    cases = [scheduling.open_case() for _ in range(RACERS)]
    scheduling.engage(ADA)
    who = counsellors(RACERS)
    heard = race(
        [lambda n=n: scheduling.book(cases[n], who[n], counsellor_id=ADA.ref) for n in range(RACERS)]  # type: ignore[misc]
    )
    assert heard.count("time_taken") == RACERS - 1
    assert types_of(said(scheduling.database)) == ["appointment.booked.v1"]
    assert len(live(scheduling)) == 1, "who was refused has left nothing"
    assert_nobody_is_in_two_places(scheduling)


def test_of_fifty_who_book_one_time_the_others_hear_of_three_nearest_that_are_free(scheduling: Scheduling) -> None:
    cases = [scheduling.open_case() for _ in range(RACERS)]
    scheduling.engage(ADA)
    scheduling.keep_hours(ADA, begins="09:00", ends="15:00")
    who = counsellors(RACERS)
    heard = race(
        [
            lambda n=n: scheduling.book_or_hear(cases[n], who[n], counsellor_id=ADA.ref)  # type: ignore[misc]
            for n in range(RACERS)
        ]
    )
    refused = [answer for answer in heard if "refused" in answer]
    assert len(refused) == RACERS - 1
    told = refused[0]["alternatives"]
    assert [time["starts_at"][11:16] for time in told] == ["08:00", "10:00", "10:30"], "nine in UTC is taken by the one"
    assert all(answer["alternatives"] == told for answer in refused)
    free = [scheduling.book(cases[n], who[n], counsellor_id=ADA.ref, **at(time)) for n, time in enumerate(told[:2])]
    assert len(free) == 2
    assert_nobody_is_in_two_places(scheduling)


def test_of_fifty_who_book_one_person_at_one_time_one_wins(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    heard = race([lambda who=who: scheduling.book(case_id, who) for who in counsellors(RACERS)])  # type: ignore[misc]
    assert heard.count("time_taken") == RACERS - 1
    assert_nobody_is_in_two_places(scheduling)


def test_of_fifty_who_book_one_room_at_one_time_one_wins(scheduling: Scheduling) -> None:
    cases = [scheduling.open_case() for _ in range(RACERS)]
    who = counsellors(RACERS)
    heard = race([lambda n=n: scheduling.book(cases[n], who[n], room="2.04") for n in range(RACERS)])  # type: ignore[misc]
    assert heard.count("time_taken") == RACERS - 1
    assert_nobody_is_in_two_places(scheduling)


def test_of_fifty_families_with_one_child_in_common_one_wins(scheduling: Scheduling) -> None:
    child, cases = scheduling.open_case(), [scheduling.open_case() for _ in range(RACERS)]
    who = counsellors(RACERS)
    heard = race(
        [lambda n=n: scheduling.book(cases[n], who[n], with_case_ids=[child]) for n in range(RACERS)]  # type: ignore[misc]
    )
    assert heard.count("time_taken") == RACERS - 1
    assert_nobody_is_in_two_places(scheduling)


def test_of_fifty_who_book_times_that_overlap_none_share_a_minute(scheduling: Scheduling) -> None:
    cases = [scheduling.open_case() for _ in range(RACERS)]
    begin = [MORNING + timedelta(minutes=5 * random.Random(n).randrange(0, 60)) for n in range(RACERS)]
    heard = race(
        [
            lambda n=n: scheduling.book(cases[n], starts_at=begin[n].isoformat(), minutes=15 + n % 10 * 5)  # type: ignore[misc]
            for n in range(RACERS)
        ]
    )
    booked = [answer for answer in heard if isinstance(answer, dict)]
    assert 1 < len(booked) < RACERS
    assert heard.count("time_taken") == RACERS - len(booked)
    assert len(live(scheduling)) == len(booked)
    assert_nobody_is_in_two_places(scheduling)


def test_a_booking_that_is_repeated_fifty_times_at_once_is_one_with_one_answer(scheduling: Scheduling) -> None:
    case_id = scheduling.open_case()
    once = as_asked(scheduling, lambda: scheduling.book(case_id))
    heard = race([once] * RACERS)
    assert all(answer == heard[0] for answer in heard)
    assert isinstance(heard[0], dict)
    assert len(live(scheduling)) == 1
    assert types_of(said(scheduling.database)) == ["appointment.booked.v1"]


def test_those_who_want_one_anothers_time_hear_that_it_is_taken(scheduling: Scheduling) -> None:
    """Each moves to where the next one is: a circle, in which nobody may wait for nobody."""
    times = [(MORNING + timedelta(hours=n)).isoformat() for n in range(8)]
    booked = [scheduling.book(scheduling.open_case(), starts_at=at) for at in times]
    heard = race(
        [
            lambda n=n: scheduling.move(booked[n], starts_at=times[(n + 1) % len(times)])  # type: ignore[misc]
            for n in range(len(times))
        ]
    )
    assert heard == ["time_taken"] * len(times)
    assert {appointment.revision for appointment in live(scheduling)} == {0}
    assert_nobody_is_in_two_places(scheduling)


def test_of_many_who_act_on_one_appointment_one_is_quicker(scheduling: Scheduling) -> None:
    booked = scheduling.book(scheduling.open_case())
    later = [(MORNING + timedelta(hours=n)).isoformat() for n in range(4, 12)]
    moves = [as_asked(scheduling, lambda at=at: scheduling.move(booked, starts_at=at)) for at in later]  # type: ignore[misc]
    heard = race([*moves, as_asked(scheduling, lambda: scheduling.cancel(booked))])
    assert heard.count("changed_meanwhile") == len(later)
    assert len(said(scheduling.database)) == 2
    assert_nobody_is_in_two_places(scheduling)


def test_after_a_busy_day_of_booking_moving_and_cancelling_exactly_what_is_booked_is_taken(
    scheduling: Scheduling,
) -> None:
    who, cases = counsellors(3), [scheduling.open_case() for _ in range(4)]

    def one(number: int) -> None:
        chance = random.Random(number)
        for _ in range(12):
            at = (MORNING + timedelta(minutes=5 * chance.randrange(0, 96))).isoformat()
            try:
                booked = as_asked(
                    scheduling,
                    lambda at=at: scheduling.book(chance.choice(cases), chance.choice(who), starts_at=at, minutes=30),  # type: ignore[misc]
                )()
                if chance.random() < 0.5:
                    to = (MORNING + timedelta(minutes=5 * chance.randrange(0, 96))).isoformat()
                    booked = as_asked(
                        scheduling,
                        lambda booked=booked, to=to: scheduling.move(booked, starts_at=to, minutes=45),  # type: ignore[misc]
                    )()
                if chance.random() < 0.3:
                    as_asked(scheduling, lambda booked=booked: scheduling.cancel(booked))()  # type: ignore[misc]
            except Refused:
                continue

    race([lambda number=number: one(number) for number in range(8)])  # type: ignore[misc]
    assert live(scheduling)
    assert_nobody_is_in_two_places(scheduling)
