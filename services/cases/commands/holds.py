"""What can be done about legal holds: place one, release it."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.cases import permissions
from services.cases.commands.writing import require_to_come
from services.cases.model import require_seen
from services.cases.model.holds import Hold
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import Refused
from services.chassis.identity import Actor

Answer = dict[str, Any]


def place_hold(store: Store, who: Actor, clock: Clock, person_id: str, reason: str, until: date) -> Answer:
    """Nothing of this person is erased up to and with this day; `reason` says in words why. One at a time."""
    known = store.people.get(person_id)
    permissions.require(who, permissions.HOLD_PEOPLE, known)
    _require_known(store, who, person_id)
    require_to_come(store, until, "until")
    if store.holds.in_force(person_id, store.standings.today()):
        raise Refused("held_already", "There is a hold on this person already.")
    hold = Hold(new_id(), known.organisation, person_id, reason, until, clock.now(), who.ref)
    return _told(store.holds.add(hold))


def release_hold(store: Store, who: Actor, clock: Clock, hold_id: str, version: int) -> Answer:
    """The person may be forgotten again, if two people say so."""
    hold = store.holds.get(hold_id)
    permissions.require(who, permissions.HOLD_PEOPLE, hold)
    _require_known(store, who, hold.person_id)
    require_seen(hold.noun, hold.version, version)
    return _told(store.holds.save(hold.release(who.ref, clock.now())))


def _require_known(store: Store, who: Actor, person_id: str) -> None:
    for case in store.cases.of_people([person_id]):
        permissions.require(who, permissions.HOLD_PEOPLE, case)


def _told(hold: Hold) -> Answer:
    return {"hold_id": hold.hold_id, "person_id": hold.person_id, "version": hold.version}
