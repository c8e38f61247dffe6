"""Both worlds for the same tests: SQLite with the embedded broker, PostgreSQL with RabbitMQ."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, inspect, text

from services.chassis import migrate
from services.chassis.database import Database
from services.chassis.embedded import Broker
from services.chassis.testing import fresh_database

names = itertools.count(1)


class World:
    """Where a test lives: `broker_url` is a broker of its own, `new_database` makes databases of its own."""

    def __init__(self, name: str, broker_url: str, new_database: Callable[[str], Database]) -> None:
        self.name = name
        self.broker_url = broker_url
        self._new_database = new_database
        self.databases: list[Database] = []

    def new_database(self, service: str) -> Database:
        """A service's empty, migrated tables."""
        return self._keep(self._new_database(service))

    def replica_of(self, database: Database) -> Database:
        """The same tables, as another process of the service sees them."""
        return self._keep(Database(database.engine.url.render_as_string(hide_password=False)))

    def _keep(self, database: Database) -> Database:
        self.databases.append(database)
        return database

    def close(self) -> None:
        for database in self.databases:
            database.close()


class PostgresPool:
    """Migrated PostgreSQL databases: emptied after each test and used again, which is quicker than new ones."""

    def __init__(self, postgres: Any) -> None:
        self._postgres = postgres
        self._free: dict[str, list[str]] = defaultdict(list)
        self._taken: list[tuple[str, str]] = []

    def take(self, service: str) -> Database:
        url = self._free[service].pop() if self._free[service] else self._make(service)
        self._taken.append((service, url))
        return Database(url)

    def take_back(self) -> None:
        """Empty what the last test has used; whoever still holds a connection loses it."""
        for service, url in self._taken:
            self._postgres.terminate_connections(url)
            engine = create_engine(url, poolclass=NullPool)
            with engine.begin() as connection:
                tables = [name for name in inspect(connection).get_table_names() if not name.endswith("_version")]
                # As a superuser: foreign keys and the triggers that guard the access log are not asked.
                connection.execute(text("SET LOCAL session_replication_role = replica"))
                # Not TRUNCATE: it makes every file anew, which takes ten times as long as to delete a few rows.
                connection.execute(text("; ".join(f"DELETE FROM {table}" for table in tables)))
                connection.execute(text("SELECT setval(seqrelid, seqstart, false) FROM pg_sequence"))
            self._free[service].append(url)
        self._taken.clear()

    def close(self) -> None:
        for urls in self._free.values():
            for url in urls:
                self._postgres.drop_database(url)

    def _make(self, service: str) -> str:
        url: str = self._postgres.new_database(service)
        database = Database(url)
        migrate.upgrade(service, database)
        database.close()
        return url


@pytest.fixture(scope="session")
def postgres_pool(request: pytest.FixtureRequest) -> Iterator[PostgresPool]:
    pool = PostgresPool(request.getfixturevalue("postgres"))
    yield pool
    pool.close()


@pytest.fixture
def new_postgres_database(postgres_pool: PostgresPool) -> Iterator[Callable[[str], Database]]:
    """Makes an empty, migrated database of a service on PostgreSQL."""
    yield postgres_pool.take
    postgres_pool.take_back()


@pytest.fixture(params=["embedded", "real"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """One of the two worlds; every test that asks for it runs in both."""
    if request.param == "embedded":
        name = f"world-{next(names)}"
        found = World("embedded", f"embedded://{name}", lambda service: fresh_database(service, tmp_path))
        yield found
        found.close()
        Broker.forget(name)
        return
    vhost: str = request.getfixturevalue("vhost")
    found = World("real", vhost, request.getfixturevalue("new_postgres_database"))
    yield found
    found.close()


@pytest.fixture(params=["sqlite", "postgres"])
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Database]]:
    """The same for tests that need no broker."""
    make = (
        request.getfixturevalue("new_postgres_database")
        if request.param == "postgres"
        else lambda service: fresh_database(service, tmp_path)
    )
    made: list[Database] = []

    def new(service: str) -> Database:
        made.append(make(service))
        return made[-1]

    yield new
    for database in made:
        database.close()
