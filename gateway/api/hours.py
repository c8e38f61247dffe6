"""When counsellors can be met, every week; each looks after their own hours."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint

from gateway import who
from gateway.api.commands import Answer, change, create, created
from gateway.api.documenting import ETAG, changing, creating, reading
from gateway.schemas import appointments as schemas

blueprint = Blueprint("api_hours", __name__, description="When one can be met at a place, every week.")

_counsellor = who.bearer("counsellor")


@blueprint.route("/hours", methods=["GET"])
@_counsellor
@blueprint.doc(**reading("List the own hours"))
@blueprint.response(200, schemas.OwnHours)
def hours() -> dict[str, Any]:
    """In the order of the week, on the clock on the wall."""
    return who.ask("scheduling", "hours", request.args.to_dict())


@blueprint.route("/hours", methods=["POST"])
@_counsellor
@blueprint.doc(**creating("Keep hours", schemas.HoursKept))
@blueprint.response(201, schemas.HoursChanged, headers=ETAG)
def keep() -> Answer:
    """Be there every week from now on. Saying the same twice keeps it once."""
    return created(create("scheduling", "keep_hours"))


@blueprint.route("/hours/<uuid:hours_id>/drop", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Drop hours"))
@blueprint.response(200, schemas.HoursGone)
def drop(hours_id: UUID) -> dict[str, Any]:
    """Be there no longer; what was booked stays."""
    return change("scheduling", "drop_hours", hours_id=hours_id)
