"""Who is not there, and what is to be moved because of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.chassis.identity import Actor
from services.chassis.rights import ORGANISATION
from services.scheduling import permissions
from services.scheduling.model.absences import Absence
from services.scheduling.model.appointments import Appointment
from services.scheduling.model.hours import Calendar
from services.scheduling.store import Store


def absences(
    store: Store,
    who: Actor,
    calendar: Calendar,
    counsellor_id: str | None,
    first: date,
    last: date,
    cursor: str | None,
    limit: int,
) -> dict[str, Any]:
    """Absences of whoever asks, for coordinators those of the organisation, that reach into these days, in pages.

    `to_move` is what is booked in each of them.
    """
    permissions.require(who, permissions.KEEP_ABSENCES)
    if ORGANISATION not in permissions.reach(who, permissions.KEEP_ABSENCES):
        counsellor_id = who.ref
    found, following = store.absences.listed(who.organisation, counsellor_id, calendar.days(first, last), cursor, limit)
    booked = store.appointments.during(who.organisation, who.ref, found)
    return {"items": [_told(absence, booked) for absence in found], "next": following}


def _told(absence: Absence, booked: list[Appointment]) -> dict[str, Any]:
    return {
        "absence_id": absence.absence_id,
        "counsellor_id": absence.counsellor_id,
        "starts_at": absence.starts_at.isoformat(),
        "ends_at": absence.ends_at.isoformat(),
        "kind": absence.kind,
        "to_move": [
            {"appointment_id": one.appointment_id, "case_id": one.case_id, "starts_at": one.starts_at.isoformat()}
            for one in booked
            if one.counsellor_id == absence.counsellor_id and absence.reaches_into(one.starts_at, one.ends_at)
        ],
        "version": absence.version,
    }
