"""How changes of the legal sphere are remembered, with who ticked which step and when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, Text, bindparam, select

from services.cases.model.spheres import UNDER_WAY, SphereChange, Tick
from services.cases.store.metadata import metadata
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import Refused, unknown
from services.chassis.outbox import Outbox

sphere_changes = Table(
    "sphere_changes",
    metadata,
    Column("change_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("sphere", String(64), nullable=False),
    Column("status", String(20), nullable=False),
    Column("steps", Text, nullable=False),
    Column("ticks", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
    Column("ended_at", Instant),
    Column("version", Integer, nullable=False),
)
_c = sphere_changes.c
_under_way = _c.status == UNDER_WAY
Index("sphere_changes_case", _c.case_id, _c.started_at)
# One at a time in a case: whoever comes second finds it taken.
Index("sphere_changes_under_way", _c.case_id, unique=True, postgresql_where=_under_way, sqlite_where=_under_way)

_BY_ID = select(sphere_changes).where(_c.change_id == bindparam("change_id"))
_OF_CASE = select(sphere_changes).where(_c.case_id == bindparam("of_case")).order_by(_c.started_at, _c.change_id)


class SphereChanges:
    """The memory of who goes from one law to the next, and what is done for it."""

    def __init__(self, database: Database, outbox: Outbox):
        self._database = database
        self._outbox = outbox

    def get(self, case_id: str, change_id: str) -> SphereChange:
        """The change in this case. Raises NotFound, also for one in another case."""
        with self._database.reading() as tx:
            row = tx.execute(_BY_ID, {"change_id": change_id}).first()
        if row is None or row.case_id != case_id:
            raise unknown(SphereChange.noun)
        return _load(row)

    def of(self, case_id: str) -> Sequence[SphereChange]:
        """All changes in a case, the first first."""
        with self._database.reading() as tx:
            return [_load(row) for row in tx.execute(_OF_CASE, {"of_case": case_id})]

    def add(self, started: SphereChange, *events: Event) -> SphereChange:
        """Write a new change and say the events; returns it as it now stands. Refused while another is under way."""
        with self._database.transaction() as tx:
            new = tx.insert(sphere_changes).on_conflict_do_nothing()
            if not tx.execute(new, _row(started) | {"version": started.version + 1}).rowcount:
                raise Refused("sphere_change_under_way", "A change of the legal sphere is under way in this case.")
            self._outbox.say(tx, *events)
        return replace(started, version=started.version + 1)

    def save(self, changed: SphereChange, *events: Event) -> SphereChange:
        """Write a change as it has become and say the events; returns it as it now stands. Raises Conflict."""
        with self._database.transaction() as tx:
            change(tx, _c.change_id, changed.change_id, changed.noun, changed.version, _row(changed))
            self._outbox.say(tx, *events)
        return replace(changed, version=changed.version + 1)


_KEPT = [field.name for field in fields(SphereChange) if field.name != "version"]


def _row(changed: SphereChange) -> dict[str, Any]:
    ticks = {step: [tick.at.isoformat(), tick.by] for step, tick in changed.ticks.items()}
    row = {name: getattr(changed, name) for name in _KEPT}
    return row | {"steps": " ".join(changed.steps), "ticks": json.dumps(ticks)}


def _load(row: Any) -> SphereChange:
    ticks = {step: Tick(datetime.fromisoformat(at), by) for step, (at, by) in json.loads(row.ticks).items()}
    return SphereChange(**{**row._mapping, "steps": tuple(row.steps.split()), "ticks": ticks})
