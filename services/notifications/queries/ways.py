"""By which ways somebody may be written to; never an address."""

from __future__ import annotations

from typing import Any

from services.chassis import passes, warrants
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.errors import NotFound
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.notifications import permissions
from services.notifications.model.messages import EMAIL, SMS
from services.notifications.model.ways import ALLOWED, BOUNCED, GIVEN, NOT_ALLOWED, WRITTEN, Way, address_on
from services.notifications.store import Store

Answer = dict[str, Any]

ALLOW, STOP, SHARE = "allow", "stop", "share"


def way_by_link(store: Store, token: str) -> Answer:
    """Whether mail still goes to whom this link was sent to; no address is told. Raises NotFound for any other."""
    about = store.ways.whose(token)
    addressee = store.addressees.of({about}).get(about)
    way = store.ways.of(about).get(EMAIL)
    return {"is_open": addressee is not None and (way is None or way.state == ALLOWED)}


def ways_of(store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, warrant: str) -> Answer:
    """By which ways whoever the warrant is about may be written to: {items}, a line for each address we have of them;
    empty where we have none. The look is written down first.

    `may` of a line holds what `who` can write down of it: allow, stop, share.
    """
    permissions.require(who, permissions.SEE_WAYS)
    given = warrants.read(seal_keys, who, clock, warrant)
    abouts = (*given.case_ids, *given.request_ids)
    for about in abouts:
        note_look(store.database, clock, who, about, "ways")
    works = given.works and bool(who.roles & permissions.ROLES[permissions.SET_WAYS])
    return {"items": lines(store, store.addressees.first_of(abouts), works)}


def client_ways(store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, pass_: str) -> Answer:
    """The same for a client, who may change all of it, and sees nothing of what staff wrote down."""
    permissions.require(who, permissions.USE_PASS)
    request_id = passes.read(seal_keys, clock, pass_)
    told = lines(store, store.addressees.first_of(store.origins.abouts_of(request_id)), works=True)
    return {"items": [{name: line[name] for name in ("channel", "state", "since")} for line in told]}


def lines(store: Store, about: str | None, works: bool) -> list[Answer]:
    """A line for each address we have of somebody, e-mail first."""
    if about is None:
        return []
    try:
        addressee = store.addressees.get(about)
    except NotFound:
        return []
    known = store.ways.of(about)
    return [
        _line(channel, known.get(channel), works) for channel in WRITTEN if address_on(addressee, channel) is not None
    ]


def copied(store: Store, about: str) -> list[Answer]:
    """The ways of somebody as their copy tells them: with how each was allowed and stopped."""
    return [
        {name: fact for name, fact in line.items() if name != "may"} | {"about": about}
        for line in lines(store, about, works=False)
    ]


def _line(channel: str, way: Way | None, works: bool) -> Answer:
    state = way.state if way else ALLOWED if channel == EMAIL else NOT_ALLOWED
    return {
        "channel": channel,
        "state": state,
        "since": way.since.isoformat() if way else None,
        "how": way.how if way else None,
        "proof": way.proof if way else GIVEN if channel == EMAIL else None,
        "allowed_at": way.allowed_at.isoformat() if way and way.allowed_at else None,
        "is_shared": bool(way and way.is_shared),
        "may": _may(channel, state, way) if works else [],
    }


def _may(channel: str, state: str, way: Way | None) -> list[str]:
    if state == BOUNCED:
        return []
    found = [STOP if state == ALLOWED else ALLOW]
    return [*found, SHARE] if channel == SMS and way else found
