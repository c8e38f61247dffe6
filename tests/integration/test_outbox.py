"""Saving is saying: what is committed is written down to be said, in order; what is rolled back never was."""

from __future__ import annotations

import contextlib
import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.chassis import outbox
from services.chassis.bells import Bells
from services.chassis.database import Database, Transaction
from services.chassis.leases import Lease
from services.chassis.outbox import Outbox
from services.chassis.testing import NOON, StoppedClock, said
from services.intake.events import RequestReceived, RequestWithdrawn
from tests.integration.conftest import World


def received(request_id: str) -> RequestReceived:
    return RequestReceived(request_id, "K7M-4XQ-6", "web", "ka", "written", ("housing",), "wuerselen", ("email",), NOON)


def withdrawn(request_id: str) -> RequestWithdrawn:
    return RequestWithdrawn(request_id, "K7M-4XQ-6", NOON)


def mouth(database: Database) -> Outbox:
    return Outbox("intake@kim", StoppedClock(), Bells(database))


@pytest.fixture
def database(world: World) -> Database:
    return world.new_database("intake")


def rows(database: Database) -> list[Any]:
    with database.reading() as tx:
        return list(tx.execute(select(outbox.outbox).order_by(outbox.outbox.c.position)).all())


def undone(database: Database, work: Callable[[Transaction], None]) -> None:
    """Do this in a transaction that is then rolled back."""
    with contextlib.suppress(ZeroDivisionError), database.transaction() as tx:
        work(tx)
        raise ZeroDivisionError


def test_a_subjects_messages_are_counted_without_gaps_and_stand_in_their_order(database: Database) -> None:
    say = mouth(database).say
    with database.transaction() as tx:
        say(tx, received("r1"), received("r2"), withdrawn("r1"))
    with database.transaction() as tx:
        say(tx, withdrawn("r2"))
    assert [(row.subject, row.sequence) for row in rows(database)] == [("r1", 1), ("r2", 1), ("r1", 2), ("r2", 2)]


def test_transactions_at_the_same_time_keep_the_order_of_each_subject(world: World, database: Database) -> None:
    replicas = [database, world.replica_of(database)]
    start = threading.Barrier(6)
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            own = replicas[number % 2]
            say = mouth(own).say
            start.wait(10)
            for turn in range(10):
                subjects = ("r1", "r2") if (number + turn) % 2 else ("r2", "r1")

                def one(subjects: tuple[str, str] = subjects) -> None:
                    with own.transaction() as tx:
                        say(tx, *(withdrawn(subject) for subject in subjects))

                own.again(one)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    order: dict[str, list[int]] = defaultdict(list)
    for row in rows(database):
        order[row.subject].append(row.sequence)
    assert dict(order) == {"r1": list(range(1, 61)), "r2": list(range(1, 61))}


def test_what_is_rolled_back_was_never_said_and_leaves_no_gap(database: Database) -> None:
    say = mouth(database).say
    undone(database, lambda tx: say(tx, received("r1")))
    with database.transaction() as tx:
        say(tx, received("r1"))
    assert [row.sequence for row in rows(database)] == [1]


def test_the_bell_rings_after_the_commit_and_not_for_what_was_rolled_back(database: Database) -> None:
    bells = Bells(database)
    bell, own = bells.bell(outbox.BELL), Outbox("intake@kim", StoppedClock(), bells)
    undone(database, lambda tx: own.say(tx, received("r1")))
    assert not bell.wait(0)
    with database.transaction() as tx:
        own.say(tx, received("r1"))
        assert not bell.wait(0), "not before the commit"
    assert bell.wait(0)


def test_a_transaction_inside_a_transaction_is_the_same_one(database: Database) -> None:
    say = mouth(database).say

    def work(_: Transaction) -> None:
        with database.transaction() as inner:
            say(inner, received("r1"))
        assert len(rows(database)) == 1, "its own writes are seen"

    undone(database, work)
    assert rows(database) == []


def test_sent_rows_are_passed_over_offered_again_and_forgotten(database: Database) -> None:
    say = mouth(database).say
    with database.transaction() as tx:
        say(tx, received("r1"), withdrawn("r1"), received("r2"))
    lease = Lease(database, "relay")
    assert lease.held()
    with database.transaction() as tx:
        first = outbox.unsent(tx, 2)
        assert [(row.subject, row.sequence) for row in first] == [("r1", 1), ("r1", 2)]
        assert outbox.mark_sent(tx, [row.position for row in first], NOON, lease.proof) == 2
        assert [row.subject for row in outbox.unsent(tx, 10)] == ["r2"]
        assert outbox.unsent(tx, 10, passed_over=["intake.events"]) == []
        assert outbox.oldest_unsent(tx) == NOON
    ids = [envelope.id for envelope in said(database)]
    with database.transaction() as tx:
        assert outbox.offer_again(tx, NOON - timedelta(hours=1), ["request.withdrawn.v1"]) == 1
        assert [row.type for row in outbox.unsent(tx, 10)] == ["request.withdrawn.v1", "request.received.v1"]
    assert [envelope.id for envelope in said(database)] == ids, "under the old ids"
    with database.transaction() as tx:
        assert outbox.purge(tx, NOON + timedelta(days=14)) == 1


def test_whoever_has_lost_the_lease_marks_nothing(world: World, database: Database) -> None:
    with database.transaction() as tx:
        mouth(database).say(tx, received("r1"))
    slow, quick = Lease(database, "relay", seconds=-1), Lease(world.replica_of(database), "relay")
    assert slow.held()
    assert quick.held(), "the lease of the slow one has run out"
    with database.transaction() as tx:
        (row,) = outbox.unsent(tx, 10)
        assert outbox.mark_sent(tx, [row.position], NOON, slow.proof) == 0
        assert outbox.mark_sent(tx, [row.position], NOON, quick.proof) == 1
