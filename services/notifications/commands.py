"""What notifications can be asked to do: queue a message, tell of an appointment, send what is due."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage

from services.chassis import logs, tracing
from services.chassis.clock import Clock, new_id
from services.chassis.envelope import Event
from services.notifications import events
from services.notifications.carriers import Carrier, Postponed, Undeliverable
from services.notifications.letters import Letters
from services.notifications.model import EMAIL, FAILED, INVITATION, MOVED, QUEUED, Addressee, Appointment, Message
from services.notifications.store import Store

# Few enough that a crash repeats little, many enough that they share a transaction.
_AT_ONCE = 10
# A mail server may take its time; another replica tries only when this one is surely gone.
_SENDING_SECONDS = 300.0

_log = logs.get("courier")


def queue_message(
    store: Store, clock: Clock, kind: str, about: str, reference: str, appointment: Appointment | None = None
) -> str:
    """Have a message of this kind sent to whoever is behind `about`; returns its id."""
    now = clock.now()
    thread = tracing.current()
    message = Message(
        message_id=new_id(),
        about=about,
        kind=kind,
        channel=EMAIL,
        reference=reference,
        state=QUEUED,
        attempts=0,
        queued_at=now,
        due_at=now,
        traceparent=thread.traceparent if thread else "",
        appointment=appointment,
    )
    store.queue(message)
    return message.message_id


def tell_of_appointment(store: Store, clock: Clock, kind: str, about: str, appointment: Appointment) -> None:
    """Have a letter about an appointment sent to whoever is behind `about`, if there is an address to send it to.

    It takes the place of a letter that still waits: who was not invited yet is invited to the new time at once.
    Raises NotFound if we do not know the person, or not any more.
    """
    addressee = store.addressee(about)
    if addressee.email is None:
        return
    with store.together():
        if appointment.place is None:
            appointment = _completed(appointment, store.last_told(appointment.appointment_id))
        overtaken = store.overtake(appointment.appointment_id, clock.now())
        if kind == MOVED and INVITATION in {message.kind for message in overtaken}:
            kind = INVITATION
        queue_message(store, clock, kind, about, addressee.reference or "", appointment)


def _completed(appointment: Appointment, told: Appointment | None) -> Appointment:
    """A cancellation does not repeat where the appointment would have been, and until when: as we told it last."""
    return replace(appointment, place=told.place, ends_at=told.ends_at) if told else appointment


def send_due_messages(store: Store, clock: Clock, letters: Letters, carrier: Carrier) -> bool:
    """Send what is due; tells whether there may be more.

    Mails are handed over outside of any transaction, and what became of them is noted together afterwards: a crash
    in between sends these few again under the same Message-IDs, by which the other side can tell.
    """
    taken = store.take_due(clock.now(), _AT_ONCE, _SENDING_SECONDS)
    if not taken:
        return False
    known = store.addressees({message.about for message in taken})
    settled = [_send(clock, letters, carrier, message, known.get(message.about)) for message in taken]
    with store.together():
        for message, said in settled:
            with tracing.span(f"sent {message.kind}", message.traceparent or None):
                store.save(message, *said)
    return len(taken) == _AT_ONCE


def _send(
    clock: Clock, letters: Letters, carrier: Carrier, message: Message, addressee: Addressee | None
) -> tuple[Message, list[Event]]:
    """Try to send a message: what has become of it, and what is to be said of that."""
    if addressee is None:
        return message.unwanted(clock.now()), []
    if addressee.email is None:
        return _not_sent(message.given_up(clock.now(), "no_address"))
    if message.appointment and message.appointment.is_over(clock.now()):
        return _not_sent(message.given_up(clock.now(), "too_late"))
    if message.appointment and not letters.knows_place(message.appointment.place):
        return _not_sent(message.given_up(clock.now(), "unknown_place"))
    language = letters.language_for(addressee.language, addressee.notice_language)
    try:
        carrier.send(_letter(letters, message, addressee, addressee.email, language))
    except Undeliverable as error:
        return _not_sent(message.given_up(clock.now(), error.reason))
    except Postponed as error:
        return _not_sent(message.failed_once(clock.now(), error.reason))
    now = clock.now()
    sent = events.MessageSent(message.message_id, message.about, message.kind, message.channel, language, now)
    return message.sent(now), [sent]


def _letter(letters: Letters, message: Message, addressee: Addressee, to: str, language: str) -> EmailMessage:
    token = addressee.status_token
    return letters.write(
        message.kind,
        language,
        to,
        message.message_id,
        message.queued_at,
        message.appointment,
        reference=message.reference or None,
        status_url=letters.status_url(language, message.reference, token) if message.reference and token else None,
    )


def _not_sent(message: Message) -> tuple[Message, list[Event]]:
    _log.warning("not_sent", message_id=message.message_id, state=message.state, reason=message.reason)
    if message.state != FAILED or message.settled_at is None:
        return message, []
    reason = message.reason or "unknown"
    failed = events.MessageFailed(
        message.message_id, message.about, message.kind, message.channel, reason, message.settled_at
    )
    return message, [failed]
