"""Times that are offered to clients: as clients see them, and as staff do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.chassis import passes
from services.chassis.clock import Clock
from services.chassis.errors import NotFound, unknown
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.scheduling import permissions
from services.scheduling.model.appointments import MOVE, Appointment
from services.scheduling.model.cases import Case
from services.scheduling.model.choices import Choice, ClientLimits, OfferedTime
from services.scheduling.model.hours import Calendar
from services.scheduling.store import Store

# What was offered long ago helps nobody on a page.
_SHOWN = 10


def client_choices(
    store: Store, who: Actor, clock: Clock, limits: ClientLimits, keys: SealKeys, pass_: str
) -> dict[str, Any]:
    """What a client can choose from, the newest first, and their appointments to come, the next one first, with what
    they may do to each (`may`). Nothing at all where their case is not known here."""
    try:
        case = _case(store, who, clock, keys, pass_)
    except NotFound:
        return {"choices": [], "appointments": []}
    now = clock.now()
    found = store.choices.of_case(case.case_id, _SHOWN)
    free = _free(store, case.case_id, found, now)
    return {
        "choices": [
            {**_told(choice), "is_open": choice.is_open(now), "slots": _slots(choice, free)} for choice in found
        ],
        "appointments": [_meeting(one, limits, clock) for one in store.appointments.ahead(case.case_id, now)],
    }


def client_slots(
    store: Store,
    who: Actor,
    clock: Clock,
    calendar: Calendar,
    limits: ClientLimits,
    keys: SealKeys,
    pass_: str,
    appointment_id: str,
) -> dict[str, Any]:
    """Where a client can move their appointment, in order; none where they may not."""
    case = _case(store, who, clock, keys, pass_)
    appointment = store.appointments.get(appointment_id)
    if appointment.case_id != case.case_id:
        raise unknown(Appointment.noun)
    now = clock.now()
    movable = MOVE in limits.may(appointment, now)
    found = store.free_times.for_client(calendar, now, limits, appointment) if movable else []
    return {
        "appointment": _meeting(appointment, limits, clock),
        "items": [
            {"place": slot.place, "starts_at": slot.starts_at.isoformat(), "ends_at": slot.ends_at.isoformat()}
            for slot in found
        ],
    }


def choices(store: Store, who: Actor, clock: Clock, case_id: str) -> dict[str, Any]:
    """What was offered in a case, the newest first, with what became of it."""
    case = store.cases.get(case_id)
    permissions.require(who, permissions.SEE_APPOINTMENTS, case)
    now = clock.now()
    found = store.choices.of_case(case_id)
    free = _free(store, case.case_id, found, now)
    return {
        "items": [
            {
                **_told(choice),
                "source": choice.source,
                "reason": choice.reason,
                "is_open": choice.is_open(now),
                "slots": [
                    slot | {"counsellor_id": time.counsellor_id, "room": time.room}
                    for slot, time in zip(_slots(choice, free), choice.slots, strict=True)
                ],
                "version": choice.version,
            }
            for choice in found
        ]
    }


def copied(choice: Choice) -> dict[str, Any]:
    """What was offered to somebody and what they made of it, as the copy for them says."""
    return {
        **_told(choice),
        "case_id": choice.case_id,
        "reason": choice.reason,
        "slots": [
            {
                "place": time.place,
                "starts_at": time.starts_at.isoformat(),
                "ends_at": time.ends_at.isoformat(),
                "mode": time.mode,
            }
            for time in choice.slots
        ],
    }


def _case(store: Store, who: Actor, clock: Clock, keys: SealKeys, pass_: str) -> Case:
    permissions.require(who, permissions.USE_PASS)
    return store.cases.of_request(passes.read(keys, clock, pass_))


def _free(store: Store, case_id: str, found: Sequence[Choice], now: datetime) -> set[OfferedTime]:
    return store.free_times.among(case_id, [slot for choice in found if choice.is_open(now) for slot in choice.slots])


def _told(choice: Choice) -> dict[str, Any]:
    return {
        "choice_id": choice.choice_id,
        "status": choice.status,
        "offered_at": choice.offered_at.isoformat(),
        "until": choice.until.isoformat(),
        "ended_at": choice.ended_at.isoformat() if choice.ended_at else None,
        "appointment_id": choice.appointment_id,
        "chosen": choice.chosen,
    }


def _slots(choice: Choice, free: set[OfferedTime]) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "place": time.place,
            "starts_at": time.starts_at.isoformat(),
            "ends_at": time.ends_at.isoformat(),
            "mode": time.mode,
            "is_free": time in free,
        }
        for number, time in enumerate(choice.slots)
    ]


def _meeting(one: Appointment, limits: ClientLimits, clock: Clock) -> dict[str, Any]:
    return {
        "appointment_id": one.appointment_id,
        "place": one.place,
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
        "mode": one.mode,
        "status": one.status,
        "may": list(limits.may(one, clock.now())),
        "change_until": (one.starts_at - limits.notice).isoformat(),
        "moves_left": max(0, limits.moves - one.client_moves),
    }
