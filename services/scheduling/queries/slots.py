"""Free times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.model import invalid
from services.scheduling.model import slots as free
from services.scheduling.model.hours import Calendar, Hours
from services.scheduling.model.slots import Slot
from services.scheduling.store import Store

_STRETCH = timedelta(days=7)


def slots(
    store: Store,
    who: Actor,
    clock: Clock,
    calendar: Calendar,
    counsellor_id: str | None,
    place: str | None,
    language: str | None,
    topic: str | None,
    first: date,
    last: date,
    minutes: int,
    step: int,
    cursor: str | None,
    limit: int,
) -> dict[str, Any]:
    """The free times of the own organisation's counsellors (of one of them, who speak this language, at this place,
    for this topic), in order and in pages. Days before that of the cursor are not looked at again."""
    permissions.require(who, permissions.SEE_SLOTS)
    after = _read(cursor) if cursor else None
    if after:
        first = max(first, min(last, calendar.today(after[0])))
    speak = [
        counsellor.counsellor_id
        for counsellor in store.counsellors.active(who.organisation)
        if counsellor_id in (None, counsellor.counsellor_id) and (language is None or language in counsellor.languages)
    ]
    week = [
        kept
        for kept in store.hours.between(speak, first, last, place)
        if kept.organisation == who.organisation and kept.is_about(topic)
    ]
    found = _by_stretches(store, week, calendar, clock.now(), first, last, minutes, step)
    page = list(islice((slot for slot in found if after is None or _key(slot) > after), limit + 1))
    items = [
        {
            "place": slot.place,
            "counsellor_id": slot.counsellor_id,
            "starts_at": slot.starts_at.isoformat(),
            "ends_at": slot.ends_at.isoformat(),
            "room": slot.room or None,
        }
        for slot in page[:limit]
    ]
    return {"items": items, "next": _write(page[limit - 1]) if len(page) > limit else None}


def _by_stretches(
    store: Store,
    week: Sequence[Hours],
    calendar: Calendar,
    now: datetime,
    first: date,
    last: date,
    minutes: int,
    step: int,
) -> Iterator[Slot]:
    """The free times, with what is taken read for a week at a time: a page that is full in the first asks for no more.

    At most two statements for each of five weeks.
    """
    while first <= last:
        until = min(last, first + _STRETCH - timedelta(days=1))
        taken = store.free_times.taken(week, calendar.days(first, until))
        yield from free.slots(week, taken, calendar, now, first, until, minutes, step)
        first += _STRETCH


def _key(slot: Slot) -> tuple[datetime, str, str, str]:
    return slot.starts_at, slot.place, slot.counsellor_id, slot.room


def _write(slot: Slot) -> str:
    return "~".join((slot.starts_at.isoformat(), slot.place, slot.counsellor_id, slot.room))


def _read(cursor: str) -> tuple[datetime, str, str, str]:
    try:
        starts_at, place, counsellor_id, room = cursor.split("~")
        at = datetime.fromisoformat(starts_at)
    except ValueError:
        raise invalid("cursor", "unknown_cursor") from None
    if at.tzinfo is None:
        raise invalid("cursor", "unknown_cursor")
    return at, place, counsellor_id, room
