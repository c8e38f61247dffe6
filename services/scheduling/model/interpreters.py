"""Who interprets: lay people of the pool and professionals, what speaks for asking them, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from services.chassis.interpreting import INTERPRETER_KINDS
from services.scheduling.model.hours import Calendar

__all__ = ["GENDERS", "INTERPRETER_KINDS", "WARNED", "Absence", "Available", "Certificate", "Interpreter", "Speaks"]

GENDERS = ("female", "male", "diverse")
# A certificate that ends within this time is said to run out.
WARNED = timedelta(days=30)
_HOUR = 60  # minutes


@dataclass(frozen=True)
class Speaks:
    """From one language into another, or both ways (BCP 47 codes)."""

    source: str
    target: str
    both_ways: bool = True

    def knows(self, language: str) -> bool:
        """Whether this language is one of the two."""
        return language in (self.source, self.target)


@dataclass(frozen=True)
class Certificate:
    """What somebody has proved, as a code, until when; without an end where there is none."""

    code: str
    valid_until: date | None


@dataclass(frozen=True)
class Available:
    """Every week on this day (Monday is 0) from `begins` to `ends`, by the clock on the wall."""

    weekday: int
    begins: time
    ends: time


@dataclass(frozen=True)
class Absence:
    """Not to be had from the first to the last day."""

    from_on: date
    until_on: date


@dataclass(frozen=True)
class Interpreter:
    """Somebody who interprets. What names them (`name`, `email`, `phone`, `note`, `gender`) is encrypted at rest.

    `available` empty: nobody has said when, so they are asked about any time. They cost `flat_cents` for each
    appointment where that is set, otherwise `hourly_cents`. `left_at` is since when they are not asked any more.
    """

    interpreter_id: str
    organisation: str
    kind: str
    name: str
    languages: tuple[Speaks, ...]
    active: bool = True
    email: str | None = None
    phone: str | None = None
    note: str | None = None
    gender: str | None = None
    pledged_on: date | None = None
    certificates: tuple[Certificate, ...] = ()
    available: tuple[Available, ...] = ()
    absences: tuple[Absence, ...] = ()
    hourly_cents: int = 0
    flat_cents: int | None = None
    left_at: datetime | None = None
    version: int = 0

    noun = "interpreter"

    @property
    def works_in(self) -> str:
        """The language one writes to them in: the one they interpret into."""
        return self.languages[0].target

    @property
    def contact(self) -> dict[str, str | None]:
        """By which ways they are reached, and in which language; None where they have not said."""
        return {"email": self.email, "phone": self.phone, "language": self.works_in}

    def seen(self, at: datetime) -> Interpreter:
        """The same, with since when they are not asked any more: from this moment on if they have just left."""
        return replace(self, left_at=None if self.active else self.left_at or at)

    def fee(self, minutes: int) -> int:
        """What so many minutes cost, in cents; begun cents count whole."""
        if self.flat_cents is not None:
            return self.flat_cents
        return -(-self.hourly_cents * minutes // _HOUR)

    def has_pledged(self, on: date) -> bool:
        """Whether they have signed the pledge of confidentiality by this day."""
        return self.pledged_on is not None and self.pledged_on <= on

    def running_out(self, on: date) -> tuple[Certificate, ...]:
        """Certificates that have ended, or will within 30 days."""
        return tuple(one for one in self.certificates if one.valid_until and one.valid_until <= on + WARNED)

    def is_available(self, calendar: Calendar, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether they can be had for this whole time, as far as they have said; who else asks for them is not known
        here."""
        day = calendar.today(starts_at)
        if any(absence.from_on <= day <= absence.until_on for absence in self.absences):
            return False
        spans = [
            span
            for one in self.available
            if one.weekday == day.weekday()
            for span in calendar.spans(day, one.begins, one.ends)
        ]
        return not self.available or any(since <= starts_at and ends_at <= until for since, until in spans)


def forgotten_before(calendar: Calendar, now: datetime, years: int) -> datetime:
    """Who left before this moment is to be forgotten: so many years after the end of the year in which they left."""
    first = date(calendar.today(now).year - years, 1, 1)
    return calendar.days(first, first)[0]
