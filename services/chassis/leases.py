"""A right that one replica holds for a while: fenced, so that a holder who overslept can do no harm.

The token rises whenever the lease changes hands. Whoever acts under a lease checks the token in the very
statement that acts; a holder paused past its time then changes nothing. Times are the database's, so the
clocks of the machines do not matter.
"""

from __future__ import annotations

import os
import socket
import time
from typing import Any

from sqlalchemy import BigInteger, Column, Float, MetaData, String, Table, bindparam, or_, select

from services.chassis.clock import new_id
from services.chassis.database import Database, Instant, database_now, from_now

metadata = MetaData()
leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("token", BigInteger, nullable=False),
    Column("holder", String(100), nullable=False),
    Column("until", Instant, nullable=False),
)
_LOOK = select(leases.c.token, leases.c.holder).where(leases.c.name == bindparam("lease_name"))
_TAKE = (
    leases.update()
    .where(leases.c.name == bindparam("lease_name"), leases.c.token == bindparam("seen_token"))
    .where(or_(leases.c.holder == bindparam("me"), leases.c.until < database_now()))
    .values(token=bindparam("new_token"), holder=bindparam("me"), until=from_now(bindparam("seconds", type_=Float)))
)
# True in the statement that acts while the token is the newest; its parameters are `Lease.proof`.
VALID = (
    select(leases.c.name)
    .where(leases.c.name == bindparam("lease_name"), leases.c.token == bindparam("lease_token"))
    .exists()
)
_GIVE_BACK = leases.update().where(leases.c.name == bindparam("lease_name"), VALID).values(until=from_now(-1.0))


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
            row = tx.execute(_LOOK, {"lease_name": self.name}).first()
            if row is None:
                self._create()
                return self.held()
            mine = row.holder == self._holder
            token = row.token if mine else row.token + 1
            claim = {"lease_name": self.name, "seen_token": row.token, "new_token": token, "me": self._holder}
            taken = tx.execute(_TAKE, {**claim, "seconds": self.seconds})
        self.token = token if taken.rowcount else 0
        self._renew_at = asked + self.seconds / 2
        return bool(self.token)

    def _create(self) -> None:
        with self._database.transaction() as tx:
            fresh = tx.insert(leases).values(name=self.name, token=0, holder="", until=from_now(-1.0))
            tx.execute(fresh.on_conflict_do_nothing())

    @property
    def proof(self) -> dict[str, Any]:
        """The parameters of VALID."""
        return {"lease_name": self.name, "lease_token": self.token}

    def forget(self) -> None:
        """Ask the database at the next turn; after LeaseLost."""
        self.token, self._renew_at = 0, 0.0

    def give_back(self) -> None:
        """Let another replica take over at once, when this one stops."""
        if not self.token:
            return
        with self._database.transaction() as tx:
            tx.execute(_GIVE_BACK, self.proof)
        self.forget()
