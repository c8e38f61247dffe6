"""Short advice: noted in ten seconds, without a name, and counted."""

from __future__ import annotations

from uuid import UUID

from flask_smorest import Blueprint

from gateway import who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, NEXT, changing, creating, listing
from gateway.schemas import advice as schemas

blueprint = Blueprint(
    "api_advice", __name__, description="Short advice is a talk with somebody whose name nobody asks."
)

_adviser = who.bearer("desk", "counsellor", "coordinator")


@blueprint.route("/advice", methods=["GET"])
@_adviser
@blueprint.doc(**listing("List the short advice you noted"))
@blueprint.response(200, schemas.ListOfAdvice, headers=NEXT)
def advice() -> lists.Page:
    """Your own, the newest first."""
    return lists.page("cases", "advice")


@blueprint.route("/advice", methods=["POST"])
@_adviser
@blueprint.doc(**creating("Note short advice", schemas.AdviceToGive))
@blueprint.response(201, schemas.AdviceNoted, headers=ETAG)
def give() -> Answer:
    """What about, in which language, for somebody from where, for how long; and where help failed, on what."""
    return created(create("cases", "give_advice"))


@blueprint.route("/advice/<uuid:advice_id>/withdraw", methods=["POST"])
@_adviser
@blueprint.doc(**changing("Take short advice back"))
@blueprint.response(200, schemas.AdviceNoted, headers=ETAG)
def withdraw(advice_id: UUID) -> Answer:
    """A slip of the finger: within a minute it is as if it had not been noted."""
    return changed(change("cases", "withdraw_advice", advice_id=advice_id))
