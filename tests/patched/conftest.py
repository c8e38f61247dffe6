"""The two worlds of tests/integration, and a small service in a container of nameko's in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from services.chassis import bus, extensions, vault
from services.chassis.calls import Calls
from services.chassis.database import Database
from services.chassis.identity import Actor, Signer
from services.chassis.testing import RING, SEAL_KEYS
from tests.eventually import eventually
from tests.integration.conftest import World, new_postgres_database, postgres_pool, world
from tests.patched.clerk import ClerkService, metadata

__all__ = ["new_postgres_database", "postgres_pool", "world"]
PRIVATE, PUBLIC = vault.new_identity_keys()


class Office:
    """Clerks at work, their tables, and a line to them."""

    def __init__(self, world: World, database: Database) -> None:
        self.world, self.database = world, database
        self.clerks: list[Any] = []
        self.calls = Calls(world.broker_url, Signer(vault.identity_key(PRIVATE)), deadline=10)

    def hire(self) -> Any:
        """Another clerk of the same service."""
        container = extensions.container_of(ClerkService)
        container.start()
        self.clerks.append(container)
        return container

    def dismiss(self, container: Any) -> None:
        self.clerks.remove(container)
        container.stop()


@pytest.fixture
def office(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office with one clerk, who answers already."""
    database = world.new_database("intake")
    metadata.drop_all(database.engine)
    metadata.create_all(database.engine)
    settings = {
        "CLERK_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "LOTSE_BROKER_URL": world.broker_url,
        "LOTSE_VAULT_RING": RING,
        "LOTSE_SEAL_KEYS": SEAL_KEYS,
        "LOTSE_IDENTITY_KEY": PUBLIC,
        "LOTSE_DRAIN_SECONDS": "10",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    # As `lotse migrate` does before any service starts: what is said before the queue is bound goes nowhere.
    link = bus.Link(world.broker_url, "test")
    extensions.topology(ClerkService).declare(link.channel())
    link.close()
    ClerkService.begin()
    found = Office(world, database)
    found.calls.start()
    try:
        found.hire()
        eventually(found.calls.ready)
        yield found
    finally:
        ClerkService.may_finish.set()
        for container in list(found.clerks):
            found.dismiss(container)
        found.calls.stop()


@pytest.fixture
def ask(office: Office) -> Callable[..., Any]:
    """Asks the clerk: `ask("note", {"thing": "r1"})`."""

    def ask(method: str, request: dict[str, Any], **options: Any) -> Any:
        who = options.pop("who", Actor(frozenset({"desk"}), "kim", "a7"))
        return office.calls.ask("clerk", method, request, who=who, **options)

    return ask
