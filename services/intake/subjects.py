"""What is handed out to whom a request is about (GDPR article 15), and what is told before they are forgotten.

Requests that were linked as the same person's belong to it, but not what has become another case: that is the case's.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from services.chassis import warrants
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.chassis.references import read_reference
from services.chassis.vault import SealKeys
from services.intake import model, permissions
from services.intake.model.contradictions import linked
from services.intake.model.erasures import CARRIED_OUT, PROPOSED, Erasure
from services.intake.queries import told_file, told_letter, told_offer, told_request
from services.intake.store import Store

Told = dict[str, Any]

_WITH_THE_CASES = (model.CONFIRMED, model.HANDED_OVER)
# Everybody who is told of the erasure has confirmed.
_COMPLETE = "complete"


def export_subject(store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, warrant: str) -> Told:
    """The requests that led to somebody's cases and those linked with them, as their copy tells them; each is written
    down as looked at first. `warrant` is the one we were given, for these requests as well.

    What belongs to the hand-over is with the cases since; what is still here is told.
    """
    permissions.require(who, permissions.EXPORT)
    given = warrants.read(seal_keys, who, clock, warrant)
    found = _of_one_person(store, given.request_ids)
    return _handed_out(store, who, clock, seal_keys, given.case_ids, found)


def export_request(store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, request_id: str) -> Told:
    """The same for somebody who has no case: this request and those linked with it, and a `warrant` by which the
    other services tell theirs."""
    permissions.require_of_request(who, permissions.EXPORT_REQUESTS, store.organisation)
    asked = store.get(request_id)
    return _handed_out(store, who, clock, seal_keys, (), _of_one_person(store, [asked.request_id]))


def messages_warrant(store: Store, who: Actor, clock: Clock, seal_keys: SealKeys, request_id: str) -> Told:
    """A `warrant` by which the notifications tell `who` of the messages about a request, and send them again for
    whoever answers it. That they look is written down there. What was written in a case that came of it is the
    case's."""
    permissions.require_of_request(who, permissions.SEE_REQUESTS, store.organisation)
    found = store.get(request_id)
    works = bool(who.roles & permissions.ROLES[permissions.ANSWER])
    return {"warrant": warrants.write(seal_keys, who, clock, warrants.Warrant((), (found.request_id,), works))}


def find_request(store: Store, who: Actor, clock: Clock, reference: str) -> Told:
    """Whose request has this reference: {items}, empty where there is none or `who` is of another organisation."""
    permissions.require(who, permissions.SEE_SUBJECTS)
    found = store.about(read_reference(reference) or "") if who.organisation == store.organisation else None
    if found is None:
        return {"items": []}
    note_look(store.database, clock, who, found.request_id, "subject")
    return {"items": [_line(found)]}


def subject_request(store: Store, who: Actor, clock: Clock, request_id: str) -> Told:
    """One request whose person has a right to be served: what is known in short, the requests linked with it, what is
    proposed, and what may be done. The look is written down; nobody is named but to whoever hands the copy out."""
    permissions.require_of_request(who, permissions.SEE_SUBJECTS, store.organisation)
    found = store.get(request_id)
    note_look(store.database, clock, who, request_id, "subject")
    hands_out = bool(who.roles & permissions.ROLES[permissions.EXPORT_REQUESTS])
    erasure = store.erasures.of(request_id)
    waiting = store.erasures.waiting_for([request_id])
    others = [each for each in _of_one_person(store, [request_id]) if each.request_id != request_id]
    return {
        **_line(found),
        "name": found.person.name if hands_out and found.person else None,
        "is_known": found.person is not None,
        "linked": [_line(each) for each in others],
        "erasure": erasure and _erasure(who, found, erasure, waiting.get(request_id, [])),
        "may": (["export"] if hands_out else []) + _may_erase(found, erasure),
    }


