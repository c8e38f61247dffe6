"""The services' databases, for the commands of an operator who may see all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from deploy import services
from services.chassis import environment
from services.chassis.database import Database


@contextmanager
def of(name: str) -> Iterator[Database]:
    """The database of one service. Raises ValueError, with those there are, for a service that is not there."""
    if name not in services.names():
        raise ValueError(f"There is no service {name}; there are {', '.join(services.names())}.")
    database = Database(environment.read(services.service(name).settings, name).database_url)
    try:
        yield database
    finally:
        database.close()
