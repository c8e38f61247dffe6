"""An appointment as a letter tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

INVITATION, MOVED, CANCELLED = "appointment_invitation", "appointment_moved", "appointment_cancelled"
REMINDER, MISSED = "appointment_reminder", "appointment_missed"
INTERPRETER_ASKED, INTERPRETER_RELEASED = "interpreter_asked", "interpreter_released"
INTERPRETER_MOVED = "interpreter_moved"


@dataclass(frozen=True)
class Appointment:
    """What a letter tells of an appointment, in codes and moments: never what it is about, nor with whom.

    `revision` counts its changes. Of a cancelled one we may know no more than when it would have begun. `interpreted`
    is the language somebody is to interpret there, told to interpreters alone.
    """

    appointment_id: str
    organisation: str
    revision: int
    starts_at: datetime
    ends_at: datetime | None = None
    place: str | None = None
    mode: str = "in_person"
    interpreted: str | None = None

    def is_over(self, at: datetime) -> bool:
        """Whether nobody needs a letter about it any more."""
        return (self.ends_at or self.starts_at) <= at
