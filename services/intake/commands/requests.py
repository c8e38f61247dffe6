"""A request from the first asking to its end: received, withdrawn, erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from services.chassis.clock import Clock, new_id
from services.chassis.envelope import Event
from services.chassis.errors import FieldError, Invalid, TooMany
from services.chassis.identity import Actor
from services.chassis.references import new_reference, read_reference
from services.intake import events, model, permissions
from services.intake.store import Store

_DAY = timedelta(days=1)


def receive_request(store: Store, who: Actor, clock: Clock, daily_limit: int, asked: dict[str, Any]) -> dict[str, Any]:
    """Take in somebody's request for help. Raises TooMany for one contact's `daily_limit + 1`st within 24 hours.

    Answers with the request's id, its reference, channel and version; the secret of its status link is not part of it.
    """
    channel = permissions.require_channel(who, asked["channel"], store.organisation)
    now = clock.now()
    _refuse_birth_year(who, asked["birth_year"], now.year)
    person = model.Person.of(asked)
    if store.requests_from(person, since=now - _DAY) >= daily_limit:
        raise TooMany(
            "too_many_requests_for_contact",
            f"More than {daily_limit} requests came from this address or number within a day.",
            limit=daily_limit,
            retry_after=int(_DAY.total_seconds()),
        )
    request = model.Request(
        request_id=new_id(),
        reference=new_reference(),
        status=model.RECEIVED,
        channel=channel,
        language=asked["language"],
        language_mode=asked["language_mode"],
        topics=tuple(asked["topics"]),
        municipality=asked["municipality"],
        preferred_place=asked["preferred_place"],
        consent=model.Consent(asked["consent"]["notice_version"], asked["consent"]["language"], now),
        person=person,
        received_at=now,
        changed_at=now,
        receipt="queued" if person.email else "none",
    )
    saved = store.add(request, lambda added: received(store, added))
    receipt = {"request_id": saved.request_id, "reference": saved.reference}
    return {**receipt, "channel": saved.channel, "version": saved.version}


def withdraw_request(store: Store, who: Actor, clock: Clock, reference: str, token: str) -> dict[str, Any]:
    """Withdraw a request, for whoever holds its reference and token; whoever was offered it is told.

    Raises Refused once it has ended or somebody has taken it.
    """
    request = store.held_by(read_reference(reference), token)
    permissions.require(who, permissions.WITHDRAW)
    now = clock.now()
    withdrawn = request.withdraw(now)
    offers, said = taken_back(store, request, now)
    saved = store.save(withdrawn, *said, changed=offers)
    return {"request_id": saved.request_id, "version": saved.version}


def taken_back(store: Store, request: model.Request, now: datetime) -> tuple[list[model.Offer], list[Event]]:
    """What a withdrawal takes along: the open offers, closed, and what is said to whoever was asked and to all."""
    offers, told = called_back(store, request, now)
    return offers, [*told, events.RequestWithdrawn(request.request_id, request.reference, now)]


def called_back(store: Store, request: model.Request, now: datetime) -> tuple[list[model.Offer], list[Event]]:
    """The open offers of a request that ends, closed, and what is said to whoever was asked."""
    made = store.offers_of(request.request_id) if request.status == model.OFFERED else []
    offers = [offer.withdraw(now) for offer in model.offers.open_among(made)]
    return offers, [events.OfferWithdrawn(offer.request_id, offer.offer_id, offer.to, now) for offer in offers]


def erase_ended_requests(store: Store, who: Actor, clock: Clock, kept: timedelta, limit: int = 100) -> list[str]:
    """Forget the persons behind requests that ended longer ago than `kept`; returns the ids. Run by the clock."""
    permissions.require(who, permissions.ERASE)
    ended = store.ended_before(clock.now() - kept, limit)
    for request_id in ended:
        erased = store.get(request_id).erase(clock.now())
        store.save(erased, events.ContactErased(request_id), events.RequestErased(request_id, erased.changed_at))
    return ended


def _refuse_birth_year(who: Actor, birth_year: int | None, this_year: int) -> None:
    """Raises Invalid for a year that is to come, and where the public is not asked for any (GDPR article 5(1)(c))."""
    if birth_year is None:
        return
    code = "unknown_field" if "public" in who.roles else "in_the_future" if birth_year > this_year else None
    if code:
        where = FieldError.of("birth_year", code)
        raise Invalid("invalid", "This year of birth cannot be accepted.", errors=(where,))


def received(store: Store, request: model.Request) -> list[Event]:
    """What is said of a request that has just been received: how to reach the person, sealed, and that it is there."""
    ways = request.person.ways if request.person else ()
    received = events.RequestReceived(
        request_id=request.request_id,
        reference=request.reference,
        channel=request.channel,
        language=request.language,
        language_mode=request.language_mode,
        topics=request.topics,
        municipality=request.municipality,
        reachable_by=ways,
        received_at=request.received_at,
    )
    # The contact first: whoever hears of the request then knows already how to reach the person.
    return [events.ContactGiven(request.request_id, store.sealed_contact(request)), received] if ways else [received]
