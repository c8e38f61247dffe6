"""Somebody who interprets at an appointment: requested, asked, confirmed, done or released."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from services.chassis.clock import Clock, new_id
from services.chassis.errors import Refused, changed
from services.chassis.identity import Actor
from services.chassis.interpreting import Interpreting
from services.scheduling import permissions
from services.scheduling.events import interpreting as events
from services.scheduling.model import appointments, interpreting
from services.scheduling.model.appointments import Appointment
from services.scheduling.model.hours import Calendar
from services.scheduling.model.interpreting import Booking
from services.scheduling.store import Store
from services.scheduling.store.interpreting import Cost

_MINUTE = 60  # seconds


def request_interpreter(
    store: Store, who: Actor, clock: Clock, rules: Interpreting, appointment_id: str, **asked: Any
) -> dict[str, Any]:
    """Say that somebody is needed who interprets at an appointment that is ahead; the funding rule decides who may.

    Raises Refused("no_funding") where no money may be spent on the kind that is asked for, and
    Refused("has_interpreter_booking") where somebody is being looked for. Answers with {booking_id, kind, pot, rule,
    version}.
    """
    appointment = store.appointments.get(appointment_id)
    permissions.require(who, permissions.ARRANGE, appointment)
    now = clock.now()
    _require_to_come(appointment, now)
    rule = interpreting.decide(rules, asked["legal_consequence"], asked["kind"])
    booking = interpreting.request(new_id(), appointment, asked, rule, now)
    with store.database.transaction():
        if not appointment.with_interpreter:
            store.appointments.save(replace(appointment, with_interpreter=True, changed_at=now))
        added = store.interpreter_bookings.add(booking, _requested(booking))
    return _answer(added) | {"kind": added.kind, "pot": added.pot, "rule": added.rule}


def ask_interpreter(
    store: Store, who: Actor, clock: Clock, calendar: Calendar, booking_id: str, version: int, interpreter_id: str
) -> dict[str, Any]:
    """Ask somebody whether they come, in place of whoever was asked and has not answered.

    Raises Refused("interpreter_not_fitting", reason) for whom the rules or the time exclude.
    """
    booking, appointment = _found(store, who, booking_id, version)
    interpreter = store.interpreters.get(interpreter_id)
    permissions.require(who, permissions.ARRANGE, interpreter)
    now = clock.now()
    _require_to_come(appointment, now)
    asked = booking.ask(interpreter_id, now)
    against = set(standing_against(store, calendar, booking, appointment, interpreter_id)) & interpreting.EXCLUDING
    if not any(pair.knows(booking.language) for pair in interpreter.languages):
        against.add("does_not_speak")
    if not interpreter.active:
        against.add("is_not_active")
    if against:
        raise Refused("interpreter_not_fitting", "This interpreter cannot be asked.", reason=min(against))
    before = booking.interpreter_id if booking.interpreter_id != interpreter_id else None
    return _answer(store.interpreter_bookings.save(asked, _asked(asked, appointment, instead_of=before)))


def confirm_interpreter(
    store: Store, who: Actor, clock: Clock, calendar: Calendar, rules: Interpreting, booking_id: str, version: int
) -> dict[str, Any]:
    """Note that who was asked comes: their time is taken from then on.

    Raises Refused("interpreter_taken") if they interpret elsewhere at that time; somebody else is to be asked then.
    """
    booking, appointment = _found(store, who, booking_id, version)
    now = clock.now()
    _require_to_come(appointment, now)
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds()) // _MINUTE
    asked = store.interpreters.get(booking.interpreter_id) if booking.interpreter_id else None
    if asked and not asked.active:
        raise Refused("interpreter_not_fitting", "Whoever was asked is not active any more.", reason="is_not_active")
    fee = asked.fee(minutes) if asked else 0
    late = fee * rules.late_percent // 100
    held_on = calendar.today(appointment.starts_at)
    confirmed = booking.confirm(held_on, interpreting.costs_from(rules, calendar, held_on), late, now)
    said = events.InterpreterConfirmed(
        booking_id, booking.appointment_id, booking.organisation, str(booking.interpreter_id), now
    )
    with store.database.transaction():
        _take(store, appointment, booking.interpreter_id, now)
        saved = store.interpreter_bookings.save(confirmed, said)
    return _answer(saved)


def decline_interpreter(
    store: Store, who: Actor, clock: Clock, booking_id: str, version: int, reason: str
) -> dict[str, Any]:
    """Note that who was asked does not come, or no longer: somebody else is to be asked."""
    booking, appointment = _found(store, who, booking_id, version)
    now = clock.now()
    said = events.InterpreterDeclined(
        booking_id,
        booking.appointment_id,
        booking.organisation,
        str(booking.interpreter_id),
        appointment.case_id,
        appointment.counsellor_id,
        reason,
        now,
    )
    with store.database.transaction():
        _take(store, appointment, None, now)
        saved = store.interpreter_bookings.save(booking.decline(reason, now), said)
    return _answer(saved)


def interpreter_done(
    store: Store,
    who: Actor,
    clock: Clock,
    booking_id: str,
    version: int,
    minutes: int,
    cost_cents: int | None,
) -> dict[str, Any]:
    """Note how long somebody interpreted and what it cost (in cents; as their fee says where nothing is named).

    Raises Refused("not_begun") before the appointment began.
    """
    booking, appointment = _found(store, who, booking_id, version)
    now = clock.now()
    if now < appointment.starts_at:
        raise Refused("not_begun", "What came of an appointment can be said once it has begun.")
    fee = store.interpreters.get(booking.interpreter_id).fee(minutes) if booking.interpreter_id else 0
    done = booking.finish(minutes, fee if cost_cents is None else cost_cents, now)
    said = events.InterpreterDone(
        booking_id, booking.appointment_id, booking.organisation, booking.language, booking.pot, minutes, now
    )
    return _answer(store.interpreter_bookings.save(done, said, cost=_cost(done)))


def release_interpreter(store: Store, who: Actor, clock: Clock, booking_id: str, version: int) -> dict[str, Any]:
    """Nobody is needed any more; within the notice period it costs a part of the fee."""
    booking, appointment = _found(store, who, booking_id, version)
    now = clock.now()
    with store.database.transaction():
        _take(store, appointment, None, now)
        saved = _release(store, booking, appointment, now)
    return _answer(saved)


def on_moved(store: Store, before: Appointment, moved: Appointment) -> Appointment:
    """The appointment to be written where one with an interpreter moves: who was asked, or was to come, is asked anew,
    and their time is free until they confirm again; another room is nothing to ask about. In the transaction of the
    move."""
    booking = store.interpreter_bookings.under_way(moved.appointment_id)
    if booking is None or booking.interpreter_id is None or moved.meets_as(before):
        return moved
    again = booking.ask_again(moved.changed_at)
    store.interpreter_bookings.save(again, _asked(again, moved, has_moved=True))
    return replace(moved, interpreter_id=None)


def on_cancelled(store: Store, cancelled: Appointment) -> None:
    """Release whoever was asked, or was to come, to an appointment that does not take place. In its transaction."""
    booking = store.interpreter_bookings.under_way(cancelled.appointment_id)
    if booking is not None:
        _release(store, booking, cancelled, cancelled.changed_at)


def standing_against(
    store: Store, calendar: Calendar, booking: Booking, appointment: Appointment, interpreter_id: str
) -> tuple[str, ...]:
    """What speaks against asking somebody, as codes."""
    interpreter = store.interpreters.get(interpreter_id)
    wanted = appointments.units(appointment.starts_at, appointment.ends_at)
    taken = store.occupied.of({appointments.of_interpreter(interpreter_id)}, wanted)
    is_available = interpreter.is_available(calendar, appointment.starts_at, appointment.ends_at)
    on = calendar.today(appointment.starts_at)
    return interpreting.for_and_against(interpreter, booking, on, is_available, bool(taken))[1]


def _asked(
    asked: Booking, appointment: Appointment, instead_of: str | None = None, has_moved: bool = False
) -> events.InterpreterAsked:
    return events.InterpreterAsked(
        asked.booking_id,
        asked.appointment_id,
        asked.organisation,
        str(asked.interpreter_id),
        instead_of,
        has_moved,
        appointment.place,
        appointment.starts_at,
        appointment.ends_at,
        asked.language,
        asked.mode,
        asked.changed_at,
    )


def _release(store: Store, booking: Booking, appointment: Appointment, at: datetime) -> Booking:
    released = booking.release(at)
    said = events.InterpreterReleased(
        released.booking_id,
        released.appointment_id,
        released.organisation,
        released.interpreter_id,
        released.is_late,
        appointment.place,
        appointment.starts_at,
        appointment.ends_at,
        released.language,
        released.mode,
        at,
    )
    return store.interpreter_bookings.save(released, said, cost=_cost(released) if released.is_late else None)


def _cost(booking: Booking) -> Cost:
    assert booking.held_on is not None  # it was confirmed
    assert booking.interpreter_id is not None
    return Cost(
        booking.booking_id,
        booking.organisation,
        booking.pot,
        booking.held_on,
        booking.language,
        booking.interpreter_id,
        booking.minutes or 0,
        booking.cost_cents or 0,
        booking.is_late,
    )


def _take(store: Store, appointment: Appointment, interpreter_id: str | None, at: datetime) -> None:
    """Have this interpreter's time taken by the appointment, or nobody's."""
    if appointment.interpreter_id == interpreter_id:
        return
    try:
        store.appointments.save(replace(appointment, interpreter_id=interpreter_id, changed_at=at))
    except Refused as refused:
        if refused.code != "time_taken":
            raise
        raise Refused("interpreter_taken", "This interpreter has something else at that time.") from None


def _found(store: Store, who: Actor, booking_id: str, version: int) -> tuple[Booking, Appointment]:
    booking = store.interpreter_bookings.get(booking_id)
    permissions.require(who, permissions.ARRANGE, booking)
    appointment = store.appointments.get(booking.appointment_id)
    permissions.require(who, permissions.ARRANGE, appointment)
    if booking.version != version:
        raise changed(booking.noun, booking.version)
    return booking, appointment


def _require_to_come(appointment: Appointment, now: datetime) -> None:
    if appointment.status != appointments.BOOKED or appointment.ends_at <= now:
        raise Refused("appointment_not_booked", "This appointment does not take place any more, or is over.")


def _requested(booking: Booking) -> events.InterpreterRequested:
    return events.InterpreterRequested(
        booking.booking_id,
        booking.appointment_id,
        booking.organisation,
        booking.language,
        booking.mode,
        booking.kind,
        booking.pot,
        booking.requested_at,
    )


def _answer(saved: Booking) -> dict[str, Any]:
    return {"booking_id": saved.booking_id, "version": saved.version}
