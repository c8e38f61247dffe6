"""What can be done about the way ahead in a case: assess where somebody stands, plan steps, agree on a plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.cases.commands.writing import require_to_come, writable_case
from services.cases.events.plans import (
    AssessmentRecorded,
    PlanAgreed,
    StepCorrected,
    StepDone,
    StepDropped,
    StepPlanned,
)
from services.cases.model import require_seen
from services.cases.model.assessments import Assessment
from services.cases.model.plans import Plan, contents_of
from services.cases.model.steps import OPEN, Step
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import Refused
from services.chassis.identity import Actor

Answer = dict[str, Any]


def record_assessment(
    store: Store, who: Actor, clock: Clock, case_id: str, scores: Mapping[str, int], note: str | None
) -> Answer:
    """Write down where the client stands, 0 to 4, in these topics; the others stay as they were last assessed."""
    case = writable_case(store, who, case_id)
    now = clock.now()
    assessment = Assessment(new_id(), case.organisation, case_id, dict(scores), now, who.ref, note)
    said = AssessmentRecorded(
        case_id=case_id,
        assessment_id=assessment.assessment_id,
        organisation=case.organisation,
        topics=tuple(scores),
        scores=tuple(scores.values()),
        recorded_at=now,
    )
    saved = store.assessments.add(assessment, said)
    return {"assessment_id": saved.assessment_id, "case_id": case_id, "version": saved.version}


def plan_step(
    store: Store, who: Actor, clock: Clock, case_id: str, goal_id: str, doer: str, words: str, due_on: date | None
) -> Answer:
    """Write down who (DOERS) does what next towards a goal. Refused for a goal that is not aimed at any more."""
    case = writable_case(store, who, case_id)
    store.goals.get(case_id, goal_id).require_agreed()
    now = clock.now()
    require_to_come(store, due_on)
    step = Step(new_id(), case.organisation, case_id, goal_id, doer, words, due_on, OPEN, now, now)
    said = StepPlanned(case_id, step.step_id, goal_id, case.organisation, doer, due_on, now)
    return _of_step(store.steps.add(step, said))


def correct_step(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    step_id: str,
    version: int,
    doer: str,
    words: str,
    due_on: date | None,
) -> Answer:
    """A step reads like this from now on. Refused once it is done or dropped."""
    step = _seen_step(store, who, case_id, step_id, version)
    now = clock.now()
    if due_on != step.due_on:
        require_to_come(store, due_on)
    said = StepCorrected(case_id, step_id, step.goal_id, step.organisation, doer, due_on, now)
    return _of_step(store.steps.save(step.correct(doer, words, due_on, now), said))


def finish_step(store: Store, who: Actor, clock: Clock, case_id: str, step_id: str, version: int) -> Answer:
    """A step is done. Refused once it is done or dropped."""
    step = _seen_step(store, who, case_id, step_id, version)
    now = clock.now()
    said = StepDone(case_id, step_id, step.goal_id, step.organisation, now)
    return _of_step(store.steps.save(step.finish(now), said))


def drop_step(store: Store, who: Actor, clock: Clock, case_id: str, step_id: str, version: int) -> Answer:
    """Nobody will do this step any more. Refused once it is done or dropped."""
    step = _seen_step(store, who, case_id, step_id, version)
    now = clock.now()
    said = StepDropped(case_id, step_id, step.goal_id, step.organisation, now)
    return _of_step(store.steps.save(step.drop(now), said))


def agree_plan(store: Store, who: Actor, clock: Clock, case_id: str) -> Answer:
    """The goals and steps as they are now were agreed with the client: the next version of the plan.

    Refused("plan_is_empty") without a goal, Refused("plan_unchanged") if the last version says the same. Raises
    Conflict if somebody else has agreed the same version at this moment.
    """
    case = writable_case(store, who, case_id)
    contents = contents_of(store.goals.of(case_id), store.steps.of(case_id))
    agreed = store.plans.of(case_id)
    if not contents["goals"]:
        raise Refused("plan_is_empty", "A plan holds at least one goal that is aimed at.")
    if agreed and agreed[-1].contents == contents:
        raise Refused("plan_unchanged", "This plan was agreed already; nothing has changed since.")
    number, now = len(agreed) + 1, clock.now()
    plan = Plan(new_id(), case.organisation, case_id, number, now, who.ref, contents)
    topics = tuple(dict.fromkeys(goal["topic"] for goal in contents["goals"]))
    said = PlanAgreed(case_id, plan.plan_id, case.organisation, number, topics, now)
    saved = store.plans.add(plan, said)
    return {"plan_id": saved.plan_id, "case_id": case_id, "number": number, "version": saved.version}


def _seen_step(store: Store, who: Actor, case_id: str, step_id: str, version: int) -> Step:
    writable_case(store, who, case_id)
    step = store.steps.get(case_id, step_id)
    require_seen(step.noun, step.version, version)
    return step


def _of_step(step: Step) -> Answer:
    return {"step_id": step.step_id, "case_id": step.case_id, "version": step.version}
