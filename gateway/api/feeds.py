"""Private calendars, for programs that read calendars from an address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, current_app, request
from flask_smorest import Blueprint

from gateway import feeds, languages, who
from gateway.api.commands import decide
from gateway.api.documenting import NOT_MODIFIED, deciding, problems, reading
from gateway.schemas import feeds as schemas

blueprint = Blueprint("api_feeds", __name__, description="Private calendars, for programs that read calendars.")

_counsellor = who.bearer("counsellor")
_keeper = who.bearer("coordinator", "desk")
_OF_INTERPRETER = "/interpreters/<uuid:interpreter_id>/calendar"
_CALENDAR = {"200": {"content": {feeds.MEDIA_TYPE: {"schema": {"type": "string"}}}}}


@blueprint.route("/calendar", methods=["GET"])
@_counsellor
@blueprint.doc(**reading("See whether the own calendar has an address"))
@blueprint.response(200, schemas.OwnFeed)
def own_feed() -> dict[str, Any]:
    """And since when. The address itself is told once, when it is made."""
    return who.ask("scheduling", "own_feed", {})


@blueprint.route("/calendar", methods=["POST"])
@_counsellor
@blueprint.doc(**deciding("Give the own calendar an address"))
@blueprint.response(201, schemas.NewFeed)
def make_feed() -> dict[str, Any]:
    """A secret one, in place of an older one: whoever has it can read when and where, and neither names nor topics."""
    return {"url": feeds.address(decide("scheduling", "make_feed")["token"])}


@blueprint.route("/calendar/revoke", methods=["POST"])
@_counsellor
@blueprint.doc(**deciding("Take the address of the own calendar back"))
@blueprint.response(204)
def revoke_feed() -> None:
    """Nothing can be read there from now on."""
    decide("scheduling", "revoke_feed")


@blueprint.route(_OF_INTERPRETER, methods=["GET"])
@_keeper
@blueprint.doc(**reading("See whether an interpreter's calendar has an address"))
@blueprint.response(200, schemas.OwnFeed)
def interpreters_feed(interpreter_id: UUID) -> dict[str, Any]:
    """And since when. The address itself is told once, when it is made."""
    return who.ask("scheduling", "interpreter_feed", {"interpreter_id": str(interpreter_id)})


@blueprint.route(_OF_INTERPRETER, methods=["POST"])
@_keeper
@blueprint.doc(**deciding("Give an interpreter's calendar an address"))
@blueprint.response(201, schemas.NewFeed)
def make_interpreters_feed(interpreter_id: UUID) -> dict[str, Any]:
    """To be handed to them: what they are asked for and come to, and neither names nor topics."""
    made = decide("scheduling", "make_interpreter_feed", interpreter_id=interpreter_id)
    return {"url": feeds.address(made["token"])}


@blueprint.route(f"{_OF_INTERPRETER}/revoke", methods=["POST"])
@_keeper
@blueprint.doc(**deciding("Take the address of an interpreter's calendar back"))
@blueprint.response(204)
def revoke_interpreters_feed(interpreter_id: UUID) -> None:
    """Nothing can be read there from now on."""
    decide("scheduling", "revoke_interpreter_feed", interpreter_id=interpreter_id)


@blueprint.route("/calendar/<token>.ics", methods=["GET"])
@who.public
@blueprint.doc(
    summary="Read a private calendar",
    responses=_CALENDAR | NOT_MODIFIED | problems(404, 422, 500, 503, 504),
)
def feed(token: str) -> Response:
    """As iCalendar (RFC 5545), for a program; 304 as long as nothing has changed."""
    languages.speak_as_the_programme()
    found = who.ask("scheduling", "feed", {"token": token})
    answer = current_app.make_response(feeds.as_calendar(found))
    answer.content_type = f"{feeds.MEDIA_TYPE}; charset=utf-8"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
