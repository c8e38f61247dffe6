"""Appointments at a time: booking and moving them."""

from __future__ import annotations

from typing import Any

from services.chassis.clock import Clock, new_id
from services.chassis.errors import Refused
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.commands import interpreting
from services.scheduling.commands.finding import answer, found, require_open
from services.scheduling.commands.freed import time_is_free
from services.scheduling.commands.waited import on_booked
from services.scheduling.events import appointments as events
from services.scheduling.model import appointments, invalid
from services.scheduling.model.appointments import Appointment
from services.scheduling.model.hours import Calendar
from services.scheduling.store import Store


def book_appointment(
    store: Store, who: Actor, clock: Clock, calendar: Calendar, asked: dict[str, Any]
) -> dict[str, Any]:
    """Book an appointment for an open case, with whoever asks unless another counsellor is named.

    Raises Invalid for a time that is past and for a room that is not there, and Refused("time_taken") if counsellor or
    client have another appointment at that time. Answers with {appointment_id, version}.
    """
    return answer(write_booked(store, asked_for(store, who, clock, calendar, asked)))


def asked_for(store: Store, who: Actor, clock: Clock, calendar: Calendar, asked: dict[str, Any]) -> Appointment:
    """The appointment that somebody may book as they ask for it, not yet written. Raises as `book_appointment` does,
    but for a time that is taken."""
    case = store.cases.get(asked["case_id"])
    permissions.require(who, permissions.BOOK, case)
    require_open(case.is_open)
    counsellor_id = asked["counsellor_id"] or who.ref
    _require_counsellor(store, who, counsellor_id)
    with_case_ids = tuple(dict.fromkeys(each for each in asked["with_case_ids"] if each != case.case_id))
    for also in map(store.cases.get, with_case_ids):
        permissions.require(who, permissions.BOOK, also)
        require_open(also.is_open)
    calendar.require_room(asked["place"], asked["room"])
    assert case.language is not None  # an open case has one
    return appointments.book(
        appointment_id=new_id(),
        organisation=case.organisation,
        case_id=case.case_id,
        counsellor_id=counsellor_id,
        place=asked["place"],
        starts_at=asked["starts_at"],
        minutes=asked["minutes"],
        language=asked["language"] or case.language,
        with_interpreter=asked["with_interpreter"],
        at=clock.now(),
        mode=asked["mode"],
        room=asked["room"],
        with_case_ids=with_case_ids,
    )


def write_booked(store: Store, booked: Appointment) -> Appointment:
    """Write a new appointment and say it; returns it as it now stands. Raises Refused("time_taken")."""
    said = events.AppointmentBooked(
        appointment_id=booked.appointment_id,
        case_id=booked.case_id,
        organisation=booked.organisation,
        place=booked.place,
        starts_at=booked.starts_at,
        ends_at=booked.ends_at,
        language=booked.language,
        with_interpreter=booked.with_interpreter,
        mode=booked.mode,
        with_case_ids=booked.with_case_ids,
        booked_at=booked.booked_at,
    )
    with store.database.transaction():
        added = store.appointments.add(booked, said)
        on_booked(store, added)
    return added


def move_appointment(
    store: Store, who: Actor, clock: Clock, calendar: Calendar, asked: dict[str, Any]
) -> dict[str, Any]:
    """Move an appointment to another time or place; how long it lasts and where stays, unless it is named.

    Its old time is free and its new one taken in one transaction. Raises as `book_appointment` does, and Conflict for
    an outdated version.
    """
    appointment = found(store, who, permissions.CHANGE, asked["appointment_id"], asked["version"])
    require_open(store.cases.get(appointment.case_id).is_open)
    moved = appointment.move(
        clock.now(), asked["starts_at"], asked["minutes"], asked["place"], asked["room"], asked["mode"]
    )
    calendar.require_room(moved.place, asked["room"])
    with store.database.transaction():
        saved = write_moved(store, appointment, moved)
        time_is_free(store, clock, appointment)
    return answer(saved)


def write_moved(store: Store, before: Appointment, moved: Appointment) -> Appointment:
    """Write a moved appointment and say it; returns it as it now stands. Raises Refused("time_taken"), and Conflict.

    Whoever was to interpret is asked anew, unless only the room is another.
    """
    said = events.AppointmentMoved(
        appointment_id=moved.appointment_id,
        case_id=moved.case_id,
        organisation=moved.organisation,
        place=moved.place,
        starts_at=moved.starts_at,
        ends_at=moved.ends_at,
        language=moved.language,
        mode=moved.mode,
        with_case_ids=moved.with_case_ids,
        revision=moved.revision,
        moved_at=moved.changed_at,
    )
    with store.database.transaction():
        return store.appointments.save(interpreting.on_moved(store, before, moved), said)


def _require_counsellor(store: Store, who: Actor, counsellor_id: str) -> None:
    # Their proof says who they are, perhaps before the cases' word about them has arrived.
    if counsellor_id == who.ref and "counsellor" in who.roles:
        return
    if counsellor_id == who.ref:
        raise invalid("counsellor_id", "required")
    counsellor = store.counsellors.get(counsellor_id)
    permissions.require(who, permissions.BOOK, counsellor)
    if not counsellor.active:
        raise Refused("counsellor_not_active", "This counsellor has no appointments any more.")
