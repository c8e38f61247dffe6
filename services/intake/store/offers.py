"""How offers are remembered. They are written with their request, by `Store.save`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal_column, select

from services.chassis import paging
from services.chassis.database import Transaction
from services.chassis.errors import unknown
from services.intake.model import Offer
from services.intake.store.tables import offers, requests

_OF = (
    select(offers)
    .where(offers.c.request_id.in_(bindparam("request_ids", expanding=True)))
    .order_by(offers.c.offered_at, offers.c.offer_id)
)
_BY_ID = select(offers).where(offers.c.offer_id == bindparam("offer_id"))
# Spelled out, because only then does SQLite see that the index on what is open will do.
_EXPIRED = (
    select(offers.c.request_id)
    .where(literal_column("status") == literal_column("'open'"), offers.c.expires_at <= bindparam("moment"))
    .order_by(offers.c.expires_at)
    .limit(bindparam("at_most"))
)
_DECIDED = ("status", "decided_at", "reason", "case_id")
_MADE = select(offers, requests.c.reference, requests.c.status.label("request_status")).join(
    requests, requests.c.request_id == offers.c.request_id
)
_NEWEST_FIRST = (offers.c.offered_at, offers.c.offer_id)


@dataclass(frozen=True)
class Made:
    """An offer that was made, with the reference and the state of its request."""

    offer: Offer
    reference: str
    request_status: str


def of_requests(tx: Transaction, request_ids: Collection[str]) -> dict[str, list[Offer]]:
    """The offers of these requests, oldest first, in one statement; a request without any has an empty list."""
    found: dict[str, list[Offer]] = defaultdict(list)
    for row in tx.execute(_OF, {"request_ids": list(request_ids)}) if request_ids else ():
        found[row.request_id].append(_load(row))
    return found


def by_id(tx: Transaction, offer_id: str) -> Offer:
    """The offer. Raises NotFound if we have made no such one."""
    row = tx.execute(_BY_ID, {"offer_id": offer_id}).first()
    if row is None:
        raise unknown("offer")
    return _load(row)


def expired(tx: Transaction, moment: datetime, limit: int) -> list[str]:
    """Requests that have open offers whose time is over, the oldest first, each once."""
    return list(dict.fromkeys(tx.execute(_EXPIRED, {"moment": moment, "at_most": limit}).scalars()))


def made(tx: Transaction, exactly: Mapping[str, str], cursor: str | None, limit: int) -> tuple[list[Made], str | None]:
    """Offers whose columns have exactly these values, the newest first, and the cursor of what follows; one statement.

    Raises Invalid for a cursor that is none.
    """
    chosen = _MADE.where(*(offers.c[column] == value for column, value in exactly.items()))
    rows, following = paging.page(tx, chosen, _NEWEST_FIRST, cursor, limit, newest_first=True)
    return [_load_made(row) for row in rows], following


def write(tx: Transaction, changed: Sequence[Offer]) -> None:
    """Write new offers, and what has become of known ones."""
    if changed:
        new = tx.insert(offers)
        became = {column: new.excluded[column] for column in _DECIDED}
        tx.execute(new.on_conflict_do_update(index_elements=["offer_id"], set_=became), [_row(one) for one in changed])


def _row(offer: Offer) -> dict[str, Any]:
    row = dict(vars(offer))
    return row | {"organisation": row.pop("to")}


def _load_made(row: Any) -> Made:
    known = dict(row._mapping)
    reference, request_status = known.pop("reference"), known.pop("request_status")
    return Made(Offer(to=known.pop("organisation"), **known), reference, request_status)


def _load(row: Any) -> Offer:
    known = dict(row._mapping)
    return Offer(to=known.pop("organisation"), **known)
