"""How it is remembered which cases came from a spreadsheet.

A case is found again by a keyed fingerprint of its organisation and its number there; that number is kept encrypted.
What stood in its line is not kept a second time: of every fact there is a keyed fingerprint, made for this line alone,
which tells whether the line has changed there, and nothing else. What was erased leaves the first fingerprint alone
behind, so that the same spreadsheet does not bring it back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Index, LargeBinary, String, Table, bindparam, select

from services.cases.model.imports import Imported
from services.cases.store import personal
from services.cases.store.metadata import metadata
from services.chassis.database import Database, Instant
from services.chassis.errors import Conflict
from services.chassis.vault import Vault

imports = Table(
    "imports",
    metadata,
    Column("organisation", String(64), primary_key=True),
    Column("number_index", LargeBinary(16), primary_key=True),
    Column("imported_at", Instant, nullable=False),
)
imported_lines = Table(
    "imported_lines",
    metadata,
    Column("case_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("number_index", LargeBinary(16), nullable=False),
    Column("line", LargeBinary, nullable=False),  # one encrypted JSON object: {number, facts}
)
Index("imported_lines_number", imported_lines.c.organisation, imported_lines.c.number_index, unique=True)

_same = (imports.c.organisation == imported_lines.c.organisation) & (
    imports.c.number_index == imported_lines.c.number_index
)
_WITH_LINE = select(imports, imported_lines.c.case_id, imported_lines.c.line).join_from(
    imports, imported_lines, _same, isouter=True
)
_BY_NUMBER = _WITH_LINE.where(
    imports.c.organisation == bindparam("organisation"), imports.c.number_index == bindparam("number_index")
)
_OF_CASE = _WITH_LINE.where(imported_lines.c.case_id == bindparam("of_case"))


class Imports:
    """The memory of what came from where."""

    def __init__(self, database: Database, vault: Vault):
        self._database = database
        self._vault = vault

    def find(self, organisation: str, number: str) -> Imported | None:
        """What an organisation has taken in under this number, if it has."""
        with self._database.reading() as tx:
            row = tx.execute(_BY_NUMBER, self._key(organisation, number)).first()
        return self._load(row) if row else None

    def of_case(self, case_id: str) -> Imported | None:
        """Where this case came from, if it was taken in from a spreadsheet."""
        with self._database.reading() as tx:
            row = tx.execute(_OF_CASE, {"of_case": case_id}).first()
        return self._load(row) if row else None

    def add(self, imported: Imported) -> None:
        """Keep where a case came from. Raises Conflict if its number was taken in at the same moment."""
        case_id, number = str(imported.case_id), str(imported.number)
        key = self._key(imported.organisation, number)
        line = {"number": number, "facts": dict(imported.facts)}
        locked = personal.lock(self._vault, imported_lines.c.line, case_id, line)
        with self._database.transaction() as tx:
            row = key | {"imported_at": imported.imported_at}
            if not tx.execute(tx.insert(imports).on_conflict_do_nothing(), row).rowcount:
                raise Conflict("imported_meanwhile", "Somebody has imported this case at the same time.")
            tx.execute(imported_lines.insert(), key | {"case_id": case_id, "line": locked})

    def fingerprints(self, organisation: str, number: str, facts: Mapping[str, Any]) -> Mapping[str, str]:
        """What stands for the facts of a line: the same for the same fact of the same line."""
        purpose = f"facts of an imported case of {organisation}, {number}"
        told = {name: json.dumps([name, value], default=str) for name, value in facts.items()}
        return {name: self._vault.index(purpose, text)[:8].hex() for name, text in told.items()}

    def _key(self, organisation: str, number: str) -> dict[str, Any]:
        index = self._vault.index(f"numbers of imported cases of {organisation}", number.casefold())
        return {"organisation": organisation, "number_index": index}

    def _load(self, row: Any) -> Imported:
        facts = personal.read(self._vault, imported_lines.c.line, row.case_id, row.line) or {}
        return Imported(row.organisation, facts.get("number"), row.case_id, facts.get("facts", {}), row.imported_at)
