"""What comes back of mails, as others tell it."""

from __future__ import annotations

from services.chassis.clock import Clock
from services.chassis.handler import Message
from services.notifications.commands.returned import take_report
from services.notifications.store import Store


def on_mail_returned(store: Store, clock: Clock, message: Message, organisation: str) -> None:
    """Note what a mail server tells of a mail of ours that came to the mailbox people write to."""
    told = message.data
    take_report(store, clock, told["message_id"], told["action"], told["status"], organisation)
