"""What can be told about forgetting: what there is of a person, what was decided, and which cases' time is over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from services.cases import permissions
from services.cases.model.cases import Case
from services.cases.model.erasures import CARRIED_OUT, CONFIRMED, PROPOSED, DueCase, Erasure
from services.cases.queries.moments import at
from services.cases.queries.people import of_line
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.errors import unknown
from services.chassis.identity import Actor

Told = dict[str, Any]

_SHOWN = 500


def traces(store: Store, who: Actor, clock: Clock, person_id: str) -> Told:
    """How much there is of a person, counted and not read; the hold on them, and what is proposed about them.

    That `who` looked is written down first, once for each case.
    """
    known = store.people.get(person_id)
    permissions.require(who, permissions.ERASE_PEOPLE, known)
    cases = store.cases.of_people([person_id])
    for case in cases:
        permissions.require(who, permissions.ERASE_PEOPLE, case)
    for case in cases:
        note_look(store.database, clock, who, case.case_id, "traces")
    proposed, hold = store.erasures.of_person(person_id), store.holds.in_force(person_id, store.standings.today())
    holds = permissions.may(who, permissions.HOLD_PEOPLE, known)
    return {
        "person_id": person_id,
        "cases": [of_line(case) for case in cases],
        "kept": [
            {"kind": kind, "number": number}
            for kind, number in store.traces.count({case.case_id for case in cases}, [person_id]).items()
        ],
        "hold": hold
        and {
            "hold_id": hold.hold_id,
            "reason": hold.reason if holds else None,
            "until": hold.until.isoformat(),
            "placed_at": at(hold.placed_at),
            "version": hold.version,
        },
        "erasure_id": proposed and proposed.erasure_id,
        "may_hold": holds,
        "version": known.version,
    }


def erasures(store: Store, who: Actor, status: str | None, cursor: str | None, limit: int) -> Told:
    """A page of the organisation's erasures, the newest first; those about a case that is locked for `who` are left
    out."""
    permissions.require(who, permissions.ERASE_PEOPLE)
    found, following = store.erasures.listed(who.organisation, status, cursor, limit)
    return {"items": _told(store, who, found), "next": following}


def erasure(store: Store, who: Actor, clock: Clock, erasure_id: str) -> Told:
    """One erasure: its cases by reference, what would be gone, who has said yes, and who is still to confirm.

    That `who` looked is written down first, once for each case.
    """
    found = store.erasures.get(erasure_id)
    permissions.require(who, permissions.ERASE_PEOPLE, found)
    told = _told(store, who, [found])
    if not told:
        raise unknown(Erasure.noun)
    case_ids = [case["case_id"] for case in told[0]["about"]]
    for case_id in case_ids:
        note_look(store.database, clock, who, case_id, "traces")
    kept = store.traces.count(case_ids, [found.person_id] if found.person_id else [])
    return told[0] | {"kept": [{"kind": kind, "number": number} for kind, number in kept.items()]}


def retention(store: Store, who: Actor) -> Told:
    """A dry run: which cases' time is over and in no erasure yet, by reference and date; at most some hundred at once.

    Those on hold, or locked for `who`, are left out.
    """
    permissions.require(who, permissions.ERASE_PEOPLE)
    due = store.retention.due(who.organisation, _SHOWN)
    known = {case.case_id: case for case in store.cases.some([each.case_id for each in due])}
    return {
        "years": store.retention.years,
        "items": [_line(each, known[each.case_id]) for each in due if permissions.knows_of(who, known[each.case_id])],
    }


def _told(store: Store, who: Actor, found: Collection[Erasure]) -> list[Told]:
    about = store.erasures.cases_of([each.erasure_id for each in found])
    cases = store.cases.some({each.case_id for rows in about.values() for each in rows})
    known = {case.case_id: case for case in cases}
    waiting = store.erasures.still_due([each.erasure_id for each in found if each.status in (CONFIRMED, CARRIED_OUT)])
    names = store.accounts.names(
        {by for each in found for by in (each.first_by, each.second_by, each.rejected_by) if by is not None}
    )
    return [
        _of(who, each, about.get(each.erasure_id, ()), known, waiting.get(each.erasure_id, {}), names)
        for each in found
        if all(permissions.knows_of(who, known[case.case_id]) for case in about.get(each.erasure_id, ()))
    ]


def _of(
    who: Actor,
    each: Erasure,
    about: Collection[DueCase],
    known: Mapping[str, Case],
    waiting: Mapping[str, int],
    names: Mapping[str, str],
) -> Told:
    return {
        "erasure_id": each.erasure_id,
        "person_id": each.person_id,
        "reason": each.reason,
        "status": each.status,
        "cases": each.cases,
        "about": [_line(case, known[case.case_id]) for case in about],
        "proposed_at": at(each.proposed_at),
        "first_by": names.get(each.first_by or ""),
        "second_by": names.get(each.second_by or ""),
        "second_at": at(each.second_at),
        "rejected_by": names.get(each.rejected_by or ""),
        "carried_out_at": at(each.carried_out_at),
        "completed_at": at(each.completed_at),
        "waiting_for": [{"service": service, "cases": number} for service, number in waiting.items()],
        "may": _may(who, each),
        "version": each.version,
    }


def _may(who: Actor, each: Erasure) -> list[str]:
    if each.status != PROPOSED:
        return []
    return ["reject"] if each.first_by == who.ref else ["confirm", "reject"]


def _line(due: DueCase, case: Case) -> Told:
    return {
        "case_id": due.case_id,
        "reference": case.reference,
        "closed_at": at(case.closed_at),
        "due_on": due.due_on and due.due_on.isoformat(),
    }
