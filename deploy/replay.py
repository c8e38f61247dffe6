"""Saying again what a service has lost, when its queue was lost: under the old ids, so that nothing happens twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from deploy import databases, services
from services.chassis import extensions, outbox


def to(service: str, since: datetime) -> Iterator[tuple[str, int]]:
    """Have every publisher say again what `service` hears and what was sent since then; (publisher, how many)."""
    if service not in services.names():
        raise ValueError(f"There is no service {service}; there are {', '.join(services.names())}.")
    hears = {hearing.type for hearing in extensions.hearings(services.service(service)).values()}
    for name in services.names():
        types = hears & {event.type for event in services.service(name).says}
        if types:
            with databases.of(name) as database, database.transaction() as tx:
                yield name, outbox.offer_again(tx, since.replace(tzinfo=UTC), types)
