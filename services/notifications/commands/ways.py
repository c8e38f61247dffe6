"""By which way somebody is written to, and when a way ends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from services.chassis.clock import Clock
from services.chassis.errors import Refused
from services.notifications.model.addressees import Addressee
from services.notifications.model.messages import EMAIL, LETTER, SMS
from services.notifications.model.ways import (
    ALLOWED,
    BOUNCED,
    NO_ADDRESS,
    POST_TAKES,
    STOPPED,
    Way,
    address_on,
    chain_of,
    refusal,
)
from services.notifications.store import Store

_WRITTEN = (EMAIL, SMS)
_AS_GIVEN = "given with the request or at the consultation"


def may_write(store: Store, clock: Clock, addressee: Addressee, channel: str, kind: str) -> str | None:
    """Why somebody must not be written to on this way: not_allowed, stopped, bounced, shared or no_address; None if
    they may be. A kind that never takes this way is `not_allowed`."""
    if channel not in chain_of(kind):
        return "not_allowed"
    return refusal(addressee, channel, store.ways.of(addressee.about).get(channel))


def channels_for(
    store: Store,
    addressee: Addressee,
    kind: str,
    now: datetime | None = None,
    needed_by: datetime | None = None,
    tried: Collection[str] = (),
) -> tuple[str, ...]:
    """The ways by which this can reach them, the best first: e-mail, text message, letter, and at last our own staff,
    who call. Empty if a message of this kind is of no use on any of them.

    What is needed before the post comes (`needed_by`, seen from `now`) is not posted; `tried` are the ways that
    failed.
    """
    known = store.ways.of(addressee.about)
    too_late = {LETTER} if now and needed_by and needed_by - now < POST_TAKES else set()
    return tuple(
        channel
        for channel in chain_of(kind)
        if channel not in tried and channel not in too_late and not refusal(addressee, channel, known.get(channel))
    )


def keep_ways(store: Store, addressee: Addressee, at: datetime, sms_allowed: bool | None = None) -> None:
    """Keep the ways that come with how somebody is reached; a new address is a new way, the same one stays as it is.

    `sms_allowed` is what they said of text messages; None if they were not asked, and a number that was allowed
    before stays so only if it is the same one.
    """
    before = store.ways.of(addressee.about)
    for channel in _WRITTEN:
        address, known = address_on(addressee, channel), before.get(channel)
        if address is None:
            store.ways.drop(addressee.about, channel)
            continue
        key = store.ways.key(channel, address)
        if known and known.key == key and not (channel == SMS and sms_allowed is False):
            continue
        if channel == SMS and not sms_allowed:
            store.ways.drop(addressee.about, channel)
            continue
        _allow(store, Way(addressee.about, channel, key, ALLOWED, at, _AS_GIVEN))


def allow_way(store: Store, clock: Clock, about: str, channel: str, proof: str, is_shared: bool = False) -> Way:
    """They have said that they may be written to on this way; `proof` is how and when, as staff write it down.

    Raises Refused("no_address") if we know none, NotFound if we do not know them; and Refused("bounced") for an
    address that takes nothing: only a new one helps.
    """
    address = address_on(store.addressees.get(about), channel)
    if address is None:
        raise Refused(NO_ADDRESS, "There is no address to write to on this way.")
    key = store.ways.key(channel, address)
    with store.together():
        if any(way.state == BOUNCED for way in store.ways.by_key(key)):
            raise Refused(BOUNCED, "Messages to this address came back.")
        way = Way(about, channel, key, ALLOWED, clock.now(), proof, is_shared)
        # Who stopped and has thought better of it says so for the address, not for one of their cases.
        store.ways.mark(key, channel, ALLOWED, clock.now(), was=(STOPPED,))
        store.ways.keep(way)
        # And whoever says of a telephone that others read it means the telephone.
        store.ways.share(key, channel, is_shared)
    return way


def stop_way(store: Store, clock: Clock, channel: str, address: str, how: str) -> int:
    """Nobody writes to this address any more, whatever it is about, until its owner says otherwise.

    `how` is the code of how they said it (`link`, `one_click`, `reply`, `staff`). Returns how many of their matters
    this concerns; repeated, or for an address nobody has, 0 and nothing happens.
    """
    return store.ways.mark(store.ways.key(channel, address), channel, STOPPED, clock.now())


def stop_by_link(store: Store, clock: Clock, token: str) -> None:
    """Whoever follows the link at the end of a mail wants no more of them; again, nothing happens.

    Raises NotFound for a link that is not ours, and passes over whom we have forgotten.
    """
    about = store.ways.whose(token)
    address = store.addressees.of({about})
    if about not in address or (email := address[about].email) is None:
        return
    key = store.ways.key(EMAIL, email)
    with store.together():
        if EMAIL not in store.ways.of(about):
            store.ways.keep(Way(about, EMAIL, key, ALLOWED, clock.now(), _AS_GIVEN))
        store.ways.mark(key, EMAIL, STOPPED, clock.now())


def mark_bounced(store: Store, clock: Clock, channel: str, to_key: str, reason: str) -> int:
    """What was sent to this address (its keyed token) came back for good: no more to it until there is another one.

    Returns how many matters this concerns; repeated it does nothing.
    """
    return store.ways.mark(to_key, channel, BOUNCED, clock.now(), was=(ALLOWED, STOPPED))


def _allow(store: Store, way: Way) -> None:
    """A way that was stopped or came back in another matter of the same person is so in this one."""
    with store.together():
        elsewhere = [other for other in store.ways.by_key(way.key) if other.about != way.about]
        ended = next((other for other in elsewhere if other.state != ALLOWED), None)
        is_shared = any(other.is_shared for other in elsewhere)
        store.ways.keep(replace(way, state=ended.state if ended else ALLOWED, is_shared=is_shared))
