"""How long a request may wait unseen: limits in working time, by how urgent it is."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

from services.chassis.programme import Programme, WorkingDay

# The limit of a request that has not been triaged: how urgent it is, nobody knows.
UNTRIAGED = "untriaged"
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Patience:
    """For how many working hours nobody need look at a request; working days are from Monday to Friday but holidays.

    `limits`: by urgency, and for what is UNTRIAGED.
    """

    limits: Mapping[str, int]
    working_day: WorkingDay
    zone: ZoneInfo
    holidays: Container[date]

    @classmethod
    def of(cls, programme: Programme) -> Patience:
        """The limits that a programme has agreed on, by its own clock and calendar."""
        zone = ZoneInfo(programme.time_zone)
        return cls(programme.waiting_hours, programme.working_day, zone, _holidays(programme.holidays))

    def cutoffs(self, now: datetime) -> dict[str, datetime]:
        """By limit, since when a request must have been looked at to be in time now."""
        return {limit: self.before(now, timedelta(hours=hours)) for limit, hours in self.limits.items()}

    def before(self, at: datetime, working_time: timedelta) -> datetime:
        """The moment (UTC) from which on so much working time has passed until `at`."""
        day = at.astimezone(self.zone).date()
        left = working_time
        while True:
            begins, ends = (
                datetime.combine(day, clock, self.zone).astimezone(UTC)
                for clock in (self.working_day.begins, self.working_day.ends)
            )
            worked = max(min(ends, at) - begins, timedelta()) if self._is_worked(day) else timedelta()
            if worked >= left:
                return min(ends, at) - left
            left -= worked
            day -= _DAY

    def _is_worked(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.holidays


def limit_of(urgency: str | None) -> str:
    """Which limit holds for a request of this urgency (None before triage)."""
    return urgency or UNTRIAGED


@lru_cache
def _holidays(region: str) -> Container[date]:
    """The public holidays of a region (`DE-NW`, ISO 3166-2)."""
    country, _, subdivision = region.partition("-")
    return country_holidays(country, subdiv=subdivision or None)
