"""What can be told about cases: lists with names for whoever works in them, and one person as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.cases import permissions
from services.cases.model.cases import ASSIGN, CLOSE, ENTER_PHASE, PHASES, REOPEN, Case
from services.cases.model.people import Person
from services.cases.queries import (
    circles,
    documents,
    letters_in,
    people,
    plans,
    questions,
    records,
    referrals,
    releases,
    residence,
)
from services.cases.queries.moments import at
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor

Told = dict[str, Any]

# What can be asked for, as its address ends (`POST /cases/{id}/phase`): what that is to the case, and whose right.
_ASKABLE = {
    "assign": (ASSIGN, permissions.ASSIGN_CASES),
    "phase": (ENTER_PHASE, permissions.MOVE_CASES),
    "close": (CLOSE, permissions.CLOSE_CASES),
    "reopen": (REOPEN, permissions.CLOSE_CASES),
}
# What belongs to a case beside itself: each part tells its own (`of_case`), and what can be asked for in it.
_PARTS = (people, records, documents, plans, releases, referrals, residence, questions, letters_in, circles)


def cases(
    store: Store,
    who: Actor,
    status: str | None,
    phase: str | None,
    mine: bool,
    counsellor_id: str | None,
    cursor: str | None,
    limit: int,
) -> Told:
    """The cases that `who` may know of (of one counsellor), or only their own and those they deputise in, the newest
    change first.

    A person is named only where `who` may read the case: to a coordinator it is a line with a reference.
    """
    permissions.require(who, permissions.SEE_LINES)
    found, following = store.cases.listed(
        who.organisation,
        _whose(store, who, mine, counsellor_id),
        who.ref,
        lambda case: permissions.may(who, permissions.SEE_CASES, case),
        status,
        phase,
        cursor,
        limit,
    )
    names = store.accounts.names({case.counsellor_id for case, _ in found})
    return {"items": [_line(case, person, names) for case, person in found], "next": following}


def case(store: Store, who: Actor, clock: Clock, case_id: str) -> Told:
    """One case with the person in it and everything written down. That `who` looked at it is written down first."""
    found, person = store.cases.whole(case_id)
    permissions.require(who, permissions.SEE_CASES, found)
    note_look(store.database, clock, who, case_id, "case")
    return in_full(store, who, clock, found, person)


def in_full(store: Store, who: Actor, clock: Clock, found: Case, person: Person | None) -> Told:
    """Everything that is told of a case to whoever may read it; whoever asks has seen to it that `who` may."""
    names = store.accounts.names({found.counsellor_id})
    askable = {**_ASKABLE, **{name: row for part in _PARTS for name, row in part.ASKABLE.items()}}
    told = {
        **_line(found, person, names),
        "language_mode": found.language_mode,
        "received_at": at(found.received_at),
        "closed_at": at(found.closed_at),
        "reason": found.reason,
        "outcome": found.outcome,
        "phases": list(PHASES),
        "may": [
            name
            for name, (action, right) in askable.items()
            if found.may(action) and permissions.may(who, right, found)
        ],
    }
    for part in _PARTS:
        told |= part.of_case(store, who, clock, found)
    return told


def _whose(store: Store, who: Actor, mine: bool, counsellor_id: str | None) -> frozenset[str] | None:
    """Whose cases are listed: account ids, or None for all of the organisation."""
    known = _known(store, who, mine)
    if counsellor_id is None:
        return known
    asked = frozenset({counsellor_id})
    return asked if known is None else asked & known


def _known(store: Store, who: Actor, mine: bool) -> frozenset[str] | None:
    today = store.standings.today()
    if mine:
        return store.standings.stands_for(who.ref, today)
    if permissions.ORGANISATION in permissions.reach(who, permissions.SEE_LINES):
        return None
    return store.standings.reads_of(who.ref, who.organisation, today)


def _line(case: Case, person: Person | None, names: Mapping[str, str]) -> Told:
    return {
        "case_id": case.case_id,
        "reference": case.reference,
        "name": person.name if person else None,
        "language": case.language,
        "municipality": case.municipality,
        "topics": list(case.topics),
        "track": case.track,
        "urgency": case.urgency,
        "phase": case.phase,
        "status": case.status,
        "counsellor_id": case.counsellor_id,
        "counsellor": names.get(case.counsellor_id),
        "opened_at": at(case.opened_at),
        "changed_at": at(case.changed_at),
        "version": case.version,
    }
