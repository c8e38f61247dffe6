"""Who waits, in which order and how long; and what becomes of times that were freed."""

from __future__ import annotations

from collections import Counter
from typing import Any

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.model.waiting import Entry
from services.scheduling.store import Store


def waiting_list(
    store: Store,
    who: Actor,
    language: str | None,
    place: str | None,
    topic: str | None,
    case_id: str | None,
    cursor: str | None,
    limit: int,
) -> dict[str, Any]:
    """Who waits in the own organisation (for this), in order, in pages; each with its position among all of them.

    Cases that are locked for `who` are left out: their positions are not told. `counts` say how many wait, since when
    the first of them does, and how many for what; those for whom anything will do count under None.
    """
    permissions.require(who, permissions.WAIT)
    wanted = {"language": language, "place": place, "topic": topic, "case_id": case_id}
    found, following = store.waiting.listed(who.organisation, who.ref, wanted, cursor, limit)
    items = [{"position": position, **told(entry)} for position, entry in found]
    return {"items": items, "counts": _counts(store, who.organisation), "next": following}


def freed_times(store: Store, who: Actor, clock: Clock, cursor: str | None, limit: int) -> dict[str, Any]:
    """The own organisation's freed times that are still to come, by time, in pages, and how far each is offered on:
    `case_id` is who is being asked, until when."""
    permissions.require(who, permissions.WAIT)
    found, following = store.freed_times.listed(who.organisation, who.ref, clock.now(), cursor, limit)
    items = [
        {
            "freed_id": freed.freed_id,
            "counsellor_id": freed.counsellor_id,
            "place": freed.place,
            "starts_at": freed.starts_at.isoformat(),
            "ends_at": freed.ends_at.isoformat(),
            "mode": freed.mode,
            "room": freed.room,
            "freed_at": freed.freed_at.isoformat(),
            "status": freed.status,
            "case_id": offer.case_id,
            "until": offer.until.isoformat() if offer.until else None,
        }
        for freed, offer in found
    ]
    return {"items": items, "next": following}


def told(entry: Entry) -> dict[str, Any]:
    return {
        "waiting_id": entry.waiting_id,
        "case_id": entry.case_id,
        "language": entry.language,
        "place": entry.place,
        "topic": entry.topic,
        "mode": entry.mode,
        "counsellor_id": entry.counsellor_id,
        "minutes": entry.minutes,
        "urgent": entry.urgent,
        "with_interpreter": entry.with_interpreter,
        "since": entry.since.isoformat(),
        "until": entry.until.isoformat() if entry.until else None,
        "status": entry.status,
        "ended_at": entry.ended_at.isoformat() if entry.ended_at else None,
        "version": entry.version,
    }


def _counts(store: Store, organisation: str) -> dict[str, Any]:
    groups = store.waiting.groups(organisation)
    counted: dict[str, Any] = {
        "waiting": sum(group.number for group in groups),
        "longest_since": min(group.since for group in groups).isoformat() if groups else None,
    }
    for by in ("language", "place", "topic"):
        numbers: Counter[str | None] = Counter()
        for group in groups:
            numbers[getattr(group, by)] += group.number
        counted[f"by_{by}"] = [{"code": code, "number": number} for code, number in numbers.most_common()]
    return counted
