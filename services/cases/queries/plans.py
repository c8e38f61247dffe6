"""What is told about where somebody stands and where they go: assessments, distance, steps, plans, notes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.cases import permissions
from services.cases.model import demands
from services.cases.model.assessments import Assessment, distances
from services.cases.model.cases import ENTER_PHASE, OPEN, PHASES, RECORD, Case
from services.cases.model.demands import Progress, Skip
from services.cases.model.due import Due
from services.cases.model.notes import Note
from services.cases.model.plans import Plan
from services.cases.model.steps import Step
from services.cases.queries.moments import at, on
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor

Told = dict[str, Any]

ASKABLE = {
    "assessments": (RECORD, permissions.KEEP_RECORDS),
    "steps": (RECORD, permissions.KEEP_RECORDS),
    "plans": (RECORD, permissions.KEEP_RECORDS),
    "notes": (RECORD, permissions.KEEP_RECORDS),
}


def of_case(store: Store, who: Actor, clock: Clock, case: Case) -> Told:
    """Assessments, distance travelled, steps, versions of the plan, and what the next phases still want.

    Of the confidential notes only those of whoever asks, and of those for whom they deputise today.
    """
    assessments, steps = store.assessments.of(case.case_id), store.steps.of(case.case_id)
    plans, skips = store.plans.of(case.case_id), store.skips.of(case.case_id)
    stands_for = store.standings.stands_for(who.ref, store.standings.today())
    notes = [note for note in store.notes.of(case.case_id) if note.by in stands_for]
    written: list[Assessment | Plan | Skip | Note] = [*assessments, *plans, *skips, *notes]
    names = store.accounts.names({thing.by for thing in written})
    return {
        "assessments": [_assessment(assessment, names) for assessment in assessments],
        "distances": [
            {"topic": each.topic, "first": each.first, "last": each.last, "travelled": each.travelled}
            for each in distances(assessments)
        ],
        "steps": [_step(step) for step in steps],
        "plans": [_plan(plan, names) for plan in plans],
        "skips": [_skip(skip, names) for skip in skips],
        "notes": [_note(note, names) for note in notes],
        "demands": _demands(case, Progress(assessments, store.goals.of(case.case_id), len(plans))),
    }


def plan(store: Store, who: Actor, clock: Clock, case_id: str, plan_id: str) -> Told:
    """One version of the plan of a case, as it was agreed. That `who` looked at it is written down first."""
    permissions.require(who, permissions.SEE_CASES, store.cases.get(case_id))
    found = store.plans.get(case_id, plan_id)
    note_look(store.database, clock, who, case_id, "plan")
    return {"case_id": case_id, **_plan(found, store.accounts.names({found.by})), **found.contents}


def due(store: Store, stands_for: frozenset[str], until: date) -> list[Due]:
    """The goals and steps that are due by this day in cases of these counsellors."""
    return [
        *(
            Due("goal", goal.case_id, goal.due_on, {"goal_id": goal.goal_id, "topic": goal.topic, "words": goal.words})
            for goal in store.deadlines.goals(stands_for, until)
            if goal.due_on
        ),
        *(
            Due("step", step.case_id, step.due_on, {"step_id": step.step_id, "doer": step.doer, "words": step.words})
            for step in store.deadlines.steps(stands_for, until)
            if step.due_on
        ),
    ]


def _demands(case: Case, progress: Progress) -> dict[str, list[str]]:
    """Per phase that something is missing for: what. Told while phases can be entered at all."""
    if case.status != OPEN or not case.may(ENTER_PHASE):
        return {}
    missing = {phase: demands.unmet(case, phase, progress) for phase in PHASES}
    return {phase: list(codes) for phase, codes in missing.items() if codes}


def _assessment(assessment: Assessment, names: Mapping[str, str]) -> Told:
    return {
        "assessment_id": assessment.assessment_id,
        "scores": dict(assessment.scores),
        "recorded_at": at(assessment.recorded_at),
        "note": assessment.note,
        "by": names.get(assessment.by),
        "version": assessment.version,
    }


def _step(step: Step) -> Told:
    return {
        "step_id": step.step_id,
        "goal_id": step.goal_id,
        "doer": step.doer,
        "words": step.words,
        "due_on": on(step.due_on),
        "status": step.status,
        "changed_at": at(step.changed_at),
        "version": step.version,
    }


def _plan(plan: Plan, names: Mapping[str, str]) -> Told:
    return {
        "plan_id": plan.plan_id,
        "number": plan.number,
        "agreed_at": at(plan.agreed_at),
        "by": names.get(plan.by),
        "version": plan.version,
    }


def _skip(skip: Skip, names: Mapping[str, str]) -> Told:
    return {
        "phase": skip.phase,
        "demands": list(skip.demands),
        "reason": skip.reason,
        "skipped_at": at(skip.skipped_at),
        "by": names.get(skip.by),
    }


def _note(note: Note, names: Mapping[str, str]) -> Told:
    return {
        "note_id": note.note_id,
        "words": note.words,
        "written_at": at(note.written_at),
        "by": names.get(note.by),
        "version": note.version,
    }
