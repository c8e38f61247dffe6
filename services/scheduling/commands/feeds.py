"""Private calendar feeds: making one, and taking its address back."""

from __future__ import annotations

from typing import Any

from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.store import Store


def make_feed(store: Store, who: Actor, clock: Clock, interpreter_id: str | None = None) -> dict[str, Any]:
    """Have one's appointments, or those of an interpreter, read by a calendar program under a secret address; an older
    address ends.

    Answers with {feed_id}: the secret itself (`store.feeds.token_of`) stands in no table, not among remembered answers
    either.
    """
    owner = permissions.calendar_of(who, store.interpreters.known(interpreter_id))
    return {"feed_id": store.feeds.make(owner, clock.now())}


def revoke_feed(store: Store, who: Actor, interpreter_id: str | None = None) -> dict[str, Any]:
    """Take the address of one's calendar, or of an interpreter's, back. Raises NotFound where there is none."""
    owner = permissions.calendar_of(who, store.interpreters.known(interpreter_id))
    if not store.feeds.revoke(owner.owner_id):
        raise NotFound("feed_unknown", "There is no calendar feed to take back.")
    return {}
