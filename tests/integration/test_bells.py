"""A commit wakes whoever waits for it: here at once, in another replica by NOTIFY when it is for that one to do."""

from __future__ import annotations

import time
from collections.abc import Callable

from services.chassis import outbox
from services.chassis.bells import Bells
from services.chassis.database import Database
from services.chassis.leases import Lease
from services.chassis.outbox import Outbox
from services.chassis.relay import Relay
from services.chassis.testing import NOON, StoppedClock
from services.intake.events import RequestErased
from tests.eventually import eventually
from tests.integration.conftest import World


def test_a_bell_is_heard_by_all_who_wait_in_this_process(world: World) -> None:
    bells = Bells(world.new_database("intake"))
    one, two, other = bells.bell("outbox"), bells.bell("outbox"), bells.bell("inbox")
    bells.ring("outbox")
    assert one.wait(0)
    assert two.wait(0)
    assert not other.wait(0)
    assert not one.wait(0), "once is enough"


def test_a_commit_beside_a_relay_that_stands_by_wakes_the_one_that_works(
    new_postgres_database: Callable[[str], Database],
) -> None:
    database = new_postgres_database("intake")
    replica = Database(database.engine.url.render_as_string(hide_password=False))
    here, there = Bells(database), Bells(replica)
    bell = there.bell(outbox.BELL)
    assert Lease(replica, "relay").held()
    standby = Relay("intake", database, StoppedClock(), here, "embedded://never-dialled")
    here.start()
    there.start()
    standby.start()
    try:

        def woken() -> float | None:
            began = time.monotonic()
            with database.transaction() as tx:
                Outbox("intake@kim", StoppedClock(), here).say(tx, RequestErased("r1", NOON))
            return time.monotonic() - began if bell.wait(1) else None

        eventually(woken, within=10)  # the first one may come before somebody listens
        took = woken()
        assert took is not None
        assert took < 0.5
    finally:
        standby.stop()
        for bells in (here, there):
            bells.stop()
        database.close()
        replica.close()


def test_after_its_connection_was_cut_a_bell_is_heard_again(
    new_postgres_database: Callable[[str], Database], postgres: object
) -> None:
    database = new_postgres_database("intake")
    replica = Database(database.engine.url.render_as_string(hide_password=False))
    here, there = Bells(database), Bells(replica)
    bell = there.bell("outbox")
    here.start()
    there.start()
    try:

        def rings() -> bool:
            here.tell("outbox")
            return bell.wait(0.5)

        eventually(rings, within=10)
        assert postgres.terminate_connections(database.engine.url.database) > 0  # type: ignore[attr-defined]
        eventually(rings, within=20)
    finally:
        for bells in (here, there):
            bells.stop()
        database.close()
        replica.close()
