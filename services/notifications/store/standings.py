"""What is known beside messages to somebody, for whoever wants to send one again: gathered from the other shelves."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from services.notifications.model.again import Reached, Standing, next_way_of, repetition_of
from services.notifications.model.messages import Message
from services.notifications.store.addressees import Addressees
from services.notifications.store.messages import Messages
from services.notifications.store.ways import Ways


class Standings:
    """Where messages stand. Always the same few statements, however many messages there are."""

    def __init__(self, addressees: Addressees, messages: Messages, ways: Ways):
        self._addressees = addressees
        self._messages = messages
        self._ways = ways

    def reached(self, abouts: Collection[str]) -> dict[str, Reached]:
        """How whoever is behind each of these is reached; those we do not know (any more) are left out."""
        found = self._addressees.of(abouts)
        ways = self._ways.of_each(found)
        return {about: Reached(addressee, ways.get(about, {})) for about, addressee in found.items()}

    def of(self, messages: Sequence[Message], reached: Mapping[str, Reached]) -> list[Standing]:
        """Where each of these messages stands, in their order."""
        repeated = [repetition_of(message.message_id) for message in messages]
        fallen = [next_way_of(message) for message in messages]
        known = self._messages.known({*repeated, *fallen})
        told = {message.appointment.appointment_id for message in messages if message.appointment}
        changes = self._messages.last_changes(told)
        return [
            Standing(reached.get(message.about), again in known, next_way in known, _is_overtaken(message, changes))
            for message, again, next_way in zip(messages, repeated, fallen, strict=True)
        ]


def _is_overtaken(message: Message, changes: Mapping[str, datetime]) -> bool:
    changed_at = changes.get(message.appointment.appointment_id) if message.appointment else None
    return changed_at is not None and changed_at > message.queued_at
