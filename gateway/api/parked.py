"""Messages that a service could not handle: an operator sees them, and lets them have their turn again or sets them
aside."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_smorest import Blueprint

from gateway import operations, who
from gateway.api import commands, lists
from gateway.api.documenting import NEXT, deciding, listing
from gateway.schemas import parked as schemas

blueprint = Blueprint("api_parked", __name__, description="Messages that wait for an operator's decision.")

_operator = who.bearer("operator")


@blueprint.route("/parked", methods=["GET"])
@_operator
@blueprint.doc(**listing("List parked messages", "service"))
@blueprint.response(200, schemas.ParkedMessages, headers=NEXT)
def parked() -> lists.Page:
    """Of one `service`, oldest first; of all of them the oldest, where none is named. Nothing of what they hold."""
    found = operations.parked(request.args.to_dict())
    following = found.pop("next")
    return found, 200, lists.following(following)


@blueprint.route("/parked/<parked_id>/replay", methods=["POST"])
@_operator
@blueprint.doc(**deciding("Replay a parked message"))
@blueprint.response(200, schemas.Decided)
def replay(parked_id: str) -> dict[str, Any]:
    """It has its turn again, and what waits behind it after that."""
    return _decide("replay_parked", parked_id)


@blueprint.route("/parked/<parked_id>/archive", methods=["POST"])
@_operator
@blueprint.doc(**deciding("Archive a parked message"))
@blueprint.response(200, schemas.Decided)
def archive(parked_id: str) -> dict[str, Any]:
    """It is set aside for good, and what waits behind it goes on without it."""
    return _decide("archive_parked", parked_id)


def _decide(command: str, parked_id: str) -> dict[str, Any]:
    service, position = operations.locate(parked_id)
    return {"parked_id": parked_id, "service": service} | commands.decide(service, command, position=position)
