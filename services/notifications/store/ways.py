"""How it is remembered by which ways somebody may be written to; addresses only as keyed tokens."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, LargeBinary, String, Table, select

from services.chassis.database import Database, Instant
from services.chassis.errors import NotFound
from services.chassis.vault import Vault
from services.notifications.model.ways import ALLOWED, Way
from services.notifications.store.metadata import metadata

ways = Table(
    "ways",
    metadata,
    Column("about", String(64), primary_key=True),
    Column("channel", String(10), primary_key=True),
    Column("way_key", String(64), nullable=False),
    Column("state", String(10), nullable=False),
    Column("since", Instant, nullable=False),
    Column("proof", LargeBinary),  # encrypted
    Column("is_shared", Boolean, nullable=False),
    Column("how", String(20)),
    Column("allowed_at", Instant),
)
Index("ways_key", ways.c.way_key)


class Ways:
    """The memory of ways. Somebody with several cases has a row for each; what stops an address stops all of them."""

    def __init__(self, database: Database, vault: Vault):
        self._database = database
        self._vault = vault

    def key(self, channel: str, address: str) -> str:
        """The keyed token of an address, however its letters are written."""
        return self._vault.index(f"ways by {channel}", address.strip().casefold()).hex()

    def link(self, about: str) -> str:
        """What the link at the end of a mail carries: whose mail it was, and that we wrote it."""
        return f"{about}.{self._vault.token('messages', about)}"

    def whose(self, link: str) -> str:
        """To whom the mail went that carries this link. Raises NotFound for any that we did not write."""
        about, _, token = link.rpartition(".")
        if not self._vault.matches("messages", about, token):
            raise NotFound("address_unknown", "We have not written this link.")
        return about

    def of(self, about: str) -> dict[str, Way]:
        """The ways of somebody, by channel."""
        with self._database.reading() as tx:
            rows = tx.execute(select(ways).where(ways.c.about == about)).all()
        return {row.channel: self._way(row) for row in rows}

    def of_each(self, abouts: Collection[str]) -> dict[str, dict[str, Way]]:
        """The ways of several, by whom they are of and by channel; who has none is left out."""
        found: dict[str, dict[str, Way]] = {}
        with self._database.reading() as tx:
            for row in tx.execute(select(ways).where(ways.c.about.in_(abouts))).all():
                found.setdefault(row.about, {})[row.channel] = self._way(row)
        return found

    def by_key(self, key: str) -> list[Way]:
        """Whose ways have this address."""
        with self._database.reading() as tx:
            rows = tx.execute(select(ways).where(ways.c.way_key == key).order_by(ways.c.about)).all()
        return [self._way(row) for row in rows]

    def keep(self, way: Way) -> None:
        """Remember a way as it is now. An address that was stopped or came back elsewhere is so here as well."""
        values = {
            "how": way.how,
            "allowed_at": way.allowed_at,
            "way_key": way.key,
            "state": way.state,
            "since": way.since,
            "proof": self._vault.lock("ways", "proof", f"{way.about} {way.channel}", way.proof) if way.proof else None,
            "is_shared": way.is_shared,
        }
        with self._database.transaction() as tx:
            fresh = tx.insert(ways).values(about=way.about, channel=way.channel, **values)
            tx.execute(fresh.on_conflict_do_update(index_elements=["about", "channel"], set_=values))

    def mark(
        self,
        key: str,
        channel: str,
        state: str,
        at: datetime,
        was: Collection[str] = (ALLOWED,),
        how: str | None = None,
    ) -> int:
        """Everybody's ways with this address are in another state from now on; returns how many that changed."""
        marked = ways.update().where(ways.c.way_key == key, ways.c.channel == channel, ways.c.state.in_(was))
        with self._database.transaction() as tx:
            return tx.execute(marked.values(state=state, since=at, how=how)).rowcount

    def share(self, key: str, channel: str, is_shared: bool) -> None:
        """Whether this address belongs to several people, in whatever matter it is written to."""
        mine = (ways.c.way_key == key, ways.c.channel == channel)
        with self._database.transaction() as tx:
            tx.execute(ways.update().where(*mine).values(is_shared=is_shared))

    def drop(self, about: str, channel: str) -> None:
        """Somebody has no address on this way any more."""
        with self._database.transaction() as tx:
            tx.execute(ways.delete().where(ways.c.about == about, ways.c.channel == channel))

    def _way(self, row: Any) -> Way:
        proof = self._vault.open("ways", "proof", f"{row.about} {row.channel}", row.proof)
        said = (row.state, row.since, proof, row.is_shared, row.how, row.allowed_at)
        return Way(row.about, row.channel, row.way_key, *said)
