"""When a counsellor can be met, every week."""

from __future__ import annotations

from typing import Any

from services.chassis.clock import Clock, new_id
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.commands.finding import require_seen
from services.scheduling.model import invalid
from services.scheduling.model.hours import Calendar, Hours
from services.scheduling.store import Store


def keep_hours(store: Store, who: Actor, clock: Clock, calendar: Calendar, asked: dict[str, Any]) -> dict[str, Any]:
    """Say that one can be met at a place every week at these hours, from today on unless another day is named.

    Saying the same twice keeps it once. Answers with {hours_id, version}.
    """
    hours = Hours(
        hours_id=new_id(),
        organisation=who.organisation,
        counsellor_id=who.ref,
        place=asked["place"],
        weekday=asked["weekday"],
        begins=asked["begins"],
        ends=asked["ends"],
        valid_from=asked["valid_from"] or calendar.today(clock.now()),
        valid_until=asked["valid_until"],
        topics=tuple(asked["topics"]),
        room=asked["room"],
    )
    permissions.require(who, permissions.KEEP_HOURS, hours)
    if hours.valid_until is not None and hours.valid_until < hours.valid_from:
        raise invalid("valid_until", "ends_before_it_begins")
    _require_open(calendar, hours)
    known = next((kept for kept in store.hours.of(who.ref) if kept.same_as(hours)), None)
    kept = known or store.hours.add(hours)
    return {"hours_id": kept.hours_id, "version": kept.version}


def _require_open(calendar: Calendar, hours: Hours) -> None:
    # A pause at noon is cut out of the hours; what begins or ends outside of what the place is open is a mistake.
    spans = calendar.opening(hours.place, hours.weekday)
    if not any(opens <= hours.begins < closes for opens, closes in spans):
        raise invalid("begins", "place_closed")
    if not any(opens < hours.ends <= closes for opens, closes in spans):
        raise invalid("ends", "place_closed")
    calendar.require_room(hours.place, hours.room)


def drop_hours(store: Store, who: Actor, hours_id: str, version: int) -> dict[str, Any]:
    """Take hours back; what was booked in them stays. Raises Conflict if they are no longer what the caller saw."""
    hours = store.hours.get(hours_id)
    permissions.require(who, permissions.KEEP_HOURS, hours)
    require_seen(hours, version)
    store.hours.drop(hours)
    return {"hours_id": hours_id}
