"""Private calendar feeds: making one, and taking its address back."""

from __future__ import annotations

from typing import Any

from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.identity import Actor
from services.scheduling import permissions
from services.scheduling.store import Store

COUNSELLOR = "counsellor"


def make_feed(store: Store, who: Actor, clock: Clock) -> dict[str, Any]:
    """Have one's appointments read by a calendar program under a secret address; an older address ends.

    Answers with {feed_id}: the secret itself (`store.feeds.token_of`) stands in no table, not among remembered answers
    either.
    """
    permissions.require(who, permissions.KEEP_FEED)
    return {"feed_id": store.feeds.make(who.ref, who.organisation, COUNSELLOR, clock.now())}


def revoke_feed(store: Store, who: Actor) -> dict[str, Any]:
    """Take the address of one's calendar back. Raises NotFound where there is none."""
    permissions.require(who, permissions.KEEP_FEED)
    if not store.feeds.revoke(who.ref):
        raise NotFound("feed_unknown", "There is no calendar feed to take back.")
    return {}
