"""Who meets when and where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.model.appointments import Appointment
from services.scheduling.model.hours import Calendar
from services.scheduling.store import Store

_NONE: Mapping[str, str] = MappingProxyType({})


def appointment(store: Store, who: Actor, clock: Clock, appointment_id: str) -> dict[str, Any]:
    """One appointment, and what can be done to it now (`may`)."""
    found = store.appointments.get(appointment_id)
    permissions.require(who, permissions.SEE_APPOINTMENTS, found)
    allowed = permissions.may(who, permissions.CHANGE, found)
    hidden = store.locks.hidden(found.with_case_ids, who.ref)
    states = store.interpreter_bookings.states({appointment_id})
    return {**told(found, hidden, states), "may": list(found.may(clock.now())) if allowed else []}


def appointments(
    store: Store,
    who: Actor,
    calendar: Calendar,
    first: date,
    last: date,
    case_id: str | None,
    cursor: str | None,
    limit: int,
) -> dict[str, Any]:
    """The own organisation's appointments (of one case) from the first to the last day, by time, in pages.

    What is booked in a case that is locked for `who` is left out, even where it still waits with `who` for another
    counsellor: free times show it as taken, and no more.
    """
    permissions.require(who, permissions.SEE_APPOINTMENTS)
    found, following = store.appointments.listed(
        who.organisation, who.ref, calendar.days(first, last), case_id, cursor, limit
    )
    hidden = store.locks.hidden({case_id for one in found for case_id in one.with_case_ids}, who.ref)
    states = store.interpreter_bookings.states({one.appointment_id for one in found})
    return {"items": [told(one, hidden, states) for one in found], "next": following}


def told(found: Appointment, hidden: Collection[str] = (), states: Mapping[str, str] = _NONE) -> dict[str, Any]:
    """An appointment, without the cases that come along and do not exist for whoever asks, and with how far it is with
    an interpreter by the `states` of those who are looked for or come."""
    return {
        "appointment_id": found.appointment_id,
        "case_id": found.case_id,
        "counsellor_id": found.counsellor_id,
        "successor_id": found.successor_id,
        "place": found.place,
        "starts_at": found.starts_at.isoformat(),
        "ends_at": found.ends_at.isoformat(),
        "language": found.language,
        "with_interpreter": found.with_interpreter,
        "status": found.status,
        "revision": found.revision,
        "by": found.cancelled_by,
        "reason": found.reason,
        "booked_at": found.booked_at.isoformat(),
        "changed_at": found.changed_at.isoformat(),
        "mode": found.mode,
        "room": found.room,
        "series_id": found.series_id,
        "with_case_ids": [case_id for case_id in found.with_case_ids if case_id not in hidden],
        "interpreter_id": found.interpreter_id,
        "interpreting": states.get(found.appointment_id),
        "booked_by": found.booked_by,
        "version": found.version,
    }
