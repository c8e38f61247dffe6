"""What is measured, as functions that take a running side and give back figures by name.

The names are those of `goals.FIGURES`. A figure that a side cannot give is simply absent.
"""

import contextlib
import itertools
import logging
import select
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

import psycopg2
from psycopg2.extensions import connection as Connection

from tests.bench.load import Request, closed_loop, percentiles, send
from tests.bench.running import cpu_seconds, memory_mib

log = logging.getLogger(__name__)

Figures = dict[str, float]

EVENTS_A_SECOND, CHANGES_A_SECOND, SINGLES_A_SECOND = 800, 300, 40
"""About what the baseline does: `seconds` times as many are measured, so that each measure takes it about as long."""
IDLE_SECONDS = 10.0
IDLE_BETWEEN = 0.1
"""Seconds between two single requests: what the last one set off (a mail, its own events) has to be over by then."""
EFFECT_WITHIN = 30.0
KNOWN_REQUESTS = 100


# ── what a side has to offer ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Table:
    """A PostgreSQL table in which commits can be seen from outside; `url` as SQLAlchemy writes it."""

    url: str
    name: str

    def connect(self) -> Connection:
        connection = psycopg2.connect(self.url.replace("+psycopg2", ""))
        connection.autocommit = True
        return connection


class Startable(Protocol):
    """Something with a start-up time, memory and idle CPU."""

    name: str

    def start(self) -> None:
        """Start all processes and return as soon as a request would be answered and an event heard.

        Tables, queues and demo data that outlive a stop are made the first time only.
        """

    def rest(self) -> None:
        """Return when what it does by itself once it answers (filling the demo) is done."""

    def stop(self) -> None:
        """Stop all processes; what they stored is kept."""

    @property
    def pids(self) -> list[int]:
        """The processes started; their children are found from them. Broker and database do not belong to a side."""


class Side(Startable, Protocol):
    """One of the two that are compared. Between `start` and `stop` it answers at `url`."""

    url: str
    changes: Table
    """One row more for each request created."""
    effects: Table
    """One row more when the other service has handled the event of one request; never more than one each."""

    def creating(self, number: int) -> Request:
        """Create a request, another one for each number; the answer is JSON with its `request_id`."""

    def reading(self, request_id: str) -> Request:
        """Read one request."""

    def commit_many(self, count: int) -> None:
        """Have the publishing service itself create `count` requests, no HTTP in between; return when committed."""

    def publish(self, count: int, publishers: int) -> float:
        """Send `count` events, already stored where the side stores them, into a durable queue that nobody reads.

        By `publishers` at a time, where a side can have more than one. Gives back the seconds from the start of
        sending until the broker has confirmed the last one.
        """


# ── the measures ────────────────────────────────────────────────────────────────────────────────────────

