"""Keeping what was said last, by the time at which it was said: every order of hearing ends in the same row."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, or_

from services.chassis.database import Database


def keep_newest(database: Database, table: Table, told: dict[str, Any], when: str) -> None:
    """Write what was told under its primary key, unless the column `when` of what is known there is newer."""
    with database.transaction() as tx:
        new = tx.insert(table).values(told)
        known, key = table.c[when], table.primary_key.columns.keys()
        newer = or_(known.is_(None), known <= new.excluded[when])
        kept = {name: new.excluded[name] for name in told if name not in key}
        tx.execute(new.on_conflict_do_update(index_elements=key, set_=kept, where=newer))
