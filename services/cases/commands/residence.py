"""What can be done about residence documents: note, correct and end them, and warn before their last day."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.cases import permissions
from services.cases.commands.writing import writable_case
from services.cases.events.residence import DocumentExpiring, ResidenceCorrected, ResidenceEnded, ResidenceNoted
from services.cases.model import require_seen
from services.cases.model.residence import ResidenceDocument, reached
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.identity import Actor

Answer = dict[str, Any]

# So many warnings in one transaction, the soonest first; the rest has its turn the next time.
_AT_ONCE = 500


def note_residence(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    document: str,
    valid_from: date | None,
    valid_until: date | None,
) -> Answer:
    """Note a residence document (a code of the programme) with the dates that are printed on it."""
    case = writable_case(store, who, case_id)
    now = clock.now()
    noted = ResidenceDocument(
        residence_id=new_id(),
        organisation=case.organisation,
        case_id=case_id,
        document=document,
        valid_from=valid_from,
        valid_until=valid_until,
        noted_at=now,
        by=who.ref,
    )
    said = ResidenceNoted(case_id, noted.residence_id, noted.organisation, now)
    return _told(store.residence_documents.add(noted, said))


def correct_residence(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    residence_id: str,
    version: int,
    document: str,
    valid_from: date | None,
    valid_until: date | None,
) -> Answer:
    """Put right what was noted, or note that it was prolonged; another last day is warned of anew."""
    known = _seen(store, who, case_id, residence_id, version)
    said = ResidenceCorrected(case_id, residence_id, known.organisation, clock.now())
    return _told(store.residence_documents.save(known.correct(document, valid_from, valid_until), said))


def end_residence(store: Store, who: Actor, clock: Clock, case_id: str, residence_id: str, version: int) -> Answer:
    """Another document has taken its place, or it was given back. Refused once that is noted."""
    known = _seen(store, who, case_id, residence_id, version)
    now = clock.now()
    said = ResidenceEnded(case_id, residence_id, known.organisation, now)
    return _told(store.residence_documents.save(known.end(now), said))


def warn_of_expiring(store: Store, who: Actor, warning_days: tuple[int, ...]) -> None:
    """Say of every document in an open case that it has come to one of these times before its last day, once each.

    Of a document noted late only the time it has come to is said, not those before.
    """
    permissions.require(who, permissions.WARN_OF_EXPIRING)
    today = store.standings.today()
    with store.together():
        for known in store.residence_documents.to_warn_of(today, warning_days, _AT_ONCE):
            last = known.valid_until
            days = None if last is None else reached(last, today, warning_days)
            if last is not None and days is not None:
                whose = store.cases.get(known.case_id).counsellor_id or None
                said = DocumentExpiring(known.case_id, known.residence_id, known.organisation, last, days, whose)
                store.residence_documents.warned(known, days, said)


def _seen(store: Store, who: Actor, case_id: str, residence_id: str, version: int) -> ResidenceDocument:
    writable_case(store, who, case_id)
    known = store.residence_documents.get(case_id, residence_id)
    require_seen(known.noun, known.version, version)
    return known


def _told(known: ResidenceDocument) -> Answer:
    return {"residence_id": known.residence_id, "case_id": known.case_id, "version": known.version}
