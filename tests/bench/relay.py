"""How long the relay takes for so many outbox rows: `python -m tests.bench.relay COUNT` prints the seconds.

In a process of its own, patched by eventlet as a service's is; the queue is durable and nobody reads it.
"""

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from datetime import datetime  # noqa: E402
from typing import ClassVar  # noqa: E402

from sqlalchemy import func, select  # noqa: E402

from services.chassis import bus, leases, outbox  # noqa: E402
from services.chassis.bells import Bells  # noqa: E402
from services.chassis.clock import SystemClock, new_id  # noqa: E402
from services.chassis.database import Database  # noqa: E402
from services.chassis.relay import Relay  # noqa: E402


@dataclass(frozen=True)
class RequestReceived:
    """As large as the real one."""

    exchange: ClassVar[str] = "bench.events"
    type: ClassVar[str] = "request.received.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    reference: str
    language: str
    topics: tuple[str, ...]
    municipality: str
    received_at: datetime


def main(count: int) -> float:
    database = Database(os.environ["BENCH_DATABASE_URL"])
    outbox.metadata.create_all(database.engine)
    leases.metadata.create_all(database.engine)
    bells, clock = Bells(database), SystemClock()
    link = bus.Link(os.environ["BENCH_BROKER_URL"], "bench")
    bus.Topology("bench", frozenset({"bench.events"}), frozenset({("bench.events", RequestReceived.type)})).declare(
        link.channel()
    )
    mouth = outbox.Outbox("bench@kim", clock, bells)
    for begin in range(0, count, 500):
        with database.transaction() as tx:
            events = [
                RequestReceived(new_id(), "K7M-4XQ-6", "ka", ("housing", "language"), "eschweiler", clock.now())
                for _ in range(begin, min(begin + 500, count))
            ]
            mouth.say(tx, *events)
    relay = Relay("bench", database, clock, bells, os.environ["BENCH_BROKER_URL"])
    started = time.perf_counter()
    while unsent(database):
        bells.ring(outbox.BELL)  # a step waits for the bell when it has sent all there was
        relay.step()
    return time.perf_counter() - started


def unsent(database: Database) -> int:
    with database.reading() as tx:
        return tx.execute(select(func.count()).where(outbox.outbox.c.sent_at.is_(None))).scalar_one()


if __name__ == "__main__":
    print(main(int(sys.argv[1])))
