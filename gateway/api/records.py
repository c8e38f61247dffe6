"""What is written down in a case: consultations, goals, barriers. Each has a version of its own."""

from __future__ import annotations

from uuid import UUID

from flask_smorest import Blueprint

from gateway import who
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, changing, creating
from gateway.schemas import cases as schemas

blueprint = Blueprint("api_records", __name__, description="What is written down in a case.")

_counsellor = who.bearer("counsellor")
_OF_CASE = "/cases/<uuid:case_id>"


@blueprint.route(f"{_OF_CASE}/consultations", methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Write down a consultation", schemas.ConsultationHeld))
@blueprint.response(201, schemas.ConsultationNoted, headers=ETAG)
def hold_consultation(case_id: UUID) -> Answer:
    """How, about what, for how long."""
    return created(create("cases", "hold_consultation", case_id=case_id))


@blueprint.route(f"{_OF_CASE}/goals", methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Write down a goal", schemas.GoalAgreed))
@blueprint.response(201, schemas.GoalNoted, headers=ETAG)
def agree_goal(case_id: UUID) -> Answer:
    """What was agreed with the client for one topic, in their words."""
    return created(create("cases", "agree_goal", case_id=case_id))


@blueprint.route(f"{_OF_CASE}/goals/<uuid:goal_id>/reach", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Reach a goal"))
@blueprint.response(200, schemas.GoalNoted, headers=ETAG)
def reach_goal(case_id: UUID, goal_id: UUID) -> Answer:
    """It has come about. The version is that of the goal."""
    return changed(change("cases", "reach_goal", case_id=case_id, goal_id=goal_id))


@blueprint.route(f"{_OF_CASE}/goals/<uuid:goal_id>/drop", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Drop a goal", schemas.GoalDropped))
@blueprint.response(200, schemas.GoalNoted, headers=ETAG)
def drop_goal(case_id: UUID, goal_id: UUID) -> Answer:
    """It is not aimed at any more. The version is that of the goal."""
    return changed(change("cases", "drop_goal", case_id=case_id, goal_id=goal_id))


@blueprint.route(f"{_OF_CASE}/barriers", methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Write down a barrier", schemas.BarrierMet))
@blueprint.response(201, schemas.BarrierNoted, headers=ETAG)
def meet_barrier(case_id: UUID) -> Answer:
    """Where help failed, and on what: from many of these the steering group sees what is more than a single case."""
    return created(create("cases", "meet_barrier", case_id=case_id))


@blueprint.route(f"{_OF_CASE}/barriers/<uuid:barrier_id>/clear", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Clear a barrier", schemas.BarrierCleared))
@blueprint.response(200, schemas.BarrierNoted, headers=ETAG)
def clear_barrier(case_id: UUID, barrier_id: UUID) -> Answer:
    """It stands in the way no longer. The version is that of the barrier."""
    return changed(change("cases", "clear_barrier", case_id=case_id, barrier_id=barrier_id))
