"""What is heard of how people are reached, until they are forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.handler import Message, NotYet
from services.notifications.commands.ways import keep_ways, stop_way
from services.notifications.events.forgetting import CaseForgotten
from services.notifications.model.addressees import Addressee
from services.notifications.model.ways import BY_REPLY
from services.notifications.store import Store


def on_contact_given(store: Store, clock: Clock, message: Message) -> None:
    """Keep how to reach the person behind a request or a case."""
    about = message.data["about"]
    if store.forgotten.has(about):
        return  # it has come late, over another exchange than that the case was erased
    contact = store.addressees.unseal(about, message.data["sealed"])
    addressee = Addressee(
        about=about,
        language=contact["language"],
        notice_language=contact["notice_language"],
        status_token=contact["status_token"],
        email=contact.get("email"),
        phone=contact.get("phone"),
        reference=contact.get("reference"),
    )
    with store.together():
        store.addressees.remember(addressee, clock.now())
        said_at = datetime.fromisoformat(contact["said_at"]) if contact.get("said_at") else clock.now()
        keep_ways(store, addressee, said_at, contact.get("sms_allowed"), contact.get("said_over"))


def on_contact_changed(store: Store, clock: Clock, message: Message) -> None:
    """Reach the person behind a case in another way from now on; what waits to be sent goes there as well.

    Who is not known has been forgotten: how to reach somebody is said before it changes.
    """
    about = message.data["about"]
    contact = store.addressees.unseal(about, message.data["sealed"], "contact.changed")
    try:
        known = store.addressees.get(about)
    except NotFound:
        return
    changed = {name: contact[name] for name in ("language", "email", "phone")}
    addressee = replace(known, **changed)
    with store.together():
        store.addressees.remember(addressee, clock.now())
        keep_ways(store, addressee, clock.now())


def on_contact_erased(store: Store, clock: Clock, message: Message) -> None:
    """Forget how to reach the person behind a request or a case."""
    store.forgotten.forget_contact(message.data["about"], clock.now())


def on_way_stopped(store: Store, clock: Clock, message: Message) -> None:
    """Somebody has answered with a word for stop: no more to that address, whatever it is about."""
    told = store.addressees.unseal(message.data["stop_id"], message.data["sealed"], "way.stopped")
    stop_way(store, clock, told["channel"], told["address"], BY_REPLY)


def on_case_erased(store: Store, clock: Clock, message: Message) -> None:
    """Forget how to reach the person in the case and all that was sent to them, and say so."""
    data, now = message.data, clock.now()
    said = CaseForgotten(data["case_id"], data["erasure_id"], now)
    if not store.forgotten.forget_case(data["case_id"], data["request_id"], now, said):
        raise NotYet("something of this case is still to be sent")
