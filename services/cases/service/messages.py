"""What was written to the person in a case: who may be told of it, and what became of it in the history."""

from __future__ import annotations

from typing import Any

from services.cases import reactions
from services.cases.queries import messages as message_queries
from services.cases.schemas import cases as of_cases
from services.cases.schemas import heard
from services.cases.service.parts import Part
from services.chassis.extensions import answers, hears
from services.chassis.handler import Message
from services.chassis.identity import Actor

Answer = dict[str, Any]


class Messages(Part):
    """What was written to the person in a case: who may be told of it, and what became of it in the history."""

    @answers(of_cases.OneCase)
    def messages_warrant(self, who: Actor, request: Answer) -> Answer:
        return message_queries.messages_warrant(self.store, who, self.clock, **request)

    @hears("notifications.events", "message.sent.v1", heard.MessageSent)
    def on_message_sent(self, message: Message) -> None:
        reactions.on_message_sent(self.store, self.clock, message)

    @hears("notifications.events", "message.delivered.v1", heard.MessageDelivered)
    def on_message_delivered(self, message: Message) -> None:
        reactions.on_message_delivered(self.store, self.clock, message)

    @hears("notifications.events", "message.bounced.v1", heard.MessageBounced)
    def on_message_bounced(self, message: Message) -> None:
        reactions.on_message_bounced(self.store, self.clock, message)

    @hears("notifications.events", "message.failed.v1", heard.MessageFailed)
    def on_message_failed(self, message: Message) -> None:
        reactions.on_message_failed(self.store, self.clock, message)
