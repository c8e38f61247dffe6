"""What is heard of times that a client can choose from, and of what clients do themselves."""

from __future__ import annotations

from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.handler import Message, NotYet
from services.notifications.commands.queueing import tell
from services.notifications.commands.staff_messages import tell_staff
from services.notifications.store import Store

# Who offers, as the scheduling says it, and the kind of message that tells the client.
_KINDS = {"staff": "slot_offer", "waiting_list": "waiting_offer"}
# What a client did, and the kind of line that tells their counsellor.
_DONE = {
    "chosen": "client_chose",
    "declined": "client_declined",
    "moved": "client_moved",
    "cancelled": "client_cancelled",
}


def on_choice_offered(store: Store, clock: Clock, message: Message) -> None:
    """Tell the person that they can choose, once we know how to reach them."""
    data = message.data
    about, kind = data["case_id"], _KINDS.get(data["source"])
    if kind is None or store.forgotten.has(about):
        return
    if not store.addressees.knows(about):
        raise NotYet("the contact has not arrived")
    try:
        reference = store.addressees.get(about).reference or ""
        tell(
            store,
            clock,
            kind,
            about,
            reference,
            calls_for=data["choice_id"],
            organisation=data["organisation"],
            needed_by=data["until"],
        )
    except NotFound:
        return  # the offer has waited for the contact: who is unknown afterwards has been forgotten


def on_client_acted(store: Store, clock: Clock, message: Message) -> None:
    """Tell the counsellor what their client did themselves."""
    data = message.data
    kind = _DONE.get(data["did"])
    if kind is None or store.forgotten.has(data["case_id"]):
        return
    about, at = {"case_id": data["case_id"]}, message.envelope.time
    tell_staff(store, clock, data["organisation"], data["counsellor_id"], kind, about, at)
