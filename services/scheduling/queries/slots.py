"""Free times."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
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

_DAY = timedelta(days=1)


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
        for counsellor in store.counsellors.active(who.organisation, counsellor_id)
        if language is None or language in counsellor.languages
    ]

    def week(weekdays: Collection[int]) -> Iterator[Hours]:
        for kept in store.hours.between(speak, first, last, place, weekdays):
            if kept.organisation == who.organisation and kept.is_about(topic):
                yield kept

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
    week: Callable[[Collection[int]], Iterable[Hours]],
    calendar: Calendar,
    now: datetime,
    first: date,
    last: date,
    minutes: int,
    step: int,
) -> Iterator[Slot]:
    """The free times, a stretch of days after the other: a page that is full on the first day asks for no more.

    `week` gives the hours of some weekdays, each asked for once. At most two statements for each of five stretches, and
    three for the hours.
    """
    known: dict[int, list[Hours]] = {}
    for since, until in _stretches(first, last):
        days = {(since + number * _DAY).weekday() for number in range(min(7, (until - since).days + 1))}
        if new := days - known.keys():
            known |= {day: [] for day in new}
            for kept in week(new):
                known[kept.weekday].append(kept)
        hours = [kept for day in days for kept in known[day]]
        taken = store.free_times.taken(hours, calendar.days(since, until))
        yield from free.slots(hours, taken, calendar, now, since, until, minutes, step)


def _stretches(first: date, last: date) -> Iterator[tuple[date, date]]:
    """A day, then twice as many as before, until the last day."""
    days = _DAY
    while first <= last:
        yield first, min(last, first + days - _DAY)
        first, days = first + days, 2 * days


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
