"""How it is remembered, for all replicas, how much each provider was handed and whether they are there."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, select

from services.chassis.database import Database, Instant
from services.notifications.model.providers import Provider
from services.notifications.store.metadata import metadata

providers = Table(
    "providers",
    metadata,
    Column("channel", String(10), primary_key=True),
    Column("charged_until", Instant),
    Column("failures", Integer, nullable=False),
    Column("asked_again_at", Instant),
)


class Providers:
    """The memory of whoever carries messages, one for each channel."""

    def __init__(self, database: Database):
        self._database = database

    def get(self, channel: str) -> Provider:
        """Whoever carries on this channel, held until the end of the transaction: no other replica takes meanwhile."""
        one = select(providers).where(providers.c.channel == channel)
        with self._database.transaction() as tx:
            held = one.with_for_update() if tx.locks_rows else one
            row = tx.execute(held).first()
            if row is None:  # the first message ever: whoever else begins now waits for this row
                tx.execute(tx.insert(providers).values(channel=channel, failures=0).on_conflict_do_nothing())
                row = tx.execute(held).one()
        return Provider(**row._mapping)

    def keep(self, provider: Provider) -> None:
        """Remember them as they are now; they were got before."""
        values = dict(vars(provider))
        with self._database.transaction() as tx:
            tx.execute(providers.update().where(providers.c.channel == provider.channel).values(values))
