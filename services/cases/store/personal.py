"""Personal facts at rest: one encrypted JSON object per row, so that no column tells which facts there are."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Column

from services.chassis.vault import Vault


def lock(vault: Vault, column: Column[Any], row_id: str, facts: dict[str, Any] | None) -> bytes | None:
    """The facts as they stand in this column of this row; None stays None."""
    text = None if facts is None else json.dumps(facts, ensure_ascii=False)
    return vault.lock(column.table.name, column.name, row_id, text)


def read(vault: Vault, column: Column[Any], row_id: str, locked: bytes | None) -> dict[str, Any] | None:
    """The facts that `lock` wrote. Raises VaultError if they were locked for another row or key."""
    text = vault.open(column.table.name, column.name, row_id, locked)
    facts: dict[str, Any] | None = None if text is None else json.loads(text)
    return facts
