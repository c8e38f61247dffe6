"""What is heard that ends what staff were told of: which kinds of lines it ends, the model says (ENDED_BY)."""

from __future__ import annotations

from services.chassis.handler import Message
from services.notifications.commands.staff_messages import let_go
from services.notifications.store import Store


def on_offer_accepted(store: Store, message: Message) -> None:
    """Somebody has taken what was offered: there is nothing to answer any more."""
    _let_go(store, message, "offer_id", "request_id")


def on_offer_declined(store: Store, message: Message) -> None:
    """An offer was declined: there is nothing to answer any more."""
    _let_go(store, message, "offer_id", "request_id")


def on_offer_confirmed(store: Store, message: Message) -> None:
    """An organisation has got the request: there is nothing to answer any more."""
    _let_go(store, message, "offer_id", "request_id")


def on_offer_withdrawn(store: Store, message: Message) -> None:
    """An offer was taken back: there is nothing to answer any more."""
    _let_go(store, message, "offer_id", "request_id")


def on_offer_lapsed(store: Store, message: Message) -> None:
    """An offer has lapsed: there is nothing to answer any more."""
    _let_go(store, message, "offer_id", "request_id")


def on_request_triaged(store: Store, message: Message) -> None:
    """The desk has looked at a request: it waits no longer without that."""
    _let_go(store, message, "request_id")


def on_request_answered(store: Store, message: Message) -> None:
    """A request was answered: it waits for nobody any more."""
    _let_go(store, message, "request_id")


def on_case_closed(store: Store, message: Message) -> None:
    """A case was closed: what wanted somebody's eyes before has been seen to, or does not matter any more."""
    _let_go(store, message, "case_id")


def on_letter_read(store: Store, message: Message) -> None:
    """A letter was read: nobody need be told that it is there."""
    _let_go(store, message, "letter_id", "case_id")


def _let_go(store: Store, message: Message, *names: str) -> None:
    about = {name: message.data[name] for name in names}
    let_go(store, message.envelope.type, about, message.envelope.time)
