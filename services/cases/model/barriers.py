"""What a barrier (Hindernis) is: what was missing when help failed; from many cases' barriers the region learns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from services.cases.model import after

MET, CLEARED = "met", "cleared"
STATUSES = (MET, CLEARED)
CLEAR = "clear"
# How it went out of the way; the client gave up is a way, too, and one to learn from.
HOW_CLEARED = ("solved", "way_around", "gave_up", "not_needed")
TRANSITIONS: dict[str, dict[str, str]] = {MET: {CLEAR: CLEARED}, CLEARED: {}}


@dataclass(frozen=True)
class Barrier:
    """Help failed: what was missing (topic, kind, institution, town). `by` is the account of who met it."""

    barrier_id: str
    organisation: str
    case_id: str
    topic: str
    kind: str
    institution: str
    municipality: str
    met_at: datetime
    by: str
    note: str | None = field(default=None, repr=False)
    cleared_at: datetime | None = None
    how: str | None = None
    cleared_note: str | None = field(default=None, repr=False)
    version: int = 0

    noun = "barrier"

    @property
    def status(self) -> str:
        """Whether it still stands in the way."""
        return CLEARED if self.cleared_at else MET

    def clear(self, how: str, note: str | None, at: datetime) -> Barrier:
        """It stands in the way no longer; `how` is one of HOW_CLEARED. Refused once it is cleared."""
        after(TRANSITIONS, self.noun, self.status, CLEAR)
        return replace(self, cleared_at=at, how=how, cleared_note=note)
