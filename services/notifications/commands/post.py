"""Note that letters were posted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.notifications import permissions
from services.notifications.events.messages import MessageSent
from services.notifications.letters import Letters
from services.notifications.model.messages import QUEUED
from services.notifications.store import Store


def mark_posted(store: Store, who: Actor, clock: Clock, letters: Letters, message_ids: Collection[str]) -> None:
    """Note that letters were printed and posted or handed over, and say so; those that were already stay as they are.

    Raises NotFound if one of them is not the own organisation's, and then notes none.
    """
    permissions.require(who, permissions.POST)
    chosen = store.messages.letters(who.organisation, message_ids)
    waiting = [message for message in chosen if message.state == QUEUED]
    known = store.addressees.of({message.about for message in waiting})
    now = clock.now()
    with store.together():
        for message in waiting:
            if message.about not in known:
                store.messages.save(message.unwanted(now))
                continue
            language = letters.language_of(known[message.about])
            template = letters.version(message.kind, language)
            said = MessageSent(message.message_id, message.about, message.kind, message.channel, language, now)
            store.messages.save(replace(message.sent(now), language=language, template=template), said)
