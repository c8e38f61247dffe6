"""What can be done about a change of the legal sphere: start it, tick its steps, end it. Never a judgement."""

from __future__ import annotations

from typing import Any

from services.cases.commands.writing import writable_case
from services.cases.events.residence import (
    SphereChangeEnded,
    SphereChangeStarted,
    SphereStepTicked,
    SphereStepUnticked,
)
from services.cases.model import require_seen
from services.cases.model.spheres import UNDER_WAY, SphereChange
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.identity import Actor

Answer = dict[str, Any]


def start_sphere_change(
    store: Store, who: Actor, clock: Clock, case_id: str, sphere: str, steps: tuple[str, ...]
) -> Answer:
    """See to a change into this sphere, step by step. Refused while another one is under way in the case."""
    case = writable_case(store, who, case_id)
    now = clock.now()
    started = SphereChange(
        change_id=new_id(),
        organisation=case.organisation,
        case_id=case_id,
        sphere=sphere,
        status=UNDER_WAY,
        steps=steps,
        ticks={},
        started_at=now,
        by=who.ref,
    )
    said = SphereChangeStarted(case_id, started.change_id, started.organisation, sphere, now)
    return _told(store.sphere_changes.add(started, said))


def tick_sphere_step(
    store: Store, who: Actor, clock: Clock, case_id: str, change_id: str, version: int, step: str
) -> Answer:
    """A step is done. Refused if it is done already, or the change is over."""
    known = _seen(store, who, case_id, change_id, version)
    now = clock.now()
    said = SphereStepTicked(case_id, change_id, known.organisation, step, now)
    return _told(store.sphere_changes.save(known.tick(step, who.ref, now), said))


def untick_sphere_step(
    store: Store, who: Actor, clock: Clock, case_id: str, change_id: str, version: int, step: str
) -> Answer:
    """A step was ticked by mistake. Refused if it is not done, or the change is over."""
    known = _seen(store, who, case_id, change_id, version)
    said = SphereStepUnticked(case_id, change_id, known.organisation, step, clock.now())
    return _told(store.sphere_changes.save(known.untick(step), said))


def end_sphere_change(
    store: Store, who: Actor, clock: Clock, case_id: str, change_id: str, version: int, status: str
) -> Answer:
    """The change is completed, or stopped because it does not come about; steps may be left open."""
    known = _seen(store, who, case_id, change_id, version)
    now = clock.now()
    said = SphereChangeEnded(case_id, change_id, known.organisation, known.sphere, status, now)
    return _told(store.sphere_changes.save(known.end(status, now), said))


def _seen(store: Store, who: Actor, case_id: str, change_id: str, version: int) -> SphereChange:
    writable_case(store, who, case_id)
    known = store.sphere_changes.get(case_id, change_id)
    require_seen(known.noun, known.version, version)
    return known


def _told(known: SphereChange) -> Answer:
    return {"change_id": known.change_id, "case_id": known.case_id, "version": known.version}
