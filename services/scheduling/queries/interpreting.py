"""Who interprets, whom one could ask, what is to be done, and what it cost."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from services.chassis.clock import Clock
from services.chassis.errors import unknown
from services.chassis.identity import Actor
from services.chassis.interpreting import Interpreting
from services.scheduling import permissions
from services.scheduling.model import appointments, interpreting
from services.scheduling.model.appointments import Appointment
from services.scheduling.model.hours import Calendar
from services.scheduling.model.interpreters import Interpreter
from services.scheduling.model.interpreting import Booking
from services.scheduling.store import Store


def interpreter(store: Store, who: Actor, clock: Clock, calendar: Calendar, interpreter_id: str) -> dict[str, Any]:
    """Somebody of the list, in full, with the certificates that run out."""
    found = store.interpreters.get(interpreter_id)
    permissions.require(who, permissions.KEEP_INTERPRETERS, found)
    return _in_full(found, calendar.today(clock.now()))


def interpreters(
    store: Store, who: Actor, clock: Clock, calendar: Calendar, cursor: str | None, limit: int
) -> dict[str, Any]:
    """The own organisation's list, in pages."""
    permissions.require(who, permissions.KEEP_INTERPRETERS)
    found, following = store.interpreters.listed(who.organisation, cursor, limit)
    today = calendar.today(clock.now())
    return {"items": [_in_full(one, today) for one in found], "next": following}


def find_interpreters(store: Store, who: Actor, calendar: Calendar, appointment_id: str) -> dict[str, Any]:
    """Whom one could ask for what is booked at an appointment, those first who fit best, each with what speaks for and
    against them as codes. Raises NotFound where nobody is being looked for."""
    appointment = store.appointments.get(appointment_id)
    permissions.require(who, permissions.ARRANGE, appointment)
    booking = store.interpreter_bookings.under_way(appointment_id)
    if booking is None:
        raise unknown(Booking.noun)
    candidates = store.interpreters.speaking(who.organisation, booking.language)
    resources = {appointments.of_interpreter(one.interpreter_id) for one in candidates}
    taken = store.occupied.of(resources, appointments.units(appointment.starts_at, appointment.ends_at))
    on = calendar.today(appointment.starts_at)
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds()) // 60
    lines = []
    for one in candidates:
        is_available = one.is_available(calendar, appointment.starts_at, appointment.ends_at)
        # Their own time at this very appointment takes nothing from it.
        is_taken = (
            bool(taken.get(appointments.of_interpreter(one.interpreter_id)))
            and appointment.interpreter_id != one.interpreter_id
        )
        good, against = interpreting.for_and_against(one, booking, on, is_available, is_taken)
        can_be_asked = not set(against) & interpreting.EXCLUDING
        lines.append(
            _named(one)
            | {"for": list(good), "against": list(against), "fee_cents": one.fee(minutes), "can_be_asked": can_be_asked}
        )
    lines.sort(key=lambda line: (not line["can_be_asked"], len(line["against"]), line["fee_cents"], line["name"]))
    return {"booking_id": booking.booking_id, "items": lines}


def interpreter_booking(store: Store, who: Actor, booking_id: str) -> dict[str, Any]:
    """One booking: for when and where, who was asked, which money pays, and why."""
    booking = store.interpreter_bookings.get(booking_id)
    appointment = store.appointments.get(booking.appointment_id)
    permissions.require(who, permissions.ARRANGE, appointment)
    names = store.interpreters.names({booking.interpreter_id} if booking.interpreter_id else set())
    return _told(booking, appointment, names)


def interpreter_bookings(
    store: Store, who: Actor, status: str | None, cursor: str | None, limit: int
) -> dict[str, Any]:
    """The own organisation's bookings in this state (those under way where none is named), the oldest first."""
    permissions.require(who, permissions.ARRANGE)
    found, following = store.interpreter_bookings.listed(
        who.organisation, who.ref, [status] if status else interpreting.OPEN, cursor, limit
    )
    names = store.interpreters.names({one.interpreter_id for one in found if one.interpreter_id})
    held = store.appointments.by_ids({one.appointment_id for one in found})
    return {"items": [_told(one, held[one.appointment_id], names) for one in found], "next": following}


