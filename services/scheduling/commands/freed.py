"""Time that is free again."""

from __future__ import annotations

from datetime import datetime

from services.chassis.clock import Clock, new_id
from services.scheduling.model.appointments import Appointment
from services.scheduling.model.waiting import FreedTime
from services.scheduling.store import Store


def time_is_free(store: Store, clock: Clock, appointment: Appointment) -> None:
    """Offer the time that an appointment no longer takes, as it was, to whoever waits for one."""
    note_free(store, clock.now(), appointment)


def note_free(store: Store, at: datetime, appointment: Appointment) -> None:
    """Note that the time of an appointment, as it was, is free from this moment on; time that is past helps nobody.

    It is offered on once the transaction of whatever freed it has committed.
    """
    if appointment.starts_at <= at:
        return
    freed = FreedTime(
        freed_id=new_id(),
        organisation=appointment.organisation,
        counsellor_id=appointment.counsellor_id,
        place=appointment.place,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        mode=appointment.mode,
        room=appointment.room,
        freed_at=at,
        look_at=at,
    )
    store.freed_times.note(freed)
