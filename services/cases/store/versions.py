"""Nobody overwrites what they have not seen: a row is changed only at the version it was loaded with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table

from services.chassis.database import Transaction
from services.chassis.errors import changed


def change(tx: Transaction, key: Column[Any], row_id: str, noun: str, version: int, values: dict[str, Any]) -> None:
    """Write these values, and the next version. Raises Conflict if somebody else was quicker."""
    table = key.table
    assert isinstance(table, Table)
    mine = table.update().where(key == row_id, table.c.version == version)
    if not tx.execute(mine.values(**values, version=version + 1)).rowcount:
        raise changed(noun)
