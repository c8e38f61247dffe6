"""What a copy tells: how somebody is reached, what they said of that, and what was sent to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.chassis import warrants
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.notifications import permissions
from services.notifications.model.appointments import Appointment
from services.notifications.model.messages import Message
from services.notifications.model.reminders import Reminder
from services.notifications.queries.ways import copied
from services.notifications.store import Store

Answer = dict[str, Any]


def export_subject(store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, warrant: str) -> Answer:
    """The addresses we keep of somebody, what they said of writing there, and every message and reminder to them, as
    their copy tells it; each case and request is written down as looked at first.

    `about` is the id of the case or request for which an address was given. The secret of a status link is not told.
    """
    permissions.require(who, permissions.EXPORT)
    read = warrants.read(seal_keys, who, clock, warrant)
    abouts = (*read.case_ids, *read.request_ids)
    for about in abouts:
        note_look(store.database, clock, who, about, "export")
    return {
        "contacts": [
            {
                "about": about,
                "email": addressee.email,
                "phone": addressee.phone,
                "language": addressee.language,
                "notice_language": addressee.notice_language,
                "reference": addressee.reference,
            }
            for about, addressee in store.addressees.of(abouts).items()
        ],
        "ways": [way for about in abouts for way in copied(store, about)],
        "reminders": [_reminder(reminder) for reminder in store.reminders.of(abouts)],
        "messages": [_message(message) for message in store.messages.to(abouts)],
    }


def _message(message: Message) -> Answer:
    return {
        "about": message.about,
        "kind": message.kind,
        "channel": message.channel,
        "state": message.state,
        "queued_at": _at(message.queued_at),
        "settled_at": _at(message.settled_at),
        "reason": message.reason,
        "appointment": _meeting(message.appointment),
    }


def _reminder(reminder: Reminder) -> Answer:
    return {
        "about": reminder.about,
        "state": reminder.state,
        "due_at": _at(reminder.due_at),
        "settled_at": _at(reminder.settled_at),
        "appointment": _meeting(reminder.appointment),
    }


def _meeting(told: Appointment | None) -> Answer | None:
    return {"starts_at": _at(told.starts_at), "ends_at": _at(told.ends_at), "place": told.place} if told else None


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
