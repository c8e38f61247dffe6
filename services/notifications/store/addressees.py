"""How it is remembered how people are reached; encrypted."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, String, Table, bindparam, select

from services.chassis import logs
from services.chassis.database import Database, Instant
from services.chassis.errors import NotFound
from services.chassis.vault import SealKeys, Vault, VaultError
from services.notifications.model.addressees import Addressee
from services.notifications.store.metadata import metadata

addressees = Table(
    "addressees",
    metadata,
    Column("about", String(64), primary_key=True),
    Column("contact", LargeBinary, nullable=False),  # one encrypted JSON object
    Column("given_at", Instant, nullable=False),
)

_log = logs.get("addressees")
_ADDRESSEES = select(addressees).where(addressees.c.about.in_(bindparam("abouts", expanding=True)))


class Addressees:
    """The memory of how people are reached."""

    def __init__(self, database: Database, vault: Vault, seal_keys: SealKeys):
        self._database = database
        self._vault = vault
        self._seal_keys = seal_keys

    def unseal(self, about: str, sealed: str, purpose: str = "contact.given") -> dict[str, Any]:
        """The contact that the intake or the cases sealed for us. Raises VaultError for anything else."""
        return self._seal_keys.unseal(self._seal_keys, f"{purpose} {about}", sealed).data

    def remember(self, addressee: Addressee, at: datetime) -> None:
        """Keep how to reach somebody; a newer word replaces an older one."""
        contact = json.dumps(
            {key: value for key, value in vars(addressee).items() if key != "about"}, ensure_ascii=False
        )
        locked = self._vault.lock("addressees", "contact", addressee.about, contact)
        values = {"contact": locked, "given_at": at}
        with self._database.transaction() as tx:
            fresh = tx.insert(addressees).values(about=addressee.about, **values)
            tx.execute(fresh.on_conflict_do_update(index_elements=["about"], set_=values))

    def get(self, about: str) -> Addressee:
        """How to reach somebody. Raises NotFound if we do not know, or not any more."""
        with self._database.reading() as tx:
            row = tx.execute(select(addressees).where(addressees.c.about == about)).first()
        if row is None:
            raise NotFound(
                "addressee_unknown", "Nobody has told us how to reach this person, or they have been forgotten."
            )
        return self._load(row)

    def _load(self, row: Any) -> Addressee:
        opened = self._vault.open("addressees", "contact", row.about, row.contact)
        return Addressee(about=row.about, **json.loads(opened or "{}"))

    def of(self, abouts: Collection[str]) -> dict[str, Addressee]:
        """How to reach whoever is behind each of these; those we do not know are left out."""
        with self._database.reading() as tx:
            rows = tx.execute(_ADDRESSEES, {"abouts": list(abouts)}).all()
        return {row.about: self._load(row) for row in rows}

    def readable(self, abouts: Collection[str]) -> tuple[dict[str, Addressee], frozenset[str]]:
        """How to reach whoever is behind each of these, as `of` tells it; and those whose contact the keys we have do
        not open, which is said in the log."""
        with self._database.reading() as tx:
            rows = tx.execute(_ADDRESSEES, {"abouts": list(abouts)}).all()
        found, shut = {}, set()
        for row in rows:
            try:
                found[row.about] = self._load(row)
            except VaultError:
                shut.add(row.about)
                _log.error("contact_unreadable", about=row.about)
        return found, frozenset(shut)

    def first_of(self, abouts: Iterable[str]) -> str | None:
        """Behind which of these, tried in their order, there is somebody we know how to reach; None behind none."""
        return next((about for about in abouts if self.knows(about)), None)

    def knows(self, about: str) -> bool:
        """Whether we know how to reach whoever is behind this."""
        with self._database.reading() as tx:
            return tx.execute(select(addressees.c.about).where(addressees.c.about == about)).first() is not None
