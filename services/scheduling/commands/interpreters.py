"""The list of who interprets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.chassis.clock import new_id
from services.chassis.errors import changed
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.model.interpreters import Interpreter
from services.scheduling.store import Store


def add_interpreter(store: Store, who: Actor, asked: dict[str, Any]) -> dict[str, Any]:
    """Take somebody into the own organisation's list. Answers with {interpreter_id, version}."""
    permissions.require(who, permissions.KEEP_INTERPRETERS)
    return _answer(store.interpreters.add(Interpreter(new_id(), who.organisation, **asked)))


def change_interpreter(store: Store, who: Actor, interpreter_id: str, version: int, **asked: Any) -> dict[str, Any]:
    """Change what is known of somebody; what is not named stays. Bookings stay as they were agreed.

    Raises Conflict for an outdated version.
    """
    found = store.interpreters.get(interpreter_id)
    permissions.require(who, permissions.KEEP_INTERPRETERS, found)
    if found.version != version:
        raise changed(found.noun, found.version)
    return _answer(store.interpreters.save(replace(found, **asked)))


def _answer(saved: Interpreter) -> dict[str, Any]:
    return {"interpreter_id": saved.interpreter_id, "version": saved.version}
