"""What the intake knows of appointments: when and where somebody who asked for help is expected, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

BOOKED, CANCELLED, KEPT, MISSED = "booked", "cancelled", "kept", "missed"


@dataclass(frozen=True)
class Appointment:
    """An appointment in the case that a request became; `revision` counts the changes since it was booked."""

    appointment_id: str
    case_id: str
    place: str
    starts_at: datetime
    ends_at: datetime
    status: str = BOOKED
    revision: int = 0


def today_began(now: datetime, zone: tzinfo) -> datetime:
    """The midnight with which this day began there: who comes at noon still wants to read at noon where to go."""
    return now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