numbers = itertools.count(time.time_ns() // 1000)
"""Never the same twice on one database, also after a restart."""


def start_up(side: Startable) -> Figures:
    """Start a side that is stopped."""
    started = time.perf_counter()
    side.start()
    return {"start_up": time.perf_counter() - started}


def idle(side: Startable, seconds: float) -> Figures:
    """CPU of all processes of a side that has nothing to do, in percent of one core."""
    del seconds
    time.sleep(1)
    before = cpu_seconds(side.pids)
    time.sleep(IDLE_SECONDS)
    return {"idle": 100 * (cpu_seconds(side.pids) - before) / IDLE_SECONDS}


def memory(side: Startable, seconds: float) -> Figures:
    del seconds
    return {"memory": memory_mib(side.pids)}


def create(side: Side, seconds: float) -> Figures:
    """Create requests over HTTP, over one connection and over ten."""
    return _over_http("create", side, seconds, lambda: side.creating(next(numbers)))


def read(side: Side, seconds: float) -> Figures:
    """Read requests over HTTP, one of a hundred at a time."""
    known = [send(side.url, side.creating(next(numbers)))["request_id"] for _ in range(KNOWN_REQUESTS)]
    turn = itertools.cycle(known)
    _settle(side)
    return _over_http("read", side, seconds, lambda: side.reading(next(turn)))


def publish(side: Side, seconds: float) -> Figures:
    """Events handed to the broker and confirmed: one publisher at work, then ten."""
    count = int(EVENTS_A_SECOND * seconds)
    side.publish(count // 10, publishers=10)  # warm: every publisher opens its connection
    return {f"publish.{publishers}": count / side.publish(count, publishers) for publishers in (1, 10)}


def end_to_end(side: Side, seconds: float) -> Figures:
    """From the first commit in one service to the last effect in the other, producer included."""
    count = int(CHANGES_A_SECOND * seconds)
    _settle(side)
    with contextlib.closing(side.effects.connect()) as connection, ThreadPoolExecutor(1) as background:
        goal = _count(connection, side.effects) + count
        started = time.perf_counter()
        producing = background.submit(side.commit_many, count)
        _await_count(connection, side.effects, goal)
        elapsed = time.perf_counter() - started
        producing.result()
    return {"end_to_end": count / elapsed}


def latency(side: Side, seconds: float) -> Figures:
    """One request at a time on an idle system: from its commit to the commit of its effect, both seen from outside."""
    took = []
    send(side.url, side.creating(next(numbers)))
    _settle(side)
    with _watching(side.changes) as changes, _watching(side.effects) as effects, ThreadPoolExecutor(1) as client:
        for _ in range(max(int(SINGLES_A_SECOND * seconds), 2)):
            asked = client.submit(send, side.url, side.creating(next(numbers)))
            committed = _next_commits(changes, effects)
            took.append((committed[effects] - committed[changes]) * 1000)
            asked.result()
            time.sleep(IDLE_BETWEEN)
    p50, p99 = percentiles(took)
    return {"latency.p50": p50, "latency.p99": p99}


MEASURES: dict[str, Callable[[Any, float], Figures]] = {
    measure.__name__: measure for measure in (idle, latency, create, read, publish, end_to_end, memory)
}
"""In the order in which they are taken; `start_up` comes before all of them."""

FOOTPRINT = ("idle", "memory")
"""Those that need no more than a `Startable`."""


# ── how ─────────────────────────────────────────────────────────────────────────────────────────────────


def _over_http(what: str, side: Side, seconds: float, make_request: Callable[[], Request]) -> Figures:
    figures: Figures = {}
    closed_loop(side.url, 10, min(1.0, seconds), make_request)  # warm: connections, caches, prepared statements
    for connections in (1, 10):
        _settle(side)
        result = closed_loop(side.url, connections, seconds, make_request)
        if result.errors:
            log.warning("%s: %d × %s failed, first: %s", side.name, result.errors, what, result.first_error)
        figures |= {
            f"{what}.{connections}": result.per_second,
            f"{what}.{connections}.p50": result.p50_ms,
            f"{what}.{connections}.p99": result.p99_ms,
        }
    _settle(side)
    return figures


def _settle(side: Side) -> None:
    """Wait until the effects of earlier measures have all arrived: none for half a second."""
    with contextlib.closing(side.effects.connect()) as connection:
        seen, now = -1, _count(connection, side.effects)
        while seen != now:
            time.sleep(0.5)
            seen, now = now, _count(connection, side.effects)


def _await_count(connection: Connection, table: Table, goal: int) -> None:
    """Wait until the table has `goal` rows; TimeoutError if none is added for 30 s."""
    seen, seen_at = -1, time.monotonic()
    while (now := _count(connection, table)) < goal:
        if now != seen:
            seen, seen_at = now, time.monotonic()
        elif time.monotonic() > seen_at + EFFECT_WITHIN:
            raise TimeoutError(f"{goal - now} effects are missing in {table.name}")
        time.sleep(0.05)


def _count(connection: Connection, table: Table) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table.name}")
        (count,) = cursor.fetchone() or (0,)
        return int(count)


@contextlib.contextmanager
def _watching(table: Table) -> Iterator[Connection]:
    """A connection that is notified by each commit that has added rows to a table; nothing is polled."""
    with contextlib.closing(table.connect()) as connection, connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION bench_tell() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN PERFORM pg_notify('bench_' || TG_TABLE_NAME, ''); RETURN NULL; END $$"
        )
        cursor.execute(f"CREATE TRIGGER bench_tell AFTER INSERT ON {table.name} EXECUTE FUNCTION bench_tell()")
        try:
            cursor.execute(f"LISTEN bench_{table.name}")
            yield connection
        finally:
            cursor.execute(f"DROP TRIGGER bench_tell ON {table.name}")


def _next_commits(*watched: Connection) -> dict[Connection, float]:
    """When each of the watched tables had its next commit, on our clock in seconds; TimeoutError after 30 s."""
    committed: dict[Connection, float] = {}
    while len(committed) < len(watched):
        notified, _, _ = select.select(watched, [], [], EFFECT_WITHIN)
        now = time.perf_counter()
        if not notified:
            raise TimeoutError("no commit was seen")
        for connection in notified:
            connection.poll()
            if connection.notifies:
                connection.notifies.clear()
                committed.setdefault(connection, now)
    return committed
