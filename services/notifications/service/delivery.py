"""What becomes of messages after they have left."""

from __future__ import annotations

from typing import Any

from services.chassis.extensions import Provided, answers, every, hears
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.chassis.mailboxes import Mailbox, mailbox_at
from services.notifications import reactions
from services.notifications.carriers.seven_hooks import Call
from services.notifications.commands import delivery, returned
from services.notifications.schemas import receipts as asked
from services.notifications.service.parts import Part
from services.notifications.settings import NotificationsSettings

Answer = dict[str, Any]


def _bounces(settings: NotificationsSettings) -> Mailbox | None:
    return mailbox_at(settings.bounces_url, settings.bounces_password, "NOTIFICATIONS_BOUNCES_URL")


class Delivery(Part):
    """What becomes of messages after they have left: receipts, and what comes back."""

    bounces: Mailbox | None = Provided(lambda parts: _bounces(parts.settings))
    signing_key: str = Provided(lambda parts: parts.settings.sms_signing_key)
    receipts_url: str = Provided(lambda parts: f"{parts.settings.public_url.rstrip('/')}/api/v1/receipts/seven")
    own_organisation: str = Provided(lambda parts: parts.programme.organisation)

    @answers(asked.SevenCall)
    def seven_calls(self, who: Actor, request: Answer) -> Answer:
        call = Call(**request, url=self.receipts_url)
        returned.take_call(self.store, self.clock, call, self.signing_key, self.own_organisation)
        return {}

    @hears("intake.events", "mail.returned.v1", asked.MailReturned)
    def on_mail_returned(self, message: Message) -> None:
        reactions.on_mail_returned(self.store, self.clock, message, self.own_organisation)

    @every(seconds=120)
    def look_for_bounces(self) -> None:
        # After the commit of the turn: a mail server may take its time, and no transaction waits for it.
        def look() -> None:
            returned.read_bounces(self.store, self.clock, self.bounces, self.own_organisation)

        with self.store.together() as turn:
            turn.after_commit("bounces", look)

    @every(seconds=300)
    def look_at_receipts_again(self) -> None:
        delivery.look_at_receipts_again(self.store, self.clock, self.own_organisation)
