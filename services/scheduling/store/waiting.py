"""How it is remembered who waits, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, func, select

from services.chassis.database import Database, Instant
from services.chassis.errors import Refused, changed, unknown
from services.chassis.paging import page
from services.scheduling.model.waiting import OPEN, Entry
from services.scheduling.store.locks import Locks, hidden_from
from services.scheduling.store.metadata import metadata

entries = Table(
    "waiting_entries",
    metadata,
    Column("waiting_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("language", String(16), nullable=False),
    Column("place", String(64)),
    Column("topic", String(64)),
    Column("mode", String(10)),
    Column("counsellor_id", String(36)),
    Column("minutes", Integer, nullable=False),
    Column("turn", Integer, nullable=False),  # 0 for what is urgent, 1 for the rest
    Column("since", Instant, nullable=False),
    Column("until", Date),
    Column("with_interpreter", Boolean, nullable=False),
    Column("status", String(10), nullable=False),
    Column("ended_at", Instant),
    Column("version", Integer, nullable=False),
)
IN_ORDER = (entries.c.turn, entries.c.since, entries.c.waiting_id)
_IS_OPEN = entries.c.status == OPEN
Index("waiting_entries_line", entries.c.organisation, entries.c.status, *IN_ORDER)
# A case waits once at a time, however many put it on the list at once.
Index("waiting_entries_case", entries.c.case_id, unique=True, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN)


@dataclass(frozen=True)
class Group:
    """How many wait for the same, and since when the first of them does."""

    language: str
    place: str | None
    topic: str | None
    number: int
    since: datetime


class Waiting:
    """The memory of who waits for an appointment."""

    def __init__(self, database: Database, locks: Locks):
        self._database = database
        self._locks = locks

    def get(self, waiting_id: str) -> Entry:
        """The entry with the circle of its case. Raises NotFound."""
        found = self._one(entries.c.waiting_id == waiting_id)
        if found is None:
            raise unknown(Entry.noun)
        return found

    def open_of(self, case_id: str) -> Entry | None:
        """For what the person in a case waits at present."""
        return self._one(entries.c.case_id == case_id, _IS_OPEN)

    def of_cases(self, organisation: str, case_ids: Collection[str]) -> Sequence[Entry]:
        """All that was ever waited for in these cases, in order."""
        which = select(entries).where(entries.c.case_id.in_(case_ids), entries.c.organisation == organisation)
        with self._database.reading() as tx:
            return [load_entry(row) for row in tx.execute(which.order_by(entries.c.since, entries.c.waiting_id))]

    def listed(
        self, organisation: str, hidden: str, wanted: Mapping[str, str | None], cursor: str | None, limit: int
    ) -> tuple[list[tuple[int, Entry]], str | None]:
        """A page of those who wait, in order, each with the position in the organisation's line, and the cursor of the
        next. `wanted` are columns and what stands in them; cases that are locked for the account `hidden` are left
        out, and leave a gap."""
        position = func.row_number().over(order_by=IN_ORDER).label("position")
        line: Any = select(entries, position).where(entries.c.organisation == organisation, _IS_OPEN).subquery()
        statement = select(line).where(
            ~hidden_from(line.c.case_id, hidden),
            *(line.c[name] == value for name, value in wanted.items() if value is not None),
        )
        with self._database.reading() as tx:
            rows, following = page(tx, statement, (line.c.turn, line.c.since, line.c.waiting_id), cursor, limit)
        return [(row.position, load_entry(row)) for row in rows], following

    def groups(self, organisation: str) -> Sequence[Group]:
        """How many wait in an organisation, by what they wait for."""
        by = (entries.c.language, entries.c.place, entries.c.topic)
        number, since = func.count().label("number"), func.min(entries.c.since, type_=Instant()).label("since")
        counted = select(*by, number, since).where(entries.c.organisation == organisation, _IS_OPEN).group_by(*by)
        with self._database.reading() as tx:
            return [Group(**row._mapping) for row in tx.execute(counted)]

    def outdated(self, today: date, limit: int) -> Sequence[str]:
        """The ids of those for whom every day that suited is past."""
        past = select(entries.c.waiting_id).where(_IS_OPEN, entries.c.until < today)
        with self._database.reading() as tx:
            return list(tx.execute(past.order_by(entries.c.until, entries.c.waiting_id).limit(limit)).scalars())

    def add(self, entry: Entry) -> Entry:
        """Write a new entry; returns it as it now stands. Raises Refused if the case waits already."""
        added = replace(entry, version=entry.version + 1)
        with self._database.transaction() as tx:
            new = tx.insert(entries).values(_row(added))
            once = new.on_conflict_do_nothing(index_elements=["case_id"], index_where=_IS_OPEN)
            if not tx.execute(once).rowcount:
                raise Refused("waits_already", "This case is on the waiting list already.")
        return added

    def save(self, entry: Entry) -> Entry:
        """Write a changed entry; returns it as it now stands. Raises Conflict if somebody was quicker."""
        saved = replace(entry, version=entry.version + 1)
        mine = (entries.c.waiting_id == entry.waiting_id, entries.c.version == entry.version)
        with self._database.transaction() as tx:
            if not tx.execute(entries.update().where(*mine).values(_row(saved))).rowcount:
                raise changed(Entry.noun)
        return saved

    def _one(self, *which: Any) -> Entry | None:
        with self._database.reading() as tx:
            row = tx.execute(select(entries).where(*which)).first()
        return replace(load_entry(row), circle=self._locks.around(row.case_id)) if row else None


def _row(entry: Entry) -> dict[str, Any]:
    kept = {name: value for name, value in vars(entry).items() if name not in ("urgent", "circle")}
    return kept | {"turn": 0 if entry.urgent else 1}


def load_entry(row: Any) -> Entry:
    told = {name: value for name, value in row._mapping.items() if name not in ("turn", "position")}
    return Entry(**told, urgent=row.turn == 0)
