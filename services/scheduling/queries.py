"""What the scheduling can be asked to tell: times, places, cases and codes; no person."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.chassis import warrants
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.scheduling import permissions
from services.scheduling.model import slots as free
from services.scheduling.model.appointments import Appointment, units
from services.scheduling.model.hours import Calendar
from services.scheduling.store import Store

# What the copy for the person says of an appointment.
_COPIED = (
    *("appointment_id", "case_id", "place", "starts_at", "ends_at", "language", "with_interpreter"),
    *("status", "by", "reason", "booked_at", "changed_at"),
)


def hours(store: Store, who: Actor) -> dict[str, Any]:
    """The hours of whoever asks, in the order of the week; times of the programme's time zone."""
    permissions.require(who, permissions.KEEP_HOURS)
    items = [
        {
            "hours_id": kept.hours_id,
            "place": kept.place,
            "weekday": kept.weekday,
            "begins": f"{kept.begins:%H:%M}",
            "ends": f"{kept.ends:%H:%M}",
            "valid_from": kept.valid_from.isoformat(),
            "valid_until": kept.valid_until.isoformat() if kept.valid_until else None,
            "version": kept.version,
        }
        for kept in store.hours.of(who.ref)
        if kept.organisation == who.organisation
    ]
    return {"items": items}


def slots(
    store: Store,
    who: Actor,
    clock: Clock,
    calendar: Calendar,
    place: str | None,
    language: str | None,
    first: date,
    last: date,
    minutes: int,
    step: int,
) -> dict[str, Any]:
    """The free times of the own organisation's counsellors (who speak this language, at this place), in order."""
    permissions.require(who, permissions.SEE_SLOTS)
    speak = [
        counsellor.counsellor_id
        for counsellor in store.counsellors.active(who.organisation)
        if language is None or language in counsellor.languages
    ]
    week = [kept for kept in store.hours.between(speak, first, last, place) if kept.organisation == who.organisation]
    taken = store.occupied.of({kept.counsellor_id for kept in week}, units(*calendar.days(first, last)))
    found = free.slots(week, taken, calendar, clock.now(), first, last, minutes, step)
    items = [
        {
            "place": slot.place,
            "counsellor_id": slot.counsellor_id,
            "starts_at": slot.starts_at.isoformat(),
            "ends_at": slot.ends_at.isoformat(),
        }
        for slot in found
    ]
    return {"items": items}


def appointment(store: Store, who: Actor, clock: Clock, appointment_id: str) -> dict[str, Any]:
    """One appointment, and what can be done to it now (`may`)."""
    found = store.appointments.get(appointment_id)
    permissions.require(who, permissions.SEE_APPOINTMENTS, found)
    allowed = permissions.may(who, permissions.CHANGE, found)
    return {**_told(found), "may": list(found.may(clock.now())) if allowed else []}


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
    return {"items": [_told(one) for one in found], "next": following}


def export_subject(store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, warrant: str) -> dict[str, Any]:
    """All that was ever booked for somebody, as their copy tells it; each case is written down as looked at first."""
    permissions.require(who, permissions.EXPORT)
    case_ids = warrants.read(seal_keys, who, clock, warrant).case_ids
    for case_id in case_ids:
        note_look(store.database, clock, who, case_id, "export")
    found = store.appointments.of_cases(who.organisation, case_ids)
    return {"appointments": [{name: _told(one)[name] for name in _COPIED} for one in found]}


def _told(found: Appointment) -> dict[str, Any]:
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
        "version": found.version,
    }
