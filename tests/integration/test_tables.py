"""The migrated tables are those of the code on PostgreSQL, too (on SQLite: tests/architecture/test_migrations.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import create_engine

from services.chassis import migrate
from services.chassis.database import Database
from tests.architecture.tables import metadata_of, snapshot

SERVICES = ("cases", "intake", "notifications", "reporting", "scheduling")


@pytest.mark.parametrize("service", SERVICES)
def test_the_migrated_tables_are_those_of_the_code_on_postgresql(
    service: str, new_postgres_database: Callable[[str], Database], postgres: Any
) -> None:
    migrated, empty = new_postgres_database(service), postgres.new_database("written")
    written = create_engine(empty)
    for metadata in metadata_of(service):
        metadata.create_all(written)
    assert snapshot(migrated.engine) == snapshot(written)
    written.dispose()
    migrated.close()
    postgres.drop_database(empty)


@pytest.mark.parametrize("service", SERVICES)
def test_migrating_twice_changes_nothing(service: str, new_database: Callable[[str], Database]) -> None:
    database = new_database(service)
    before = snapshot(database.engine)
    migrate.upgrade(service, database)
    assert snapshot(database.engine) == before
    assert not migrate.pending(service, database)
