"""Appointments that repeat, by the clock on the wall: nine stays nine on both sides of a change of clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dateutil.rrule import WEEKLY, rrule

from services.scheduling.model.hours import Calendar

# Every how many weeks.
PACES = {"week": 1, "two_weeks": 2, "four_weeks": 4}
MOST = 20  # appointments

HOLIDAY, NEVER_SHOWN = "holiday", "time_skipped"


@dataclass(frozen=True)
class Turn:
    """One appointment of a series: when it would begin, and why it is left out, if it is."""

    starts_at: datetime
    left_out: str | None = None


def turns(starts_at: datetime, every: str, count: int, calendar: Calendar) -> Sequence[Turn]:
    """The first and the following ones, in order: on the same day of the week, at the same time of day.

    On public holidays, and where clocks are put forward over that time, there is none, and the series goes on.
    """
    first = starts_at.astimezone(calendar.zone)
    shown = rrule(WEEKLY, dtstart=first.replace(tzinfo=None, fold=0), interval=PACES[every], count=count)
    return [_turn(each, first.fold, calendar) for each in shown]


def _turn(shown: datetime, fold: int, calendar: Calendar) -> Turn:
    # Of an hour that is shown twice, the one is meant in which the first begins: rrule does not know the difference.
    at = shown.replace(tzinfo=calendar.zone, fold=fold).astimezone(UTC)
    if shown.date() in calendar.holidays:
        return Turn(at, HOLIDAY)
    if at.astimezone(calendar.zone).replace(tzinfo=None) != shown:
        return Turn(at, NEVER_SHOWN)
    return Turn(at)
