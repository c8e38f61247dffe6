"""When a counsellor is not there: no free times then, and what is booked waits to be moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.scheduling.model import invalid
from services.scheduling.model.hours import Calendar, Span

KINDS = ("leave", "illness", "training", "other")
# Whoever is away for longer than this no longer counsels.
LONGEST = timedelta(days=400)


@dataclass(frozen=True)
class Absence:
    """A counsellor is not there from `starts_at` until `ends_at`. Why (`kind`) is for them and their coordinators."""

    absence_id: str
    organisation: str
    counsellor_id: str
    starts_at: datetime
    ends_at: datetime
    kind: str
    version: int = 0

    noun = "absence"

    def reaches_into(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether some of this time lies in it."""
        return self.starts_at < ends_at and starts_at < self.ends_at


def span(calendar: Calendar, first: date | datetime, last: date | datetime) -> Span:
    """From one day to another, both included, or from one moment to another.

    Raises Invalid for a day and a moment together, an end before the beginning, and more than 400 days.
    """
    if isinstance(first, datetime) != isinstance(last, datetime):
        raise invalid("to", "days_or_moments")
    if last < first or (last == first and isinstance(last, datetime)):
        raise invalid("to", "ends_before_it_begins")
    found = (first, last) if isinstance(first, datetime) and isinstance(last, datetime) else calendar.days(first, last)
    if found[1] - found[0] > LONGEST:
        raise invalid("to", "too_many_days", max=LONGEST.days)
    return found
