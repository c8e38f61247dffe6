"""What the intake can be asked to tell."""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import Any

from services.chassis import passes
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.errors import unknown
from services.chassis.identity import Actor
from services.chassis.references import read_reference
from services.chassis.vault import SealKeys
from services.intake import model, permissions
from services.intake.model.contradictions import contradictions, linked
from services.intake.model.likenesses import Likeness, compare
from services.intake.model.mail import KeptFile, Letter
from services.intake.model.waiting import limit_of
from services.intake.store import Store, listing
from services.intake.store.offers import Made

Answer = dict[str, Any]

# What the desk can do to a request, in the order in which it is shown.
_ACTIONS = (model.TRIAGE, model.OFFER, model.ANSWER)
# More than a screen of likenesses helps nobody to decide.
_LIKENESSES = 10


def request_status(
    store: Store, who: Actor, clock: Clock, zone: tzinfo, seal_keys: SealKeys, reference: str, token: str
) -> Answer:
    """Where a request stands, for whoever holds its reference and token: codes and dates, nothing personal.

    `appointments` are those that are booked from today on, by the calendar of `zone`; the soonest comes first.
    `questions` tell when the foreigners' authority asked about the case, for what purpose, and what became of it.
    With `pass` the gateway asks others in the client's name; it is None before there is a case they could know.
    """
    permissions.require(who, permissions.SEE_STATUS)
    request = store.held_by(read_reference(reference), token)
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
        "questions": _questions(store, request),
        "can_withdraw": request.may(model.WITHDRAW),
        "pass": _pass(seal_keys, clock, request),
        "version": request.version,
    }


def requests(
    store: Store,
    who: Actor,
    clock: Clock,
    patience: model.Patience,
    cursor: str | None = None,
    limit: int = 50,
    status: str | None = None,
    waiting: bool | None = None,
    overdue: bool | None = None,
    municipality: str | None = None,
    language: str | None = None,
    reference: str | None = None,
) -> Answer:
    """The requests of the region, oldest first, without names; `waiting`: those that somebody still has to see to;
    `overdue`: those at which nobody has looked for longer than agreed.

    Answers {items, next}; a reference that is none finds nothing.
    """
    permissions.require(who, permissions.SEE_REQUESTS, store.organisation)
    exactly = {
        "status": status,
        "municipality": municipality,
        "language": language,
        "reference": (read_reference(reference) or "") if reference else None,
    }
    asked = {column: value for column, value in exactly.items() if value is not None}
    cutoffs = patience.cutoffs(clock.now())
    entries, following = listing.page(store.database, asked, waiting, overdue, cutoffs, cursor, limit)
    return {"items": [_entry(entry, cutoffs) for entry in entries], "next": following}


def offers_made(
    store: Store,
    who: Actor,
    cursor: str | None = None,
    limit: int = 50,
    status: str | None = None,
    to: str | None = None,
) -> Answer:
    """Whom the desk has asked, the newest offer first, with what became of it; answers {items, next}."""
    permissions.require(who, permissions.SEE_REQUESTS, store.organisation)
    exactly = {column: value for column, value in (("status", status), ("organisation", to)) if value is not None}
    made, following = store.offers_made(exactly, cursor, limit)
    return {"items": [_made(one) for one in made], "next": following}


def request(store: Store, who: Actor, clock: Clock, zone: tzinfo, request_id: str) -> Answer:
    """One request with who asked and what the desk noted, and what may be done now; the look is written down.

    Its `appointments` are those of `request_status`.
    """
    permissions.require_of_request(who, permissions.SEE_REQUESTS, store.organisation)
    found = store.get(request_id)
    offers = store.offers_of(request_id)
    seen_at = listing.seen_at(store.database, request_id)
    note_look(store.database, clock, who, request_id, "request")
    may = [action for action in _ACTIONS if found.may(action)]
    return {
        "request_id": found.request_id,
        **told_request(found),
        "notice_version": found.consent.notice_version,
        "notice_language": found.consent.language,
        "consent_at": found.consent.given_at.isoformat(),
        "consent_way": found.consent.way,
        "language_guessed": found.language_guessed,
        "seen_at": seen_at.isoformat() if seen_at else None,
        "receipt": found.receipt,
        "helper": found.helper,
        "offers": [told_offer(offer) for offer in offers],
        "appointments": _appointments(store, clock, zone, found),
        "letters": [told_letter(letter) for letter in store.mail.letters_of(request_id)],
        "attachments": [told_file(file) for file in store.mail.files_of(request_id)],
        "may": may + (["withdraw_offer"] if model.offers.open_among(offers) else []),
        "version": found.version,
    }


def attachment(store: Store, who: Actor, clock: Clock, request_id: str, attachment_id: str) -> Answer:
    """A file that came with a mail, its `content` in base64; the look is written down."""
    permissions.require_of_request(who, permissions.READ_LETTERS, store.organisation)
    found = next((file for file in store.mail.files_of(request_id) if file.attachment_id == attachment_id), None)
    if found is None:
        raise unknown("attachment")
    note_look(store.database, clock, who, request_id, "attachment")
    return {**told_file(found), "content": base64.b64encode(store.mail.content(attachment_id)).decode()}


