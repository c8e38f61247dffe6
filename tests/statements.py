"""Counting what a database is asked: a page must not cost more statements because there is more on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from services.chassis.database import Database


@contextmanager
def statements(*databases: Database) -> Iterator[list[str]]:
    """Every statement that these databases are asked inside the block, for reading and for writing, as it is run.

    Beginning a transaction is none: only SQLite is asked for that in words.
    """
    run: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            run.append(statement)

    engines = [engine for database in databases for engine in (database.engine, database._reader)]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield run
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
