"""Requests that nobody has looked at in time: found by their last look, and remembered once that has been said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, select

from services.chassis.access import access_log, last_looks
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.outbox import Outbox
from services.intake.model.waiting import UNTRIAGED
from services.intake.store.tables import WAITS, escalations, requests

_LIMIT = func.coalesce(requests.c.urgency, UNTRIAGED)
_FOUND = select(requests.c.request_id, requests.c.reference, requests.c.received_at, _LIMIT.label("limit_code"))
_SAID = exists().where(escalations.c.request_id == requests.c.request_id, escalations.c.limit_code == _LIMIT)


@dataclass(frozen=True)
class Overdue:
    """A request that waits, the limit that it is over, and since when nobody has looked at it."""

    request_id: str
    reference: str
    limit: str
    unseen_since: datetime


def is_overdue(cutoffs: Mapping[str, datetime]) -> ColumnElement[bool]:
    """The condition that a request waits and was neither received nor looked at since the cutoff of its limit."""
    moments = {limit: literal(at, Instant()) for limit, at in cutoffs.items()}
    cutoff = case(moments, value=_LIMIT)
    looked = exists().where(access_log.c.subject == requests.c.request_id, access_log.c.looked_at >= cutoff)
    return and_(WAITS, requests.c.received_at < cutoff, ~looked)


class Waiting:
    """The memory of what has been said about waiting."""

    def __init__(self, database: Database, outbox: Outbox):
        self._database = database
        self._outbox = outbox

    def not_yet_said(self, cutoffs: Mapping[str, datetime], limit: int) -> list[Overdue]:
        """Requests that are overdue and of which that was not said for their present limit, the oldest first."""
        wanted = _FOUND.where(is_overdue(cutoffs), ~_SAID).order_by(requests.c.received_at).limit(limit)
        with self._database.reading() as tx:
            rows = tx.execute(wanted).all()
            looks = last_looks(tx, [row.request_id for row in rows]) if rows else {}
        return [_load(row, looks) for row in rows]

    def note(self, overdue: Overdue, at: datetime, event: Event) -> None:
        """Remember that it is said, and say it; once more says nothing."""
        row = {"request_id": overdue.request_id, "limit_code": overdue.limit, "escalated_at": at}
        with self._database.transaction() as tx:
            if tx.execute(tx.insert(escalations).on_conflict_do_nothing(), row).rowcount:
                self._outbox.say(tx, event)


def _load(row: Any, looks: Mapping[str, datetime]) -> Overdue:
    since = looks.get(row.request_id, row.received_at)
    return Overdue(row.request_id, row.reference, row.limit_code, since)
