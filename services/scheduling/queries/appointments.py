"""Who meets when and where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.model.appointments import BOOKED, Appointment
from services.scheduling.model.hours import Calendar
from services.scheduling.store import Store


def appointment(store: Store, who: Actor, clock: Clock, appointment_id: str) -> dict[str, Any]:
    """One appointment, and what can be done to it now (`may`)."""
    found = store.appointments.get(appointment_id)
    permissions.require(who, permissions.SEE_APPOINTMENTS, found)
    allowed = permissions.may(who, permissions.CHANGE, found)
    return {**_told_to(store, who, [found], clock.now())[0], "may": list(found.may(clock.now())) if allowed else []}


def appointments(
    store: Store,
    who: Actor,
    clock: Clock,
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
    return {"items": _told_to(store, who, found, clock.now()), "next": following}


def told(found: Appointment) -> dict[str, Any]:
    """An appointment, without who comes along and how far it is with an interpreter."""
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
        "interpreter_id": found.interpreter_id,
        "booked_by": found.booked_by,
        "version": found.version,
    }


def _told_to(store: Store, who: Actor, found: Sequence[Appointment], now: datetime) -> list[dict[str, Any]]:
    """The appointments, without the cases that come along and do not exist for `who`; each with how far it is with an
    interpreter, and whether one is suggested: the counsellor does not speak the language in which one will meet,
    and nobody is looked for."""
    hidden = store.locks.hidden({case_id for one in found for case_id in one.with_case_ids}, who.ref)
    states = store.interpreter_bookings.states({one.appointment_id for one in found})
    spoken = store.counsellors.languages({one.counsellor_id for one in found})
    return [
        told(one)
        | {
            "with_case_ids": [case_id for case_id in one.with_case_ids if case_id not in hidden],
            "interpreting": states.get(one.appointment_id),
            "interpreter_suggested": one.appointment_id not in states
            and one.status == BOOKED
            and one.ends_at > now
            and one.language not in spoken.get(one.counsellor_id, (one.language,)),
        }
        for one in found
    ]
