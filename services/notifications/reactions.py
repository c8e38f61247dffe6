"""What notifications does when it hears others: translate, then command; no rules here."""

from __future__ import annotations

from dataclasses import replace

from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.handler import Message, NotYet
from services.notifications import commands, events
from services.notifications.model import CANCELLED, EMAIL, INVITATION, MOVED, Addressee, Appointment
from services.notifications.store import Store


def on_contact_given(store: Store, clock: Clock, message: Message) -> None:
    """Keep how to reach the person behind a request or a case."""
    about = message.data["about"]
    if store.has_forgotten(about):
        return  # it has come late, over another exchange than that the case was erased
    contact = store.unseal(about, message.data["sealed"])
    addressee = Addressee(
        about=about,
        language=contact["language"],
        notice_language=contact["notice_language"],
        status_token=contact["status_token"],
        email=contact.get("email"),
        phone=contact.get("phone"),
        reference=contact.get("reference"),
    )
    store.remember(addressee, clock.now())


def on_contact_changed(store: Store, clock: Clock, message: Message) -> None:
    """Reach the person behind a case in another way from now on; what waits to be sent goes there as well.

    Who is not known has been forgotten: how to reach somebody is said before it changes.
    """
    about = message.data["about"]
    contact = store.unseal(about, message.data["sealed"], "contact.changed")
    try:
        known = store.addressee(about)
    except NotFound:
        return
    changed = {name: contact[name] for name in ("language", "email", "phone")}
    store.remember(replace(known, **changed), clock.now())


def on_contact_erased(store: Store, clock: Clock, message: Message) -> None:
    """Forget how to reach the person behind a request or a case."""
    store.forget(message.data["about"], clock.now())


def on_request_erased(store: Store, clock: Clock, message: Message) -> None:
    """Keep nothing of whoever was behind the request, and say so."""
    request_id = message.data["request_id"]
    store.forget_request(request_id, events.RequestForgotten(request_id, clock.now()))


def on_case_erased(store: Store, clock: Clock, message: Message) -> None:
    """Forget how to reach the person in the case and all that was sent to them, and say so."""
    data, now = message.data, clock.now()
    said = events.CaseForgotten(data["case_id"], data["erasure_id"], now)
    if not store.forget_case(data["case_id"], data["request_id"], now, said):
        raise NotYet("something of this case is still to be sent")


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


def on_appointment_booked(store: Store, clock: Clock, message: Message) -> None:
    """Invite the person in the case, once we know how to reach them."""
    if store.has_forgotten(message.data["case_id"]):
        return
    if not store.knows(message.data["case_id"]):
        raise NotYet("the contact has not arrived")
    _tell(store, clock, INVITATION, message)


def on_appointment_moved(store: Store, clock: Clock, message: Message) -> None:
    """Tell the person the new time and place."""
    _tell(store, clock, MOVED, message)


def on_appointment_cancelled(store: Store, clock: Clock, message: Message) -> None:
    """Tell the person that the appointment does not take place."""
    _tell(store, clock, CANCELLED, message)


def _tell(store: Store, clock: Clock, kind: str, message: Message) -> None:
    facts = {"revision": 0, **message.data}
    about = facts.pop("case_id")
    try:
        commands.tell_of_appointment(store, clock, kind, about, Appointment(**facts))
    except NotFound:
        # The booking has waited for the contact: who is unknown afterwards has been forgotten.
        return


def _queue(store: Store, clock: Clock, kind: str, message: Message) -> None:
    about = message.data["request_id"]
    if not store.knows(about):
        raise NotYet("the contact has not arrived")
    commands.queue_message(store, clock, kind, about, message.data["reference"])
