"""What is heard of requests: received, withdrawn, erased."""

from __future__ import annotations

from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.handler import Message, NotYet
from services.notifications.commands.queueing import tell
from services.notifications.commands.staff_messages import let_go
from services.notifications.events.forgetting import RequestForgotten
from services.notifications.store import Store


def on_request_erased(store: Store, clock: Clock, message: Message) -> None:
    """Keep nothing of whoever was behind the request, and say so."""
    request_id = message.data["request_id"]
    store.forgotten.forget_request(request_id, RequestForgotten(request_id, clock.now()))


def on_request_received(store: Store, clock: Clock, message: Message) -> None:
    """Send the receipt, if there is an address to send it to."""
    if not message.data["reachable_by"]:
        return
    about = message.data["request_id"]
    if not store.addressees.knows(about):
        raise NotYet("the contact has not arrived")
    tell(store, clock, "request_receipt", about, message.data["reference"])


def on_request_withdrawn(store: Store, clock: Clock, message: Message) -> None:
    """Confirm the withdrawal, if there is an address to send it to; the request waits for nobody any more."""
    let_go(store, message.envelope.type, {"request_id": message.data["request_id"]}, message.envelope.time)
    try:
        tell(store, clock, "request_withdrawn", message.data["request_id"], message.data["reference"])
    except NotFound:
        return  # they have been forgotten
