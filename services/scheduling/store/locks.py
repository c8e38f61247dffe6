"""How it is remembered for whom a case is locked: the newest word wins, so that every order ends in the same rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, String, Table, bindparam, exists, select

from services.chassis.database import Database, Instant
from services.chassis.rights import Circle
from services.scheduling.store.metadata import metadata
from services.scheduling.store.newest import keep_newest

locks = Table(
    "locks",
    metadata,
    Column("case_id", String(36), primary_key=True),
    Column("account_id", String(36), primary_key=True),
    Column("is_locked", Boolean, nullable=False),
    Column("told_at", Instant, nullable=False),
)
_LOCKED = select(locks.c.account_id).where(locks.c.case_id == bindparam("case_id"), locks.c.is_locked)


def hidden_from(case_id: Column[Any], account_id: str) -> Any:
    """The condition that a case is locked for somebody: lists leave out for them what is booked in it."""
    locked = (locks.c.case_id == case_id) & locks.c.is_locked
    return exists(select(locks.c.case_id).where(locked, locks.c.account_id == account_id))


class Locks:
    """The memory of whom a case does not exist for."""

    def __init__(self, database: Database):
        self._database = database

    def note(self, case_id: str, account_id: str, is_locked: bool, told_at: datetime) -> None:
        """Note that a case is locked for somebody, or no longer, unless something newer is known."""
        told = {"case_id": case_id, "account_id": account_id, "is_locked": is_locked, "told_at": told_at}
        keep_newest(self._database, locks, told, "told_at")

    def hidden(self, case_ids: Collection[str], account_id: str) -> frozenset[str]:
        """Those of these cases that do not exist for somebody."""
        which = (locks.c.case_id.in_(case_ids), locks.c.account_id == account_id, locks.c.is_locked)
        with self._database.reading() as tx:
            return frozenset(tx.execute(select(locks.c.case_id).where(*which)).scalars()) if case_ids else frozenset()

    def around(self, case_id: str) -> Circle:
        """Whom this case does not exist for, as its circle."""
        with self._database.reading() as tx:
            return Circle(locked_out=frozenset(tx.execute(_LOCKED, {"case_id": case_id}).scalars()))
