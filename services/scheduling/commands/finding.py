"""What every command begins with: the thing itself, as whoever asks has seen it."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import Refused, changed
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.model.appointments import Appointment
from services.scheduling.model.hours import Hours
from services.scheduling.store import Store


def found(store: Store, who: Actor, right: str, appointment_id: str, version: int) -> Appointment:
    appointment = store.appointments.get(appointment_id)
    permissions.require(who, right, appointment)
    require_seen(appointment, version)
    return appointment


def require_seen(thing: Appointment | Hours, seen: int) -> None:
    if thing.version != seen:
        raise changed(thing.noun, thing.version)


def require_open(is_open: bool) -> None:
    if not is_open:
        raise Refused("case_not_open", "Appointments can be made for a case that is open.")


def answer(appointment: Appointment) -> dict[str, Any]:
    return {"appointment_id": appointment.appointment_id, "version": appointment.version}
