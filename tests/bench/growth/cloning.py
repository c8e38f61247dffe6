"""A thousand cases out of one: its rows under other ids, at other times, with other people, encrypted anew for their
new place.

What is cloned was made by the service's own commands, so it is whatever they write today.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import LargeBinary, Table, select

from services.chassis.clock import new_id
from services.chassis.database import Database
from services.chassis.vault import Vault, VaultError
from tests.bench.growth.writing import Columns, Writer

StandIns = Mapping[str, Sequence[str]]
"""A text of the pattern → what each clone has instead of it."""


# Rows of a table belong to what is cloned by this column, if not by the id of the case (or request) itself.
_BY = {"people": "person_id", "document_contents": "document_id", "access_log": "subject"}
# Ids that are found on the way, and are the clone's own too.
_FOUND = ("person_id", "document_id", "offer_id", "request_id")


@dataclass
class Clones:
    """Which clones of a pattern are made at once: how much earlier each is, and what differs in them.

    `texts`: what is encrypted in a column instead of what the pattern has there, per `table.column`.
    """

    shifts: Sequence[timedelta]
    stand_ins: StandIns
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass
class Pattern:
    """The rows of one case (or request), table by table, and what is encrypted in them opened."""

    rows: list[tuple[Table, dict[str, Any]]]
    opened: list[dict[str, str]]
    own: frozenset[str]

    @classmethod
    def read(cls, database: Database, vault: Vault, tables: Iterable[Table], key: str, root: str) -> "Pattern":
        """All rows that belong to the case (or request) `root`, whose id stands in columns called `key`."""
        rows: list[tuple[Table, dict[str, Any]]] = []
        own = {root}
        with database.reading() as tx:
            for table in tables:
                column = _BY.get(table.name, key)
                if column in table.c:
                    for row in tx.execute(select(table).where(table.c[column].in_(own))):
                        rows.append((table, dict(row._mapping)))
                        own.update(row._mapping[name] for name in (_id_of(table), *_FOUND) if name in row._mapping)
        return cls(rows, [_opened(vault, *row) for row in rows], frozenset(own - {None}))

    def write(self, writer: Writer, vault: Vault, clones: Clones) -> StandIns:
        """Write the clones; answers with which id each has for each of the pattern's."""
        count = len(clones.shifts)
        stand_ins = {own: [new_id() for _ in range(count)] for own in self.own} | dict(clones.stand_ins)
        for (table, row), opened in zip(self.rows, self.opened, strict=True):
            columns: Columns = {}
            for name, value in row.items():
                if name in opened:
                    texts = clones.texts.get(f"{table.name}.{name}") or [opened[name]] * count
                    places = zip(stand_ins[row[_id_of(table)]], texts, strict=True)
                    columns[name] = [vault.lock(table.name, name, row_id, text) for row_id, text in places]
                elif isinstance(value, date):  # a moment is one too
                    columns[name] = [value - shift for shift in clones.shifts]
                else:
                    columns[name] = stand_ins.get(value) or [value] * count
            writer.write(table, columns)
        return stand_ins


def _id_of(table: Table) -> str:
    return next(iter(table.primary_key)).name


def _opened(vault: Vault, table: Table, row: Mapping[str, Any]) -> dict[str, str]:
    opened: dict[str, str] = {}
    for column in table.c:
        if isinstance(column.type, LargeBinary) and row[column.name] is not None:
            try:
                text = vault.open(table.name, column.name, row[_id_of(table)], row[column.name])
            except VaultError:
                continue  # a keyed fingerprint: nothing is encrypted in it
            opened[column.name] = text or ""
    return opened
