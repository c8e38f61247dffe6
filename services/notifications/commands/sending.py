"""Send what is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage

from services.chassis import logs, tracing
from services.chassis.clock import Clock
from services.chassis.envelope import Event
from services.notifications.carriers import Carrier
from services.notifications.carriers.outcomes import Postponed, Undeliverable
from services.notifications.carriers.texts import TextCarrier, TextMessage
from services.notifications.commands.queueing import fall_back
from services.notifications.events.messages import MessageFailed, MessageSent
from services.notifications.letters import Letters
from services.notifications.model.addressees import Addressee
from services.notifications.model.appointments import MISSED
from services.notifications.model.messages import EMAIL, FAILED, SMS, Message
from services.notifications.model.quiet import Quiet, when_to_send
from services.notifications.model.ways import Way, address_on, refusal
from services.notifications.store import Store

# Few enough that a crash repeats little, many enough that they share a transaction.
_AT_ONCE = 10
# A mail server may take its time; another replica tries only when this one is surely gone.
_SENDING_SECONDS = 300.0

# A message that no way could help: it is late, or about a place nobody knows.
_NO_USE = frozenset({"too_late", "unknown_place"})

_log = logs.get("courier")


@dataclass(frozen=True)
class Outgoing:
    """A message, and all that is needed to write it: `stop` is the token of the link that stops further mails."""

    message: Message
    addressee: Addressee
    to: str
    language: str
    stop: str


# What takes a message away on its way: returns the provider's id of it. Raises Undeliverable or Postponed.
HandOver = Callable[[Letters, Outgoing], str | None]


def hand_overs(mail: Carrier, texts: TextCarrier | None) -> Mapping[str, HandOver]:
    """What takes messages away, by channel; a channel without is one nothing leaves by."""

    def by_mail(letters: Letters, going: Outgoing) -> str | None:
        mail.send(_letter(letters, going))
        return None  # a mail server speaks of it by the Message-ID, which is ours

    def by_text(letters: Letters, going: Outgoing) -> str | None:
        assert texts is not None
        return texts.send(_text(letters, going))

    return {EMAIL: by_mail} | ({SMS: by_text} if texts is not None else {})


def send_due_messages(
    store: Store, clock: Clock, letters: Letters, carrier: Carrier, quiet: Quiet, texts: TextCarrier | None = None
) -> bool:
    """Send what is due; tells whether there may be more. What a way could not carry takes the next one.

    Mails are handed over outside of any transaction, and what became of them is noted together afterwards: a crash
    in between sends these few again under the same Message-IDs, by which the other side can tell.
    """
    taken = store.messages.take_due(clock.now(), _AT_ONCE, _SENDING_SECONDS)
    if not taken:
        return False
    known = store.addressees.of({message.about for message in taken})
    ways = {about: store.ways.of(about) for about in known}
    by_channel = hand_overs(carrier, texts)
    settled: list[tuple[Message, list[Event]]] = []
    for message in taken:
        if message.due_at < (later := _when(clock, quiet, message)):
            settled.append((message.later(later), []))
            continue
        way = ways.get(message.about, {}).get(message.channel)
        stop = store.ways.link(message.about)
        settled.append(_send(clock, letters, by_channel, message, known.get(message.about), way, stop))
    with store.together():
        for message, said in settled:
            with tracing.span(f"sent {message.kind}", message.traceparent or None):
                saved = store.messages.save(message, *said)
                if saved and message.state == FAILED and message.reason not in _NO_USE:
                    fall_back(store, clock, message)
    return len(taken) == _AT_ONCE


def _when(clock: Clock, quiet: Quiet, message: Message) -> datetime:
    """When a message that is due may leave: now, or after the quiet hours."""
    begins = message.appointment.starts_at if message.appointment else None
    now = clock.now()
    at = when_to_send(quiet, message.channel, message.kind, now, begins)
    return at if at > now else message.due_at


def _send(
    clock: Clock,
    letters: Letters,
    by_channel: Mapping[str, HandOver],
    message: Message,
    addressee: Addressee | None,
    way: Way | None,
    stop: str,
) -> tuple[Message, list[Event]]:
    """Try to send a message: what has become of it, and what is to be said of that."""
    if addressee is None:
        return message.unwanted(clock.now()), []
    if refused := refusal(addressee, message.channel, way):
        return _not_sent(message.given_up(clock.now(), refused))
    to = address_on(addressee, message.channel)
    hand_over = by_channel.get(message.channel)
    if hand_over is None or to is None:
        return _not_sent(message.given_up(clock.now(), "no_carrier"))
    if message.appointment and message.kind != MISSED and message.appointment.is_over(clock.now()):
        return _not_sent(message.given_up(clock.now(), "too_late"))
    if message.appointment and not letters.knows_place(message.appointment.place):
        return _not_sent(message.given_up(clock.now(), "unknown_place"))
    language = letters.language_for(addressee.language, addressee.notice_language)
    try:
        written_by = letters.version(message.kind, language)
        provider_ref = hand_over(letters, Outgoing(message, addressee, to, language, stop))
    except KeyError:
        return _not_sent(message.given_up(clock.now(), "no_words"))
    except Undeliverable as error:
        return _not_sent(message.given_up(clock.now(), error.reason))
    except Postponed as error:
        return _not_sent(message.failed_once(clock.now(), error.reason))
    now = clock.now()
    sent = MessageSent(message.message_id, message.about, message.kind, message.channel, language, now)
    gone = replace(
        message.sent(now),
        language=language,
        template=written_by,
        provider_ref=provider_ref,
        to_key=way.key if way else None,
    )
    return gone, [sent]


def _letter(letters: Letters, going: Outgoing) -> EmailMessage:
    return letters.write(
        going.message.kind,
        going.language,
        going.to,
        going.message.message_id,
        going.message.queued_at,
        going.message.appointment,
        stop_url=letters.stop_url(going.language, going.stop),
        **facts_of(letters, going.message, going.addressee, going.language),
    )


def _text(letters: Letters, going: Outgoing) -> TextMessage:
    facts = facts_of(letters, going.message, going.addressee, going.language)
    words = letters.short(going.message.kind, going.language, going.message.appointment, **facts)
    return TextMessage(going.to, words, going.message.message_id)


def facts_of(letters: Letters, message: Message, addressee: Addressee, language: str) -> dict[str, str | None]:
    """What a message can tell beside its appointment; None for what we do not know."""
    reference, token = message.reference, addressee.status_token
    url = letters.status_url(language, reference, token) if reference and token else None
    return {"reference": reference or None, "status_url": url}


def _not_sent(message: Message) -> tuple[Message, list[Event]]:
    _log.warning("not_sent", message_id=message.message_id, state=message.state, reason=message.reason)
    if message.state != FAILED or message.settled_at is None:
        return message, []
    reason = message.reason or "unknown"
    failed = MessageFailed(message.message_id, message.about, message.kind, message.channel, reason, message.settled_at)
    return message, [failed]
