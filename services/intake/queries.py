"""What the intake can be asked to tell."""

from __future__ import annotations

from collections.abc import Collection
from datetime import tzinfo
from typing import Any

from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.intake import model, permissions
from services.intake.store import Store, listing

Answer = dict[str, Any]

# What the desk can do to a request, in the order in which it is shown.
_ACTIONS = (model.TRIAGE, model.OFFER, model.ANSWER)
_PERSON = ("name", "email", "phone", "message", "asked_by")


def request_status(store: Store, who: Actor, clock: Clock, zone: tzinfo, reference: str, token: str) -> Answer:
    """Where a request stands, for whoever holds its reference and token: codes and dates, nothing personal.

    `appointments` are those that are booked from today on, by the calendar of `zone`; the soonest comes first.
    """
    permissions.require(who, permissions.SEE_STATUS)
    request = store.held_by(model.read_reference(reference), token)
    return {
        "request_id": request.request_id,
        "reference": request.reference,
        "status": request.status,
        "language": request.language,
        "topics": list(request.topics),
        "municipality": request.municipality,
        "received_at": request.received_at.isoformat(),
        "changed_at": request.changed_at.isoformat(),
        "receipt": request.receipt,
        "helper": request.helper,
        "appointments": _appointments(store, clock, zone, request),
        "can_withdraw": request.may(model.WITHDRAW),
        "version": request.version,
    }


def requests(
    store: Store,
    who: Actor,
    cursor: str | None = None,
    limit: int = 50,
    status: str | None = None,
    waiting: bool | None = None,
    municipality: str | None = None,
    language: str | None = None,
    reference: str | None = None,
) -> Answer:
    """The requests of the region, oldest first, without names; `waiting`: those that somebody still has to see to.

    Answers {items, next}; a reference that is none finds nothing.
    """
    permissions.require(who, permissions.SEE_REQUESTS, store.organisation)
    exactly = {
        "status": status,
        "municipality": municipality,
        "language": language,
        "reference": (model.read_reference(reference) or "") if reference else None,
    }
    asked = {column: value for column, value in exactly.items() if value is not None}
    entries, following = listing.page(store.database, asked, waiting, cursor, limit)
    return {"items": [_entry(entry) for entry in entries], "next": following}


def request(store: Store, who: Actor, clock: Clock, zone: tzinfo, request_id: str) -> Answer:
    """One request with who asked and what the desk noted, and what may be done now; the look is written down.

    Its `appointments` are those of `request_status`.
    """
    permissions.require_of_request(who, permissions.SEE_REQUESTS, store.organisation)
    found = store.get(request_id)
    offers = store.offers_of(request_id)
    seen_at = listing.seen_at(store.database, request_id)
    note_look(store.database, clock, who, request_id, "request")
    triage, person = found.triage, found.person
    may = [action for action in _ACTIONS if found.may(action)]
    return {
        "request_id": found.request_id,
        "reference": found.reference,
        "status": found.status,
        "channel": found.channel,
        "language": found.language,
        "language_mode": found.language_mode,
        "topics": list(found.topics),
        "municipality": found.municipality,
        "preferred_place": found.preferred_place,
        "person": {name: getattr(person, name) for name in _PERSON} if person else None,
        "track": triage.track if triage else None,
        "criteria": list(triage.criteria) if triage else [],
        "urgency": triage.urgency if triage else None,
        "summary": found.summary,
        "notice_version": found.consent.notice_version,
        "notice_language": found.consent.language,
        "consent_at": found.consent.given_at.isoformat(),
        "received_at": found.received_at.isoformat(),
        "changed_at": found.changed_at.isoformat(),
        "seen_at": seen_at.isoformat() if seen_at else None,
        "receipt": found.receipt,
        "helper": found.helper,
        "offers": [_offer(offer) for offer in offers],
        "appointments": _appointments(store, clock, zone, found),
        "may": may + (["withdraw_offer"] if model.offers.open_among(offers) else []),
        "version": found.version,
    }


def suggestions(store: Store, who: Actor, organisations: Collection[str], request_id: str) -> Answer:
    """To whom a request could be offered, the best first, each with its reasons; all `organisations` appear."""
    permissions.require_of_request(who, permissions.SEE_REQUESTS, store.organisation)
    found = store.get(request_id)
    suggested = model.suggest(found, organisations, store.directory.counsellors(), store.offers_of(request_id))
    return {"items": [_suggestion(suggestion) for suggestion in suggested]}


def _entry(entry: listing.Entry) -> Answer:
    facts = entry.facts
    return {
        "request_id": facts.request_id,
        "reference": facts.reference,
        "status": facts.status,
        "channel": facts.channel,
        "language": facts.language,
        "language_mode": facts.language_mode,
        "topics": facts.topics.split(),
        "municipality": facts.municipality,
        "track": facts.track,
        "urgency": facts.urgency,
        "received_at": facts.received_at.isoformat(),
        "changed_at": facts.changed_at.isoformat(),
        "seen_at": entry.seen_at.isoformat() if entry.seen_at else None,
        "receipt": facts.receipt,
        "helper": facts.helper,
        "offers": [_offer(offer) for offer in entry.offers],
        "version": facts.version,
    }


def _offer(offer: model.Offer) -> Answer:
    return {
        "offer_id": offer.offer_id,
        "to": offer.to,
        "status": offer.status,
        "offered_at": offer.offered_at.isoformat(),
        "expires_at": offer.expires_at.isoformat(),
        "decided_at": offer.decided_at.isoformat() if offer.decided_at else None,
        "reason": offer.reason,
        "case_id": offer.case_id,
    }


def _appointments(store: Store, clock: Clock, zone: tzinfo, request: model.Request) -> list[Answer]:
    if request.status != model.HANDED_OVER:  # before that there is no case in which anything could be booked
        return []
    booked = store.appointments.of_request(request.request_id, model.appointments.today_began(clock.now(), zone))
    return [
        {
            "appointment_id": appointment.appointment_id,
            "place": appointment.place,
            "starts_at": appointment.starts_at.isoformat(),
            "ends_at": appointment.ends_at.isoformat(),
            "status": appointment.status,
        }
        for appointment in booked
    ]


def _suggestion(suggestion: model.Suggestion) -> Answer:
    return {
        "organisation": suggestion.organisation,
        "fits": suggestion.fits,
        "free": suggestion.free,
        "reasons": [{"code": reason.code, "params": reason.params} for reason in suggestion.reasons],
        "counsellors": [_candidate(candidate) for candidate in suggestion.candidates],
    }


def _candidate(candidate: model.Candidate) -> Answer:
    counsellor = candidate.counsellor
    return {
        "counsellor_ref": counsellor.counsellor_ref,
        "languages": list(counsellor.languages),
        "municipalities": list(counsellor.municipalities),
        "topics": list(counsellor.topics),
        "capacity": counsellor.capacity,
        "free": counsellor.free,
        "reasons": list(candidate.reasons),
    }
