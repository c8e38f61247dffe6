"""Note what became of messages after they had left: they arrived, or came back."""

from __future__ import annotations

from datetime import timedelta

from services.chassis import logs, metrics
from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.notifications.commands.queueing import fall_back
from services.notifications.commands.staff_messages import tell_staff
from services.notifications.commands.ways import mark_bounced
from services.notifications.events.messages import MessageBounced, MessageDelivered
from services.notifications.model.messages import BOUNCED, QUEUED, TRANSITIONS, Message
from services.notifications.model.receipts import Receipt
from services.notifications.store import Store

# A receipt can be here before we know that the message had left; after a day it is about none of ours.
_COMES_EARLY = timedelta(days=1)
# Who sees to it that a new address is found: whose case it is, coordinators know; the desk knows of all else.
_WHO_SEES_TO_IT = {"case_id": "role:coordinator", "request_id": "role:desk", "interpreter_id": "role:desk"}

NOTED, KEPT, REPEATED = "noted", "kept", "repeated"

_log = logs.get("receipts")


def note_receipt(store: Store, clock: Clock, receipt: Receipt, own_organisation: str) -> str:
    """Note what whoever carried a message tells of it; returns `noted`, `kept` (for a message we do not know to have
    left yet) or `repeated`.

    What came back takes the next way; if it is the address that takes nothing, nothing more goes there. Repeated,
    late or in another order it changes nothing.
    """
    with store.together():
        message = store.messages.named(receipt.names)
        if message is None or message.state == QUEUED:
            store.receipts.keep(receipt)
            outcome = KEPT
        else:
            outcome = _note(store, clock, message, receipt, own_organisation)
    metrics.RECEIPTS.labels(receipt.state, outcome).inc()
    return outcome


def note_early_receipts(store: Store, clock: Clock, message: Message, own_organisation: str) -> None:
    """Note what was told of a message before we knew that it had left."""
    names = {message.message_id} | ({message.provider_ref} if message.provider_ref else set())
    for receipt in store.receipts.take(names):
        note_receipt(store, clock, receipt, own_organisation)


def look_at_receipts_again(store: Store, clock: Clock, own_organisation: str) -> None:
    """Note receipts that were kept in the very moment in which their message was noted as sent, so that neither saw the
    other; forget those about messages that nobody has sent. Run by the clock."""
    with store.together():
        store.receipts.forget_until(clock.now() - _COMES_EARLY)
        for receipt in store.receipts.take(store.receipts.of_what_has_left()):
            note_receipt(store, clock, receipt, own_organisation)


def tell_of_returned(store: Store, clock: Clock, message: Message, own_organisation: str) -> None:
    """Tell staff that an address takes nothing any more, so that somebody asks for a new one."""
    tell_whoever_sees_to_it(store, clock, message, BOUNCED, own_organisation)


def tell_whoever_sees_to_it(store: Store, clock: Clock, message: Message, kind: str, own_organisation: str) -> None:
    """Tell staff of something about a message: the coordinators of a case, the desk of whatever else it is."""
    (thing,) = message.whose
    about = {**message.whose, "channel": message.channel}
    tell_staff(store, clock, message.organisation or own_organisation, _WHO_SEES_TO_IT[thing], kind, about)


def _note(store: Store, clock: Clock, message: Message, receipt: Receipt, own_organisation: str) -> str:
    if receipt.state not in TRANSITIONS[message.state]:
        return REPEATED
    what = (message.message_id, message.about, message.kind, message.channel)
    if receipt.state != BOUNCED:
        store.messages.save(message.delivered(receipt.at), MessageDelivered(*what, receipt.at))
        return NOTED
    reason = receipt.reason or "unknown"
    bounced = message.bounced(receipt.at, reason)
    if not store.messages.save(bounced, MessageBounced(*what, reason, receipt.at)):
        return REPEATED
    _log.warning("came_back", message_id=message.message_id, channel=message.channel, reason=reason)
    if receipt.is_for_good and message.to_key:
        mark_bounced(store, clock, message.channel, message.to_key)
        tell_of_returned(store, clock, message, own_organisation)
    if not message.is_too_late(clock.now()):
        try:
            fall_back(store, clock, bounced)
        except NotFound:
            _log.info("nobody_left_to_tell", message_id=message.message_id)  # they have been forgotten meanwhile
    return NOTED
