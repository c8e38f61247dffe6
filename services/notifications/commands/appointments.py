"""Tell of an appointment: that there is one, that it moved, that it does not take place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from services.chassis.clock import Clock
from services.notifications.commands.queueing import tell
from services.notifications.commands.reminders import drop_reminder, plan_reminder
from services.notifications.model.appointments import CANCELLED, INVITATION, MISSED, MOVED, Appointment
from services.notifications.store import Store


def tell_of_appointment(
    store: Store, clock: Clock, kind: str, about: str, appointment: Appointment, remind_before: timedelta
) -> None:
    """Tell whoever is behind `about` of an appointment, on the best way there is, and plan the reminder of it.

    It takes the place of a letter that still waits: who was not invited yet is invited to the new time at once.
    Raises NotFound if we do not know the person, or not any more.
    """
    addressee = store.addressees.get(about)
    with store.together():
        # First the reminder: one that is being queued just now is seen afterwards, and overtaken.
        if kind == CANCELLED:
            drop_reminder(store, clock, about, appointment.appointment_id)
        else:
            plan_reminder(store, clock, about, appointment, remind_before)
        if appointment.place is None:
            appointment = _completed(appointment, store.messages.last_told(appointment.appointment_id, about))
        overtaken = store.messages.overtake(appointment.appointment_id, about, clock.now())
        if kind == MOVED and INVITATION in {message.kind for message in overtaken}:
            kind = INVITATION
        tell(store, clock, kind, about, addressee.reference or "", appointment)


def tell_of_missed(store: Store, clock: Clock, about: str, appointment: Appointment) -> None:
    """Tell whoever is behind `about` that they were expected. Raises NotFound if we do not know the person."""
    reference = store.addressees.get(about).reference or ""
    tell(store, clock, MISSED, about, reference, appointment)


def _completed(appointment: Appointment, told: Appointment | None) -> Appointment:
    """A cancellation does not repeat where the appointment would have been, and until when: as we told it last."""
    return replace(appointment, place=told.place, ends_at=told.ends_at, mode=told.mode) if told else appointment
