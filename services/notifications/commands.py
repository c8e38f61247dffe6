"""What notifications can be asked to do: queue a message, send what is due."""

from __future__ import annotations

from email.message import EmailMessage

from services.chassis import logs, tracing
from services.chassis.clock import Clock, new_id
from services.chassis.errors import NotFound
from services.notifications import events
from services.notifications.carriers import Carrier, Postponed, Undeliverable
from services.notifications.letters import Letters
from services.notifications.model import EMAIL, FAILED, QUEUED, Addressee, Message
from services.notifications.store import Store

_AT_ONCE = 20
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

    A mail is handed over outside of any transaction and noted afterwards: a crash between the two sends it again
    under the same Message-ID, by which the other side can tell.
    """
    taken = store.take_due(clock.now(), _AT_ONCE, _SENDING_SECONDS)
    for message in taken:
        with tracing.span(f"send {message.kind}", message.traceparent or None):
            _send(store, clock, letters, carrier, message)
    return len(taken) == _AT_ONCE


def _send(store: Store, clock: Clock, letters: Letters, carrier: Carrier, message: Message) -> None:
    try:
        addressee = store.addressee(message.about)
    except NotFound:
        store.save(message.unwanted(clock.now()))
        return
    if addressee.email is None:
        _settle(store, message.given_up(clock.now(), "no_address"))
        return
    language = letters.language_for(addressee.language, addressee.notice_language)
    try:
        carrier.send(_letter(letters, message, addressee, addressee.email, language))
    except Undeliverable as error:
        _settle(store, message.given_up(clock.now(), error.reason))
    except Postponed as error:
        _settle(store, message.failed_once(clock.now(), error.reason))
    else:
        now = clock.now()
        sent = events.MessageSent(message.message_id, message.about, message.kind, message.channel, language, now)
        store.save(message.sent(now), sent)


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


def _settle(store: Store, message: Message) -> None:
    _log.warning("not_sent", message_id=message.message_id, state=message.state, reason=message.reason)
    if message.state != FAILED:
        store.save(message)
        return
    at = message.settled_at
    assert at is not None
    reason = message.reason or "unknown"
    failed = events.MessageFailed(message.message_id, message.about, message.kind, message.channel, reason, at)
    store.save(message, failed)
