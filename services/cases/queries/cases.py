"""What can be told about cases: lists with names for whoever works in them, and one person as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.cases import permissions
from services.cases.model.barriers import Barrier
from services.cases.model.cases import ASSIGN, CLOSE, ENTER_PHASE, PHASES, RECORD, Case
from services.cases.model.consultations import Consultation
from services.cases.model.goals import Goal
from services.cases.model.people import Person
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor

Told = dict[str, Any]

# What can be asked for, as its address ends (`POST /cases/{id}/phase`): what that is to the case, and whose right.
_ASKABLE = {
    "assign": (ASSIGN, permissions.ASSIGN_CASES),
    "phase": (ENTER_PHASE, permissions.MOVE_CASES),
    "consultations": (RECORD, permissions.KEEP_RECORDS),
    "goals": (RECORD, permissions.KEEP_RECORDS),
    "barriers": (RECORD, permissions.KEEP_RECORDS),
    "close": (CLOSE, permissions.CLOSE_CASES),
}


def cases(
    store: Store, who: Actor, status: str | None, phase: str | None, mine: bool, cursor: str | None, limit: int
) -> Told:
    """The cases that `who` may read, or only their own, the newest change first."""
    permissions.require(who, permissions.SEE_CASES)
    reads_all = permissions.ORGANISATION in permissions.reach(who, permissions.SEE_CASES)
    counsellor_id = None if reads_all and not mine else who.ref
    found, following = store.cases.listed(who.organisation, counsellor_id, status, phase, cursor, limit)
    names = store.accounts.names({case.counsellor_id for case, _ in found})
    return {"items": [_line(case, person, names) for case, person in found], "next": following}


def case(store: Store, who: Actor, clock: Clock, case_id: str) -> Told:
    """One case with the person in it and everything written down. That `who` looked at it is written down first."""
    found, person = store.cases.whole(case_id)
    permissions.require(who, permissions.SEE_CASES, found)
    note_look(store.database, clock, who, case_id, "case")
    consultations = store.consultations.of(case_id)
    names = store.accounts.names({found.counsellor_id, *(held.by for held in consultations)})
    return {
        **_line(found, person, names),
        "person": vars(person) if person else None,
        "language_mode": found.language_mode,
        "received_at": _at(found.received_at),
        "consultations": [_consultation(held, names) for held in consultations],
        "goals": [_goal(goal) for goal in store.goals.of(case_id)],
        "barriers": [_barrier(barrier) for barrier in store.barriers.of(case_id)],
        "phases": list(PHASES),
        "may": [
            name
            for name, (action, right) in _ASKABLE.items()
            if found.may(action) and permissions.may(who, right, found)
        ],
    }


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
        "opened_at": _at(case.opened_at),
        "changed_at": _at(case.changed_at),
        "version": case.version,
    }


def _consultation(held: Consultation, names: Mapping[str, str]) -> Told:
    return {
        "consultation_id": held.consultation_id,
        "kind": held.kind,
        "topics": list(held.topics),
        "minutes": held.minutes,
        "with_interpreter": held.with_interpreter,
        "held_at": _at(held.held_at),
        "note": held.note,
        "by": names.get(held.by),
        "version": held.version,
    }


def _goal(goal: Goal) -> Told:
    return {
        "goal_id": goal.goal_id,
        "topic": goal.topic,
        "words": goal.words,
        "due_on": goal.due_on.isoformat() if goal.due_on else None,
        "status": goal.status,
        "agreed_at": _at(goal.agreed_at),
        "changed_at": _at(goal.changed_at),
        "version": goal.version,
    }


def _barrier(barrier: Barrier) -> Told:
    return {
        "barrier_id": barrier.barrier_id,
        "topic": barrier.topic,
        "kind": barrier.kind,
        "institution": barrier.institution,
        "municipality": barrier.municipality,
        "note": barrier.note,
        "met_at": _at(barrier.met_at),
        "cleared_at": _at(barrier.cleared_at),
        "version": barrier.version,
    }


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
