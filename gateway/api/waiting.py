"""Who waits for a time, and times that were freed."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask_smorest import Blueprint

from gateway import who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, NEXT, changing, creating, query, reading
from gateway.schemas import waiting as schemas

blueprint = Blueprint(
    "api_waiting", __name__, description="The waiting list: freed times are offered to one at a time."
)

_counsel = who.bearer("counsellor", "coordinator")


@blueprint.route("/waiting", methods=["GET"])
@_counsel
@blueprint.doc(
    **reading(
        "See who waits",
        query("language", example="ka"),
        query("place", example="wuerselen-rathaus"),
        query("topic", example="housing"),
        query("case_id"),
        query("cursor"),
        query("limit", example="50"),
    )
)
@blueprint.response(200, schemas.WaitingList, headers=NEXT)
def waiting() -> lists.Page:
    """In order, what is urgent first; and how many wait for what in the own organisation."""
    found = who.ask("scheduling", "waiting_list", request.args.to_dict())
    return {"items": found["items"], "counts": found["counts"]}, 200, lists.following(found["next"])


@blueprint.route("/waiting", methods=["POST"])
@_counsel
@blueprint.doc(**creating("Have somebody wait for a time", schemas.JoinWaitingList))
@blueprint.response(201, schemas.WaitingChanged, headers=ETAG)
def join() -> Answer:
    """A time that is freed and suits is offered to them when it is their turn. A case waits once: `waits_already`."""
    return created(create("scheduling", "join_waiting_list"))


@blueprint.route("/waiting/<uuid:waiting_id>/withdraw", methods=["POST"])
@_counsel
@blueprint.doc(**changing("Take somebody off the waiting list"))
@blueprint.response(200, schemas.WaitingChanged, headers=ETAG)
def withdraw(waiting_id: UUID) -> Answer:
    """What is offered to them is taken back, and offered to the next."""
    return changed(change("scheduling", "withdraw_waiting", waiting_id=waiting_id))


@blueprint.route("/freed-times", methods=["GET"])
@_counsel
@blueprint.doc(**reading("See times that were freed", query("cursor"), query("limit", example="50")))
@blueprint.response(200, schemas.FreedTimes, headers=NEXT)
def freed_times() -> lists.Page:
    """Those of the own organisation that are still to come, by time."""
    return lists.page("scheduling", "freed_times")
