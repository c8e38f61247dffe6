"""Remind of appointments: plan it when one is booked or moved, and send it when its time has come."""

from __future__ import annotations

from datetime import timedelta

from services.chassis import logs
from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.notifications.commands.queueing import tell
from services.notifications.model.appointments import REMINDER, Appointment
from services.notifications.model.reminders import NOT_NEEDED, SENT, Reminder
from services.notifications.store import Store

# Few enough that a crash undoes little, many enough that thousands due at once are told within minutes.
_AT_ONCE = 100

_log = logs.get("reminders")


def plan_reminder(store: Store, clock: Clock, about: str, appointment: Appointment, before: timedelta) -> None:
    """Have somebody reminded of an appointment, `before` it begins: once, however often it is said or moved."""
    now = clock.now()
    with store.together():
        planned = store.reminders.get(appointment.appointment_id, about)
        if planned is None:
            store.reminders.keep(Reminder.of(about, appointment, before, now))
        elif (moved := planned.moved(appointment, before, now)) != planned:
            store.reminders.keep(moved)


def drop_reminder(store: Store, clock: Clock, about: str, appointment_id: str) -> None:
    """The appointment does not take place: nobody is reminded of it."""
    with store.together():
        planned = store.reminders.get(appointment_id, about)
        if planned and planned.is_planned:
            store.reminders.keep(planned.settled(NOT_NEEDED, clock.now()))


def remind(store: Store, clock: Clock) -> bool:
    """Queue the reminders that are due; tells whether there may be more.

    A reminder and its message are written as one, so that neither a crash nor another replica makes two of it.
    """
    with store.together():
        due = store.reminders.due(clock.now(), _AT_ONCE)
        for reminder in due:
            _remind(store, clock, reminder)
    return len(due) == _AT_ONCE


def _remind(store: Store, clock: Clock, reminder: Reminder) -> None:
    settled = reminder.fallen_due(clock.now())
    if settled.state == SENT:
        settled = _told(store, clock, settled)
    else:
        _log.info("reminder_missed_its_time", appointment_id=reminder.appointment.appointment_id)
    store.reminders.keep(settled)


def _told(store: Store, clock: Clock, reminder: Reminder) -> Reminder:
    try:
        reference = store.addressees.get(reminder.about).reference or ""
    except NotFound:
        return reminder.settled(NOT_NEEDED, clock.now())  # they have been forgotten
    queued = tell(
        store, clock, REMINDER, reminder.about, reference, reminder.appointment, message_id=reminder.message_id
    )
    return reminder if queued else reminder.settled(NOT_NEEDED, clock.now())
