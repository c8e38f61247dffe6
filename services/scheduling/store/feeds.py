"""How private calendar feeds are remembered: that there is one, and whose. Its secret stands in no table."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, String, Table, select

from services.chassis.clock import new_id
from services.chassis.database import Database, Instant
from services.chassis.errors import NotFound
from services.chassis.vault import Vault
from services.scheduling.model.feeds import Owner
from services.scheduling.store.metadata import metadata

_PURPOSE = "calendar feed"
_ID_CHARACTERS = 22  # of a UUID in URL-safe Base64, without padding (RFC 4648 section 5)

feeds = Table(
    "feeds",
    metadata,
    Column("owner_id", String(36), primary_key=True),  # a counsellor's account, or an interpreter
    Column("feed_id", String(36), nullable=False, unique=True),
    Column("organisation", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("made_at", Instant, nullable=False),
)


@dataclass(frozen=True)
class Feed(Owner):
    """The private calendar of a counsellor or an interpreter, for programs that read calendars from an address."""

    feed_id: str
    made_at: datetime


class Feeds:
    """The memory of private calendar feeds: one for each owner, whose address can be taken back at any time."""

    def __init__(self, database: Database, vault: Vault):
        self._database = database
        self._vault = vault

    def make(self, owner: Owner, at: datetime) -> str:
        """Begin a feed, in place of an older one; returns its id."""
        row = vars(owner) | {"feed_id": new_id(), "made_at": at}
        with self._database.transaction() as tx:
            new = tx.insert(feeds)
            instead = {name: new.excluded[name] for name in ("feed_id", "organisation", "kind", "made_at")}
            tx.execute(new.on_conflict_do_update(index_elements=["owner_id"], set_=instead), row)
        return str(row["feed_id"])

    def revoke(self, owner_id: str) -> bool:
        """End the feed of this owner, whose address is as unknown as any from then on; False if there was none."""
        with self._database.transaction() as tx:
            return bool(tx.execute(feeds.delete().where(feeds.c.owner_id == owner_id)).rowcount)

    def of(self, owner_id: str) -> Feed | None:
        """The feed of this owner, if there is one."""
        with self._database.reading() as tx:
            row = tx.execute(select(feeds).where(feeds.c.owner_id == owner_id)).first()
        return Feed(**row._mapping) if row else None

    def token_of(self, feed_id: str) -> str:
        """The secret in the address of a feed: the same each time, so that it need not be kept."""
        shown = base64.urlsafe_b64encode(UUID(feed_id).bytes).rstrip(b"=").decode()
        return shown + self._vault.token(_PURPOSE, feed_id)

    def by_token(self, token: str) -> Feed:
        """The feed with this secret. Raises NotFound, the same for one that was revoked, forged or never there."""
        shown, secret = token[:_ID_CHARACTERS], token[_ID_CHARACTERS:]
        try:
            feed_id = str(UUID(bytes=base64.b64decode(f"{shown}==", altchars=b"-_", validate=True)))
        except (ValueError, binascii.Error):
            raise _unknown() from None
        with self._database.reading() as tx:
            row = tx.execute(select(feeds).where(feeds.c.feed_id == feed_id)).first()
        if row is None or not self._vault.matches(_PURPOSE, feed_id, secret):
            raise _unknown()
        return Feed(**row._mapping)


def _unknown() -> NotFound:
    return NotFound("feed_unknown", "There is no calendar under this address, or it has been taken back.")
