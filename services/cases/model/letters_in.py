"""What somebody has written to a case by mail (E-Mail)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass(frozen=True)
class LetterIn:
    """A letter that came by mail. `known_sender` tells whether it came from the address that the case has.

    `left_out` counts enclosed files that are not taken. Unread letters have no `read_at`; `read_by` is an account.
    """

    letter_id: str
    organisation: str
    case_id: str
    sender: str = field(repr=False)
    subject: str | None = field(repr=False)
    words: str | None = field(repr=False)
    known_sender: bool
    left_out: int
    received_at: datetime
    read_at: datetime | None = None
    read_by: str | None = None
    version: int = 0

    noun = "letter"

    def read(self, by: str, at: datetime) -> LetterIn:
        """Somebody has read it; whoever was first stays noted."""
        return self if self.read_at else replace(self, read_at=at, read_by=by)
