"""What is said of messages after they have left: one arrives, one comes back, somebody answers by text message."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from services.chassis import tracing
from services.chassis.testing import ORGANISATION, TRACE
from services.notifications.commands.delivery import note_receipt
from services.notifications.model.messages import DELIVERED
from services.notifications.model.receipts import Receipt
from services.notifications.model.text_answers import TextAnswer
from tests.builders.mails import Post
from tests.builders.reports import report

if TYPE_CHECKING:
    from tests.contracts.history import Town

CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"


def deliveries_told(town: Town) -> None:
    """A receipt arrives, and then comes back to the mailbox that people write to; then they send a text message."""
    store = town.notifications.store
    request_id = town.intake.ask()["request_id"]
    town.deliver()
    (message,) = store.messages.to([request_id])
    with tracing.span("seven_calls", CALLER):
        receipt = Receipt(message.message_id, DELIVERED, town.clock.now())
        note_receipt(store, town.clock, receipt, ORGANISATION)
    with TemporaryDirectory() as folder:
        post = Post(Path(folder) / "post")
        post.deliver(report(message.message_id))
        with tracing.span("look_into_mailbox", CALLER):
            town.intake.read_mail(post.url)
    town.deliver()
    with tracing.span("seven_calls", CALLER):
        store.texts.pass_on(TextAnswer("seven 681590", "+493023125011", "Ich komme"), request_id, town.clock.now())
    town.deliver()
