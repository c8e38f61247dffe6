"""The trail through all services: what was said and heard, of one HTTP request, or of one client's whole way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, bindparam, or_, select, text

from deploy import databases, services
from services.chassis.inbox import inbox
from services.chassis.outbox import outbox

# How the things of one client hang together, in the order in which one leads to the next: service → what it knows.
_LEADS = (
    ("intake", "SELECT request_id FROM requests WHERE reference IN :known"),
    ("intake", "SELECT request_id FROM offers WHERE case_id IN :known"),
    ("intake", "SELECT offer_id FROM offers WHERE request_id IN :known"),
    ("intake", "SELECT case_id FROM offers WHERE request_id IN :known AND case_id IS NOT NULL"),
    ("scheduling", "SELECT appointment_id FROM appointments WHERE case_id IN :known"),
    ("notifications", "SELECT message_id FROM messages WHERE about IN :known"),
)


def of(what: str) -> list[dict[str, Any]]:
    """Everything that was said and heard, oldest first.

    `what` is a correlation id (the X-Trace-Id of an answer), a reference (K7M-4XQ-6), or the id of a request or case:
    for these, everything from the first asking to the last message, with the id of the thread each belongs to.
    """
    known = _known(what)
    trail: list[tuple[Any, dict[str, Any]]] = []
    for name in services.names():
        with databases.of(name) as database, database.reading() as tx:
            for row in tx.execute(_belonging(outbox, what, known)):
                state = "sent" if row.sent_at else "waits"
                trail.append((row.said_at, _line(name, row.said_at, "says", row, state)))
            for row in tx.execute(_belonging(inbox, what, known)):
                trail.append((row.received_at, _line(name, row.received_at, "hears", row, row.state)))
    return [line for _, line in sorted(trail, key=lambda entry: entry[0])]


def _known(what: str) -> set[str]:
    known = {what.upper(), what}
    for service, statement in _LEADS:
        if service in services.names():
            found = text(statement).bindparams(bindparam("known", expanding=True))
            with databases.of(service) as database, database.reading() as tx:
                known.update(tx.execute(found, {"known": list(known)}).scalars())
    return known


def _belonging(table: Table, what: str, known: Iterable[str]) -> Any:
    return select(table).where(or_(table.c.correlation_id == what, table.c.subject.in_(list(known))))


def _line(service: str, at: Any, what: str, row: Any, state: str) -> dict[str, Any]:
    return {
        "at": f"{at:%Y-%m-%d %H:%M:%S.%f}"[:-3],
        "service": service,
        "what": what,
        "type": row.type,
        "state": state,
        "thread": row.correlation_id,
    }