def interpreter_statement(
    store: Store, who: Actor, rules: Interpreting, year: int, month: int, pot: str | None
) -> dict[str, Any]:
    """What interpreting cost in a month, per pot and line by line, with what is left of the year; all in cents. It
    tells bookings by their ids and no client."""
    permissions.require(who, permissions.KEEP_INTERPRETERS)
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    lines = store.interpreter_bookings.costs(who.organisation, date(year, 1, 1), last, pot)
    names = store.interpreters.names({line.interpreter_id for line in lines})
    pots = [
        {
            "pot": code,
            "cost_cents": sum(line.cost_cents for line in lines if line.pot == code and line.held_on >= first),
            "this_year_cents": sum(line.cost_cents for line in lines if line.pot == code),
            "yearly_cents": rules.pots[code].yearly_cents,
        }
        for code in rules.pots
        if pot in (None, code)
    ]
    items = [
        {
            "booking_id": line.booking_id,
            "pot": line.pot,
            "held_on": line.held_on.isoformat(),
            "language": line.language,
            "interpreter_id": line.interpreter_id,
            "interpreter": names.get(line.interpreter_id, ""),
            "minutes": line.minutes,
            "cost_cents": line.cost_cents,
            "is_late": line.is_late,
        }
        for line in lines
        if line.held_on >= first
    ]
    return {"month": f"{year}-{month:02}", "pots": pots, "items": items}


def _told(booking: Booking, appointment: Appointment, names: Any) -> dict[str, Any]:
    return {
        "booking_id": booking.booking_id,
        "appointment_id": booking.appointment_id,
        "starts_at": appointment.starts_at.isoformat(),
        "ends_at": appointment.ends_at.isoformat(),
        "place": appointment.place,
        "language": booking.language,
        "mode": booking.mode,
        "gender": booking.gender,
        "legal_consequence": booking.legal_consequence,
        "kind": booking.kind,
        "pot": booking.pot,
        "rule": booking.rule,
        "status": booking.status,
        "changed_at": booking.changed_at.isoformat(),
        "interpreter_id": booking.interpreter_id,
        "interpreter": names.get(booking.interpreter_id),
        "reason": booking.reason,
        "costs_from": booking.costs_from.isoformat() if booking.costs_from else None,
        "late_cents": booking.late_cents,
        "minutes": booking.minutes,
        "cost_cents": booking.cost_cents,
        "is_late": booking.is_late,
        "may": list(booking.may()),
        "version": booking.version,
    }


def _named(one: Interpreter) -> dict[str, Any]:
    return {"interpreter_id": one.interpreter_id, "name": one.name, "kind": one.kind, "phone": one.phone}


def _in_full(one: Interpreter, today: date) -> dict[str, Any]:
    return _named(one) | {
        "email": one.email,
        "note": one.note,
        "gender": one.gender,
        "active": one.active,
        "languages": [vars(pair) for pair in one.languages],
        "pledged_on": one.pledged_on.isoformat() if one.pledged_on else None,
        "certificates": [
            {"code": each.code, "valid_until": each.valid_until.isoformat() if each.valid_until else None}
            for each in one.certificates
        ],
        "running_out": [each.code for each in one.running_out(today)],
        "available": [
            {"weekday": each.weekday, "begins": each.begins.strftime("%H:%M"), "ends": each.ends.strftime("%H:%M")}
            for each in one.available
        ],
        "absences": [
            {"from_on": each.from_on.isoformat(), "until_on": each.until_on.isoformat()} for each in one.absences
        ],
        "hourly_cents": one.hourly_cents,
        "flat_cents": one.flat_cents,
        "version": one.version,
    }
