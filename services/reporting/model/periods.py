"""Months, quarters and years: which are over, and in which of them a fact counts.

A month is a text as in 2026-10, so that months sort by time wherever they stand. Quarters (2026-Q3) and years (2026)
are made of months and have no facts of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

_WRITTEN = re.compile(r"(?P<year>2[01]\d\d)(?:-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4]))?", re.ASCII)

_EARLIEST = "2000-01"  # of the periods that can be written

# After every month: the end of what has not ended.
OPEN_END = "9999-99"


@dataclass(frozen=True)
class Period:
    """A month, a quarter or a year, with the first and the last of its months."""

    code: str
    first: str
    last: str

    def is_over(self, month: str) -> bool:
        """Whether it has ended when the present month is this one."""
        return self.last < month

    def has_begun(self, month: str) -> bool:
        """Whether it has begun when the present month is this one."""
        return self.first <= month


@dataclass(frozen=True)
class Dated:
    """The month in which something happened, and the one in which we hear of it."""

    happened: str
    heard: str

    def counts_in(self, closed_until: str) -> str:
        """The month in which it counts, if all months up to `closed_until` are published ("" for none).

        The one in which it happened; once that is published, the present one. A clock that has gone back into a
        published month does not count there either.
        """
        return self.happened if self.happened > closed_until else max(self.heard, month_after(closed_until))


def month_of(at: datetime, zone: ZoneInfo) -> str:
    """The month in which this moment lies where the programme is."""
    local = at.astimezone(zone)
    return _month(local.year, local.month)


def month_after(month: str) -> str:
    """The month that follows."""
    year, number = int(month[:4]), int(month[5:])
    return _month(year, number + 1) if number < 12 else _month(year + 1, 1)


def read_period(text: str) -> Period | None:
    """The period written as 2026-10, 2026-Q3 or 2026 (from 2000 to 2199); None if it is none."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    year = int(found["year"])
    if found["month"]:
        return Period(text, text, text)
    if found["quarter"]:
        last = int(found["quarter"]) * 3
        return Period(text, _month(year, last - 2), _month(year, last))
    return Period(text, _month(year, 1), _month(year, 12))


def periods_of(month: str) -> tuple[Period, Period, Period]:
    """The month, and the quarter and the year that it is part of."""
    year, number = int(month[:4]), int(month[5:])
    quarter = (number + 2) // 3
    return (
        Period(month, month, month),
        Period(f"{year:04d}-Q{quarter}", _month(year, quarter * 3 - 2), _month(year, quarter * 3)),
        Period(f"{year:04d}", _month(year, 1), _month(year, 12)),
    )


def periods_ended_by(month: str) -> list[Period]:
    """The periods whose last month this is: the month, and with it perhaps a quarter and a year."""
    return [period for period in periods_of(month) if period.last == month]


def periods_since(first: str, month: str) -> list[Period]:
    """Every period from the first month to the present one: months, then quarters, then years, newest first."""
    months = [month]
    while months[-1] > max(first, _EARLIEST):
        months.append(month_before(months[-1]))
    every = [periods_of(each) for each in months]
    # A dict keeps what comes first, so each quarter and year stands once.
    return list(dict.fromkeys(periods[kind] for kind in range(3) for periods in every))


def month_before(month: str) -> str:
    """The month that goes before."""
    year, number = int(month[:4]), int(month[5:])
    return _month(year, number - 1) if number > 1 else _month(year - 1, 12)


def _month(year: int, number: int) -> str:
    return f"{year:04d}-{number:02d}"
