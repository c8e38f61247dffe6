"""The trail of one correlation id through all services: what was said, heard and sent, in order of time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from deploy import databases, services
from services.chassis.inbox import inbox
from services.chassis.outbox import outbox


def of(correlation_id: str) -> list[dict[str, Any]]:
    """Every row of every service that belongs to this id (the X-Trace-Id of an answer), oldest first."""
    trail: list[tuple[Any, dict[str, Any]]] = []
    for name in services.names():
        with databases.of(name) as database, database.reading() as tx:
            for row in tx.execute(select(outbox).where(outbox.c.correlation_id == correlation_id)):
                trail.append(
                    (row.said_at, _line(name, row.said_at, "says", row.type, "sent" if row.sent_at else "waits"))
                )
            for row in tx.execute(select(inbox).where(inbox.c.correlation_id == correlation_id)):
                trail.append((row.received_at, _line(name, row.received_at, "hears", row.type, row.state)))
    return [line for _, line in sorted(trail, key=lambda entry: entry[0])]


def _line(service: str, at: Any, what: str, type_: str, state: str) -> dict[str, Any]:
    return {"at": f"{at:%H:%M:%S.%f}"[:-3], "service": service, "what": what, "type": type_, "state": state}
