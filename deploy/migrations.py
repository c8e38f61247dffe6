"""Databases and broker brought to what the code needs, for all services, before any of them starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from deploy import broker, services
from services.chassis import bus, environment, migrate
from services.chassis.database import Database


def run(names: Iterable[str], tell: Callable[[str], None]) -> None:
    """Migrate each service's database, then declare its exchanges, queue and bindings; safe to repeat.

    All queues are there before the first service says anything, so nothing said early is missed.
    """
    found = [services.service(name) for name in names]
    for service in found:
        settings = environment.read(service.settings, service.name)
        database = Database(settings.database_url)
        try:
            migrate.upgrade(service.name, database)
        finally:
            database.close()
        tell(f"{service.name}: tables at {migrate.head('chassis')} (chassis) and {migrate.head(service.name)}")
    for service in found:
        broker.declare(service, "lotse.migrate")
        tell(f"{service.name}: queue {bus.inbound_queue(service.name)} declared")
