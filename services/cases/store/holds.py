"""How legal holds are remembered: why is encrypted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Index, Integer, LargeBinary, String, Table, bindparam, select

from services.cases.model.holds import Hold
from services.cases.store import personal
from services.cases.store.metadata import metadata
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.errors import unknown
from services.chassis.vault import Vault

holds = Table(
    "holds",
    metadata,
    Column("hold_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("person_id", String(36), nullable=False),
    Column("reason", LargeBinary, nullable=False),
    Column("until", Date, nullable=False),
    Column("placed_at", Instant, nullable=False),
    Column("placed_by", String(36), nullable=False),
    Column("released_at", Instant),
    Column("released_by", String(36)),
    Column("version", Integer, nullable=False),
)
Index("holds_person", holds.c.person_id, holds.c.until)

_BY_ID = select(holds).where(holds.c.hold_id == bindparam("hold_id"))
_IN_FORCE = (
    select(holds)
    .where(
        holds.c.person_id.in_(bindparam("person_ids", expanding=True)),
        holds.c.released_at.is_(None),
        holds.c.until >= bindparam("on"),
    )
    .order_by(holds.c.until.desc(), holds.c.hold_id)
)


class Holds:
    """The memory of who must not be forgotten for the time being."""

    def __init__(self, database: Database, vault: Vault):
        self._database = database
        self._vault = vault

    def get(self, hold_id: str) -> Hold:
        """The hold. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(_BY_ID, {"hold_id": hold_id}).first()
        if row is None:
            raise unknown(Hold.noun)
        return self._load(row)

    def in_force(self, person_id: str, on: date) -> Hold | None:
        """The hold on this person on a day; the one that lasts longest if there are several."""
        with self._database.reading() as tx:
            row = tx.execute(_IN_FORCE, {"person_ids": [person_id], "on": on}).first()
        return self._load(row) if row else None

    def held(self, person_ids: Collection[str], on: date) -> frozenset[str]:
        """Those of these people on whom there is a hold on a day; in one statement."""
        with self._database.reading() as tx:
            rows = tx.execute(_IN_FORCE, {"person_ids": sorted(person_ids), "on": on})
            return frozenset(row.person_id for row in rows)

    def add(self, hold: Hold) -> Hold:
        """Write a new hold; returns it as it now stands."""
        added = replace(hold, version=hold.version + 1)
        reason = personal.lock(self._vault, holds.c.reason, hold.hold_id, {"reason": hold.reason})
        with self._database.transaction() as tx:
            tx.execute(holds.insert(), vars(added) | {"reason": reason})
        return added

    def save(self, hold: Hold) -> Hold:
        """Write that a hold was released; returns it as it now stands. Raises Conflict."""
        became = {"released_at": hold.released_at, "released_by": hold.released_by}
        with self._database.transaction() as tx:
            change(tx, holds.c.hold_id, hold.hold_id, hold.noun, hold.version, became)
        return replace(hold, version=hold.version + 1)

    def _load(self, row: Any) -> Hold:
        facts = personal.read(self._vault, holds.c.reason, row.hold_id, row.reason) or {}
        return Hold(**{**row._mapping, "reason": facts["reason"]})
