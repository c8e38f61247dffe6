"""What can be written down in a case: consultations, goals, barriers. Each answers with the record's own version."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from services.cases.commands.writing import require_to_come, writable_case
from services.cases.events.records import (
    BarrierCleared,
    BarrierMet,
    ConsultationHeld,
    GoalAgreed,
    GoalCorrected,
    GoalDropped,
    GoalReached,
)
from services.cases.model import require_seen
from services.cases.model.barriers import Barrier
from services.cases.model.consultations import Consultation
from services.cases.model.goals import AGREED, Goal
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import FieldError, Invalid
from services.chassis.identity import Actor

Answer = dict[str, Any]


def hold_consultation(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    kind: str,
    topics: list[str],
    minutes: int,
    with_interpreter: bool,
    place: str | None,
    held_at: datetime | None,
    note: str | None,
) -> Answer:
    """Write down that somebody was advised for so many minutes; `held_at` is now if nothing is said."""
    case = writable_case(store, who, case_id)
    now = clock.now()
    if held_at is not None and held_at > now:
        where = FieldError.of("held_at", "in_the_future")
        raise Invalid("invalid", "A consultation is written down when it has been held.", errors=(where,))
    held = Consultation(
        consultation_id=new_id(),
        organisation=case.organisation,
        case_id=case_id,
        kind=kind,
        topics=tuple(topics),
        minutes=minutes,
        with_interpreter=with_interpreter,
        held_at=held_at or now,
        by=who.ref,
        note=note,
        place=place,
    )
    said = ConsultationHeld(
        case_id=case_id,
        consultation_id=held.consultation_id,
        organisation=held.organisation,
        kind=held.kind,
        topics=held.topics,
        minutes=held.minutes,
        with_interpreter=held.with_interpreter,
        held_at=held.held_at,
    )
    saved = store.consultations.add(held, said)
    return {"consultation_id": saved.consultation_id, "case_id": case_id, "version": saved.version}


def correct_consultation(
    store: Store, who: Actor, clock: Clock, case_id: str, consultation_id: str, version: int, note: str | None
) -> Answer:
    """The note of a consultation reads like this from now on; what is counted of it stays."""
    writable_case(store, who, case_id)
    held = store.consultations.get(case_id, consultation_id)
    require_seen(held.noun, held.version, version)
    saved = store.consultations.save(held.correct(note))
    return {"consultation_id": consultation_id, "case_id": case_id, "version": saved.version}


def agree_goal(
    store: Store, who: Actor, clock: Clock, case_id: str, topic: str, words: str, due_on: date | None
) -> Answer:
    """Write down what was agreed with the client, in their words; by when, if that was said."""
    case = writable_case(store, who, case_id)
    now = clock.now()
    require_to_come(store, due_on)
    goal = Goal(
        goal_id=new_id(),
        organisation=case.organisation,
        case_id=case_id,
        topic=topic,
        words=words,
        due_on=due_on,
        status=AGREED,
        agreed_at=now,
        changed_at=now,
    )
    said = GoalAgreed(case_id, goal.goal_id, goal.organisation, topic, due_on, now)
    return _of_goal(store.goals.add(goal, said))


def correct_goal(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    goal_id: str,
    version: int,
    words: str,
    due_on: date | None,
) -> Answer:
    """A goal reads like this from now on. Refused once it is reached or dropped."""
    goal = _seen_goal(store, who, case_id, goal_id, version)
    now = clock.now()
    if due_on != goal.due_on:
        require_to_come(store, due_on)
    said = GoalCorrected(case_id, goal_id, goal.organisation, goal.topic, due_on, now)
    return _of_goal(store.goals.save(goal.correct(words, due_on, now), said))


def reach_goal(store: Store, who: Actor, clock: Clock, case_id: str, goal_id: str, version: int) -> Answer:
    """What was agreed has come about. Refused once the goal is reached or dropped."""
    goal = _seen_goal(store, who, case_id, goal_id, version)
    now = clock.now()
    said = GoalReached(case_id, goal_id, goal.organisation, goal.topic, now)
    return _of_goal(store.goals.save(goal.reach(now), said))


def drop_goal(store: Store, who: Actor, clock: Clock, case_id: str, goal_id: str, version: int, reason: str) -> Answer:
    """What was agreed is not aimed at any more: why (DROP_REASONS). Refused once it is reached or dropped."""
    goal = _seen_goal(store, who, case_id, goal_id, version)
    now = clock.now()
    said = GoalDropped(case_id, goal_id, goal.organisation, goal.topic, reason, now)
    return _of_goal(store.goals.save(goal.drop(reason, now), said))


def meet_barrier(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    topic: str,
    kind: str,
    institution: str,
    municipality: str | None,
    note: str | None,
) -> Answer:
    """Write down what was missing when help failed; the municipality is the case's if nothing is said."""
    case = writable_case(store, who, case_id)
    barrier = Barrier(
        barrier_id=new_id(),
        organisation=case.organisation,
        case_id=case_id,
        topic=topic,
        kind=kind,
        institution=institution,
        municipality=municipality or case.municipality,
        met_at=clock.now(),
        by=who.ref,
        note=note,
    )
    said = BarrierMet(
        case_id=case_id,
        barrier_id=barrier.barrier_id,
        organisation=barrier.organisation,
        person_ref=store.people.reference(str(case.person_id)),
        counsellor_ref=store.counsellors.reference_in_barriers(who.ref, topic, kind),
        topic=topic,
        kind=kind,
        institution=institution,
        municipality=barrier.municipality,
        met_at=barrier.met_at,
    )
    return _of_barrier(store.barriers.add(barrier, said))


def clear_barrier(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    barrier_id: str,
    version: int,
    how: str,
    note: str | None,
) -> Answer:
    """What stood in the way does so no longer: how (HOW_CLEARED). Refused once the barrier is cleared."""
    writable_case(store, who, case_id)
    barrier = store.barriers.get(case_id, barrier_id)
    require_seen(barrier.noun, barrier.version, version)
    now = clock.now()
    said = BarrierCleared(case_id, barrier_id, barrier.organisation, how, now)
    return _of_barrier(store.barriers.save(barrier.clear(how, note, now), said))


def _seen_goal(store: Store, who: Actor, case_id: str, goal_id: str, version: int) -> Goal:
    writable_case(store, who, case_id)
    goal = store.goals.get(case_id, goal_id)
    require_seen(goal.noun, goal.version, version)
    return goal


def _of_goal(goal: Goal) -> Answer:
    return {"goal_id": goal.goal_id, "case_id": goal.case_id, "version": goal.version}


def _of_barrier(barrier: Barrier) -> Answer:
    return {"barrier_id": barrier.barrier_id, "case_id": barrier.case_id, "version": barrier.version}
