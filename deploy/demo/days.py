"""The days of the demo: from the first of a month, half a year ago, until today; on the clock on the wall."""

from __future__ import annotations

import random
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays

from services.chassis.programme import Programme

_MONTHS = 5  # whole ones, before the present one
_DAY = timedelta(days=1)
_OPENS, _CLOSES = 8 * 60 + 30, 16 * 60  # minutes since midnight
_STEP = 5


@dataclass(frozen=True)
class Days:
    """Which days somebody works on. Today is one, whatever day it is: whoever tries the demo wants to see something."""

    zone: ZoneInfo
    holidays: Container[date]
    since: datetime
    until: datetime
    kept_years: int

    @classmethod
    def of(cls, programme: Programme, until: datetime) -> Days:
        """The days of the demo, if this is the present."""
        country, _, subdivision = programme.holidays.partition("-")
        zone, holidays = ZoneInfo(programme.time_zone), country_holidays(country, subdiv=subdivision)
        return cls(zone, holidays, first_moment(programme, until), until, programme.retention["case_years"])

    @property
    def long_ago(self) -> datetime:
        """Before the story begins: a case that was closed then is not kept any more since the beginning of the year."""
        return self.since.replace(year=self.today.year - self.kept_years - 1, month=11, day=2)

    @property
    def today(self) -> date:
        return self.day(self.until)

    def day(self, at: datetime) -> date:
        """Which day it is there."""
        return at.astimezone(self.zone).date()

    def after(self, at: datetime, days: int) -> date:
        """The day so many days after this moment, or before it."""
        return self.day(at) + days * _DAY

    def all(self) -> Iterator[date]:
        """Every day, from the first until today."""
        day = self.day(self.since)
        while day <= self.today:
            yield day
            day += _DAY

    def moment(self, day: date, minutes: int) -> datetime:
        """When so many minutes have passed there since midnight, in UTC."""
        return datetime.combine(day, time(minutes // 60, minutes % 60), self.zone).astimezone(UTC)

    def is_worked(self, day: date) -> bool:
        """Whether anybody is at their desk."""
        return day == self.today or (day.weekday() < 5 and day not in self.holidays)

    def working(self, ago: int, minutes: int) -> datetime:
        """So many minutes after midnight, on the working day that lies so many days ago, or else on one before it."""
        day = self.today - ago * _DAY
        while not self.is_worked(day):
            day -= _DAY
        return self.moment(day, minutes)

    def office(self, after: datetime, days: int, dice: random.Random) -> datetime:
        """Some time of a working day, so many days or a little more after this moment."""
        day = self.day(after) + days * _DAY
        while not self.is_worked(day):
            day += _DAY
        return max(after + timedelta(minutes=_STEP), self.moment(day, dice.randrange(_OPENS, _CLOSES, _STEP)))


def first_moment(programme: Programme, until: datetime) -> datetime:
    """When the story begins: early on the first day of a month that lies so many whole months back."""
    zone = ZoneInfo(programme.time_zone)
    today = until.astimezone(zone)
    months = today.year * 12 + today.month - 1 - _MONTHS
    return datetime(months // 12, months % 12 + 1, 1, 7, tzinfo=zone).astimezone(UTC)
