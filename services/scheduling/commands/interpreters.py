"""The list of who interprets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.chassis.clock import Clock, new_id
from services.chassis.errors import changed
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.events.contacts import ContactErased
from services.scheduling.model.hours import Calendar
from services.scheduling.model.interpreters import Interpreter, forgotten_before
from services.scheduling.store import Store

_AT_ONCE = 100


def add_interpreter(store: Store, who: Actor, clock: Clock, asked: dict[str, Any]) -> dict[str, Any]:
    """Take somebody into the own organisation's list, and say (sealed) how they are reached. Answers with
    {interpreter_id, version}."""
    permissions.require(who, permissions.KEEP_INTERPRETERS)
    interpreter = Interpreter(new_id(), who.organisation, **asked).seen(clock.now())
    return _answer(store.interpreters.add(interpreter, store.seals.contact(interpreter)))


def change_interpreter(
    store: Store, who: Actor, clock: Clock, interpreter_id: str, version: int, **asked: Any
) -> dict[str, Any]:
    """Change what is known of somebody; what is not named stays. Bookings stay as they were agreed; a new way to
    reach somebody is said (sealed).

    Raises Conflict for an outdated version.
    """
    found = store.interpreters.get(interpreter_id)
    permissions.require(who, permissions.KEEP_INTERPRETERS, found)
    if found.version != version:
        raise changed(found.noun, found.version)
    now_is = replace(found, **asked).seen(clock.now())
    said = [store.seals.changed_contact(now_is)] if now_is.contact != found.contact else []
    return _answer(store.interpreters.save(now_is, *said))


def forget_interpreters(store: Store, who: Actor, clock: Clock, calendar: Calendar, years: int) -> int:
    """Forget who left long ago, here and where it is known how to reach them; what was paid stays, without their name.
    Returns how many were forgotten. Run by the clock, in batches."""
    permissions.require(who, permissions.FORGET_PAST)
    gone = store.interpreters.left_before(forgotten_before(calendar, clock.now(), years), _AT_ONCE)
    for interpreter_id in gone:
        store.feeds.revoke(interpreter_id)
        store.interpreters.forget(interpreter_id, ContactErased(interpreter_id))
    return len(gone)


def _answer(saved: Interpreter) -> dict[str, Any]:
    return {"interpreter_id": saved.interpreter_id, "version": saved.version}
