"""How freed times are remembered, and who was asked about each already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, delete, exists, select

from services.chassis.bells import Bells
from services.chassis.database import Database, Instant, Transaction
from services.chassis.errors import changed, unknown
from services.chassis.paging import page
from services.scheduling.model.appointments import LONGEST
from services.scheduling.model.choices import OPEN as CHOICE_OPEN
from services.scheduling.model.waiting import FREE, OFFERED, OPEN, Entry, FreedTime
from services.scheduling.store.choices import choices
from services.scheduling.store.locks import hidden_from
from services.scheduling.store.metadata import metadata
from services.scheduling.store.waiting import IN_ORDER, entries, load_entry

BELL = "freed_times"

freed_times = Table(
    "freed_times",
    metadata,
    Column("freed_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("counsellor_id", String(36), nullable=False),
    Column("place", String(64), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("mode", String(10), nullable=False),
    Column("room", String(64)),
    Column("freed_at", Instant, nullable=False),
    Column("look_at", Instant, nullable=False),
    Column("status", String(10), nullable=False),
    Column("choice_id", String(36), unique=True),
    Column("version", Integer, nullable=False),
    UniqueConstraint("counsellor_id", "starts_at"),
)
Index("freed_times_due", freed_times.c.status, freed_times.c.look_at)
_BY_TIME = (freed_times.c.starts_at, freed_times.c.freed_id)
Index("freed_times_organisation", freed_times.c.organisation, *_BY_TIME)

# Whoever was asked about a freed time is not asked about it again.
asked = Table(
    "freed_asked",
    metadata,
    Column("freed_id", String(36), ForeignKey("freed_times.freed_id"), primary_key=True),
    Column("waiting_id", String(36), ForeignKey("waiting_entries.waiting_id"), primary_key=True),
)
Index("freed_asked_waiting", asked.c.waiting_id)

_WAITING = freed_times.c.status.in_((FREE, OFFERED))


class FreedTimes:
    """The memory of freed times: times that nobody takes any more."""

    def __init__(self, database: Database, bells: Bells):
        self._database = database
        self._bells = bells

    def get(self, freed_id: str) -> FreedTime:
        """The freed time. Raises NotFound."""
        found = self._one(freed_times.c.freed_id == freed_id)
        if found is None:
            raise unknown(FreedTime.noun)
        return found

    def offered_by(self, choice_id: str) -> FreedTime | None:
        """The freed time that is offered by a choice."""
        return self._one(freed_times.c.choice_id == choice_id)

    def listed(
        self, organisation: str, hidden: str, since: datetime, cursor: str | None, limit: int
    ) -> tuple[list[tuple[FreedTime, Any]], str | None]:
        """A page of an organisation's freed times that begin after a moment, by time, and the cursor of the next: each
        with what offers it (`case_id`, `until`). Where that case is locked for the account `hidden`, it is not told."""
        shown = (choices.c.choice_id == freed_times.c.choice_id) & ~hidden_from(choices.c.case_id, hidden)
        statement = (
            select(freed_times, choices.c.case_id, choices.c.until)
            .select_from(freed_times.outerjoin(choices, shown))
            .where(freed_times.c.organisation == organisation, freed_times.c.starts_at >= since)
        )
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _BY_TIME, cursor, limit)
        return [(_load(row), row) for row in rows], following

    def due(self, now: datetime, limit: int) -> Sequence[str]:
        """The ids of those to look at now, the longest due first."""
        which = select(freed_times.c.freed_id).where(_WAITING, freed_times.c.look_at <= now)
        with self._database.reading() as tx:
            return list(
                tx.execute(which.order_by(freed_times.c.look_at, freed_times.c.freed_id).limit(limit)).scalars()
            )

    def in_line(self, freed: FreedTime) -> Sequence[Entry]:
        """Whoever waits in its organisation, in order: without those who were asked about it, or are being asked about
        another one, and without cases that are locked for its counsellor."""
        was_asked = exists().where(asked.c.freed_id == freed.freed_id, asked.c.waiting_id == entries.c.waiting_id)
        is_asked = exists().where(choices.c.waiting_id == entries.c.waiting_id, choices.c.status == CHOICE_OPEN)
        which = select(entries).where(
            entries.c.organisation == freed.organisation,
            entries.c.status == OPEN,
            ~hidden_from(entries.c.case_id, freed.counsellor_id),
            ~was_asked,
            ~is_asked,
        )
        with self._database.reading() as tx:
            return [load_entry(row) for row in tx.execute(which.order_by(*IN_ORDER))]

    def note(self, freed: FreedTime) -> None:
        """Write that a time is free, or is so again, and wake whoever offers it on. Raises Conflict if somebody was
        quicker."""
        same = (
            freed_times.c.counsellor_id == freed.counsellor_id,
            freed_times.c.starts_at == freed.starts_at,
        )
        with self._database.transaction() as tx:
            new = replace(freed, version=freed.version + 1)
            if tx.execute(tx.insert(freed_times).values(vars(new)).on_conflict_do_nothing()).rowcount:
                self._ring(tx)
                return
            known = self._one(*same)
            assert known is not None  # it stands in the way of the new one
            self.save(known.free_again(freed))

    def save(self, freed: FreedTime) -> FreedTime:
        """Write a changed freed time, and wake whoever offers it on; returns it as it now stands. Raises Conflict if
        somebody was quicker."""
        saved = replace(freed, version=freed.version + 1)
        mine = (freed_times.c.freed_id == freed.freed_id, freed_times.c.version == freed.version)
        with self._database.transaction() as tx:
            if not tx.execute(freed_times.update().where(*mine).values(vars(saved))).rowcount:
                raise changed(FreedTime.noun)
            self._ring(tx)
        return saved

    def ask(self, freed: FreedTime, entry: Entry) -> None:
        """Write that somebody is asked about it."""
        with self._database.transaction() as tx:
            tx.execute(asked.insert(), {"freed_id": freed.freed_id, "waiting_id": entry.waiting_id})

    def not_asked(self, freed: FreedTime, waiting_id: str) -> None:
        """Write that somebody could not answer: they are asked again should it be free once more."""
        with self._database.transaction() as tx:
            tx.execute(delete(asked).where(asked.c.freed_id == freed.freed_id, asked.c.waiting_id == waiting_id))

    def look_again(self, counsellor_id: str, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
        """Have those looked at now that may have been taken by what a counsellor has from then to then."""
        near = (
            freed_times.c.counsellor_id == counsellor_id,
            freed_times.c.starts_at > starts_at - timedelta(minutes=LONGEST),
            freed_times.c.starts_at < ends_at,
        )
        with self._database.transaction() as tx:
            if tx.execute(freed_times.update().where(_WAITING, *near).values(look_at=now)).rowcount:
                self._ring(tx)

    def look_later(self, freed_id: str, at: datetime) -> None:
        """Have it looked at then, whatever stood in the way."""
        with self._database.transaction() as tx:
            tx.execute(freed_times.update().where(freed_times.c.freed_id == freed_id).values(look_at=at))

    def forget_before(self, moment: datetime) -> int:
        """Forget those that began before this moment; returns how many."""
        past = freed_times.c.starts_at < moment
        with self._database.transaction() as tx:
            tx.execute(delete(asked).where(asked.c.freed_id.in_(select(freed_times.c.freed_id).where(past))))
            return tx.execute(delete(freed_times).where(past)).rowcount

    def _ring(self, tx: Transaction) -> None:
        tx.after_commit(BELL, lambda: self._bells.ring(BELL))

    def _one(self, *which: Any) -> FreedTime | None:
        with self._database.reading() as tx:
            row = tx.execute(select(freed_times).where(*which)).first()
        return _load(row) if row else None


def _load(row: Any) -> FreedTime:
    return FreedTime(**{name: row._mapping[name] for name in freed_times.c.keys()})  # noqa: SIM118 (names, not columns)
