"""What waits to be printed and posted, and its words."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from services.chassis.identity import Actor
from services.notifications import permissions
from services.notifications.letters import Letters
from services.notifications.model.addressees import Addressee
from services.notifications.model.messages import Message
from services.notifications.store import Store


def post_tray(store: Store, who: Actor, letters: Letters, cursor: str | None, limit: int) -> dict[str, Any]:
    """What waits to be printed and posted for the own organisation: what it is about, and since when it waits."""
    permissions.require(who, permissions.POST)
    waiting, following = store.messages.on_paper(cursor, limit, letters.posted_by(who.organisation))
    known = store.addressees.of({message.about for message in waiting})
    return {
        "items": [
            _line(message) | {"language": letters.language_of(known[message.about])}
            for message in waiting
            if message.about in known  # whoever is forgotten is written to no more
        ],
        "next": following,
    }


def letters_to_print(store: Store, who: Actor, letters: Letters, message_ids: Collection[str]) -> dict[str, Any]:
    """These letters with their words, in the programme's own language beside the reader's.

    Raises NotFound if one of them is not the own organisation's.
    """
    permissions.require(who, permissions.POST)
    chosen = store.messages.letters(letters.posted_by(who.organisation), message_ids)
    letters = letters.in_words_of(store.templates.in_force({message.kind for message in chosen}))
    known = store.addressees.of({message.about for message in chosen})
    return {
        "items": [
            _line(message) | {"sides": _sides(letters, message, known[message.about])}
            for message in chosen
            if message.about in known
        ]
    }


def _sides(letters: Letters, message: Message, addressee: Addressee) -> list[dict[str, Any]]:
    languages = dict.fromkeys((letters.own_language, letters.language_of(addressee)))
    facts = {"reference": message.reference or None}
    return [letters.post(message.kind, language, message.appointment, **facts) for language in languages]


def _line(message: Message) -> dict[str, Any]:
    begins = message.appointment.starts_at if message.appointment else None
    return {
        "message_id": message.message_id,
        "about": message.about,
        "is_about_case": message.appointment is not None,
        "kind": message.kind,
        "reference": message.reference or None,
        "queued_at": message.queued_at.isoformat(),
        "needed_by": begins.isoformat() if begins else None,
    }
