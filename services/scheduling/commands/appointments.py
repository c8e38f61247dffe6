"""What becomes of an appointment that was booked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.commands import interpreting
from services.scheduling.commands.finding import answer, found
from services.scheduling.commands.freed import note_free, time_is_free
from services.scheduling.events import appointments as events
from services.scheduling.model import appointments
from services.scheduling.model.appointments import Appointment
from services.scheduling.store import Store


def cancel_appointment(
    store: Store,
    who: Actor,
    clock: Clock,
    appointment_id: str,
    version: int,
    by: str,
    reason: str,
    and_following: bool = False,
) -> dict[str, Any]:
    """Cancel an appointment, for whom and why as codes; its time is free again. Raises Refused once it has ended.

    With `and_following` also what is booked after it in the same series.
    """
    appointment = found(store, who, permissions.CHANGE, appointment_id, version)
    following = store.appointments.following(appointment) if and_following else ()
    with store.database.transaction():
        cancelled = cancel(store, appointment, clock.now(), by, reason)
        time_is_free(store, clock, appointment)
        for later in following:
            cancel(store, later, clock.now(), by, reason)
            time_is_free(store, clock, later)
    return answer(cancelled)


def appointment_kept(store: Store, who: Actor, clock: Clock, appointment_id: str, version: int) -> dict[str, Any]:
    """Note that they met. Raises Refused before it began."""
    kept = found(store, who, permissions.CHANGE, appointment_id, version).keep(clock.now())
    said = events.AppointmentKept(kept.appointment_id, kept.case_id, kept.organisation, kept.changed_at)
    return answer(store.appointments.save(kept, said))


def appointment_missed(store: Store, who: Actor, clock: Clock, appointment_id: str, version: int) -> dict[str, Any]:
    """Note that the client did not come. Raises Refused before it began."""
    missed = found(store, who, permissions.CHANGE, appointment_id, version).miss(clock.now())
    said = events.AppointmentMissed(
        missed.appointment_id,
        missed.case_id,
        missed.organisation,
        missed.starts_at,
        missed.with_case_ids,
        missed.changed_at,
    )
    return answer(store.appointments.save(missed, said))


def hand_on_appointments(
    store: Store, who: Actor, case_id: str, previous_id: str, counsellor_id: str, since: datetime
) -> None:
    """Have whoever has the case now hold what is booked after `since` with whoever had it, at the same times.

    What falls into something else of theirs, or their absence, waits for them (`successor_id`). Once more changes
    nothing, and says nothing: times and places, which others know, stay as they are.
    """
    permissions.require(who, permissions.HAND_ON)
    if previous_id == counsellor_id:
        return
    for booked in store.appointments.ahead(case_id, since):
        if previous_id not in (booked.counsellor_id, booked.successor_id) or booked.successor_id == counsellor_id:
            continue
        stays = booked.counsellor_id == counsellor_id  # whoever it waited for has handed the case back
        is_free = stays or _is_free(store, counsellor_id, booked)
        store.appointments.save(booked.hand_on(counsellor_id, is_free, since))
        if is_free and not stays:
            note_free(store, since, booked)  # the time of whoever held it


def _is_free(store: Store, counsellor_id: str, booked: Appointment) -> bool:
    """Whether somebody has nothing else at the time of an appointment, and is there."""
    wanted = appointments.units(booked.starts_at, booked.ends_at)
    taken = store.occupied.of({appointments.of_counsellor(counsellor_id)}, wanted)
    return not taken and not store.free_times.is_away(counsellor_id, booked.starts_at, booked.ends_at)


def cancel_what_is_ahead(store: Store, who: Actor, case_id: str, since: datetime) -> None:
    """Cancel what is booked after `since` in a case that has ended, unless it goes on again; the client is told. Where
    they would have come along with another case, they no longer do.

    Once more changes nothing, and says nothing.
    """
    permissions.require(who, permissions.CANCEL_AHEAD)
    if store.cases.get(case_id).is_open:
        return
    for booked in store.appointments.ahead(case_id, since):
        cancel(store, booked, since, appointments.BY_OFFICE, appointments.CASE_CLOSED)
        note_free(store, since, booked)
    for shared in store.appointments.coming_along(case_id, since):
        store.appointments.save(shared.without(case_id, since))


def cancel(store: Store, appointment: Appointment, at: datetime, by: str, reason: str) -> Appointment:
    """Write that an appointment does not take place, and say it; returns it as it now stands."""
    cancelled = appointment.cancel(at, by, reason)
    said = events.AppointmentCancelled(
        appointment_id=cancelled.appointment_id,
        case_id=cancelled.case_id,
        organisation=cancelled.organisation,
        starts_at=cancelled.starts_at,
        by=by,
        reason=reason,
        with_case_ids=cancelled.with_case_ids,
        revision=cancelled.revision,
        cancelled_at=cancelled.changed_at,
    )
    with store.database.transaction():
        interpreting.on_cancelled(store, cancelled)
        return store.appointments.save(cancelled, said)
