"""The intake's ears and mouth."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from services.chassis.extensions import Provided, answers, every, hears
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.intake import commands, events, queries, reactions, schemas
from services.intake.settings import IntakeSettings
from services.intake.store import Store

Answer = dict[str, Any]


class IntakeService:
    """Requests, from the first asking to the hand-over."""

    name = "intake"
    settings = IntakeSettings
    says = events.ALL

    store = Provided(lambda parts: Store(parts.database, parts.outbox, parts.vault, parts.seal_keys))
    clock = Provided(lambda parts: parts.clock)
    daily_limit = Provided(lambda parts: parts.settings.requests_per_contact_a_day)
    kept = Provided(lambda parts: timedelta(days=parts.programme.retention["request_days_after_end"]))

    def _with_status_token(self, answer: Answer) -> Answer:
        return {**answer, "status_token": self.store.status_token(answer["request_id"])}

    @answers(schemas.ReceiveRequest, command=True, complete=_with_status_token)
    def receive_request(self, who: Actor, request: Answer) -> Answer:
        return commands.receive_request(self.store, who, self.clock, self.daily_limit, request)

    @answers(schemas.Holder)
    def request_status(self, who: Actor, request: Answer) -> Answer:
        return queries.request_status(self.store, who, **request)

    @answers(schemas.Holder, command=True)
    def withdraw_request(self, who: Actor, request: Answer) -> Answer:
        return commands.withdraw_request(self.store, who, self.clock, **request)

    @hears("notifications.events", "message.sent.v1", schemas.MessageOutcome)
    def on_message_sent(self, message: Message) -> None:
        reactions.on_message_sent(self.store, message)

    @hears("notifications.events", "message.failed.v1", schemas.MessageOutcome)
    def on_message_failed(self, message: Message) -> None:
        reactions.on_message_failed(self.store, message)

    @every(seconds=3600)
    def erase_ended_requests(self) -> None:
        commands.erase_ended_requests(self.store, Actor.system(), self.clock, self.kept)
