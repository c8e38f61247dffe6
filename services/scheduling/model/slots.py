"""Free times: what hours leave, once appointments, holidays and the past are taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.scheduling.model.appointments import units
from services.scheduling.model.hours import Calendar, Hours, Span

LONGEST_SPAN = 31  # days that can be asked for at once


@dataclass(frozen=True, order=True)
class Slot:
    """A time at which a counsellor can be met at a place."""

    starts_at: datetime
    place: str
    counsellor_id: str
    ends_at: datetime


def slots(
    hours: Sequence[Hours],
    taken: Mapping[str, Set[int]],
    calendar: Calendar,
    now: datetime,
    first: date,
    last: date,
    minutes: int,
    step: int,
) -> list[Slot]:
    """The free times of so many minutes from the first to the last day, in order, each told once.

    They begin every `step` minutes from the beginning of the hours. `taken`: counsellor_id → units that are taken.
    """
    lasts, pace = timedelta(minutes=minutes), timedelta(minutes=step)
    found = set()
    for day in _days(first, last):
        if day in calendar.holidays:
            continue
        for row in hours:
            if row.on(day):
                busy = taken.get(row.counsellor_id, frozenset())
                for span in calendar.spans(day, row.begins, row.ends):
                    found |= {
                        Slot(starts_at, row.place, row.counsellor_id, starts_at + lasts)
                        for starts_at in _beginnings(span, lasts, pace)
                        if starts_at > now and busy.isdisjoint(units(starts_at, starts_at + lasts))
                    }
    return sorted(found)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _beginnings(span: Span, lasts: timedelta, pace: timedelta) -> Iterator[datetime]:
    starts_at, end = span
    while starts_at + lasts <= end:
        yield starts_at
        starts_at += pace
