"""Have a message sent, on the best way there is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from services.chassis import tracing
from services.chassis.clock import Clock, new_id
from services.notifications.commands.staff_messages import tell_staff
from services.notifications.commands.ways import channels_for
from services.notifications.events.messages import MessageFailed
from services.notifications.model.again import NO_WAY, next_way_of
from services.notifications.model.appointments import MISSED, Appointment
from services.notifications.model.messages import CHANNELS, QUEUED, STAFF, Message, urgency_of
from services.notifications.store import Store

_WHO_CALLS = "role:coordinator"  # they know whose case it is


def tell(
    store: Store,
    clock: Clock,
    kind: str,
    about: str,
    reference: str,
    appointment: Appointment | None = None,
    *,
    message_id: str | None = None,
    calls_for: str | None = None,
    organisation: str | None = None,
    needed_by: datetime | None = None,
    tried: Collection[str] = (),
) -> str | None:
    """Tell whoever is behind `about`, on the best way that may be taken; returns the message's id.

    None if this kind is of no use on any way they have. Where only a call is left, the message is kept as failed with
    `no_way`, and that is said. `needed_by` is when it would be too late (that of an appointment: its beginning);
    `tried` are ways that have failed. Raises NotFound if we do not know them, or not any more.
    """
    addressee = store.addressees.get(about)
    now = clock.now()
    # Of what is over one may hear by post as well.
    begins = appointment.starts_at if appointment and kind != MISSED else None
    channels = channels_for(store, addressee, kind, now, needed_by or begins, tried)
    if not channels:
        return None
    thread = tracing.current()
    message = Message(
        message_id=message_id or new_id(),
        about=about,
        kind=kind,
        channel=channels[0],
        reference=reference,
        state=QUEUED,
        attempts=0,
        queued_at=now,
        due_at=now,
        traceparent=thread.traceparent if thread else "",
        appointment=appointment,
        calls_for=calls_for,
        organisation=organisation or (appointment.organisation if appointment else None),
        urgency=urgency_of(kind),
        needed_by=needed_by,
    )
    with store.together():
        store.messages.queue(message)
        if message.channel == STAFF:
            _ask_for_a_call(store, clock, message, now)
    return message.message_id


def fall_back(store: Store, clock: Clock, message: Message) -> str | None:
    """Tell on the next way what this message could not; None if there is none.

    The id follows from the message's, so that a repetition is the same one.
    """
    return tell_anew(store, clock, message, next_way_of(message), _tried(message.channel))


def tell_anew(store: Store, clock: Clock, message: Message, message_id: str, tried: Collection[str] = ()) -> str | None:
    """Tell what a message told once more, under this id, on the best way that was not `tried`; as `tell` otherwise."""
    return tell(
        store,
        clock,
        message.kind,
        message.about,
        message.reference,
        message.appointment,
        message_id=message_id,
        calls_for=message.calls_for,
        organisation=message.organisation,
        needed_by=message.needed_by,
        tried=tried,
    )


def _tried(channel: str) -> tuple[str, ...]:
    """The ways up to this one: what was tried is not tried again, however far a message has fallen."""
    return CHANNELS[: CHANNELS.index(channel) + 1]


def _ask_for_a_call(store: Store, clock: Clock, message: Message, now: datetime) -> None:
    failed = MessageFailed(message.message_id, message.about, message.kind, message.channel, NO_WAY, now)
    store.messages.save(message.given_up(now, NO_WAY), failed)
    if message.organisation is not None:
        tell_staff(store, clock, message.organisation, _WHO_CALLS, NO_WAY, {**message.whose, "kind": message.kind})
