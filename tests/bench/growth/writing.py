"""Very many rows into one table, by the quickest way each database has: COPY, or one prepared INSERT."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from psycopg2.extensions import connection as PostgresConnection
from sqlalchemy import Table

from services.chassis.database import Database

Columns = dict[str, Sequence[Any]]
"""Column → its values, all columns of the same length."""


class Writer:
    """One connection that writes; what it has written is there after `close`."""

    def __init__(self, database: Database):
        self._pooled = database.engine.raw_connection()
        self._is_sqlite = database.is_sqlite
        self.written: dict[str, int] = {}
        if self._is_sqlite:
            # An outage of the machine costs nothing here: it is filled again.
            self._execute("PRAGMA synchronous=OFF")
            self._execute("BEGIN IMMEDIATE")
        else:
            self._execute("SET synchronous_commit = off")

    def write(self, table: Table, columns: Columns) -> None:
        names = ", ".join(f'"{name}"' for name in columns)
        count = len(next(iter(columns.values())))
        self.written[table.name] = self.written.get(table.name, 0) + count
        if self._is_sqlite:
            marks = ", ".join("?" * len(columns))
            rows = list(zip(*(_converted(values, _FOR_SQLITE) for values in columns.values()), strict=True))
            self._pooled.cursor().executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)
            return
        lines = zip(*(_converted(values, _FOR_COPY) for values in columns.values()), strict=True)
        text = "".join("\t".join(line) + "\n" for line in lines)
        connection: PostgresConnection = self._pooled.driver_connection  # type: ignore[assignment]
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {table.name} ({names}) FROM STDIN", io.BytesIO(text.encode()))

    def close(self) -> None:
        """Commit, and let the database count what it has now, as it does by itself after a while."""
        if self._is_sqlite:
            self._execute("COMMIT")
            self._execute("ANALYZE")
        else:
            self._pooled.commit()
            connection: PostgresConnection = self._pooled.driver_connection  # type: ignore[assignment]
            connection.autocommit = True
            self._execute("VACUUM ANALYZE")
            self._execute("CHECKPOINT")
        self._pooled.invalidate()

    def _execute(self, statement: str) -> None:
        cursor = self._pooled.cursor()
        cursor.execute(statement)
        cursor.close()


def _converted(values: Sequence[Any], by_type: dict[type, Callable[[Any], Any]]) -> list[Any]:
    return [by_type[type(value)](value) for value in values]


def _escaped(text: str) -> str:
    if "\\" in text or "\n" in text or "\t" in text or "\r" in text:
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return text


def _as_it_is(value: Any) -> Any:
    return value


_FOR_COPY: dict[type, Callable[[Any], str]] = {
    type(None): lambda _nothing: "\\N",
    str: _escaped,
    int: str,
    bool: lambda value: "t" if value else "f",
    bytes: lambda value: "\\\\x" + value.hex(),
    datetime: datetime.isoformat,
    date: date.isoformat,
}
_FOR_SQLITE: dict[type, Callable[[Any], Any]] = {
    **dict.fromkeys((type(None), str, int, bool, bytes), _as_it_is),
    datetime: lambda value: value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
    date: date.isoformat,
}
