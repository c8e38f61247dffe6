"""Free times: what hours leave, once appointments, absences, holidays and the past are taken away.

What is taken of somebody's time is one long number, a bit for each five minutes, so that thousands of counsellors are
looked at in a few steps each; and days are looked at one after the other, so that a page costs no more than its days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from services.scheduling.model.appointments import UNIT, of_counsellor, of_room, units
from services.scheduling.model.hours import Calendar, Hours

LONGEST_SPAN = 31  # days that can be asked for at once
MOST = 1000  # free times in one page

_SECONDS = int(UNIT.total_seconds())
_MINUTES = _SECONDS // 60

Taken = Mapping[str, Sequence[range]]  # resource (a counsellor, a room) → units that are taken


class Slot(NamedTuple):
    """A time at which a counsellor can be met at a place, in this room where their hours name one ("" otherwise)."""

    starts_at: datetime
    place: str
    counsellor_id: str
    ends_at: datetime
    room: str = ""


class Wish(NamedTuple):
    """Who would meet, where (in this room, if it has to be that one), from when on and for how long."""

    counsellor_id: str
    case_ids: frozenset[str]
    place: str
    room: str | None
    starts_at: datetime
    lasts: timedelta


def slots(
    hours: Sequence[Hours],
    taken: Taken,
    calendar: Calendar,
    now: datetime,
    first: date,
    last: date,
    minutes: int,
    step: int,
) -> Iterator[Slot]:
    """The free times of so many minutes from the first to the last day, in order, each told once.

    They begin every `step` minutes from the beginning of the hours, or from when the place opens.
    """
    within = units(*calendar.days(first, last))
    busy = {resource: _bits(spans, within) for resource, spans in taken.items()}
    week = defaultdict(list)
    for row in hours:
        week[row.weekday].append(row)
    lasts = timedelta(minutes=minutes)
    for day in _days(first, last):
        if day in calendar.holidays:
            continue
        found = _beginnings(
            week[day.weekday()], busy, within.start, calendar, day, minutes // _MINUTES, step // _MINUTES
        )
        for unit in sorted(found):
            starts_at = datetime.fromtimestamp(unit * _SECONDS, UTC)
            if starts_at > now:
                ends_at = starts_at + lasts
                for place, counsellor_id, room in sorted(found[unit]):
                    yield Slot(starts_at, place, counsellor_id, ends_at, room)


def _beginnings(
    hours: Sequence[Hours], busy: Mapping[str, int], base: int, calendar: Calendar, day: date, lasts: int, pace: int
) -> dict[int, set[tuple[str, str, str]]]:
    """Unit → whoever is free from then on for so many units, as (place, counsellor, room)."""
    found: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
    windows = {}
    for row in hours:
        if not row.on(day):
            continue
        key = (row.place, row.begins, row.ends)
        if key not in windows:
            windows[key] = [units(*span) for cut in calendar.cut(day, *key) for span in calendar.spans(day, *cut)]
        taken = busy.get(of_counsellor(row.counsellor_id), 0)
        if row.room:
            taken |= busy.get(of_room(row.place, row.room), 0)
        who = (row.place, row.counsellor_id, row.room or "")
        for window in windows[key]:
            free = ~(taken >> (window.start - base)) & ((1 << len(window)) - 1)
            fits = _in_a_row(free, lasts)
            for offset in range(0, len(window) - lasts + 1, pace):
                if fits >> offset & 1:
                    found[window.start + offset].add(who)
    return found


def _in_a_row(free: int, wanted: int) -> int:
    """The bits from which on so many bits are set."""
    fits, have = free, 1
    while have < wanted:
        more = min(have, wanted - have)
        fits &= fits >> more
        have += more
    return fits


def _bits(spans: Sequence[range], within: range) -> int:
    """These units as the bits of a number; those outside of the range are left out."""
    found = 0
    for span in spans:
        start, stop = max(span.start, within.start), min(span.stop, within.stop)
        if start < stop:
            found |= ((1 << (stop - start)) - 1) << (start - within.start)
    return found


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
