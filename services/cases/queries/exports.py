"""The copy of everything that is kept about somebody, for them (GDPR articles 15 and 20), and whose copy it is."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from services.cases import permissions
from services.cases.model.cases import Case
from services.cases.model.people import KnownPerson
from services.cases.queries import documents, people
from services.cases.queries.cases import in_full
from services.cases.queries.moments import at
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.errors import NotAllowed, NotFound, Refused, unknown
from services.chassis.identity import Actor
from services.chassis.warrants import Warrant

Told = dict[str, Any]

# Why something is left out, beside what it is: the rights of others (GDPR article 15(4)), or it is in other hands.
RIGHTS_OF_OTHERS, OTHER_COUNSELLOR = "rights_of_others", "other_counsellor"
# What a page needs of a case and tells nothing about the person, or is told here in another way.
_OF_PAGES = frozenset({"phases", "demands", "through_glass_until", "circle", "counsellor_id"})
_TOLD_APART = frozenset({"name", "person", "household", "documents", "notes", "plans"})
# At every depth: what a page acts by.
_ACTED_BY = frozenset({"version", "may"})
_AT_ONCE = 200


@dataclass(frozen=True)
class _Subject:
    """A person as `who` may serve their rights: through the cases they have, or through those they live with.

    `elsewhere` counts the cases of theirs that others of the organisation have.
    """

    known: KnownPerson
    through: Sequence[Case]
    cases: Sequence[Case]
    elsewhere: int


def subject(store: Store, who: Actor, clock: Clock, person_id: str | None = None, case_id: str | None = None) -> Told:
    """Somebody whose rights are to be served, by id or as the person in a case: their cases in short and their
    documents; by name to whoever may hand out the copy. That `who` looked is written down first."""
    if case_id is not None:
        person_id = store.cases.get(case_id).person_id
    found = _subject(store, who, permissions.SEE_SUBJECTS, person_id)
    _look(store, who, clock, found, "subject")
    hands_out = any(permissions.may(who, permissions.EXPORT_PEOPLE, case) for case in found.through)
    names = store.accounts.names({case.counsellor_id for case in found.cases})
    named = people.line(found.known)
    return {
        **(named if hands_out else dict.fromkeys(named) | {"person_id": found.known.person_id}),
        "organisation": found.known.organisation,
        "known_since": at(found.known.known_since),
        "cases": [
            {
                **people.of_line(case),
                "opened_at": at(case.opened_at),
                "closed_at": at(case.closed_at),
                "counsellor": names.get(case.counsellor_id),
            }
            for case in found.cases
        ],
        "documents": [line for case in found.cases for line in _documents(store, case)] if hands_out else [],
        "may": ["export"] if hands_out else [],
        "version": found.known.version,
    }


def export_person(store: Store, who: Actor, clock: Clock, tells_notes: bool, person_id: str) -> Told:
    """Everything that is kept here about somebody, and a `warrant` by which the other services tell theirs.

    Confidential notes are there; their words only if the programme says so (`tells_notes`). What is left out stands
    under `left_out`, with the reason. Each case is written down as looked at first.
    """
    found = _subject(store, who, permissions.EXPORT_PEOPLE, person_id)
    _look(store, who, clock, found, "export")
    cases = [_case(store, who, clock, case, tells_notes) for case in found.cases]
    withheld = 0 if tells_notes else sum(len(case["notes"]) for case in cases)
    left_out = (("confidential_notes", RIGHTS_OF_OTHERS, withheld), ("cases", OTHER_COUNSELLOR, found.elsewhere))
    request_ids = tuple(case.request_id for case in found.cases if case.request_id)
    warrant = Warrant(tuple(case.case_id for case in found.cases), request_ids)
    return {
        "organisation": found.known.organisation,
        "person": {**_bare(people.told(found.known)), "known_since": at(found.known.known_since)},
        "household": [
            {
                "name": member.known.person.name,
                "name_latin": member.known.person.name_latin,
                "relation": member.relation,
                "joined_at": at(member.joined_at),
            }
            for member in store.households.of(person_id)
        ],
        "cases": cases,
        "left_out": [{"what": what, "reason": why, "count": count} for what, why, count in left_out if count],
        "warrant": store.seals.warrant(who, clock, warrant),
    }


def export_document(store: Store, who: Actor, clock: Clock, person_id: str, document_id: str) -> Told:
    """One of the documents that the copy names, with its content in base64; the look is written down first.

    Raises Refused("document_withdrawn") for one whose content was deleted.
    """
    for case in _subject(store, who, permissions.EXPORT_PEOPLE, person_id).cases:
        try:
            document = store.documents.get(case.case_id, document_id)
        except NotFound:
            continue  # it is in another of their cases, if anywhere
        note_look(store.database, clock, who, case.case_id, "document")
        content = store.documents.content(document_id)
        if content is None:
            raise Refused("document_withdrawn", "This document was withdrawn, and its content deleted.")
        return {**documents.lines(store, [document])[0], "content": base64.b64encode(content).decode()}
    raise unknown("document")


def _subject(store: Store, who: Actor, right: str, person_id: str | None) -> _Subject:
    """The person, as far as `right` reaches. Raises NotFound for whom `who` is to know nothing of, NotAllowed for
    somebody else's."""
    if person_id is None:
        raise unknown(KnownPerson.noun)
    known = store.people.get(person_id)
    around = store.households.cases_around([person_id])[person_id]
    through = permissions.held(who, right, around, known.noun)
    held = {case.case_id for case in through}
    theirs = [case for case in around if case.person_id == person_id and permissions.knows_of(who, case)]
    mine = [case for case in theirs if case.case_id in held]
    if theirs and not mine:
        raise NotAllowed("not_your_case", "Somebody else has the cases of this person.")
    return _Subject(known, through, mine, len(theirs) - len(mine))


