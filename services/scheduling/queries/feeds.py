"""What stands in a private calendar: times and places, and neither names nor topics."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.model.appointments import Appointment
from services.scheduling.store import Store

# How long what is over, and what was cancelled, stays: a program that reads once a month still sees the cancellation.
_KEPT = timedelta(days=31)


def own_feed(store: Store, who: Actor) -> dict[str, Any]:
    """Whether whoever asks has a feed, and since when: {made_at}, None without. Its address is told once, when it is
    made."""
    permissions.require(who, permissions.KEEP_FEED)
    found = store.feeds.of(who.ref)
    return {"made_at": found.made_at.isoformat() if found else None}


def feed(store: Store, clock: Clock, token: str) -> dict[str, Any]:
    """What a calendar program reads under a secret address: {kind, items}, by time; cancelled ones are told as such.

    Whoever holds the address may read it, as long as its owner works here. Raises NotFound.
    """
    found = store.feeds.by_token(token)
    since = clock.now() - _KEPT
    return {"kind": found.kind, "items": [_entry(one) for one in _OF[found.kind](store, found.owner_id, since)]}


def _of_counsellor(store: Store, counsellor_id: str, since: datetime) -> list[Appointment]:
    if not store.counsellors.get(counsellor_id).active:
        raise NotFound("feed_unknown", "Whose calendar this was no longer works here.")
    return store.appointments.of_counsellor(counsellor_id, since)


_OF = {"counsellor": _of_counsellor}


def _entry(one: Appointment) -> dict[str, Any]:
    return {
        "appointment_id": one.appointment_id,
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
        "place": one.place,
        "room": one.room,
        "mode": one.mode,
        "status": one.status,
        "revision": one.revision,
        "changed_at": one.changed_at.isoformat(),
    }
