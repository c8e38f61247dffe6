"""Acts by the clock: done once per due time, whichever replica is awake.

The due times of an act are the multiples of its interval since 1970 in UTC, so every replica names the same
ones. An act claims (act, due time) in the transaction of its effect: whoever comes second finds it taken.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Column, MetaData, String, Table, and_, func, select

from services.chassis.clock import Clock
from services.chassis.database import Database, Instant

metadata = MetaData()
acts = Table(
    "acts",
    metadata,
    Column("act", String(100), primary_key=True),
    Column("due_at", Instant, primary_key=True),
)


def due_time(now: datetime, interval: float) -> datetime:
    """The last moment at or before now at which something with this interval (seconds) was due."""
    return datetime.fromtimestamp(now.timestamp() // interval * interval, UTC)


class Act:
    """One thing a service does every `interval` seconds."""

    def __init__(self, name: str, interval: float, database: Database, clock: Clock, work: Callable[[], None]):
        self.name = name
        self.interval = interval
        self._database = database
        self._clock = clock
        self._work = work
        self._last: datetime | None = None

    def perform(self) -> bool:
        """Do it if it is due and nobody has done it. Tells whether we did."""
        due = due_time(self._clock.now(), self.interval)
        if due == self._last:
            return False
        with self._database.transaction() as tx:
            newest = tx.execute(select(func.max(acts.c.due_at)).where(acts.c.act == self.name)).scalar()
            if newest is not None and newest >= due:  # done already, or a clock has gone back
                self._last = due
                return False
            claim = tx.insert(acts).values(act=self.name, due_at=due).on_conflict_do_nothing()
            mine = bool(tx.execute(claim).rowcount)
            if mine:
                tx.execute(acts.delete().where(and_(acts.c.act == self.name, acts.c.due_at < due)))
                self._work()
        self._last = due
        return mine
