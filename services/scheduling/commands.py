"""What the scheduling can be asked to do: find, may they, do, save-and-say, return the id."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from services.chassis.clock import Clock, new_id
from services.chassis.errors import Refused, changed
from services.chassis.identity import Actor
from services.scheduling import events, permissions
from services.scheduling.model import appointments, invalid
from services.scheduling.model.appointments import Appointment
from services.scheduling.model.hours import Calendar, Hours
from services.scheduling.store import Store

_DAY = timedelta(days=1)


def keep_hours(store: Store, who: Actor, clock: Clock, calendar: Calendar, asked: dict[str, Any]) -> dict[str, Any]:
    """Say that one can be met at a place every week at these hours, from today on unless another day is named.

    Saying the same twice keeps it once. Answers with {hours_id, version}.
    """
    hours = Hours(
        hours_id=new_id(),
        organisation=who.organisation,
        counsellor_id=who.ref,
        place=asked["place"],
        weekday=asked["weekday"],
        begins=asked["begins"],
        ends=asked["ends"],
        valid_from=asked["valid_from"] or calendar.today(clock.now()),
        valid_until=asked["valid_until"],
    )
    permissions.require(who, permissions.KEEP_HOURS, hours)
    if hours.valid_until is not None and hours.valid_until < hours.valid_from:
        raise invalid("valid_until", "ends_before_it_begins")
    known = next((kept for kept in store.hours.of(who.ref) if kept.same_as(hours)), None)
    kept = known or store.hours.add(hours)
    return {"hours_id": kept.hours_id, "version": kept.version}


def drop_hours(store: Store, who: Actor, hours_id: str, version: int) -> dict[str, Any]:
    """Take hours back; what was booked in them stays. Raises Conflict if they are no longer what the caller saw."""
    hours = store.hours.get(hours_id)
    permissions.require(who, permissions.KEEP_HOURS, hours)
    _require_seen(hours, version)
    store.hours.drop(hours)
    return {"hours_id": hours_id}


def book_appointment(store: Store, who: Actor, clock: Clock, asked: dict[str, Any]) -> dict[str, Any]:
    """Book an appointment for an open case, with whoever asks unless another counsellor is named.

    Raises Invalid for a time that is past, and Refused("time_taken") if counsellor or client have another appointment
    at that time. Answers with {appointment_id, version}.
    """
    now = clock.now()
    case = store.cases.get(asked["case_id"])
    permissions.require(who, permissions.BOOK, case)
    _require_open(case.is_open)
    counsellor_id = asked["counsellor_id"] or who.ref
    _require_counsellor(store, who, counsellor_id)
    assert case.language is not None  # an open case has one
    booked = appointments.book(
        appointment_id=new_id(),
        organisation=case.organisation,
        case_id=case.case_id,
        counsellor_id=counsellor_id,
        place=asked["place"],
        starts_at=asked["starts_at"],
        minutes=asked["minutes"],
        language=asked["language"] or case.language,
        with_interpreter=asked["with_interpreter"],
        at=now,
    )
    said = events.AppointmentBooked(
        appointment_id=booked.appointment_id,
        case_id=booked.case_id,
        organisation=booked.organisation,
        place=booked.place,
        starts_at=booked.starts_at,
        ends_at=booked.ends_at,
        language=booked.language,
        with_interpreter=booked.with_interpreter,
        booked_at=booked.booked_at,
    )
    return _answer(store.appointments.add(booked, said))


def move_appointment(store: Store, who: Actor, clock: Clock, asked: dict[str, Any]) -> dict[str, Any]:
    """Move an appointment to another time or place; how long it lasts and where stays, unless it is named.

    Its old time is free and its new one taken in one transaction. Raises as `book_appointment` does, and Conflict for
    an outdated version.
    """
    appointment = _found(store, who, permissions.CHANGE, asked["appointment_id"], asked["version"])
    _require_open(store.cases.get(appointment.case_id).is_open)
    moved = appointment.move(clock.now(), asked["starts_at"], asked["minutes"], asked["place"])
    said = events.AppointmentMoved(
        appointment_id=moved.appointment_id,
        case_id=moved.case_id,
        organisation=moved.organisation,
        place=moved.place,
        starts_at=moved.starts_at,
        ends_at=moved.ends_at,
        language=moved.language,
        revision=moved.revision,
        moved_at=moved.changed_at,
    )
    return _answer(store.appointments.save(moved, said))


def cancel_appointment(
    store: Store, who: Actor, clock: Clock, appointment_id: str, version: int, by: str, reason: str
) -> dict[str, Any]:
    """Cancel an appointment, for whom and why as codes; its time is free again. Raises Refused once it has ended."""
    appointment = _found(store, who, permissions.CHANGE, appointment_id, version)
    return _answer(_cancel(store, appointment, clock.now(), by, reason))


def appointment_kept(store: Store, who: Actor, clock: Clock, appointment_id: str, version: int) -> dict[str, Any]:
    """Note that they met. Raises Refused before it began."""
    kept = _found(store, who, permissions.CHANGE, appointment_id, version).keep(clock.now())
    said = events.AppointmentKept(kept.appointment_id, kept.case_id, kept.organisation, kept.changed_at)
    return _answer(store.appointments.save(kept, said))


def appointment_missed(store: Store, who: Actor, clock: Clock, appointment_id: str, version: int) -> dict[str, Any]:
    """Note that the client did not come. Raises Refused before it began."""
    missed = _found(store, who, permissions.CHANGE, appointment_id, version).miss(clock.now())
    said = events.AppointmentMissed(missed.appointment_id, missed.case_id, missed.organisation, missed.changed_at)
    return _answer(store.appointments.save(missed, said))


def hand_on_appointments(
    store: Store, who: Actor, case_id: str, previous_id: str, counsellor_id: str, since: datetime
) -> None:
    """Have whoever has the case now hold what is booked after `since` with whoever had it, at the same times.

    What falls into something else of theirs waits for them (`successor_id`). Once more changes nothing, and says
    nothing: times and places, which others know, stay as they are.
    """
    permissions.require(who, permissions.HAND_ON)
    if previous_id == counsellor_id:
        return
    for booked in store.appointments.ahead(case_id, since):
        if booked.counsellor_id != previous_id or booked.successor_id == counsellor_id:
            continue
        wanted = appointments.units(booked.starts_at, booked.ends_at)
        is_free = not store.occupied.of({counsellor_id}, wanted).get(counsellor_id)
        store.appointments.save(booked.hand_on(counsellor_id, is_free, since))


def cancel_what_is_ahead(store: Store, who: Actor, case_id: str, since: datetime) -> None:
    """Cancel what is booked after `since` in a case that has ended, unless it goes on again; the client is told.

    Once more changes nothing, and says nothing.
    """
    permissions.require(who, permissions.CANCEL_AHEAD)
    if store.cases.get(case_id).is_open:
        return
    for booked in store.appointments.ahead(case_id, since):
        _cancel(store, booked, since, appointments.BY_OFFICE, appointments.CASE_CLOSED)


def forget_past_time(store: Store, who: Actor, clock: Clock) -> int:
    """Forget whose time was taken more than a day ago: nobody can book it any more. Run by the clock."""
    permissions.require(who, permissions.FORGET_PAST)
    now = clock.now()
    return store.occupied.forget_before(appointments.units(now - _DAY, now).start)


def _cancel(store: Store, appointment: Appointment, at: datetime, by: str, reason: str) -> Appointment:
    cancelled = appointment.cancel(at, by, reason)
    said = events.AppointmentCancelled(
        appointment_id=cancelled.appointment_id,
        case_id=cancelled.case_id,
        organisation=cancelled.organisation,
        starts_at=cancelled.starts_at,
        by=by,
        reason=reason,
        revision=cancelled.revision,
        cancelled_at=cancelled.changed_at,
    )
    return store.appointments.save(cancelled, said)


def _found(store: Store, who: Actor, right: str, appointment_id: str, version: int) -> Appointment:
    appointment = store.appointments.get(appointment_id)
    permissions.require(who, right, appointment)
    _require_seen(appointment, version)
    return appointment


def _require_seen(thing: Appointment | Hours, seen: int) -> None:
    if thing.version != seen:
        raise changed(thing.noun, thing.version)


def _require_open(is_open: bool) -> None:
    if not is_open:
        raise Refused("case_not_open", "Appointments can be made for a case that is open.")


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


def _answer(appointment: Appointment) -> dict[str, Any]:
    return {"appointment_id": appointment.appointment_id, "version": appointment.version}
