"""What is heard of how people are reached, until they are forgotten."""

from __future__ import annotations

from dataclasses import replace

from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.handler import Message, NotYet
from services.notifications.commands.ways import keep_ways
from services.notifications.events.forgetting import CaseForgotten
from services.notifications.model.addressees import Addressee
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
        keep_ways(store, addressee, clock.now(), contact.get("sms_allowed"))


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
        keep_ways(store, addressee, clock.now(), contact.get("sms_allowed"))


def on_contact_erased(store: Store, clock: Clock, message: Message) -> None:
    """Forget how to reach the person behind a request or a case."""
    store.forgotten.forget_contact(message.data["about"], clock.now())


def on_case_erased(store: Store, clock: Clock, message: Message) -> None:
    """Forget how to reach the person in the case and all that was sent to them, and say so."""
    data, now = message.data, clock.now()
    said = CaseForgotten(data["case_id"], data["erasure_id"], now)
    if not store.forgotten.forget_case(data["case_id"], data["request_id"], now, said):
        raise NotYet("something of this case is still to be sent")
