"""How times that are offered to clients are remembered."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, select

from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import changed, unknown
from services.chassis.outbox import Outbox
from services.scheduling.model.choices import OPEN, Choice, OfferedTime
from services.scheduling.store.locks import Locks
from services.scheduling.store.metadata import metadata

choices = Table(
    "choices",
    metadata,
    Column("choice_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("slots", Text, nullable=False),  # a JSON list, in the order in which they are numbered
    Column("offered_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("status", String(20), nullable=False),
    Column("source", String(20), nullable=False),
    Column("waiting_id", String(36)),
    Column("appointment_id", String(36)),
    Column("with_interpreter", Boolean, nullable=False),
    Column("ended_at", Instant),
    Column("reason", String(20)),
    Column("chosen", Integer),
    Column("booked_id", String(36)),
    Column("version", Integer, nullable=False),
)
_NEWEST_FIRST = (choices.c.offered_at.desc(), choices.c.choice_id.desc())
Index("choices_case", choices.c.case_id, choices.c.offered_at)
Index("choices_due", choices.c.status, choices.c.until)
# Whoever waits is asked about one time after another, never about two at once.
Index(
    "choices_waiting",
    choices.c.waiting_id,
    unique=True,
    sqlite_where=choices.c.status == OPEN,
    postgresql_where=choices.c.status == OPEN,
)


class Choices:
    """The memory of which times clients can choose from, and what came of it."""

    def __init__(self, database: Database, outbox: Outbox, locks: Locks):
        self._database = database
        self._outbox = outbox
        self._locks = locks

    def get(self, choice_id: str) -> Choice:
        """The choice with the circle of its case. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(select(choices).where(choices.c.choice_id == choice_id)).first()
        if row is None:
            raise unknown(Choice.noun)
        return replace(_load(row), circle=self._locks.around(row.case_id))

    def of_case(self, case_id: str, limit: int = 50) -> Sequence[Choice]:
        """The last ones of a case, the newest first."""
        return self._all(choices.c.case_id == case_id, limit=limit)

    def of_cases(self, organisation: str, case_ids: Collection[str]) -> Sequence[Choice]:
        """All that an organisation ever offered in these cases, the newest first."""
        return self._all(choices.c.case_id.in_(case_ids), choices.c.organisation == organisation)

    def open_in(self, case_id: str) -> Sequence[Choice]:
        """Those of a case that have not ended, the newest first."""
        return self._all(choices.c.case_id == case_id, choices.c.status == OPEN)

    def run_out(self, now: datetime, limit: int) -> Sequence[str]:
        """The ids of those that have run out and not ended yet, the first to run out first."""
        due = select(choices.c.choice_id).where(choices.c.status == OPEN, choices.c.until <= now)
        with self._database.reading() as tx:
            return list(tx.execute(due.order_by(choices.c.until, choices.c.choice_id).limit(limit)).scalars())

    def add(self, choice: Choice, *events: Event) -> Choice:
        """Write a new choice and say the events; returns it as it now stands."""
        added = replace(choice, version=choice.version + 1)
        with self._database.transaction() as tx:
            tx.execute(choices.insert(), _row(added))
            self._outbox.say(tx, *events)
        return added

    def save(self, choice: Choice, *events: Event) -> Choice:
        """Write a changed choice and say the events; returns it as it now stands. Raises Conflict if somebody was
        quicker."""
        saved = replace(choice, version=choice.version + 1)
        mine: Any = (choices.c.choice_id == choice.choice_id, choices.c.version == choice.version)
        with self._database.transaction() as tx:
            if not tx.execute(choices.update().where(*mine).values(_row(saved))).rowcount:
                raise changed(Choice.noun)
            self._outbox.say(tx, *events)
        return saved

    def say(self, *events: Event) -> None:
        """Say what a client has done, in the transaction of what they did."""
        with self._database.transaction() as tx:
            self._outbox.say(tx, *events)

    def _all(self, *which: Any, limit: int | None = None) -> Sequence[Choice]:
        with self._database.reading() as tx:
            rows = tx.execute(select(choices).where(*which).order_by(*_NEWEST_FIRST).limit(limit))
            return [_load(row) for row in rows]


def _row(choice: Choice) -> dict[str, Any]:
    kept = {name: value for name, value in vars(choice).items() if name != "circle"}
    return kept | {"slots": json.dumps([_written(slot) for slot in choice.slots])}


def _written(slot: OfferedTime) -> dict[str, Any]:
    return asdict(slot) | {"starts_at": slot.starts_at.isoformat(), "ends_at": slot.ends_at.isoformat()}


def _load(row: Any) -> Choice:
    return Choice(**dict(row._mapping) | {"slots": tuple(_read(slot) for slot in json.loads(row.slots))})


def _read(slot: dict[str, Any]) -> OfferedTime:
    times = {name: datetime.fromisoformat(slot[name]) for name in ("starts_at", "ends_at")}
    return OfferedTime(**slot | times)
