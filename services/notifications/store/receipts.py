"""How receipts are kept that have come before we knew that their message had left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Boolean, Column, Index, String, Table, or_, select

from services.chassis.database import Database, Instant
from services.notifications.model.messages import QUEUED
from services.notifications.model.receipts import Receipt
from services.notifications.store.messages import messages
from services.notifications.store.metadata import metadata

receipts = Table(
    "receipts",
    metadata,
    Column("names", String(255), primary_key=True),
    Column("state", String(10), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("reason", String(64)),
    Column("is_for_good", Boolean, nullable=False),
)
Index("receipts_at", receipts.c.at)


class Receipts:
    """The memory of early receipts."""

    def __init__(self, database: Database):
        self._database = database

    def keep(self, receipt: Receipt) -> None:
        """Keep a receipt until its message is known to have left; the same one again is one."""
        with self._database.transaction() as tx:
            tx.execute(tx.insert(receipts).values(vars(receipt)).on_conflict_do_nothing())

    def of_what_has_left(self) -> frozenset[str]:
        """By which names receipts are kept whose message is known to have left."""
        called = or_(messages.c.message_id == receipts.c.names, messages.c.provider_ref == receipts.c.names)
        theirs = select(receipts.c.names).join(messages, called).where(messages.c.state != QUEUED)
        with self._database.reading() as tx:
            return frozenset(tx.execute(theirs).scalars())

    def take(self, names: Collection[str]) -> list[Receipt]:
        """The receipts that were kept for these, by whichever name, the first first; they are kept no longer."""
        theirs = receipts.c.names.in_(names)
        with self._database.transaction() as tx:
            rows = tx.execute(select(receipts).where(theirs).order_by(receipts.c.at)).all()
            if rows:
                tx.execute(receipts.delete().where(theirs))
        return [Receipt(**row._mapping) for row in rows]

    def forget_until(self, moment: datetime) -> None:
        """Forget receipts that came before; nobody has sent what they are about."""
        with self._database.transaction() as tx:
            tx.execute(receipts.delete().where(receipts.c.at < moment))
