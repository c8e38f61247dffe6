"""What notifications can be asked to do: queue a message, send what is due."""

from __future__ import annotations

from email.message import EmailMessage

from services.chassis import logs, tracing
from services.chassis.clock import Clock, new_id
from services.chassis.envelope import Event
from services.notifications import events
from services.notifications.carriers import Carrier, Postponed, Undeliverable
from services.notifications.letters import Letters
from services.notifications.model import EMAIL, FAILED, QUEUED, Addressee, Message
from services.notifications.store import Store

# Few enough that a crash repeats little, many enough that they share a transaction.
_AT_ONCE = 10
# A mail server may take its time; another replica tries only when this one is surely gone.
_SENDING_SECONDS = 300.0

_log = logs.get("courier")


def queue_message(store: Store, clock: Clock, kind: str, about: str, reference: str) -> str:
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
    )
    store.queue(message)
    return message.message_id


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
    return letters.write(
        message.kind,
        language,
        to,
        message.message_id,
        message.queued_at,
        reference=message.reference,
        status_url=letters.status_url(language, message.reference, addressee.status_token),
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
