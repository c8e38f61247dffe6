"""Parked messages of all services: list, look, replay, archive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deploy import databases, services
from services.chassis import inbox

_DECISIONS = {"replay": inbox.replay, "archive": inbox.archive}
_PAGE = 500


def listed(service: str | None = None) -> list[dict[str, Any]]:
    """What is parked, oldest first, of one service or of all."""
    found = []
    for name in [service] if service else services.names():
        with databases.of(name) as database, database.reading() as tx:
            found += [
                {
                    "service": name,
                    "position": row.position,
                    "type": row.type or "?",
                    "received": f"{row.received_at:%Y-%m-%d %H:%M:%S}",
                    "attempts": row.attempts,
                    "reason": row.reason,
                }
                for row in inbox.parked(tx, limit=_PAGE)
            ]
    return found


def shown(service: str, position: int) -> dict[str, Any] | None:
    """One parked message with its envelope; personal data in it are sealed."""
    with databases.of(service) as database, database.reading() as tx:
        rows = inbox.parked(tx, after=position - 1, limit=1)
    return dict(rows[0]._mapping) if rows and rows[0].position == position else None


def decide(action: str, service: str, positions: Sequence[int] | None) -> int:
    """Replay or archive these messages, or all; returns how many it concerned."""
    with databases.of(service) as database, database.transaction() as tx:
        chosen = positions if positions is not None else [row.position for row in inbox.parked(tx, limit=1_000_000)]
        return _DECISIONS[action](tx, chosen)
