"""Who stands in for whom, and who works together: deputies with dates, teams, locks, and the broken glass."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from services.chassis.errors import FieldError, Invalid, Refused
from services.chassis.programme import SHARING

# What the counsellors of an organisation share with one another, as the programme says: nothing, their teams' cases,
# or all cases of the organisation.
SHARING_OWN, SHARING_TEAM, SHARING_ORGANISATION = SHARING

# Longer than a parental leave nobody is away; whoever names a longer time has mistyped the year.
LONGEST_DEPUTYSHIP = timedelta(days=3 * 365)
# Who needs a case for longer than a day has it assigned.
HOURS_MIN, HOURS_MAX = 1, 24
MEMBERS_MAX = 100


@dataclass(frozen=True)
class Deputyship:
    """Somebody has another counsellor's cases as their own, from one day to another, both included."""

    deputyship_id: str
    organisation: str
    counsellor_id: str
    deputy_id: str
    from_on: date
    until_on: date
    named_by: str
    named_at: datetime
    ended_at: datetime | None = None
    version: int = 0

    noun = "deputyship"

    def require_sound(self, today: date) -> None:
        """Raises Invalid for days in the wrong order, past or mistyped, and for somebody who deputises for oneself."""
        wrong = (
            ("until_on", "ends_before_it_begins", self.until_on < self.from_on),
            ("until_on", "date_past", self.until_on < today),
            ("until_on", "too_long_a_deputyship", self.until_on - self.from_on > LONGEST_DEPUTYSHIP),
            ("deputy_id", "own_deputy", self.deputy_id == self.counsellor_id),
        )
        errors = tuple(FieldError.of(name, code) for name, code, is_so in wrong if is_so)
        if errors:
            raise Invalid("invalid", "A deputy is somebody else, from today on or later.", errors=errors[:1])

    def end(self, at: datetime) -> Deputyship:
        """It ends now, or never begins. Refused once it has ended."""
        if self.ended_at is not None:
            raise Refused("deputyship_ended", "This deputyship has ended already.")
        return replace(self, ended_at=at)


@dataclass(frozen=True)
class Team:
    """Counsellors who work together: accounts of one organisation. Whether they share cases the programme says."""

    team_id: str
    organisation: str
    name: str
    members: frozenset[str]
    changed_at: datetime
    version: int = 0

    noun = "team"


@dataclass(frozen=True)
class Lock:
    """A person, and whatever case they have, does not exist for somebody of the staff who is too close to them: a
    conflict of interest."""

    person_id: str
    organisation: str
    account_id: str
    locked_by: str
    locked_at: datetime


@dataclass(frozen=True)
class Glass:
    """Somebody looks into a case that is not theirs, for a reason and until `ends_at`; `reason` is encrypted."""

    glass_id: str
    case_id: str
    organisation: str
    account_id: str
    reason: str = field(repr=False)
    broken_at: datetime
    ends_at: datetime
