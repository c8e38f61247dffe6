"""Staff and clients say by which ways somebody may be written to.

None of it has a version: what is said is what holds, whoever said it last, and said twice it is the same.
"""

from __future__ import annotations

from services.chassis import passes, warrants
from services.chassis.clock import Clock
from services.chassis.errors import NotAllowed, Refused, unknown
from services.chassis.identity import Actor
from services.chassis.vault import SealKeys
from services.notifications import permissions
from services.notifications.commands import ways
from services.notifications.model.messages import EMAIL
from services.notifications.model.ways import BY_STAFF, NO_ADDRESS, ON_STATUS_PAGE, address_on
from services.notifications.store import Store


def allow_way(
    store: Store,
    who: Actor,
    clock: Clock,
    seal_keys: SealKeys,
    warrant: str,
    channel: str,
    proof: str,
    is_shared: bool | None,
) -> dict[str, str]:
    """Staff write down that somebody may be written to on this way; `proof` is how they said so. Answers whose
    way it is. Refused as `ways.allow_way` says."""
    about = _warranted(store, who, clock, seal_keys, warrant)
    ways.allow_way(store, clock, about, channel, proof, is_shared)
    return {"about": about}


def stop_way(store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, warrant: str, channel: str) -> dict[str, str]:
    """Staff write down that somebody wants no more messages on this way. Answers whose way it is."""
    about = _warranted(store, who, clock, seal_keys, warrant)
    _stop(store, clock, about, channel, BY_STAFF)
    return {"about": about}


def share_telephone(
    store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, warrant: str, is_shared: bool
) -> dict[str, str]:
    """Staff write down whether others read what comes to somebody's telephone. Answers whose it is."""
    about = _warranted(store, who, clock, seal_keys, warrant)
    ways.share_telephone(store, about, is_shared)
    return {"about": about}


def set_own_way(
    store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, pass_: str, channel: str, is_allowed: bool
) -> dict[str, str]:
    """A client allows a way, or stops it, on the page of their request. Answers whose way it is."""
    permissions.require(who, permissions.USE_PASS)
    about = store.addressees.first_of(store.origins.abouts_of(passes.read(seal_keys, clock, pass_)))
    if about is None:
        raise unknown("addressee")
    if is_allowed:
        ways.allow_way(store, clock, about, channel, ON_STATUS_PAGE)
    else:
        _stop(store, clock, about, channel, ON_STATUS_PAGE)
    return {"about": about}


def _warranted(store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, warrant: str) -> str:
    permissions.require(who, permissions.SET_WAYS)
    given = warrants.read(seal_keys, who, clock, warrant)
    if not given.works:
        raise NotAllowed("not_allowed", f"The warrant lets {who.label} read, and no more.")
    about = store.addressees.first_of((*given.case_ids, *given.request_ids))
    if about is None:
        raise unknown("addressee")
    return about


def _stop(store: Store, clock: Clock, about: str, channel: str, how: str) -> None:
    address = address_on(store.addressees.get(about), channel)
    if address is None:
        raise Refused(NO_ADDRESS, "There is no address to write to on this way.")
    with store.together():
        if channel == EMAIL:
            ways.note_given(store, clock, about, address)
        ways.stop_way(store, clock, channel, address, how)
