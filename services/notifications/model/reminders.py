"""A reminder of an appointment: one for each, however often it is moved."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.notifications.model.appointments import Appointment

WAITING, SENT, NOT_NEEDED, MISSED_ITS_TIME = "waiting", "sent", "not_needed", "missed_its_time"
# It was so near when it was told that nobody need be reminded; moved far enough ahead, they are.
TOO_NEAR = "too_near"

# Who reads it later than this before the appointment can hardly arrange anything any more.
_WORTH_UNTIL = timedelta(hours=2)
_MESSAGES = uuid.UUID("6a1d7a5e-0c0b-5f0e-9d51-3f6f1f6c2b7a")


@dataclass(frozen=True)
class Reminder:
    """That somebody is to be reminded of an appointment at `due_at`; `settled_at` is when that was decided."""

    about: str
    appointment: Appointment
    state: str
    due_at: datetime
    settled_at: datetime | None = None

    @property
    def is_planned(self) -> bool:
        """Whether somebody may still be reminded: its time has not come, or comes when the appointment is moved."""
        return self.state in (WAITING, TOO_NEAR)

    @property
    def message_id(self) -> str:
        """The id of its message: the same whoever writes it, however often, so that a repetition is known as one."""
        return str(uuid.uuid5(_MESSAGES, f"{self.appointment.appointment_id} {self.about}"))

    @classmethod
    def of(cls, about: str, appointment: Appointment, before: timedelta, now: datetime) -> Reminder:
        """The reminder of an appointment that was just booked; if it is near, the invitation reminds enough."""
        due_at = appointment.starts_at - before
        reminder = cls(about, appointment, WAITING, due_at)
        return reminder if due_at > now else reminder.settled(TOO_NEAR, now)

    def moved(self, appointment: Appointment, before: timedelta, now: datetime) -> Reminder:
        """The appointment is at another time: what waits waits for that, and so does what was too near before; who was
        reminded is told of the move only."""
        if appointment.revision <= self.appointment.revision or not self.is_planned:
            return self
        return Reminder.of(self.about, appointment, before, now)

    def fallen_due(self, now: datetime) -> Reminder:
        """Sent while that is of use; never later."""
        in_time = self.appointment.starts_at - now >= _WORTH_UNTIL
        return self.settled(SENT if in_time else MISSED_ITS_TIME, now)

    def settled(self, state: str, at: datetime) -> Reminder:
        """Nothing waits any more."""
        return replace(self, state=state, settled_at=at)
