"""What can be done with an offer: keep it, accept or decline it, and see what the region makes of that."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.events.offers import OfferAccepted, OfferDeclined
from services.cases.model import offers, require_seen
from services.cases.model.cases import DROP, Case
from services.cases.model.offers import Offer
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.identity import Actor


def keep_offer(store: Store, who: Actor, offer: Offer) -> None:
    """Keep what the region offers to an organisation here; an offer that is known stays as it is."""
    permissions.require(who, permissions.RECEIVE, offer)
    store.offers.add(offer)


def accept_offer(store: Store, who: Actor, clock: Clock, offer_id: str, version: int) -> dict[str, Any]:
    """Take what was offered: a provisional case comes about, and whoever accepts has it.

    Raises Conflict if somebody was quicker, Refused("offer_expired") once its time is over.
    """
    offer = store.offers.get(offer_id)
    permissions.require(who, permissions.DECIDE_OFFERS, offer)
    require_seen(offer.noun, offer.version, version)
    now = clock.now()
    accepted = offer.accept(new_id(), now)
    case = Case.provisional(str(accepted.case_id), accepted, who.ref, now)
    said = OfferAccepted(offer.offer_id, offer.request_id, offer.organisation, case.case_id, now)
    with store.together():
        saved = store.offers.save(accepted, said)
        store.cases.add(case)
        store.counsellors.list_again(now, who.ref)
    return {"offer_id": offer_id, "case_id": case.case_id, "version": saved.version}


def decline_offer(store: Store, who: Actor, clock: Clock, offer_id: str, version: int, reason: str) -> dict[str, Any]:
    """Say that the organisation cannot take what was offered, and why (a code of DECLINE_REASONS).

    Raises Conflict if somebody was quicker, Refused("offer_expired") once its time is over.
    """
    offer = store.offers.get(offer_id)
    permissions.require(who, permissions.DECIDE_OFFERS, offer)
    require_seen(offer.noun, offer.version, version)
    now = clock.now()
    said = OfferDeclined(offer.offer_id, offer.request_id, offer.organisation, reason, now)
    saved = store.offers.save(offer.decline(reason, now), said)
    return {"offer_id": offer_id, "version": saved.version}


def confirm_offer(store: Store, who: Actor, organisation: str, offer_id: str) -> None:
    """Note that the region keeps its word; what is confirmed, or was never accepted, stays as it is."""
    offer = store.offers.made_to(organisation, offer_id)
    permissions.require(who, permissions.RECEIVE, offer)
    if offer is not None and offer.may(offers.CONFIRM):
        store.offers.save(offer.confirm())


def end_offer(store: Store, who: Actor, clock: Clock, organisation: str, offer_id: str, action: str) -> None:
    """Note that the region took the offer back (WITHDRAW) or that its time is over (LAPSE).

    The provisional case that had come of it is dropped, and its counsellor has room again. An offer that has ended
    stays as it is.
    """
    offer = store.offers.made_to(organisation, offer_id)
    permissions.require(who, permissions.RECEIVE, offer)
    if offer is None or not offer.may(action):
        return
    now = clock.now()
    with store.together():
        store.offers.save(offer.end(action, now))
        if offer.case_id is not None:
            case = store.cases.get(offer.case_id)
            if case.may(DROP):
                store.cases.save(case.drop(now))
                store.counsellors.list_again(now, case.counsellor_id)
