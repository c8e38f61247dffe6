"""By which way somebody is written to, and when a way ends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from services.chassis.clock import Clock
from services.chassis.errors import Refused
from services.notifications.model.addressees import Addressee
from services.notifications.model.messages import EMAIL, SMS
from services.notifications.model.ways import (
    ALLOWED,
    BOUNCED,
    BY_LINK,
    GIVEN,
    NO_ADDRESS,
    STOPPED,
    WRITTEN,
    Way,
    address_on,
    chain_of,
    open_channels,
    proof_of,
    refusal,
)
from services.notifications.store import Store


def may_write(store: Store, clock: Clock, addressee: Addressee, channel: str, kind: str) -> str | None:
    """Why somebody must not be written to on this way: not_allowed, stopped, bounced, shared or no_address; None if
    they may be. A kind that never takes this way is `not_allowed`."""
    if channel not in chain_of(kind):
        return "not_allowed"
    return refusal(addressee, channel, store.ways.of(addressee.about).get(channel), kind)


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
    return open_channels(addressee, store.ways.of(addressee.about), kind, now, needed_by, tried)


def keep_ways(
    store: Store, addressee: Addressee, at: datetime, sms_allowed: bool | None = None, said_over: str | None = None
) -> None:
    """Keep the ways that come with how somebody is reached; a new address is a new way, the same one stays as it is.

    `sms_allowed` is what they said of text messages; None if they were not asked, and a number that was allowed
    before stays so only if it is the same one. `at` and `said_over` (the channel of the request) prove when and how.
    """
    before = store.ways.of(addressee.about)
    for channel in WRITTEN:
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
        proof = proof_of(said_over) if channel == SMS else GIVEN
        _allow(store, Way(addressee.about, channel, key, ALLOWED, at, proof, allowed_at=at))


def allow_way(store: Store, clock: Clock, about: str, channel: str, proof: str, is_shared: bool | None = None) -> Way:
    """They have said that they may be written to on this way; `proof` is how, as staff write it down or as a code.
    Whether others read it as well stays as it is known where `is_shared` says nothing.

    Raises Refused("no_address") if we know none, NotFound if we do not know them; and Refused("address_bounced") for
    an address that takes nothing: only a new one helps.
    """
    address = address_on(store.addressees.get(about), channel)
    if address is None:
        raise Refused(NO_ADDRESS, "There is no address to write to on this way.")
    key = store.ways.key(channel, address)
    now = clock.now()
    with store.together():
        known = store.ways.by_key(key)
        if any(way.state == BOUNCED for way in known):
            raise Refused("address_bounced", "Messages to this address came back: only a new one helps.")
        is_shared = any(way.is_shared for way in known) if is_shared is None else is_shared
        way = Way(about, channel, key, ALLOWED, now, proof, is_shared, allowed_at=now)
        # Who stopped and has thought better of it says so for the address, not for one of their cases.
        store.ways.mark(key, channel, ALLOWED, now, was=(STOPPED,))
        store.ways.keep(way)
        # And whoever says of a telephone that others read it means the telephone.
        store.ways.share(key, channel, is_shared)
    return way


def stop_way(store: Store, clock: Clock, channel: str, address: str, how: str) -> int:
    """Nobody writes to this address any more, whatever it is about, until its owner says otherwise.

    `how` is the code of how they said it (`link`, `one_click`, `reply`, `status_page`, `staff`). Returns how many of
    their matters this concerns; repeated, or for an address nobody has, 0 and nothing happens.
    """
    return store.ways.mark(store.ways.key(channel, address), channel, STOPPED, clock.now(), how=how)


def share_telephone(store: Store, about: str, is_shared: bool) -> None:
    """Whether others read what comes to their telephone. Raises Refused("no_address") for somebody whom nobody has
    allowed us to send text messages to: nothing is told there anyhow."""
    way = store.ways.of(about).get(SMS)
    if way is None:
        raise Refused(NO_ADDRESS, "No text messages go to this person.")
    store.ways.share(way.key, SMS, is_shared)


def follow_case(store: Store, request_id: str, case_id: str) -> None:
    """A case has come of a request: what was allowed meanwhile on the page of the request holds in it, for the same
    address. What was stopped is so already."""
    with store.together():
        store.origins.note(request_id, case_id)
        in_case = store.ways.of(case_id)
        addressee = store.addressees.of({case_id}).get(case_id)
        for channel, way in store.ways.of(request_id).items():
            address = address_on(addressee, channel) if addressee else None
            if channel not in in_case and address and store.ways.key(channel, address) == way.key:
                store.ways.keep(replace(way, about=case_id))


def stop_by_link(store: Store, clock: Clock, token: str, how: str = BY_LINK) -> None:
    """Whoever follows the link at the end of a mail wants no more of them, or their mail program did for them
    (`one_click`); again, nothing happens.

    Raises NotFound for a link that is not ours, and passes over whom we have forgotten.
    """
    about = store.ways.whose(token)
    address = store.addressees.of({about})
    if about not in address or (email := address[about].email) is None:
        return
    with store.together():
        note_given(store, clock, about, email)
        stop_way(store, clock, EMAIL, email, how)


def note_given(store: Store, clock: Clock, about: str, email: str) -> None:
    """An e-mail address of which nothing was ever said is allowed by having been given: so it can be stopped."""
    if EMAIL not in store.ways.of(about):
        now = clock.now()
        store.ways.keep(Way(about, EMAIL, store.ways.key(EMAIL, email), ALLOWED, now, GIVEN, allowed_at=now))


def mark_bounced(store: Store, clock: Clock, channel: str, to_key: str) -> int:
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
        how = ended.how if ended else None
        store.ways.keep(replace(way, state=ended.state if ended else ALLOWED, is_shared=is_shared, how=how))
