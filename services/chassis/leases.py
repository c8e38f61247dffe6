"""A right that one replica holds for a while: fenced, so that a holder who overslept can do no harm.

The token rises whenever the lease changes hands. Whoever acts under a lease checks the token in the very
statement that acts; a holder paused past its time then changes nothing. Times are the database's, so the
clocks of the machines do not matter.
"""

from __future__ import annotations

import os
import socket
import time

from sqlalchemy import BigInteger, Column, MetaData, String, Table, or_, select
from sqlalchemy.sql.elements import ColumnElement

from services.chassis.clock import new_id
from services.chassis.database import Database, Instant, from_now

metadata = MetaData()
leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("token", BigInteger, nullable=False),
    Column("holder", String(100), nullable=False),
    Column("until", Instant, nullable=False),
)


class LeaseLost(Exception):
    """Somebody else holds the lease now; what was begun under it must not be finished."""


class Lease:
    """One replica's claim on a named right."""

    def __init__(self, database: Database, name: str, seconds: float = 10.0):
        self.name = name
        self.seconds = seconds
        self.token = 0
        self._database = database
        self._holder = f"{socket.gethostname()[:40]}.{os.getpid()}.{new_id()[-12:]}"
        self._renew_at = 0.0

    def held(self) -> bool:
        """Take or keep the lease if nobody else has it. Asks the database only when half its time is over."""
        if self.token and time.monotonic() < self._renew_at:
            return True
        asked = time.monotonic()
        with self._database.transaction() as tx:
            row = tx.execute(select(leases.c.token, leases.c.holder).where(leases.c.name == self.name)).first()
            if row is None:
                self._create()
                return self.held()
            mine = row.holder == self._holder
            token = row.token if mine else row.token + 1
            taken = tx.execute(
                leases.update()
                .where(leases.c.name == self.name, leases.c.token == row.token)
                .where(or_(leases.c.holder == self._holder, leases.c.until < from_now()))
                .values(token=token, holder=self._holder, until=from_now(self.seconds))
            )
        self.token = token if taken.rowcount else 0
        self._renew_at = asked + self.seconds / 2
        return bool(self.token)

    def _create(self) -> None:
        with self._database.transaction() as tx:
            fresh = tx.insert(leases).values(name=self.name, token=0, holder="", until=from_now(-1))
            tx.execute(fresh.on_conflict_do_nothing())

    def valid(self) -> ColumnElement[bool]:
        """The condition to put into the statement that acts: true while the token is the newest."""
        return select(leases.c.name).where(leases.c.name == self.name, leases.c.token == self.token).exists()

    def forget(self) -> None:
        """Ask the database at the next turn; after LeaseLost."""
        self.token, self._renew_at = 0, 0.0

    def give_back(self) -> None:
        """Let another replica take over at once, when this one stops."""
        if not self.token:
            return
        with self._database.transaction() as tx:
            tx.execute(leases.update().where(leases.c.name == self.name, self.valid()).values(until=from_now(-1)))
        self.forget()
