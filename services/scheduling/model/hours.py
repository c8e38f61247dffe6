"""When counsellors can be met: hours of the week, on the clock on the wall, and what that is in UTC."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from holidays import country_holidays

from services.chassis.places import Opening, Place
from services.scheduling.model import invalid

_QUARTER = timedelta(minutes=15)
_DAY = timedelta(days=1)

Span = tuple[datetime, datetime]  # from (included) until (not included), in UTC


@dataclass(frozen=True)
class Hours:
    """A counsellor is at a place every week from `begins` to `ends`, on days from `valid_from` to `valid_until`.

    `weekday` counts from Monday, 0; times are those of the programme's time zone; `valid_until` None has no end. They
    are for these `topics`, or for all where none is named, and in this `room` of the place where one is named.
    """

    hours_id: str
    organisation: str
    counsellor_id: str
    place: str
    weekday: int
    begins: time
    ends: time
    valid_from: date
    valid_until: date | None
    version: int = 0
    topics: tuple[str, ...] = ()
    room: str | None = None

    noun = "hours"

    def on(self, day: date) -> bool:
        """Whether they hold on this day."""
        within = self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
        return within and day.weekday() == self.weekday

    def is_about(self, topic: str | None) -> bool:
        """Whether somebody with this topic can come; None is any."""
        return topic is None or not self.topics or topic in self.topics

    def same_as(self, other: Hours) -> bool:
        """Whether both say the same, under whichever id."""
        return _said(self) == _said(other)


@dataclass(frozen=True)
class Calendar:
    """The programme's time zone, the public holidays on which nobody can be met, and when places are open.

    A place that is not named is open at any time.
    """

    zone: ZoneInfo
    holidays: Container[date]
    places: Mapping[str, Place] = field(default_factory=dict)

    @classmethod
    def of(cls, time_zone: str, region: str, places: Mapping[str, Place] | None = None) -> Calendar:
        """The calendar of an IANA time zone (`Europe/Berlin`) and a region (`DE-NW`, ISO 3166-2)."""
        country, _, subdivision = region.partition("-")
        return cls(ZoneInfo(time_zone), country_holidays(country, subdiv=subdivision or None), places or {})

    def cut(self, day: date, place: str, begins: time, ends: time) -> list[Opening]:
        """What is left of these hours of a day while the place is open, in order."""
        return [
            (max(begins, opens), min(ends, closes))
            for opens, closes in self.opening(place, day.weekday())
            if max(begins, opens) < min(ends, closes)
        ]

    def opening(self, place: str, weekday: int) -> tuple[Opening, ...]:
        """When a place is open on this day of the week."""
        known = self.places.get(place)
        return known.opening.get(weekday, ()) if known else ((time.min, time.max),)

    def require_room(self, place: str, room: str | None) -> None:
        """Raises Invalid for a room that is not one of its place's; of a place that nobody knows, all are."""
        known = self.places.get(place)
        if known and room and room not in known.rooms:
            raise invalid("room", "unknown_room")

    def today(self, now: datetime) -> date:
        """Which day it is there."""
        return now.astimezone(self.zone).date()

    def days(self, first: date, last: date) -> Span:
        """From the beginning of the first day to the end of the last."""
        return _midnight(first, self.zone), _midnight(last + _DAY, self.zone)

    def spans(self, day: date, begins: time, ends: time) -> list[Span]:
        """When the clock on the wall shows `begins` or later, and not yet `ends`, on this day.

        One span on most days. Where clocks are put back, an hour is shown twice and may count twice; where they are
        put forward, one is never shown. No moment in a span is outside, whichever night it is.
        """
        found: list[Span] = []
        for since, until, offset in _stretches(day, self.zone):
            start = max(since, datetime.combine(day, begins, UTC) - offset)
            end = min(until, datetime.combine(day, ends, UTC) - offset)
            if start < end and found and found[-1][1] == start:
                found[-1] = (found[-1][0], end)
            elif start < end:
                found.append((start, end))
        return found


@lru_cache(maxsize=400)
def _stretches(day: date, zone: ZoneInfo) -> tuple[tuple[datetime, datetime, timedelta], ...]:
    """The parts of a day in which the distance from UTC stays the same: one, or two where clocks are changed.

    Clocks are changed on a quarter of an hour, everywhere and since long.
    """
    start, end = _midnight(day, zone), _midnight(day + _DAY, zone)
    quarters = [start + number * _QUARTER for number in range((end - start) // _QUARTER)]
    parts = []
    for offset, shown in groupby(quarters, lambda at: at.astimezone(zone).utcoffset() or timedelta()):
        together = list(shown)
        parts.append((together[0], together[-1] + _QUARTER, offset))
    return tuple(parts)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _said(hours: Hours) -> tuple[object, ...]:
    return (
        hours.counsellor_id,
        hours.place,
        hours.weekday,
        hours.begins,
        hours.ends,
        hours.valid_from,
        hours.valid_until,
        hours.topics,
        hours.room,
    )
