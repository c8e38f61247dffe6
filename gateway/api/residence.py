"""Residence documents and changes of the legal sphere in a case. Each has a version of its own."""

from __future__ import annotations

from uuid import UUID

from flask_smorest import Blueprint

from gateway import who
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, changing, creating
from gateway.schemas import residence as schemas

blueprint = Blueprint("api_residence", __name__, description="Dated data about residence; never a judgement.")

_counsellor = who.bearer("counsellor")
_DOCUMENTS = "/cases/<uuid:case_id>/residence"
_CHANGES = "/cases/<uuid:case_id>/sphere-changes"


@blueprint.route(_DOCUMENTS, methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Note a residence document", schemas.ResidenceNoted))
@blueprint.response(201, schemas.ResidenceChanged, headers=ETAG)
def note_residence(case_id: UUID) -> Answer:
    """Which one, and the dates on it. Before its last day the case says so."""
    return created(create("cases", "note_residence", case_id=case_id))


@blueprint.route(f"{_DOCUMENTS}/<uuid:residence_id>/correct", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Correct a residence document", schemas.ResidenceNoted))
@blueprint.response(200, schemas.ResidenceChanged, headers=ETAG)
def correct_residence(case_id: UUID, residence_id: UUID) -> Answer:
    """It was noted wrongly, or was prolonged: all three fields as they are to stand there."""
    return changed(change("cases", "correct_residence", case_id=case_id, residence_id=residence_id))


@blueprint.route(f"{_DOCUMENTS}/<uuid:residence_id>/end", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("End a residence document"))
@blueprint.response(200, schemas.ResidenceChanged, headers=ETAG)
def end_residence(case_id: UUID, residence_id: UUID) -> Answer:
    """Another one has taken its place, or it was given back."""
    return changed(change("cases", "end_residence", case_id=case_id, residence_id=residence_id))


@blueprint.route(_CHANGES, methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Start a change of the legal sphere", schemas.SphereChangeStarted))
@blueprint.response(201, schemas.SphereChangeChanged, headers=ETAG)
def start_sphere_change(case_id: UUID) -> Answer:
    """With the steps that the programme has for it; one at a time."""
    return created(create("cases", "start_sphere_change", case_id=case_id))


@blueprint.route(f"{_CHANGES}/<uuid:change_id>/tick", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Tick a step of a change", schemas.StepNamed))
@blueprint.response(200, schemas.SphereChangeChanged, headers=ETAG)
def tick_sphere_step(case_id: UUID, change_id: UUID) -> Answer:
    """It is done. The version is that of the change."""
    return changed(change("cases", "tick_sphere_step", case_id=case_id, change_id=change_id))


@blueprint.route(f"{_CHANGES}/<uuid:change_id>/untick", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Untick a step of a change", schemas.StepNamed))
@blueprint.response(200, schemas.SphereChangeChanged, headers=ETAG)
def untick_sphere_step(case_id: UUID, change_id: UUID) -> Answer:
    """It was ticked by mistake. The version is that of the change."""
    return changed(change("cases", "untick_sphere_step", case_id=case_id, change_id=change_id))


@blueprint.route(f"{_CHANGES}/<uuid:change_id>/end", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("End a change of the legal sphere", schemas.SphereChangeEnded))
@blueprint.response(200, schemas.SphereChangeChanged, headers=ETAG)
def end_sphere_change(case_id: UUID, change_id: UUID) -> Answer:
    """It is over, or does not come about; steps may be left open."""
    return changed(change("cases", "end_sphere_change", case_id=case_id, change_id=change_id))
