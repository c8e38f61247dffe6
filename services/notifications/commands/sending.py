"""Send what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.chassis import logs, metrics, tracing
from services.chassis.clock import Clock
from services.chassis.envelope import Event
from services.notifications.carriers import Carrier
from services.notifications.carriers.outcomes import AddressRefused, Postponed, ProviderAway, Undeliverable
from services.notifications.carriers.texts import TextCarrier
from services.notifications.commands.delivery import note_early_receipts, tell_of_returned
from services.notifications.commands.handing_over import HandOver, Outgoing, hand_overs
from services.notifications.commands.queueing import fall_back
from services.notifications.commands.ways import mark_bounced
from services.notifications.events.messages import MessageFailed, MessageSent
from services.notifications.letters import Letters
from services.notifications.model.addressees import Addressee
from services.notifications.model.messages import FAILED, SENDABLE, SENT, UNREADABLE_RESTS, Message
from services.notifications.model.quiet import Quiet, when_to_send
from services.notifications.model.ways import PLEASE_CALL, address_on, refusal, told_as
from services.notifications.store import Store

# Few enough that a crash repeats little, many enough that they share a transaction.
_AT_ONCE = 10
# A mail server may take its time; another replica tries only when this one is surely gone.
_SENDING_SECONDS = 300.0

# A message that no way could help: it is late, or about a place nobody knows.
_NO_USE = frozenset({"too_late", "unknown_place"})

_log = logs.get("courier")


@dataclass(frozen=True)
class Settled:
    """What has become of a message, what is said of that, whether it was the address, and whether whoever carries
    messages has answered at all."""

    message: Message
    said: tuple[Event, ...] = ()
    address_refused: bool = False
    answered: bool = False


def send_due_messages(
    store: Store,
    clock: Clock,
    letters: Letters,
    carrier: Carrier,
    quiet: Quiet,
    texts: TextCarrier | None = None,
    per_minute: Mapping[str, int] | None = None,
) -> bool:
    """Send what is due; tells whether there may be more. What a way could not carry takes the next one.

    `per_minute` is how many messages a channel's provider takes; one that is not named there takes all. While a
    provider is away only one message in a while tries them, and nobody's message is given up for it.

    Mails are handed over outside of any transaction, and what became of them is noted together afterwards: a crash
    in between sends these few again under the same Message-IDs, by which the other side can tell.
    """
    by_channel = hand_overs(carrier, texts)
    rates = per_minute or {}
    try:
        more = [
            _send_on(store, clock, letters, quiet, channel, by_channel.get(channel), rates.get(channel, 0))
            for channel in SENDABLE
        ]
    finally:
        carrier.rest()
    return any(more)


def _send_on(
    store: Store, clock: Clock, letters: Letters, quiet: Quiet, channel: str, hand_over: HandOver | None, rate: int
) -> bool:
    taken = _take(store, clock, channel, rate)
    if not taken:
        return False
    kinds = {PLEASE_CALL, *(message.kind for message in taken)}
    letters = letters.in_words_of(store.templates.in_force(kinds))
    known, shut = store.addressees.readable({message.about for message in taken})
    settled: list[Settled] = []
    away: ProviderAway | None = None
    for message in taken:
        if away:
            settled.append(Settled(message))  # it waits as it was
            continue
        if message.about in shut:
            settled.append(Settled(message.later(clock.now() + UNREADABLE_RESTS)))
            continue
        try:
            settled.append(_send(store, clock, letters, quiet, hand_over, message, known.get(message.about)))
        except ProviderAway as error:
            away = error
            settled.append(Settled(replace(message, reason=error.reason)))
        except Exception:  # a mistake of ours with this one: what has left beside it must be noted as such
            _log.exception("cannot_be_sent", message_id=message.message_id)
            settled.append(_not_sent(message.failed_once(clock.now(), "unexpected")))
    with store.together():
        _note_provider(store, clock, channel, away, settled)
        for one in settled:
            _save_alone(store, clock, letters, one)
    return away is None and len(taken) == _AT_ONCE


def _take(store: Store, clock: Clock, channel: str, per_minute: int) -> list[Message]:
    """Messages to send on a channel, as many as whoever carries them takes now."""
    now = clock.now()
    with store.together():
        provider = store.providers.get(channel)
        allowance = provider.allowance(now, per_minute, _AT_ONCE)
        taken = store.messages.take_due(channel, now, allowance, _SENDING_SECONDS) if allowance else []
        if taken and (charged := provider.charged(now, len(taken), per_minute)) != provider:
            store.providers.keep(charged)
    return taken


def _note_provider(store: Store, clock: Clock, channel: str, away: ProviderAway | None, settled: list[Settled]) -> None:
    metrics.PROVIDER_AWAY.labels(channel).set(1 if away else 0)
    if away:
        provider = store.providers.get(channel).away(clock.now())
        store.providers.keep(provider)
        _log.warning("provider_away", channel=channel, reason=away.reason, failures=provider.failures)
    elif any(one.answered for one in settled) and (provider := store.providers.get(channel)).is_away:
        store.providers.keep(provider.there())
        _log.info("provider_back", channel=channel)


def _save_alone(store: Store, clock: Clock, letters: Letters, settled: Settled) -> None:
    """Note it, or nothing of it: then it comes again when its time to be sent is over."""
    try:
        with store.database.part():
            _save(store, clock, letters, settled)
    except Exception:
        _log.exception("cannot_be_noted", message_id=settled.message.message_id)


def _save(store: Store, clock: Clock, letters: Letters, settled: Settled) -> None:
    message = settled.message
    with tracing.span(f"sent {message.kind}", message.traceparent or None):
        if not store.messages.save(message, *settled.said):
            return
        if settled.address_refused and message.to_key:
            mark_bounced(store, clock, message.channel, message.to_key)
            tell_of_returned(store, clock, message, letters.organisation)
        if message.state == FAILED and message.reason not in _NO_USE:
            fall_back(store, clock, message)
        if message.state == SENT:
            note_early_receipts(store, clock, message, letters.organisation)


def _when(clock: Clock, quiet: Quiet, message: Message) -> datetime:
    """When a message that is due may leave: now, or after the quiet hours."""
    begins = message.appointment.starts_at if message.appointment else None
    now = clock.now()
    at = when_to_send(quiet, message.channel, message.kind, now, begins)
    return at if at > now else message.due_at


def _send(
    store: Store,
    clock: Clock,
    letters: Letters,
    quiet: Quiet,
    hand_over: HandOver | None,
    message: Message,
    addressee: Addressee | None,
) -> Settled:
    """Try to send a message: what has become of it. Raises ProviderAway."""
    if message.due_at < (later := _when(clock, quiet, message)):
        return Settled(message.later(later))
    if addressee is None:
        return Settled(message.unwanted(clock.now()))
    way = store.ways.of(message.about).get(message.channel)
    if refused := refusal(addressee, message.channel, way, message.kind):
        return _not_sent(message.given_up(clock.now(), refused))
    to = address_on(addressee, message.channel)
    if hand_over is None or to is None:
        return _not_sent(message.given_up(clock.now(), "no_carrier"))
    if message.is_too_late(clock.now()):
        return _not_sent(message.given_up(clock.now(), "too_late"))
    if message.appointment and not letters.knows_place(message.appointment.place):
        return _not_sent(message.given_up(clock.now(), "unknown_place"))
    language = letters.language_of(addressee)
    message = replace(message, to_key=store.ways.key(message.channel, to))
    try:
        told = replace(message, kind=told_as(message.kind, way))
        written_by = letters.version(told.kind, language)
        provider_ref = hand_over(letters, Outgoing(told, addressee, to, language, store.ways.link(message.about)))
    except KeyError:
        return _not_sent(message.given_up(clock.now(), "no_words"))
    except Undeliverable as error:
        failed = message.given_up(clock.now(), error.reason)
        return _not_sent(failed, isinstance(error, AddressRefused), answered=True)
    except ProviderAway:
        raise
    except Postponed as error:
        return _not_sent(message.failed_once(clock.now(), error.reason), answered=True)
    now = clock.now()
    gone = replace(message.sent(now), language=language, template=written_by, provider_ref=provider_ref)
    said = MessageSent(gone.message_id, gone.about, gone.kind, gone.channel, language, now)
    return Settled(gone, (said,), answered=True)


def _not_sent(message: Message, address_refused: bool = False, answered: bool = False) -> Settled:
    _log.warning("not_sent", message_id=message.message_id, state=message.state, reason=message.reason)
    if message.state != FAILED or message.settled_at is None:
        return Settled(message, answered=answered)
    reason = message.reason or "unknown"
    failed = MessageFailed(message.message_id, message.about, message.kind, message.channel, reason, message.settled_at)
    return Settled(message, (failed,), address_refused, answered)
