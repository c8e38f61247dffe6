"""When a counsellor is not there."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from services.chassis.clock import new_id
from services.chassis.errors import changed
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.model import absences
from services.scheduling.model.absences import Absence
from services.scheduling.model.hours import Calendar
from services.scheduling.store import Store


def note_absence(
    store: Store,
    who: Actor,
    calendar: Calendar,
    counsellor_id: str | None,
    first: date | datetime,
    last: date | datetime,
    kind: str,
) -> dict[str, Any]:
    """Whoever asks, or another counsellor of the organisation, is not there: from one day or moment to another.

    Nothing that is booked is cancelled by it. Saying the same twice notes it once. Answers with {absence_id, version}.
    """
    whose = counsellor_id or who.ref
    # Their proof says who they are, perhaps before the cases' word about them has arrived.
    if whose != who.ref or "counsellor" not in who.roles:
        permissions.require(who, permissions.KEEP_ABSENCES, store.counsellors.get(whose))
    starts_at, ends_at = absences.span(calendar, first, last)
    absence = Absence(new_id(), who.organisation, whose, starts_at, ends_at, kind)
    permissions.require(who, permissions.KEEP_ABSENCES, absence)
    noted = store.absences.add(absence)
    return {"absence_id": noted.absence_id, "version": noted.version}


def drop_absence(store: Store, who: Actor, absence_id: str, version: int) -> dict[str, Any]:
    """Take an absence back. Raises Conflict if it is no longer what the caller saw."""
    absence = store.absences.get(absence_id)
    permissions.require(who, permissions.KEEP_ABSENCES, absence)
    if absence.version != version:
        raise changed(absence.noun, absence.version)
    store.absences.drop(absence)
    return {"absence_id": absence_id}
