"""What was booked for somebody, for the copy that is handed to them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from services.chassis import warrants
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.scheduling import permissions
from services.scheduling.model.appointments import Appointment
from services.scheduling.model.interpreting import Booking
from services.scheduling.queries import choices as of_choices
from services.scheduling.queries import waiting as of_waiting
from services.scheduling.queries.appointments import told
from services.scheduling.store import Store

# What the copy for the person says of an appointment.
_COPIED = (
    *("appointment_id", "case_id", "place", "starts_at", "ends_at", "language", "with_interpreter"),
    *("mode", "room", "status", "by", "reason", "booked_at", "changed_at"),
)
# Neither who interprets, which is theirs, nor what it cost, which is no data of the person.
_INTERPRETED = ("booking_id", "appointment_id", "language", "mode", "gender", "kind", "status")
_WAITED = (
    *("waiting_id", "case_id", "language", "place", "topic", "mode", "minutes", "urgent", "with_interpreter"),
    *("since", "until", "status", "ended_at"),
)


def export_subject(store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, warrant: str) -> dict[str, Any]:
    """All that was ever booked for somebody, or where they came along, which interpreters were looked for, what they
    could choose from and what they waited for, as their copy says.

    Each case is written down as looked at first. Of whoever they came along with, nothing is told."""
    permissions.require(who, permissions.EXPORT)
    case_ids = warrants.read(seal_keys, who, clock, warrant).case_ids
    for case_id in case_ids:
        note_look(store.database, clock, who, case_id, "export")
    found = store.appointments.of_cases(who.organisation, case_ids)
    interpreted = store.interpreter_bookings.of_appointments([one.appointment_id for one in found])
    waited = store.waiting.of_cases(who.organisation, case_ids)
    offered = store.choices.of_cases(who.organisation, case_ids)
    return {
        "appointments": [_copied(one, case_ids) for one in found],
        "interpreting": [_interpreted(one) for one in interpreted],
        "choices": [of_choices.copied(one) for one in offered],
        "waiting": [{name: of_waiting.told(one)[name] for name in _WAITED} for one in waited],
    }


def _copied(one: Appointment, case_ids: Collection[str]) -> dict[str, Any]:
    theirs = next(case_id for case_id in (one.case_id, *one.with_case_ids) if case_id in case_ids)
    return {name: told(one)[name] for name in _COPIED} | {"case_id": theirs}


def _interpreted(one: Booking) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in _INTERPRETED}
    return said | {"requested_at": one.requested_at.isoformat(), "changed_at": one.changed_at.isoformat()}
