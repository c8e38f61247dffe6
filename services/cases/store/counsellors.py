"""How counsellors are remembered, and how it is said for how many cases they have room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, bindparam, func, select

from services.cases.events.counsellors import CounsellorEngaged, CounsellorListed
from services.cases.model.cases import UNDER_WAY
from services.cases.model.counsellors import Counsellor
from services.cases.store.cases import cases
from services.cases.store.metadata import metadata
from services.chassis.database import Database, Instant, Transaction
from services.chassis.errors import unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page
from services.chassis.vault import Vault

counsellors = Table(
    "counsellors",
    metadata,
    Column("counsellor_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("languages", Text, nullable=False),
    Column("municipalities", Text, nullable=False),
    Column("topics", Text, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    # As it was last said: counted again whenever it may be another number.
    Column("free", Integer, nullable=False, server_default="0"),
    Column("changed_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("counsellors_organisation", counsellors.c.organisation, counsellors.c.counsellor_id)
_MOST_ROOM = (counsellors.c.free, counsellors.c.counsellor_id)
Index("counsellors_room", counsellors.c.organisation, counsellors.c.active, *_MOST_ROOM)

_BY_ID = select(counsellors).where(counsellors.c.counsellor_id == bindparam("counsellor_id"))
_UNDER_WAY = (
    select(func.count())
    .select_from(cases)
    .where(cases.c.counsellor_id == bindparam("counsellor_id"), cases.c.status.in_(UNDER_WAY))
)
_TAKE = (
    counsellors.update()
    .where(counsellors.c.counsellor_id == bindparam("which"))
    .values(version=counsellors.c.version + 1)
    .returning(*counsellors.c)
)
_COUNTED = (
    counsellors.update().where(counsellors.c.counsellor_id == bindparam("which")).values(free=bindparam("counted"))
)


class Counsellors:
    """The memory of who counsels, and the mouth that tells how much room they have."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault):
        self._database = database
        self._outbox = outbox
        self._vault = vault

    def find(self, counsellor_id: str) -> Counsellor | None:
        """The counsellor with this account, if they are one."""
        with self._database.reading() as tx:
            row = tx.execute(_BY_ID, {"counsellor_id": counsellor_id}).first()
        return _load(row) if row else None

    def get(self, counsellor_id: str) -> Counsellor:
        """The counsellor with this account. Raises NotFound."""
        found = self.find(counsellor_id)
        if found is None:
            raise unknown(Counsellor.noun)
        return found

    def listed(
        self, organisation: str, counsellor_id: str | None, taking: bool, cursor: str | None, limit: int
    ) -> tuple[Sequence[tuple[Counsellor, int]], str | None]:
        """A page of an organisation's counsellors (only this one, if one is named), each with how many cases they
        have room for, and the cursor of the next.

        `taking` are those who take cases at present, with most room first; otherwise all, as they began to work here.
        """
        statement = select(counsellors).where(counsellors.c.organisation == organisation)
        if counsellor_id is not None:
            statement = statement.where(counsellors.c.counsellor_id == counsellor_id)
        if taking:
            statement = statement.where(counsellors.c.active.is_(True))
        order = _MOST_ROOM if taking else (counsellors.c.counsellor_id,)
        with self._database.reading() as tx:
            rows, following = page(tx, statement, order, cursor, limit, newest_first=taking)
        return [(_load(row), row.free) for row in rows], following

    def keep(self, counsellor: Counsellor) -> Counsellor:
        """Write what a counsellor speaks, covers and knows, and say it; a newer word replaces an older one.

        It is said twice: without naming them, to whoever suggests counsellors, and by their id, to whoever books time.
        """
        row = _row(counsellor)
        with self._database.transaction() as tx:
            fresh = tx.insert(counsellors).values(**row, free=0, version=0)
            tx.execute(fresh.on_conflict_do_update(index_elements=["counsellor_id"], set_=row))
            self.list_again(counsellor.changed_at, counsellor.counsellor_id)
            self._outbox.say(tx, _engaged(counsellor))
        return self.get(counsellor.counsellor_id)

    def list_again(self, at: datetime, *counsellor_ids: str) -> None:
        """Say how much room these have now, in the transaction that changed it; who is no counsellor is left out.

        Their rows are locked before their cases are counted, in one order: of two transactions at once the second
        counts what the first has done.
        """
        with self._database.transaction() as tx:
            listed = [self._listed(tx, at, counsellor_id) for counsellor_id in sorted(set(counsellor_ids))]
            self._outbox.say(tx, *(event for event in listed if event))

    def reference(self, counsellor_id: str) -> str:
        """What stands for a counsellor in the directory of who has room."""
        return self._vault.token("counsellor in directory", counsellor_id)

    def reference_in_barriers(self, counsellor_id: str, topic: str, kind: str) -> str:
        """What stands for a counsellor among barriers of one kind about one topic: nobody's work can be followed."""
        return self._vault.token(f"counsellor in barriers {topic} {kind}", counsellor_id)

    def _listed(self, tx: Transaction, at: datetime, counsellor_id: str) -> CounsellorListed | None:
        row = tx.execute(_TAKE, {"which": counsellor_id}).first()
        if row is None:
            return None
        counsellor = _load(row)
        under_way: int = tx.execute(_UNDER_WAY, {"counsellor_id": counsellor_id}).scalar_one()
        tx.execute(_COUNTED, {"which": counsellor_id, "counted": counsellor.free(under_way)})
        return CounsellorListed(
            counsellor_ref=self.reference(counsellor_id),
            organisation=counsellor.organisation,
            languages=counsellor.languages,
            municipalities=counsellor.municipalities,
            topics=counsellor.topics,
            capacity=counsellor.capacity,
            free=counsellor.free(under_way),
            active=counsellor.active,
            listed_at=at,
        )


def _engaged(counsellor: Counsellor) -> CounsellorEngaged:
    return CounsellorEngaged(
        counsellor_id=counsellor.counsellor_id,
        organisation=counsellor.organisation,
        languages=counsellor.languages,
        active=counsellor.active,
        engaged_at=counsellor.changed_at,
    )


_LISTS = ("languages", "municipalities", "topics")
_NAMES = [field.name for field in fields(Counsellor)]


def _row(counsellor: Counsellor) -> dict[str, Any]:
    row = {name: getattr(counsellor, name) for name in _NAMES if name != "version"}
    return row | {name: " ".join(row[name]) for name in _LISTS}


def _load(row: Any) -> Counsellor:
    values = {name: getattr(row, name) for name in _NAMES}
    return Counsellor(**values | {name: tuple(values[name].split()) for name in _LISTS})
