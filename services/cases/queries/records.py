"""What is told about what was written down in a case: consultations, goals, barriers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.cases import permissions
from services.cases.model.barriers import Barrier
from services.cases.model.cases import RECORD, Case
from services.cases.model.consultations import Consultation
from services.cases.model.goals import Goal
from services.cases.queries.moments import at, on
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.identity import Actor

Told = dict[str, Any]

ASKABLE = {
    "consultations": (RECORD, permissions.KEEP_RECORDS),
    "goals": (RECORD, permissions.KEEP_RECORDS),
    "barriers": (RECORD, permissions.KEEP_RECORDS),
}


def of_case(store: Store, who: Actor, clock: Clock, case: Case) -> Told:
    """All records of a case, oldest first."""
    consultations = store.consultations.of(case.case_id)
    names = store.accounts.names({held.by for held in consultations})
    return {
        "consultations": [_consultation(held, names) for held in consultations],
        "goals": [_goal(goal) for goal in store.goals.of(case.case_id)],
        "barriers": [_barrier(barrier) for barrier in store.barriers.of(case.case_id)],
    }


def _consultation(held: Consultation, names: Mapping[str, str]) -> Told:
    return {
        "consultation_id": held.consultation_id,
        "kind": held.kind,
        "topics": list(held.topics),
        "minutes": held.minutes,
        "with_interpreter": held.with_interpreter,
        "held_at": at(held.held_at),
        "place": held.place,
        "note": held.note,
        "by": names.get(held.by),
        "version": held.version,
    }


def _goal(goal: Goal) -> Told:
    return {
        "goal_id": goal.goal_id,
        "topic": goal.topic,
        "words": goal.words,
        "due_on": on(goal.due_on),
        "status": goal.status,
        "agreed_at": at(goal.agreed_at),
        "changed_at": at(goal.changed_at),
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
        "met_at": at(barrier.met_at),
        "cleared_at": at(barrier.cleared_at),
        "how": barrier.how,
        "cleared_note": barrier.cleared_note,
        "version": barrier.version,
    }
