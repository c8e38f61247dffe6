"""What a confidential note (vertrauliche Notiz) is: for who wrote it and their deputies, and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass(frozen=True)
class Note:
    """What a counsellor keeps for themselves about a case. `by` is their account."""

    note_id: str
    organisation: str
    case_id: str
    by: str
    words: str = field(repr=False)
    written_at: datetime
    version: int = 0

    noun = "note"

    def correct(self, words: str) -> Note:
        """It reads like this from now on."""
        return replace(self, words=words)
