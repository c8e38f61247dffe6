"""When whoever asks can be met."""

from __future__ import annotations

from typing import Any

from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.store import Store


def hours(store: Store, who: Actor) -> dict[str, Any]:
    """The hours of whoever asks, in the order of the week; times of the programme's time zone."""
    permissions.require(who, permissions.KEEP_HOURS)
    items = [
        {
            "hours_id": kept.hours_id,
            "place": kept.place,
            "weekday": kept.weekday,
            "begins": f"{kept.begins:%H:%M}",
            "ends": f"{kept.ends:%H:%M}",
            "valid_from": kept.valid_from.isoformat(),
            "valid_until": kept.valid_until.isoformat() if kept.valid_until else None,
            "topics": list(kept.topics),
            "room": kept.room,
            "version": kept.version,
        }
        for kept in store.hours.of(who.ref)
        if kept.organisation == who.organisation
    ]
    return {"items": items}
