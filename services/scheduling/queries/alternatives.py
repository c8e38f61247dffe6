"""What somebody is told whose time was taken: when it would be free instead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.chassis.clock import Clock
from services.chassis.errors import Refused
from services.chassis.identity import Actor
from services.scheduling.model.appointments import TAKEN
from services.scheduling.model.hours import Calendar
from services.scheduling.model.slots import Wish
from services.scheduling.store import Store

_NUMBER = 3
# Of one time, and of all times of a series, whose first is what was asked for.
_TAKEN = frozenset({TAKEN, "no_free_time"})


def to_refused(
    store: Store, who: Actor, clock: Clock, calendar: Calendar, asked: dict[str, Any], refusal: Refused
) -> dict[str, Any]:
    """What goes with a booking or a move that was refused: {alternatives: [{starts_at, ends_at, place, room}]} where
    the time was taken, or all times of a series, nothing otherwise.

    They are the nearest times at which all who would meet are free, at the same place and in the same room where one
    was asked for; the nearest first. As many statements however many are free: those of one search and, where an
    appointment was to be moved, that of reading it.
    """
    if refusal.code not in _TAKEN:
        return {}
    wish = _of_move(store, asked) if "appointment_id" in asked else _of_booking(who, asked)
    found = store.free_times.nearest(calendar, clock.now(), who.organisation, wish, _NUMBER)
    return {
        "alternatives": [
            {
                "starts_at": slot.starts_at.isoformat(),
                "ends_at": slot.ends_at.isoformat(),
                "place": slot.place,
                "room": slot.room or None,
            }
            for slot in found
        ]
    }


def _of_booking(who: Actor, asked: dict[str, Any]) -> Wish:
    return Wish(
        counsellor_id=asked["counsellor_id"] or who.ref,
        case_ids=frozenset({asked["case_id"], *asked["with_case_ids"]}),
        place=asked["place"],
        room=asked["room"],
        starts_at=asked["starts_at"],
        lasts=timedelta(minutes=asked["minutes"]),
    )


def _of_move(store: Store, asked: dict[str, Any]) -> Wish:
    held = store.appointments.get(asked["appointment_id"])
    place = asked["place"] or held.place
    return Wish(
        counsellor_id=held.holder_id,
        case_ids=frozenset({held.case_id, *held.with_case_ids}),
        place=place,
        room=asked["room"] or (held.room if place == held.place else None),
        starts_at=asked["starts_at"],
        lasts=timedelta(minutes=asked["minutes"]) if asked["minutes"] else held.ends_at - held.starts_at,
    )
