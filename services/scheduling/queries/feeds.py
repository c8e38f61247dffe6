"""What stands in a private calendar: times and places, and neither names nor topics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from services.chassis.clock import Clock
from services.chassis.errors import NotFound, unknown
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.model.cases import Counsellor
from services.scheduling.model.feeds import COUNSELLOR, INTERPRETER, Entry, Owner
from services.scheduling.model.interpreters import Interpreter
from services.scheduling.model.interpreting import calendar_entry
from services.scheduling.store import Store

# How long what is over, and what was cancelled, stays: a program that reads once a month still sees the cancellation.
_KEPT = timedelta(days=31)


def own_feed(store: Store, who: Actor, interpreter_id: str | None = None) -> dict[str, Any]:
    """Whether the own calendar, or that of an interpreter, has an address, and since when: {made_at}, None without. The
    address is told once, when it is made."""
    owner = permissions.calendar_of(who, store.interpreters.known(interpreter_id))
    found = store.feeds.of(owner.owner_id)
    return {"made_at": found.made_at.isoformat() if found else None}


def feed(store: Store, clock: Clock, token: str) -> dict[str, Any]:
    """What a calendar program reads under a secret address: {kind, items}, by time; cancelled ones are told as such.

    Whoever holds the address may read it, as long as its owner works here. Raises NotFound.
    """
    found = store.feeds.by_token(token)
    since = clock.now() - _KEPT
    try:
        entries = _OF[found.kind](store, found, since)
    except NotFound as gone:
        raise NotFound("feed_unknown", "Whose calendar this was no longer works here.") from gone
    return {"kind": found.kind, "items": [_told(one) for one in entries]}


def _of_counsellor(store: Store, owner: Owner, since: datetime) -> Iterable[Entry]:
    _require_active(store.counsellors.get(owner.owner_id))
    return [one.calendar_entry() for one in store.appointments.of_counsellor(owner.owner_id, since)]


def _of_interpreter(store: Store, owner: Owner, since: datetime) -> Iterable[Entry]:
    _require_active(store.interpreters.get(owner.owner_id))
    booked = store.interpreter_bookings.of_interpreter(owner.organisation, owner.owner_id, since)
    appointments = store.appointments.by_ids({booking.appointment_id for booking in booked})
    found = [calendar_entry(booking, appointments[booking.appointment_id], owner.owner_id) for booking in booked]
    return sorted(found, key=lambda entry: (entry.starts_at, entry.entry_id))


_OF = {COUNSELLOR: _of_counsellor, INTERPRETER: _of_interpreter}


def _require_active(owner: Counsellor | Interpreter) -> None:
    if not owner.active:
        raise unknown(owner.noun)


def _told(entry: Entry) -> dict[str, Any]:
    moments = ("starts_at", "ends_at", "changed_at")
    return asdict(entry) | {name: getattr(entry, name).isoformat() for name in moments}
