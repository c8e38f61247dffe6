"""Where somebody stands and where they go: assessments, steps, plans; corrections; what is kept in confidence."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request, url_for
from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api.commands import Answer, change, changed, create, created, decide
from gateway.api.documenting import ETAG, LOCATION, changing, creating, query, reading
from gateway.schemas import cases as of_cases
from gateway.schemas import plans as schemas

blueprint = Blueprint("api_plans", __name__, description="Where somebody stands, and what was agreed and is due.")

_counsellor = who.bearer("counsellor")
# Whoever may break the glass reads the same through it.
_readers = who.bearer("counsellor", "coordinator", "privacy_officer")
_OF_CASE = "/cases/<uuid:case_id>"


@blueprint.route(f"{_OF_CASE}/assessments", methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Record an assessment", schemas.AssessmentRecorded))
@blueprint.response(201, schemas.AssessmentNoted, headers=ETAG)
def record_assessment(case_id: UUID) -> Answer:
    """Where the client stands in the topics that were talked about; as often as it is talked about."""
    return created(create("cases", "record_assessment", case_id=case_id))


@blueprint.route(f"{_OF_CASE}/goals/<uuid:goal_id>/steps", methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Plan a step", schemas.StepPlanned))
@blueprint.response(201, schemas.StepNoted, headers=ETAG)
def plan_step(case_id: UUID, goal_id: UUID) -> Answer:
    """Who does what next towards this goal, and by when."""
    return created(create("cases", "plan_step", case_id=case_id, goal_id=goal_id))


@blueprint.route(f"{_OF_CASE}/steps/<uuid:step_id>", methods=["PATCH"])
@_counsellor
@blueprint.doc(**changing("Correct a step", schemas.StepPlanned))
@blueprint.response(200, schemas.StepNoted, headers=ETAG)
def correct_step(case_id: UUID, step_id: UUID) -> Answer:
    """It reads like this from now on. The version is that of the step."""
    return changed(change("cases", "correct_step", case_id=case_id, step_id=step_id))


@blueprint.route(f"{_OF_CASE}/steps/<uuid:step_id>/done", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Finish a step"))
@blueprint.response(200, schemas.StepNoted, headers=ETAG)
def finish_step(case_id: UUID, step_id: UUID) -> Answer:
    """It is done. The version is that of the step."""
    return changed(change("cases", "finish_step", case_id=case_id, step_id=step_id))


@blueprint.route(f"{_OF_CASE}/steps/<uuid:step_id>/drop", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Drop a step"))
@blueprint.response(200, schemas.StepNoted, headers=ETAG)
def drop_step(case_id: UUID, step_id: UUID) -> Answer:
    """Nobody will do it any more. The version is that of the step."""
    return changed(change("cases", "drop_step", case_id=case_id, step_id=step_id))


@blueprint.route(f"{_OF_CASE}/plans", methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Agree on a plan"))
@blueprint.response(201, schemas.PlanNoted, headers=ETAG | LOCATION)
def agree_plan(case_id: UUID) -> Answer:
    """The goals and steps as they are now were agreed with the client; this version never changes."""
    agreed = decide("cases", "agree_plan", case_id=case_id)
    return created(agreed, url_for("api_plans.plan", case_id=case_id, plan_id=UUID(agreed["plan_id"])))


@blueprint.route(f"{_OF_CASE}/plans/<uuid:plan_id>", methods=["GET"])
@_readers
@blueprint.doc(**reading("See a version of the plan"))
@blueprint.response(200, schemas.Plan, headers=ETAG)
def plan(case_id: UUID, plan_id: UUID) -> Answer:
    """As it was agreed. That you looked is written down."""
    found = who.ask("cases", "plan", {"case_id": str(case_id), "plan_id": str(plan_id)})
    return found, 200, versions.header(found)


@blueprint.route(f"{_OF_CASE}/notes", methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Write a confidential note", schemas.NoteWritten))
@blueprint.response(201, schemas.NoteNoted, headers=ETAG)
def write_note(case_id: UUID) -> Answer:
    """Only you and your deputies can read it."""
    return created(create("cases", "write_note", case_id=case_id))


@blueprint.route(f"{_OF_CASE}/notes/<uuid:note_id>", methods=["PATCH"])
@_counsellor
@blueprint.doc(**changing("Correct a confidential note", schemas.NoteWritten))
@blueprint.response(200, schemas.NoteNoted, headers=ETAG)
def correct_note(case_id: UUID, note_id: UUID) -> Answer:
    """It reads like this from now on. The version is that of the note."""
    return changed(change("cases", "correct_note", case_id=case_id, note_id=note_id))


@blueprint.route(f"{_OF_CASE}/goals/<uuid:goal_id>", methods=["PATCH"])
@_counsellor
@blueprint.doc(**changing("Correct a goal", schemas.GoalCorrected))
@blueprint.response(200, of_cases.GoalNoted, headers=ETAG)
def correct_goal(case_id: UUID, goal_id: UUID) -> Answer:
    """It reads like this from now on. The version is that of the goal."""
    return changed(change("cases", "correct_goal", case_id=case_id, goal_id=goal_id))


@blueprint.route(f"{_OF_CASE}/consultations/<uuid:consultation_id>", methods=["PATCH"])
@_counsellor
@blueprint.doc(**changing("Correct the note of a consultation", schemas.ConsultationCorrected))
@blueprint.response(200, of_cases.ConsultationNoted, headers=ETAG)
def correct_consultation(case_id: UUID, consultation_id: UUID) -> Answer:
    """Its note reads like this from now on; what is counted of it stays. The version is that of the consultation."""
    return changed(change("cases", "correct_consultation", case_id=case_id, consultation_id=consultation_id))


@blueprint.route("/due", methods=["GET"])
@_counsellor
@blueprint.doc(**reading("See what is due", query("until", example="2026-12-06")))
@blueprint.response(200, schemas.WhatIsDue)
def due() -> dict[str, Any]:
    """What is due and overdue in your cases, and in those you deputise in; within two weeks, or until a day."""
    return who.ask("cases", "due", request.args.to_dict())
