"""The desk's list of requests: facts only; who asked is not even read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import not_, select, text

from services.chassis import access, paging
from services.chassis.database import Database
from services.intake.model import Offer
from services.intake.store import offers
from services.intake.store.mail import Mails
from services.intake.store.tables import WAITS, requests
from services.intake.store.waiting import is_overdue

_PERSONAL = frozenset({"person", "email_index", "phone_index"})
_FACTS = select(*(column for column in requests.c if column.name not in _PERSONAL))
_WAITS_NO_MORE = text(f"NOT ({WAITS.text})")
_OLDEST_FIRST = (requests.c.received_at, requests.c.request_id)


@dataclass(frozen=True)
class Entry:
    """One line of the list: a request's columns but the personal ones, its offers, when the desk last looked, and how
    many letters about it nobody has read."""

    facts: Any
    offers: Sequence[Offer]
    seen_at: datetime | None
    unread: int


def page(
    database: Database,
    exactly: dict[str, str],
    waiting: bool | None,
    overdue: bool | None,
    cutoffs: Mapping[str, datetime],
    cursor: str | None,
    limit: int,
) -> tuple[list[Entry], str | None]:
    """Requests whose columns have exactly these values and that wait, or do not, or both (None), and likewise that are
    overdue by these cutoffs: oldest first, and the cursor of what follows. Four statements, however long the list.
    Raises Invalid for a cursor that is none."""
    chosen = _FACTS.where(*(requests.c[column] == value for column, value in exactly.items()))
    if waiting is not None:
        chosen = chosen.where(WAITS if waiting else _WAITS_NO_MORE)
    if overdue is not None:
        chosen = chosen.where(is_overdue(cutoffs) if overdue else not_(is_overdue(cutoffs)))
    with database.reading() as tx:
        rows, following = paging.page(tx, chosen, _OLDEST_FIRST, cursor, limit)
        request_ids = [row.request_id for row in rows]
        made = offers.of_requests(tx, request_ids)
        looks = access.last_looks(tx, request_ids) if request_ids else {}
        unread = Mails.unread(tx, request_ids) if request_ids else {}
    found = [Entry(row, made[row.request_id], looks.get(row.request_id), unread.get(row.request_id, 0)) for row in rows]
    return found, following


def seen_at(database: Database, request_id: str) -> datetime | None:
    """When somebody of the desk last looked at this request."""
    with database.reading() as tx:
        return access.last_looks(tx, [request_id]).get(request_id)
