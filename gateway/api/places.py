"""Where and when somebody can be met."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_smorest import Blueprint

from gateway import who
from gateway.api.commands import Answer
from gateway.api.documenting import problems, query, reading
from gateway.api.programme import MAY_BE_KEPT, told_in_full
from gateway.installation import here
from gateway.schemas import appointments as schemas

blueprint = Blueprint("api_places", __name__, description="Where consultation happens, and when there is time for it.")


@blueprint.route("/places", methods=["GET"])
@who.public
@blueprint.doc(summary="List places", responses=problems(500))
@blueprint.response(200, schemas.Places)
def places() -> Answer:
    """With address, opening hours, rooms, accessibility and directions. A place without a municipality is there for
    people from all of them."""
    programme = here().programme
    items = [told_in_full(place, programme) for place in programme.places.values()]
    return {"items": items}, 200, {"Cache-Control": MAY_BE_KEPT}


@blueprint.route("/slots", methods=["GET"])
@who.bearer("counsellor", "coordinator", "desk")
@blueprint.doc(
    **reading(
        "List free times",
        query("place", example="wuerselen-rathaus"),
        query("language", example="ka"),
        query("from", required=True, example="2026-11-23"),
        query("to", required=True, example="2026-12-07"),
        query("minutes", example="60"),
        query("step", example="15"),
        query("topic", example="housing"),
        query("counsellor_id"),
        query("cursor"),
        query("limit", example="200"),
    )
)
@blueprint.response(200, schemas.Slots)
def slots() -> dict[str, Any]:
    """Those of the own organisation's counsellors who speak this language, at most 31 days at once, without those who
    are absent. In pages of at most 1,000: `next` is the cursor of what follows."""
    return who.ask("scheduling", "slots", request.args.to_dict())
