"""Offering a request to organisations: at most one open offer to each, and the first to accept gets it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from services.chassis.clock import Clock, new_id
from services.chassis.identity import Actor
from services.intake import events, model, permissions
from services.intake.commands import passing_on
from services.intake.model import Offer, Request
from services.intake.model.offers import chosen, open_among, refuse_second
from services.intake.store import Store


def offer_request(
    store: Store, who: Actor, clock: Clock, answered_within: timedelta, request_id: str, version: int, to: str
) -> dict[str, Any]:
    """Ask an organisation whether it takes a request, until `answered_within` from now.

    Raises Refused before triage, once somebody has taken it, and while this organisation is being asked already.
    """
    permissions.require_of_request(who, permissions.OFFER, store.organisation)
    now = clock.now()
    request = store.get(request_id, version)
    offered = request.offer(now)
    refuse_second(store.offers_of(request_id), to)
    offer = Offer(new_id(), request_id, to, offered_at=now, expires_at=now + answered_within)
    saved = store.save(offered, _offered(offered, offer), changed=[offer])
    return {
        "offer_id": offer.offer_id,
        "request_id": request_id,
        "version": saved.version,
        "expires_at": offer.expires_at.isoformat(),
    }


def withdraw_offer(
    store: Store, who: Actor, clock: Clock, request_id: str, version: int, offer_id: str
) -> dict[str, Any]:
    """Take an open offer back; with the last one the request is at the desk again.

    Raises NotFound for an offer that is none of this request, Refused once it is decided.
    """
    permissions.require_of_request(who, permissions.OFFER, store.organisation)
    request = store.get(request_id, version)
    made = store.offers_of(request_id)
    withdrawn = chosen(made, offer_id).withdraw(clock.now())
    said = events.OfferWithdrawn(request_id, offer_id, withdrawn.to, clock.now())
    saved = store.save(_without(request, made, [withdrawn], clock.now()), said, changed=[withdrawn])
    return {"request_id": request_id, "version": saved.version}


def lapse_expired_offers(store: Store, who: Actor, clock: Clock, limit: int = 100) -> list[str]:
    """Close offers that nobody has answered in time; returns their ids. Run by the clock."""
    permissions.require(who, permissions.LAPSE)
    now, lapsed = clock.now(), []
    for request_id in store.with_expired_offers(now, limit):
        request = store.get(request_id)
        made = store.offers_of(request_id)
        late = [offer.lapse(now) for offer in open_among(made) if not offer.is_in_time(now)]
        told = [events.OfferLapsed(request_id, offer.offer_id, offer.to, now) for offer in late]
        store.save(_without(request, made, late, now), *told, changed=late)
        lapsed += [offer.offer_id for offer in late]
    return lapsed


def decline_offer(store: Store, clock: Clock, offer_id: str, organisation: str, reason: str) -> None:
    """Note that the organisation does not take a request; nothing changes once the offer is decided.

    Raises NotFound for an offer we have not made.
    """
    request, made, offer = _found(store, offer_id)
    if offer.is_open and offer.to == organisation:
        declined = offer.decline(reason, clock.now())
        store.save(_without(request, made, [declined], clock.now()), changed=[declined])


def confirm_offer(store: Store, clock: Clock, offer_id: str, organisation: str, case_id: str) -> None:
    """Give a request to the organisation that has accepted it under this case: the first in time gets it, whoever else
    was asked is told so. An acceptance that does not count is answered with `offer_lapsed`.

    Raises NotFound for an offer we have not made.
    """
    request, made, offer = _found(store, offer_id)
    if offer.to == organisation and offer.is_in_time(clock.now()):
        _confirm(store, request, made, offer.confirm(case_id, clock.now()), clock.now())
    elif offer.to != organisation:  # nothing of ours changes; whoever it is learns that it has no part in this
        store.save(request, events.OfferLapsed(request.request_id, offer_id, organisation, clock.now()))
    elif offer.status != model.offers.CONFIRMED and offer.case_id != case_id:
        late = offer.accepted_too_late(case_id, clock.now())
        left = _without(request, made, [late], clock.now()) if offer.is_open else request
        said = events.OfferLapsed(request.request_id, offer_id, organisation, clock.now())
        store.save(left, said, changed=[late])


def hand_over_request(store: Store, clock: Clock, request_id: str, offer_id: str) -> None:
    """Forget the person, now that the helper has them. Raises NotFound if this is no offer that we have confirmed."""
    request = store.get(request_id)
    if request.status == model.HANDED_OVER:
        return
    confirmed = [offer for offer in store.offers_of(request_id) if offer.status == model.offers.CONFIRMED]
    chosen(confirmed, offer_id)
    store.save(request.hand_over(clock.now()), events.ContactErased(request_id))


def _confirm(store: Store, request: Request, made: Sequence[Offer], confirmed: Offer, now: datetime) -> None:
    others = [offer.withdraw(now) for offer in open_among(made) if offer.offer_id != confirmed.offer_id]
    store.save(
        request.confirm(confirmed.to, now),
        *(events.OfferWithdrawn(offer.request_id, offer.offer_id, offer.to, now) for offer in others),
        events.OfferConfirmed(request.request_id, confirmed.offer_id, confirmed.to, now),
        events.RequestHandedOver(request.request_id, confirmed.offer_id, confirmed.to, store.sealed_hand_over(request)),
        *passing_on.what_was_written(store, request.request_id, confirmed.to),
        changed=[confirmed, *others],
    )


def _found(store: Store, offer_id: str) -> tuple[Request, list[Offer], Offer]:
    """The offer's request, all offers of that, and the offer; the request is loaded first (see `Store.offers_of`)."""
    request = store.get(store.offer(offer_id).request_id)
    made = store.offers_of(request.request_id)
    return request, made, chosen(made, offer_id)


def _without(request: Request, made: Sequence[Offer], ended: Sequence[Offer], at: datetime) -> Request:
    """The request once these of its offers have ended without it having been taken."""
    gone = {offer.offer_id for offer in ended}
    return request.lose_offer(any(offer.offer_id not in gone for offer in open_among(made)), at)


def _offered(request: Request, offer: Offer) -> events.RequestOffered:
    assert request.triage is not None
    return events.RequestOffered(
        request_id=request.request_id,
        offer_id=offer.offer_id,
        to=offer.to,
        preview_topics=request.topics,
        preview_language=request.language,
        preview_language_mode=request.language_mode,
        preview_municipality=request.municipality,
        preview_track=request.triage.track,
        preview_urgency=request.triage.urgency,
        offered_at=offer.offered_at,
        expires_at=offer.expires_at,
    )