def request_erasures(store: Store, who: Actor, cursor: str | None = None, limit: int = 50) -> Told:
    """The erasures of requests that are proposed or not confirmed by all, the oldest first: {items, next}; none for
    another organisation than the region's own."""
    permissions.require(who, permissions.FORGET_PEOPLE)
    if who.organisation != store.organisation:
        return {"items": [], "next": None}
    found, following = store.erasures.undone(cursor, limit)
    waiting = store.erasures.waiting_for([each.request_id for each in found])
    requests = {each.request_id: each for each in store.likenesses.some([each.request_id for each in found])}
    items = [_erasure(who, requests[each.request_id], each, waiting.get(each.request_id, [])) for each in found]
    return {"items": items, "next": following}


def _handed_out(
    store: Store, who: Actor, clock: Clock, keys: SealKeys, case_ids: Collection[str], found: Collection[model.Request]
) -> Told:
    for each in found:
        note_look(store.database, clock, who, each.request_id, "export", store.organisation)
    known = warrants.Warrant(tuple(case_ids), tuple(each.request_id for each in found))
    return {"requests": [_copied(store, each) for each in found], "warrant": warrants.write(keys, who, clock, known)}


def _of_one_person(store: Store, request_ids: Collection[str]) -> list[model.Request]:
    """These requests and those linked with them that are no other case's, the first first."""
    verdicts = store.likenesses.among(*request_ids) if request_ids else ()
    group = {each for request_id in request_ids for each in linked(request_id, verdicts)}
    found = [each for each in store.likenesses.some(group) if _is_ours(each, request_ids)]
    return sorted(found, key=lambda each: (each.received_at, each.request_id))


def _is_ours(found: model.Request, request_ids: Collection[str]) -> bool:
    return found.request_id in request_ids or found.status not in _WITH_THE_CASES


def _line(found: model.Request) -> Told:
    return {
        "request_id": found.request_id,
        "reference": found.reference,
        "status": found.status,
        "channel": found.channel,
        "language": found.language,
        "received_at": found.received_at.isoformat(),
    }


def _erasure(who: Actor, found: model.Request, erasure: Erasure, waiting: list[str]) -> Told:
    is_complete = erasure.status == CARRIED_OUT and not waiting
    deciding = ["reject"] if erasure.first_by == who.ref or not _is_erasable(found) else ["confirm", "reject"]
    return {
        "request_id": erasure.request_id,
        "reference": found.reference,
        "reason": erasure.reason,
        "status": _COMPLETE if is_complete else erasure.status,
        "first_by": erasure.first_by,
        "proposed_at": erasure.proposed_at.isoformat(),
        "decided_by": erasure.decided_by,
        "decided_at": erasure.decided_at.isoformat() if erasure.decided_at else None,
        "waiting_for": [{"service": service} for service in waiting],
        "may": deciding if erasure.status == PROPOSED else [],
        "version": erasure.version,
    }


def _may_erase(found: model.Request, erasure: Erasure | None) -> list[str]:
    is_proposed = erasure is not None and erasure.status == PROPOSED
    return ["erase"] if _is_erasable(found) and not is_proposed else []


def _is_erasable(found: model.Request) -> bool:
    return found.may(model.WITHDRAW) or found.may(model.ERASE)


def _copied(store: Store, found: model.Request) -> Told:
    return {
        **told_request(found),
        "consent": {
            "notice_version": found.consent.notice_version,
            "language": found.consent.language,
            "given_at": found.consent.given_at.isoformat(),
        },
        "offers": [
            {name: offer[name] for name in ("to", "status", "offered_at", "decided_at", "reason")}
            for offer in map(told_offer, store.offers_of(found.request_id))
        ],
        "letters": [
            {name: fact for name, fact in told_letter(letter).items() if name != "version"}
            for letter in store.mail.letters_of(found.request_id)
        ],
        "attachments": [told_file(file) for file in store.mail.files_of(found.request_id)],
    }
