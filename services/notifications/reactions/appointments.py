"""What is heard of appointments: booked, moved, cancelled, missed."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.handler import Message, NotYet
from services.notifications.commands.appointments import tell_of_appointment, tell_of_missed
from services.notifications.model.appointments import CANCELLED, INVITATION, MOVED, Appointment
from services.notifications.store import Store


def on_appointment_booked(store: Store, clock: Clock, message: Message, remind_before: timedelta) -> None:
    """Invite the person in the case, once we know how to reach them."""
    if store.forgotten.has(message.data["case_id"]):
        return
    if not store.addressees.knows(message.data["case_id"]):
        raise NotYet("the contact has not arrived")
    _tell(store, clock, INVITATION, message, remind_before)


def on_appointment_moved(store: Store, clock: Clock, message: Message, remind_before: timedelta) -> None:
    """Tell the person the new time and place."""
    _tell(store, clock, MOVED, message, remind_before)


def on_appointment_cancelled(store: Store, clock: Clock, message: Message, remind_before: timedelta) -> None:
    """Tell the person that the appointment does not take place."""
    _tell(store, clock, CANCELLED, message, remind_before)


def on_appointment_missed(store: Store, clock: Clock, message: Message) -> None:
    """Tell the person that they were missed, and how to get another time."""
    facts = {"revision": 0, **message.data}
    abouts = (facts.pop("case_id"), *facts.pop("with_case_ids"))
    for about in abouts:
        with suppress(NotFound):
            tell_of_missed(store, clock, about, Appointment(**facts))


def _tell(store: Store, clock: Clock, kind: str, message: Message, remind_before: timedelta) -> None:
    facts = {"revision": 0, **message.data}
    abouts = (facts.pop("case_id"), *facts.pop("with_case_ids"))
    for about in abouts:
        # The booking has waited for the contact: who is unknown afterwards has been forgotten.
        with suppress(NotFound):
            tell_of_appointment(store, clock, kind, about, Appointment(**facts), remind_before)
