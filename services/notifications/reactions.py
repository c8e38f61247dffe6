"""What notifications does when it hears others: translate, then command; no rules here."""

from __future__ import annotations

from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.handler import Message, NotYet
from services.notifications import commands
from services.notifications.model import EMAIL, Addressee
from services.notifications.store import Store


def on_contact_given(store: Store, clock: Clock, message: Message) -> None:
    """Keep how to reach the person behind a request or a case."""
    about = message.data["about"]
    contact = store.unseal(about, message.data["sealed"])
    addressee = Addressee(
        about=about,
        language=contact["language"],
        notice_language=contact["notice_language"],
        status_token=contact["status_token"],
        email=contact.get("email"),
        phone=contact.get("phone"),
    )
    store.remember(addressee, clock.now())


def on_contact_erased(store: Store, clock: Clock, message: Message) -> None:
    """Forget how to reach the person behind a request or a case."""
    store.forget(message.data["about"], clock.now())


def on_request_received(store: Store, clock: Clock, message: Message) -> None:
    """Send the receipt, if there is an address to send it to."""
    if EMAIL in message.data["reachable_by"]:
        _queue(store, clock, "request_receipt", message)


def on_request_withdrawn(store: Store, clock: Clock, message: Message) -> None:
    """Confirm the withdrawal, if there is an address to send it to."""
    try:
        reachable = store.addressee(message.data["request_id"]).email is not None
    except NotFound:
        return
    if reachable:
        _queue(store, clock, "request_withdrawn", message)


def _queue(store: Store, clock: Clock, kind: str, message: Message) -> None:
    about = message.data["request_id"]
    if not store.knows(about):
        raise NotYet("the contact has not arrived")
    commands.queue_message(store, clock, kind, about, message.data["reference"])
