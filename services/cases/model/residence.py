"""What a residence document (Aufenthaltsdokument) is in a case: which one, from when, until when; never a judgement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from services.cases.model import after

HELD, ENDED = "held", "ended"
STATUSES = (HELD, ENDED)
CORRECT, END = "correct", "end"
TRANSITIONS: dict[str, dict[str, str]] = {HELD: {CORRECT: HELD, END: ENDED}, ENDED: {}}


@dataclass(frozen=True)
class ResidenceDocument:
    """A document that somebody showed: its code in the programme, and its dates as they are printed on it.

    `valid_until` is its last day, none where it has no end. `warned_days` is the shortest time before that day of
    which was said already that it has come.
    """

    residence_id: str
    organisation: str
    case_id: str
    document: str = field(repr=False)
    valid_from: date | None
    valid_until: date | None
    noted_at: datetime
    by: str
    ended_at: datetime | None = None
    warned_days: int | None = None
    version: int = 0

    noun = "residence_document"

    @property
    def status(self) -> str:
        """Whether it is still the one to go by."""
        return ENDED if self.ended_at else HELD

    def correct(self, document: str, valid_from: date | None, valid_until: date | None) -> ResidenceDocument:
        """It was noted wrongly, or was prolonged; another last day is warned of anew. Refused once it has ended."""
        after(TRANSITIONS, self.noun, self.status, CORRECT)
        warned = self.warned_days if valid_until == self.valid_until else None
        return replace(self, document=document, valid_from=valid_from, valid_until=valid_until, warned_days=warned)

    def end(self, at: datetime) -> ResidenceDocument:
        """Another one has taken its place, or it was given back; it is not warned of any more."""
        after(TRANSITIONS, self.noun, self.status, END)
        return replace(self, ended_at=at)


def reached(valid_until: date, today: date, warning_days: Iterable[int]) -> int | None:
    """The shortest of these times before a document's last day that has come by today; none before the longest, and
    none once the day is over."""
    left = (valid_until - today).days
    return min((days for days in warning_days if 0 <= left <= days), default=None)