def _look(store: Store, who: Actor, clock: Clock, found: _Subject, what: str) -> None:
    for case in found.cases or found.through:
        note_look(store.database, clock, who, case.case_id, what)


def _case(store: Store, who: Actor, clock: Clock, case: Case, tells_notes: bool) -> Told:
    told = in_full(store, who, clock, case, None)
    whole = {name: _bare(value) for name, value in told.items() if name not in _OF_PAGES | _TOLD_APART | _ACTED_BY}
    notes = store.notes.of(case.case_id)
    names = store.accounts.names({note.by for note in notes})
    contents = {plan.plan_id: plan.contents for plan in store.plans.of(case.case_id)}
    consent, imported = case.consent, store.imports.of_case(case.case_id)
    return whole | {
        "channel": case.channel,
        "earlier_number": imported and imported.number,
        "consent": consent
        and {
            "notice_version": consent.notice_version,
            "language": consent.language,
            "given_at": at(consent.given_at),
        },
        "closed_at": at(case.closed_at),
        "reason": case.reason,
        "outcome": case.outcome,
        "plans": [_bare(plan) | dict(contents[plan["plan_id"]]) for plan in told["plans"]],
        "documents": [_bare(line) for line in _documents(store, case)],
        "notes": [
            {
                "written_at": at(note.written_at),
                "by": names.get(note.by),
                "words": note.words if tells_notes else None,
            }
            for note in notes
        ],
        "locked_since": [lock["locked_at"] for lock in told["circle"]["locks"]],
        "glasses": [
            {name: glass[name] for name in ("by", "reason", "broken_at", "ends_at")}
            for glass in told["circle"]["glasses"]
        ],
    }


def _documents(store: Store, case: Case) -> Iterator[Told]:
    """All documents of a case, the newest first."""
    cursor: str | None = None
    while True:
        found, cursor = store.documents.listed(case.case_id, cursor, _AT_ONCE)
        yield from documents.lines(store, found)
        if cursor is None:
            return


def _bare(told: Any) -> Any:
    """What was told, without what only a page needs to act."""
    if isinstance(told, dict):
        return {name: _bare(value) for name, value in told.items() if name not in _ACTED_BY}
    return [_bare(each) for each in told] if isinstance(told, list) else told
