"""What every test may ask for: a broker and a PostgreSQL, started when the first test needs them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.servers import for_tests


@pytest.fixture(scope="session")
def broker() -> Iterator[Any]:
    """A RabbitMQ (tests.rabbitmq.RabbitMQ); take a virtual host of your own with `broker.new_vhost(name)`."""
    with for_tests("rabbitmq") as server:
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A PostgreSQL (tests.postgres.Postgres); take a database of your own with `postgres.new_database(name)`."""
    with for_tests("postgres") as server:
        yield server


@pytest.fixture
def vhost(broker: Any) -> Iterator[str]:
    """The URL of an empty virtual host of this test's own."""
    url = broker.new_vhost("test")
    yield url
    broker.drop_vhost(url)


@pytest.fixture
def database(postgres: Any) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own."""
    url = postgres.new_database("test")
    yield url
    postgres.drop_database(url)
