"""What a consultation (Beratung) is: a talk with a client, whatever way it is held."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

KINDS = ("in_person", "phone", "video", "written", "accompanied")
MINUTES_MIN, MINUTES_MAX = 1, 600


@dataclass(frozen=True)
class Consultation:
    """A talk with a client. `by` is the account of who held it, `place` a code of the programme."""

    consultation_id: str
    organisation: str
    case_id: str
    kind: str
    topics: tuple[str, ...]
    minutes: int
    with_interpreter: bool
    held_at: datetime
    by: str
    note: str | None = field(default=None, repr=False)
    place: str | None = None
    version: int = 0

    noun = "consultation"

    def correct(self, note: str | None) -> Consultation:
        """Its note reads like this from now on; what was counted stays."""
        return replace(self, note=note)