def suggestions(store: Store, who: Actor, organisations: Collection[str], request_id: str) -> Answer:
    """To whom a request could be offered, the best first, each with its reasons; all `organisations` appear."""
    permissions.require_of_request(who, permissions.SEE_REQUESTS, store.organisation)
    found = store.get(request_id)
    suggested = model.suggest(found, organisations, store.directory.counsellors(), store.offers_of(request_id))
    return {"items": [_suggestion(suggestion) for suggestion in suggested]}


def likenesses(store: Store, who: Actor, clock: Clock, request_id: str) -> Answer:
    """Other requests that may be of the same person, what is decided first, then the likest first, each with a score
    (0 to 100) and its reasons; the look is written down. Of a person who is gone only the reference is told.

    `group` are the requests that are linked with this one, over others too; `contradictions` is what was decided of
    them that does not go together, and who decided it.
    """
    permissions.require_of_request(who, permissions.COMPARE, store.organisation)
    asked = store.get(request_id)
    found = compare(asked, store.likenesses.of(asked))[:_LIKENESSES]
    verdicts = store.likenesses.among(request_id)
    group, against = linked(request_id, verdicts), contradictions(verdicts)
    references = store.likenesses.references(group)
    note_look(store.database, clock, who, request_id, "likenesses")
    return {
        "items": [_likeness(each) for each in found],
        "group": [{"request_id": each, "reference": references.get(each)} for each in group if len(group) > 1],
        "contradictions": [each.told(references) for each in against],
        "version": asked.version,
    }


def _likeness(found: Likeness) -> Answer:
    other, verdict = found.request, found.verdict
    return {
        "request_id": other.request_id,
        "reference": other.reference,
        "status": other.status,
        "channel": other.channel,
        "municipality": other.municipality,
        "language": other.language,
        "received_at": other.received_at.isoformat(),
        "name": other.person.name if other.person else None,
        "birth_year": other.person.birth_year if other.person else None,
        "score": found.score,
        "reasons": list(found.reasons),
        "verdict": verdict.status,
        "decided_at": verdict.decided_at.isoformat() if verdict.decided_at else None,
        "decided_by": verdict.decided_by,
        "may": list(verdict.may),
    }


def told_request(found: model.Request) -> Answer:
    """What a request is, who asked, and what the desk noted of it."""
    triage, person = found.triage, found.person
    return {
        "reference": found.reference,
        "status": found.status,
        "channel": found.channel,
        "language": found.language,
        "language_mode": found.language_mode,
        "topics": list(found.topics),
        "municipality": found.municipality,
        "preferred_place": found.preferred_place,
        "person": asdict(person) if person else None,
        "track": triage.track if triage else None,
        "criteria": list(triage.criteria) if triage else [],
        "urgency": triage.urgency if triage else None,
        "summary": found.summary,
        "received_at": found.received_at.isoformat(),
        "changed_at": found.changed_at.isoformat(),
    }


def told_letter(letter: Letter) -> Answer:
    return {
        "letter_id": letter.letter_id,
        "received_at": letter.received_at.isoformat(),
        "sender": letter.sender,
        "known_sender": letter.known_sender,
        "subject": letter.subject,
        "text": letter.text,
        "left_out": letter.left_out,
        "read_at": letter.read_at.isoformat() if letter.read_at else None,
        "version": letter.version,
    }


def told_file(file: KeptFile) -> Answer:
    return {
        "attachment_id": file.attachment_id,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "received_at": file.received_at.isoformat(),
    }


def _entry(entry: listing.Entry, cutoffs: Mapping[str, datetime]) -> Answer:
    facts = entry.facts
    last = entry.seen_at or facts.received_at
    overdue = facts.status in model.WAITING and last < cutoffs[limit_of(facts.urgency)]
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
        "overdue": overdue,
        "unread": entry.unread,
        "receipt": facts.receipt,
        "helper": facts.helper,
        "offers": [told_offer(offer) for offer in entry.offers],
        "version": facts.version,
    }


def _made(made: Made) -> Answer:
    offer = made.offer
    about = {"request_id": offer.request_id, "reference": made.reference, "request_status": made.request_status}
    return {**told_offer(offer), **about}


def told_offer(offer: model.Offer) -> Answer:
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


def _pass(seal_keys: SealKeys, clock: Clock, request: model.Request) -> str | None:
    is_over = request.status in (*model.ENDED, model.ERASED)
    return None if is_over else passes.write(seal_keys, clock, request.request_id)


def _questions(store: Store, request: model.Request) -> list[Answer]:
    if request.status != model.HANDED_OVER:  # before that there is no case about which anybody could ask
        return []
    return [
        {
            "purpose": question.purpose,
            "asked_at": question.asked_at.isoformat(),
            "status": question.status,
            "decided_at": question.decided_at.isoformat() if question.decided_at else None,
        }
        for question in store.questions.of_request(request.request_id)
    ]


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
