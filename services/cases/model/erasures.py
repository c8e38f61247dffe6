"""What an erasure is: a person, or cases whose time is over, are forgotten once two people have said so.

It cannot be undone. Who proposes the erasure of a person is the first of the two; what is due by retention is proposed
by the clock, and two people confirm it. After that it is carried out here, and confirmed by every other service.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.cases.model import after
from services.chassis.errors import Refused

PROPOSED, CONFIRMED, CARRIED_OUT, COMPLETE, REJECTED = "proposed", "confirmed", "carried_out", "complete", "rejected"
STATUSES = (PROPOSED, CONFIRMED, CARRIED_OUT, COMPLETE, REJECTED)
UNDECIDED = (PROPOSED, CONFIRMED)

CONFIRM, REJECT, CARRY_OUT, FINISH = "confirm", "reject", "carry_out", "finish"
TRANSITIONS: dict[str, dict[str, str]] = {
    PROPOSED: {CONFIRM: CONFIRMED, REJECT: REJECTED},
    CONFIRMED: {CARRY_OUT: CARRIED_OUT},
    CARRIED_OUT: {FINISH: COMPLETE},
    COMPLETE: {},
    REJECTED: {},
}

# Why somebody is forgotten: the grounds of article 17(1) GDPR as codes, so that nobody writes about them in words.
RETENTION = "retention"
REASONS = ("no_longer_needed", "consent_withdrawn", "objection", "unlawful", "legal_obligation")

# Who else may hold something of a case, and says when it is forgotten.
CONFIRMING = ("intake", "scheduling", "notifications", "reporting")


@dataclass(frozen=True)
class DueCase:
    """A case whose time is over since `due_on`."""

    case_id: str
    due_on: date


@dataclass(frozen=True)
class Erasure:
    """One erasure. `person_id` is whom it is about as a whole, until they are forgotten; `cases` is how many there
    are. `first_by` and `second_by` are the accounts that have said yes; the clock proposes without one."""

    erasure_id: str
    organisation: str
    reason: str
    status: str
    cases: int
    proposed_at: datetime
    person_id: str | None = None
    first_by: str | None = None
    first_at: datetime | None = None
    second_by: str | None = None
    second_at: datetime | None = None
    rejected_by: str | None = None
    rejected_at: datetime | None = None
    carried_out_at: datetime | None = None
    completed_at: datetime | None = None
    version: int = 0

    noun = "erasure"

    def confirm(self, by: str, at: datetime) -> Erasure:
        """One more person has said yes; two different ones confirm it. Refused for the same one twice."""
        status = after(TRANSITIONS, self.noun, self.status, CONFIRM)
        if self.first_by is None:
            return replace(self, first_by=by, first_at=at)
        if self.first_by == by:
            raise Refused("four_eyes", "Somebody else has to confirm this: you were the first of the two.")
        return replace(self, status=status, second_by=by, second_at=at)

    def reject(self, by: str, at: datetime) -> Erasure:
        """Nothing is erased. Refused once two people have said yes."""
        status = after(TRANSITIONS, self.noun, self.status, REJECT)
        return replace(self, status=status, rejected_by=by, rejected_at=at)

    def carry_out(self, at: datetime) -> Erasure:
        """It is done here; others are still to confirm. From now on it does not know whom it was about."""
        status = after(TRANSITIONS, self.noun, self.status, CARRY_OUT)
        return replace(self, status=status, person_id=None, carried_out_at=at)

    def finish(self, at: datetime) -> Erasure:
        """Everybody has confirmed it."""
        return replace(self, status=after(TRANSITIONS, self.noun, self.status, FINISH), completed_at=at)


def due_since(closed_at: datetime, years: int) -> date:
    """From which day a case is not kept any more: `years` after the end of the year in which it was closed (by the
    clock of the region)."""
    return date(closed_at.year + years + 1, 1, 1)
