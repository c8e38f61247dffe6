"""Booking appointments that repeat."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.chassis.clock import Clock, new_id
from services.chassis.errors import Refused, changed
from services.chassis.identity import Actor
from services.scheduling.commands.booking import asked_for, write_booked
from services.scheduling.model.appointments import TAKEN, Appointment, require_ahead
from services.scheduling.model.hours import Calendar
from services.scheduling.model.series import turns
from services.scheduling.store import Store


def book_series(store: Store, who: Actor, clock: Clock, calendar: Calendar, asked: dict[str, Any]) -> dict[str, Any]:
    """Book the same appointment every week, every two or every four, so many times.

    What falls on a public holiday or on a time that is taken is left out, and the answer says so for each:
    {series_id, items: [{starts_at, appointment_id, version, left_out}]}. Raises Refused("no_free_time") where none can
    be booked, and otherwise as `book_appointment` does.
    """
    first = replace(asked_for(store, who, clock, calendar, asked), series_id=new_id())
    planned = turns(first.starts_at, asked["every"], asked["count"], calendar)
    require_ahead(planned[-1].starts_at, clock.now())
    items = []
    with store.database.transaction():
        for turn in planned:
            lasts = first.ends_at - first.starts_at
            one = replace(first, appointment_id=new_id(), starts_at=turn.starts_at, ends_at=turn.starts_at + lasts)
            left_out = turn.left_out or (None if store.free_times.is_free(one) else TAKEN)
            booked = None if left_out else _booked(store, one)
            items.append(_told(one, booked, left_out))
    if all(item["left_out"] for item in items):
        raise Refused("no_free_time", "None of these times is free.")
    return {"series_id": first.series_id, "items": items}


def _booked(store: Store, one: Appointment) -> Appointment:
    try:
        return write_booked(store, one)
    except Refused as taken:
        # Somebody was quicker since we looked: all of it runs again, and leaves this one out.
        raise changed(one.noun) from taken


def _told(one: Appointment, booked: Appointment | None, left_out: str | None) -> dict[str, Any]:
    return {
        "starts_at": one.starts_at.isoformat(),
        "appointment_id": booked.appointment_id if booked else None,
        "version": booked.version if booked else None,
        "left_out": left_out,
    }
