"""Note that letters were posted, and that others are of no use any more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.notifications import permissions
from services.notifications.events.messages import MessageFailed, MessageSent
from services.notifications.letters import Letters
from services.notifications.model.messages import QUEUED
from services.notifications.store import Store

# Few enough to be read and written in a moment.
_AT_ONCE = 100
TOO_LATE = "too_late"


def mark_posted(store: Store, who: Actor, clock: Clock, letters: Letters, message_ids: Collection[str]) -> None:
    """Note that letters were printed and posted or handed over, and say so; those that were already stay as they are.

    Raises NotFound if one of them is not the own organisation's, and then notes none.
    """
    permissions.require(who, permissions.POST)
    chosen = store.messages.letters(letters.posted_by(who.organisation), message_ids)
    waiting = [message for message in chosen if message.state == QUEUED]
    letters = letters.in_words_of(store.templates.in_force({message.kind for message in waiting}))
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


def drop_late_letters(store: Store, clock: Clock) -> None:
    """Have no letter wait about an appointment that is over: it was not sent (`too_late`), and that is said."""
    now, cursor = clock.now(), None
    while True:
        # What an appointment is stands encrypted, so that each is read.
        waiting, cursor = store.messages.on_paper(cursor, _AT_ONCE)
        with store.together():
            for message in (each for each in waiting if each.is_too_late(now)):
                late = message.given_up(now, TOO_LATE)
                said = MessageFailed(late.message_id, late.about, late.kind, late.channel, TOO_LATE, now)
                store.messages.save(late, said)
        if cursor is None:
            return
