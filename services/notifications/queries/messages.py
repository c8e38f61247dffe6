"""What was written to somebody, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.chassis import warrants
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.notifications import permissions
from services.notifications.model.again import trouble, why_not_again
from services.notifications.model.messages import QUEUED, Message
from services.notifications.store import Store

Answer = dict[str, Any]


def messages_of(
    store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, warrant: str, cursor: str | None, limit: int
) -> Answer:
    """A page of the messages to whom the warrant is about, the newest first: {items, next, trouble}; never an address
    nor the words. Each case and request is written down as looked at first.

    `may` of a message holds `again` where `who` can send it again. `trouble` is what has to be seen to before anybody
    writes again: `bounced` (what we write comes back), `no_way` (only a call is left), or null.
    """
    permissions.require(who, permissions.SEE_MESSAGES)
    given = warrants.read(seal_keys, who, clock, warrant)
    abouts = (*given.case_ids, *given.request_ids)
    for about in abouts:
        note_look(store.database, clock, who, about, "messages")
    now = clock.now()
    found, following = store.messages.listed(abouts, cursor, limit)
    reached = store.standings.reached(abouts)
    standings = store.standings.of(found, reached)
    writes = given.works and bool(who.roles & permissions.ROLES[permissions.SEND_AGAIN])
    now_reached = next((reached[about] for about in abouts if about in reached), None)
    return {
        "items": [
            _line(message) | {"may": ["again"] if writes and why_not_again(message, standing, now) is None else []}
            for message, standing in zip(found, standings, strict=True)
        ],
        "next": following,
        "trouble": trouble(store.messages.last_outcome(abouts), now_reached, now),
    }


def _line(message: Message) -> Answer:
    return {
        "message_id": message.message_id,
        "about": message.about,
        "kind": message.kind,
        "channel": message.channel,
        "language": message.language,
        "state": message.state,
        "reason": message.reason,
        "queued_at": message.queued_at.isoformat(),
        "due_at": _at(message.due_at if message.state == QUEUED else None),
        "settled_at": _at(message.settled_at),
        "delivered_at": _at(message.delivered_at),
        "bounced_at": _at(message.bounced_at),
    }


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
