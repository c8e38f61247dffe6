"""How hours are remembered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text, or_, select

from services.chassis.database import Database
from services.chassis.errors import changed, unknown
from services.scheduling.model.hours import Hours
from services.scheduling.store.metadata import metadata

hours = Table(
    "hours",
    metadata,
    Column("hours_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("counsellor_id", String(36), nullable=False),
    Column("place", String(64), nullable=False),
    Column("weekday", Integer, nullable=False),  # from Monday, 0
    Column("begins", String(5), nullable=False),  # 09:00 on the clock on the wall, in every season
    Column("ends", String(5), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date),
    Column("version", Integer, nullable=False),
    Column("topics", Text, nullable=False, server_default=""),  # codes, a space between two; none is all
    Column("room", String(64)),
)
Index("hours_counsellor", hours.c.counsellor_id, hours.c.weekday)

_BY_WEEK = (hours.c.weekday, hours.c.begins, hours.c.hours_id)


class WeekHours:
    """The memory of when counsellors can be met."""

    def __init__(self, database: Database):
        self._database = database

    def get(self, hours_id: str) -> Hours:
        """The hours. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(select(hours).where(hours.c.hours_id == hours_id)).first()
        if row is None:
            raise unknown(Hours.noun)
        return _load(row)

    def of(self, counsellor_id: str) -> Sequence[Hours]:
        """A counsellor's hours, in the order of the week."""
        return self._all(hours.c.counsellor_id == counsellor_id)

    def between(
        self,
        counsellor_ids: Collection[str],
        first: date,
        last: date,
        place: str | None,
        weekdays: Collection[int] | None = None,
    ) -> Sequence[Hours]:
        """Hours of these counsellors that hold at some time from the first to the last day, at this place and on these
        weekdays if any are named."""
        here = [] if place is None else [hours.c.place == place]
        here += [] if weekdays is None else [hours.c.weekday.in_(weekdays)]
        within = (hours.c.valid_from <= last, or_(hours.c.valid_until.is_(None), hours.c.valid_until >= first))
        return self._all(hours.c.counsellor_id.in_(counsellor_ids), *within, *here)

    def add(self, new: Hours) -> Hours:
        """Write new hours; returns them as they now stand."""
        added = replace(new, version=new.version + 1)
        clocks = {"begins": f"{new.begins:%H:%M}", "ends": f"{new.ends:%H:%M}", "topics": " ".join(new.topics)}
        with self._database.transaction() as tx:
            tx.execute(hours.insert(), vars(added) | clocks)
        return added

    def drop(self, gone: Hours) -> None:
        """Forget these hours. Raises Conflict if somebody was quicker."""
        with self._database.transaction() as tx:
            mine = (hours.c.hours_id == gone.hours_id, hours.c.version == gone.version)
            if not tx.execute(hours.delete().where(*mine)).rowcount:
                raise changed(Hours.noun)

    def _all(self, *which: Any) -> Sequence[Hours]:
        with self._database.reading() as tx:
            return [_load(row) for row in tx.execute(select(hours).where(*which).order_by(*_BY_WEEK))]


def _load(row: Any) -> Hours:
    clocks = {"begins": time.fromisoformat(row.begins), "ends": time.fromisoformat(row.ends)}
    return Hours(**dict(row._mapping) | clocks | {"topics": tuple(row.topics.split())})
