"""What was written to somebody, what became of it, and sending it again."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import Provided, answers
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.notifications.commands import again
from services.notifications.queries import messages
from services.notifications.schemas import messages as asked
from services.notifications.service.parts import Part

Answer = dict[str, Any]


class Messages(Part):
    """What was written to somebody, what became of it, and sending it again."""

    seal_keys: SealKeys = Provided(lambda parts: parts.seal_keys)

    @answers(asked.MessagesOf)
    def messages_of(self, who: Actor, request: Answer) -> Answer:
        return messages.messages_of(self.store, who, self.clock, self.seal_keys, **request)

    @answers(asked.SendAgain, command=True)
    def send_again(self, who: Actor, request: Answer) -> Answer:
        return again.send_again(self.store, who, self.clock, self.seal_keys, **request)
