"""When a telephone may ring: quiet hours, Sundays and holidays."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from holidays import country_holidays

from services.notifications.model.messages import SMS

_SUNDAY = 6


@dataclass(frozen=True)
class Quiet:
    """From `begins` to `ends` (by the clock of the region) and on Sundays and holidays nobody's telephone rings."""

    zone: ZoneInfo
    holidays: Container[date]
    begins: time
    ends: time
    passing: frozenset[str]  # kinds that wait for nobody, if what they tell of is near

    @classmethod
    def of(cls, time_zone: str, holidays: str, quiet: Mapping[str, Any]) -> Quiet:
        """As a programme says it (`DE-NW` is ISO 3166-2). Raises ValueError for hours that are none."""
        country, _, subdivision = holidays.partition("-")
        return cls(
            ZoneInfo(time_zone),
            country_holidays(country, subdiv=subdivision or None),
            time(quiet["begins_hour"]),
            time(quiet["ends_hour"]),
            frozenset(quiet["passing_kinds"]),
        )

    def is_day_off(self, day: date) -> bool:
        """Whether it is a Sunday or a holiday."""
        return day.weekday() == _SUNDAY or day in self.holidays

    def opens(self, now: datetime) -> datetime:
        """The first moment from now on at which a telephone may ring (UTC)."""
        here = now.astimezone(self.zone)
        day = here.date()
        if not self.is_day_off(day) and self.ends <= here.time() < self.begins:
            return now
        if here.time() >= self.begins or self.is_day_off(day):
            day += timedelta(days=1)
        while self.is_day_off(day):
            day += timedelta(days=1)
        return datetime.combine(day, self.ends, self.zone).astimezone(UTC)


def when_to_send(
    calendar: Quiet, channel: str, kind: str, now: datetime, needed_by: datetime | None = None
) -> datetime:
    """When a message may leave that could leave now (UTC); mail, which wakes nobody, at once.

    A kind that may pass does so only if it would come too late otherwise: what it tells of begins (`needed_by`)
    before the telephone may ring again.
    """
    if channel != SMS:
        return now
    opens = calendar.opens(now)
    passes = kind in calendar.passing and needed_by is not None and needed_by <= opens
    return now if passes else opens
