"""How short advice is remembered: codes and minutes; there is nobody in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, bindparam, select

from services.cases.model.advice import Advice
from services.cases.store.metadata import metadata
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page

advice = Table(
    "advice",
    metadata,
    Column("advice_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("counsellor_id", String(36), nullable=False),
    Column("topic", String(64), nullable=False),
    Column("language", String(16), nullable=False),
    Column("municipality", String(64), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("barrier_kind", String(64)),
    Column("barrier_institution", String(64)),
    Column("given_at", Instant, nullable=False),
    Column("noted_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Column("version", Integer, nullable=False),
)
_NEWEST = (advice.c.noted_at, advice.c.advice_id)
Index("advice_counsellor", advice.c.counsellor_id, *_NEWEST)

_BY_ID = select(advice).where(advice.c.advice_id == bindparam("advice_id"))
_NAMES = [field.name for field in fields(Advice)]


class ShortAdvice:
    """The memory of short advice."""

    def __init__(self, database: Database, outbox: Outbox):
        self._database = database
        self._outbox = outbox

    def get(self, advice_id: str) -> Advice:
        """The advice. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(_BY_ID, {"advice_id": advice_id}).first()
        if row is None:
            raise unknown(Advice.noun)
        return _load(row)

    def of(
        self, organisation: str, counsellor_id: str, cursor: str | None, limit: int
    ) -> tuple[Sequence[Advice], str | None]:
        """What somebody has noted in this organisation and not taken back, the newest first."""
        theirs = (advice.c.counsellor_id == counsellor_id, advice.c.organisation == organisation)
        wanted = select(advice).where(*theirs, advice.c.withdrawn_at.is_(None))
        with self._database.reading() as tx:
            rows, following = page(tx, wanted, _NEWEST, cursor, limit, newest_first=True)
        return [_load(row) for row in rows], following

    def add(self, given: Advice, *events: Event) -> Advice:
        """Write new advice and say the events; returns it as it now stands."""
        with self._database.transaction() as tx:
            tx.execute(advice.insert(), _row(given) | {"version": given.version + 1})
            self._outbox.say(tx, *events)
        return replace(given, version=given.version + 1)

    def save(self, changed: Advice, *events: Event) -> Advice:
        """Write changed advice and say the events; returns it as it now stands. Raises Conflict."""
        with self._database.transaction() as tx:
            change(tx, advice.c.advice_id, changed.advice_id, Advice.noun, changed.version, _row(changed))
            self._outbox.say(tx, *events)
        return replace(changed, version=changed.version + 1)


def _row(given: Advice) -> dict[str, Any]:
    return {name: getattr(given, name) for name in _NAMES if name != "version"}


def _load(row: Any) -> Advice:
    return Advice(**{name: getattr(row, name) for name in _NAMES})
