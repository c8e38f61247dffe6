"""What the intake does when it hears others: translate, then act; no rules here."""

from __future__ import annotations

from services.chassis.handler import Message
from services.intake.store import Store

_RECEIPT = "request_receipt"


def on_message_sent(store: Store, message: Message) -> None:
    """The receipt has left: the status page and the desk may say so."""
    _note(store, message, "sent")


def on_message_failed(store: Store, message: Message) -> None:
    """The receipt could not be delivered: somebody should call instead."""
    _note(store, message, "failed")


def _note(store: Store, message: Message, outcome: str) -> None:
    if message.data["kind"] == _RECEIPT:
        store.note_receipt(message.data["about"], outcome)
