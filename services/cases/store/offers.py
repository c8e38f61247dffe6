"""How offers are remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text, bindparam, select

from services.cases.model.offers import CONFIRMED, Offer
from services.cases.store.metadata import metadata
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page

offers = Table(
    "offers",
    metadata,
    Column("offer_id", String(36), primary_key=True),
    Column("request_id", String(36), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("status", String(20), nullable=False),
    Column("topics", Text, nullable=False),
    Column("language", String(16), nullable=False),
    Column("language_mode", String(20), nullable=False),
    Column("municipality", String(64), nullable=False),
    Column("track", String(20), nullable=False),
    Column("urgency", String(10), nullable=False),
    Column("offered_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("decided_at", Instant),
    Column("reason", String(40)),
    Column("case_id", String(36)),
    # In lists, as the model says: a number, so that a page can go on behind it.
    Column("place", BigInteger, nullable=False, server_default="0"),
    Column("version", Integer, nullable=False),
)
_PLACE = (offers.c.place, offers.c.offer_id)
Index("offers_request", offers.c.request_id)
Index("offers_organisation", offers.c.organisation, *_PLACE)
Index("offers_status", offers.c.organisation, offers.c.status, *_PLACE)

_BY_ID = select(offers).where(offers.c.offer_id == bindparam("offer_id"))


_CASE_OF = select(offers.c.case_id).where(
    offers.c.request_id == bindparam("of_request"),
    offers.c.case_id.is_not(None),
    offers.c.status == CONFIRMED,
)


class Offers:
    """The memory of what was offered to the organisations here."""

    def __init__(self, database: Database, outbox: Outbox):
        self._database = database
        self._outbox = outbox

    def get(self, offer_id: str) -> Offer:
        """The offer. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(_BY_ID, {"offer_id": offer_id}).first()
        if row is None:
            raise unknown(Offer.noun)
        return _load(row)

    def made_to(self, organisation: str, offer_id: str) -> Offer | None:
        """The offer, if it was made to this organisation, and has arrived."""
        with self._database.reading() as tx:
            row = tx.execute(_BY_ID, {"offer_id": offer_id}).first()
        return _load(row) if row and row.organisation == organisation else None

    def case_of(self, request_id: str) -> str | None:
        """The case that a request became here; None if it has become none, or has not yet."""
        with self._database.reading() as tx:
            return tx.execute(_CASE_OF, {"of_request": request_id}).scalar()

    def listed(
        self, organisation: str, status: str | None, cursor: str | None, limit: int
    ) -> tuple[Sequence[Offer], str | None]:
        """A page of what was offered to an organisation, and the cursor of the next: what is open, the sooner its time
        ends the further in front, and then the rest, the newest first."""
        statement = select(offers).where(offers.c.organisation == organisation)
        if status is not None:
            statement = statement.where(offers.c.status == status)
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _PLACE, cursor, limit)
        return [_load(row) for row in rows], following

    def add(self, offer: Offer) -> None:
        """Keep a new offer; one that is known stays as it is."""
        with self._database.transaction() as tx:
            new = tx.insert(offers).on_conflict_do_nothing(index_elements=["offer_id"])
            tx.execute(new, _row(offer) | {"version": offer.version + 1})

    def save(self, offer: Offer, *events: Event) -> Offer:
        """Write a changed offer and say the events; returns it as it now stands. Raises Conflict."""
        with self._database.transaction() as tx:
            change(tx, offers.c.offer_id, offer.offer_id, offer.noun, offer.version, _row(offer))
            self._outbox.say(tx, *events)
        return replace(offer, version=offer.version + 1)


_KEPT = [field.name for field in fields(Offer) if field.name != "version"]


def _row(offer: Offer) -> dict[str, Any]:
    return {name: getattr(offer, name) for name in _KEPT} | {"topics": " ".join(offer.topics), "place": offer.place}


def _load(row: Any) -> Offer:
    return Offer(**{name: getattr(row, name) for name in (*_KEPT, "version")} | {"topics": tuple(row.topics.split())})
