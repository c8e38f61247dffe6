"""What is heard of bookings of interpreters: asked, asked anew, declined, not needed any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.chassis.clock import Clock
from services.chassis.handler import Message, NotYet
from services.notifications.commands.queueing import tell
from services.notifications.commands.staff_messages import tell_staff
from services.notifications.model.appointments import (
    INTERPRETER_ASKED,
    INTERPRETER_MOVED,
    INTERPRETER_RELEASED,
    Appointment,
)
from services.notifications.store import Store

# Interpreting on site is where the appointment is; otherwise it comes by the way it is named after.
_MODES = {"on_site": "in_person"}
_DECLINED = "interpreter_declined"


def on_interpreter_asked(store: Store, clock: Clock, message: Message) -> None:
    """Ask an interpreter whether they come, or come at the new time; who was asked before and has not answered hears
    that they are not needed."""
    data = message.data
    if not data["has_moved"] and not store.addressees.knows(data["interpreter_id"]):
        raise NotYet("the contact has not arrived")
    _tell(store, clock, INTERPRETER_MOVED if data["has_moved"] else INTERPRETER_ASKED, data["interpreter_id"], data)
    if data["instead_of"] is not None:
        _tell(store, clock, INTERPRETER_RELEASED, data["instead_of"], data)


def on_interpreter_released(store: Store, clock: Clock, message: Message) -> None:
    """Tell whoever was asked, or was to come, that they are not needed."""
    if message.data["interpreter_id"] is not None:
        _tell(store, clock, INTERPRETER_RELEASED, message.data["interpreter_id"], message.data)


def on_interpreter_declined(store: Store, clock: Clock, message: Message) -> None:
    """Tell the counsellor that somebody else is to be asked; not those who have noted it themselves."""
    data = message.data
    if store.forgotten.has(data["case_id"]) or message.envelope.actor.endswith(f":{data['counsellor_id']}"):
        return
    about, at = {"case_id": data["case_id"]}, message.envelope.time
    tell_staff(store, clock, data["organisation"], data["counsellor_id"], _DECLINED, about, at)


def _tell(store: Store, clock: Clock, kind: str, interpreter_id: str, data: Mapping[str, Any]) -> None:
    # The first question has waited for the contact: who is unknown afterwards has been forgotten.
    if not store.addressees.knows(interpreter_id):
        return
    appointment = Appointment(
        data["appointment_id"],
        data["organisation"],
        0,
        data["starts_at"],
        data["ends_at"],
        data["place"],
        _MODES.get(data["mode"], data["mode"]),
        data["language"],
    )
    with store.together():
        waited = store.messages.overtake(appointment.appointment_id, interpreter_id, clock.now())
        # Who was not asked yet is asked for the new time at once, and need not hear that nobody needs them.
        if INTERPRETER_ASKED in {message.kind for message in waited}:
            if kind == INTERPRETER_RELEASED:
                return
            kind = INTERPRETER_ASKED
        tell(store, clock, kind, interpreter_id, "", appointment)
