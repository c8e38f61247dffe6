"""An appointment as a letter tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

INVITATION, MOVED, CANCELLED = "appointment_invitation", "appointment_moved", "appointment_cancelled"
REMINDER, MISSED = "appointment_reminder", "appointment_missed"


@dataclass(frozen=True)
class Appointment:
    """What a letter tells of an appointment, in codes and moments: never what it is about, nor with whom.

    `revision` counts its changes. Of a cancelled one we may know no more than when it would have begun.
    """

    appointment_id: str
    organisation: str
    revision: int
    starts_at: datetime
    ends_at: datetime | None = None
    place: str | None = None
    mode: str = "in_person"

    def is_over(self, at: datetime) -> bool:
        """Whether nobody needs a letter about it any more."""
        return (self.ends_at or self.starts_at) <= at
