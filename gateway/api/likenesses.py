"""Requests that may be of the same person, and whether they are."""

from __future__ import annotations

from uuid import UUID

from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api.commands import Answer, change, changed
from gateway.api.documenting import ETAG, changing, reading
from gateway.schemas import likenesses as schemas

blueprint = Blueprint(
    "api_likenesses", __name__, description="Who asked twice: requests are linked by a person, never merged."
)

_desk = who.bearer("desk", "coordinator")


@blueprint.route("/requests/<uuid:request_id>/likenesses", methods=["GET"])
@_desk
@blueprint.doc(**reading("See who may have asked twice"))
@blueprint.response(200, schemas.RequestLikenesses, headers=ETAG)
def likenesses(request_id: UUID) -> Answer:
    """By name in any spelling and script, year of birth, address and number. That you looked is written down."""
    found = who.ask("intake", "likenesses", {"request_id": str(request_id)})
    return found, 200, versions.header(found)


@blueprint.route("/requests/<uuid:request_id>/likenesses", methods=["POST"])
@_desk
@blueprint.doc(**changing("Decide whether two requests are of the same person", schemas.LikenessVerdict))
@blueprint.response(200, schemas.LikenessDecided, headers=ETAG)
def decide(request_id: UUID) -> Answer:
    """Remembered for both, and counted as one person. A link can be split, and what was split stays split. What
    contradicts earlier decisions is refused, unless it is meant `despite` them."""
    return changed(change("intake", "decide_likeness", request_id=request_id))
