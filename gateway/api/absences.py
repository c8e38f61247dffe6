"""When counsellors are not there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint

from gateway import who
from gateway.api.commands import Answer, change, create, created
from gateway.api.documenting import ETAG, changing, creating, query, reading
from gateway.schemas import absences as schemas

blueprint = Blueprint("api_absences", __name__, description="When counsellors are not there.")

_keeping = who.bearer("counsellor", "coordinator")


@blueprint.route("/absences", methods=["GET"])
@_keeping
@blueprint.doc(
    **reading(
        "List absences",
        query("from", required=True, example="2026-11-23"),
        query("to", required=True, example="2026-12-31"),
        query("counsellor_id"),
        query("cursor"),
        query("limit", example="50"),
    )
)
@blueprint.response(200, schemas.Absences)
def absences() -> dict[str, Any]:
    """One's own; for coordinators those of the organisation. With each, what is booked in it and is to be moved."""
    return who.ask("scheduling", "absences", request.args.to_dict())


@blueprint.route("/absences", methods=["POST"])
@_keeping
@blueprint.doc(**creating("Note an absence", schemas.AbsenceNoted))
@blueprint.response(201, schemas.AbsenceChanged, headers=ETAG)
def note() -> Answer:
    """No free times then. What is booked stays booked. Saying the same twice notes it once."""
    return created(create("scheduling", "note_absence"))


@blueprint.route("/absences/<uuid:absence_id>/drop", methods=["POST"])
@_keeping
@blueprint.doc(**changing("Take an absence back"))
@blueprint.response(200, schemas.AbsenceGone)
def drop(absence_id: UUID) -> dict[str, Any]:
    """The hours are free times again."""
    return change("scheduling", "drop_absence", absence_id=absence_id)
