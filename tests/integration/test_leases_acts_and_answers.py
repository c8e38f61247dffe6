"""What only one replica may do: hold a lease, act by the clock, answer a command for the first time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from services.chassis import answers
from services.chassis.acts import Act
from services.chassis.database import Database
from services.chassis.leases import Lease
from services.chassis.outbox import sequences
from services.chassis.testing import StoppedClock
from tests.eventually import eventually
from tests.integration.conftest import World


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run these at the same moment, each in a thread; their answers, or what they raised."""
    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        start.wait(10)
        try:
            results[place] = work()
        except Exception as error:
            results[place] = error  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def count(database: Database) -> int:
    with database.reading() as tx:
        return len(tx.execute(select(sequences)).all())


def test_one_of_many_holds_the_lease_and_the_next_takes_it_when_it_is_given_back(world: World) -> None:
    database = world.new_database("intake")
    leases = [Lease(world.replica_of(database), "relay") for _ in range(4)]
    assert sorted(map(bool, at_once(*(lease.held for lease in leases)))) == [False, False, False, True]
    (holder,) = (lease for lease in leases if lease.token)
    others = [lease for lease in leases if lease is not holder]
    assert holder.held()
    holder.give_back()
    assert others[0].held()
    assert others[0].token > 1, "the token rises whenever the lease changes hands"
    assert not holder.held()


def test_a_lease_that_is_not_renewed_runs_out(world: World) -> None:
    database = world.new_database("intake")
    dead, heir = Lease(database, "relay", seconds=0.3), Lease(world.replica_of(database), "relay", seconds=0.3)
    assert dead.held()
    assert not heir.held()
    eventually(heir.held, within=5)
    assert dead.token < heir.token


def test_leases_of_different_names_do_not_meet(world: World) -> None:
    database = world.new_database("intake")
    assert Lease(database, "relay").held()
    assert Lease(world.replica_of(database), "clockwork").held()


def test_an_act_is_done_once_by_two_instances_at_the_same_moment(world: World) -> None:
    database, clock, done = world.new_database("intake"), StoppedClock(), []
    acts = [
        Act("intake.erase", 3600, world.replica_of(database), clock, lambda number=number: done.append(number))  # type: ignore[misc]
        for number in range(2)
    ]
    for turn in range(1, 6):
        outcomes = at_once(*(act.perform for act in acts))
        assert sorted(map(str, outcomes)) == ["False", "True"], outcomes
        assert len(done) == turn
        clock.advance(timedelta(hours=1))


def test_a_part_that_fails_is_undone_alone(world: World) -> None:
    database = world.new_database("intake")

    def count(subject: str) -> None:
        with database.part() as tx:
            tx.execute(sequences.insert().values(subject=subject, last=1))

    with database.transaction() as tx:
        count("first")
        with pytest.raises(IntegrityError):
            count("first")
        count("second")
        assert tx.execute(select(sequences.c.subject).order_by(sequences.c.subject)).scalars().all() == [
            "first",
            "second",
        ]
    count("alone")
    with database.reading() as tx:
        assert len(tx.execute(select(sequences)).all()) == 3


def test_the_same_command_at_the_same_moment_has_one_effect_and_one_answer(world: World) -> None:
    database = world.new_database("intake")
    replicas = [world.replica_of(database) for _ in range(3)]

    def receive(own: Database, number: int) -> Callable[[], Any]:
        def work() -> dict[str, Any]:
            with own.transaction() as tx:
                tx.execute(sequences.insert().values(subject=f"request {number}", last=1))
            return {"reference": f"K7M-4XQ-{number}"}

        return lambda: answers.once(own, StoppedClock(), "c1", b"asked", work)

    told = at_once(*(receive(own, number) for number, own in enumerate(replicas)))
    assert len({str(answer) for answer in told}) == 1, told
    assert count(database) == 1
