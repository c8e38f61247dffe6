"""Letters on paper, for those who cannot be reached otherwise."""

from __future__ import annotations

from flask import Response, request
from flask_smorest import Blueprint

from gateway import files, post, who
from gateway.api import lists
from gateway.api.commands import decide
from gateway.api.documenting import NEXT, body_of, deciding, query, reading
from gateway.schemas import post as schemas
from services.chassis.file_types import PDF

blueprint = Blueprint("api_post", __name__, description="Letters on paper, for those who have no other address.")

_posters = who.bearer("counsellor", "coordinator", "desk")
_LETTERS = {"200": {"description": "PDF/UA.", "content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}}


@blueprint.route("/messages/post", methods=["GET"])
@_posters
@blueprint.doc(**reading("See which letters wait", query("cursor"), query("limit", example="50")))
@blueprint.response(200, schemas.WaitingLetters, headers=NEXT)
def waiting() -> lists.Page:
    """To be printed and posted for the own organisation, the first first. No address is known here."""
    found = who.ask("notifications", "post_tray", request.args.to_dict())
    return {"items": found["items"]}, 200, lists.following(found["next"])


def _printing() -> dict[str, object]:
    described = reading("Print letters", query("message_id", required=True))
    described["responses"] = described["responses"] | _LETTERS
    return described


@blueprint.route("/messages/post/letters.pdf", methods=["GET"])
@_posters
@blueprint.doc(**_printing())
def print_letters() -> Response:
    """One or several (`message_id` may stand several times), each on pages of its own."""
    return files.shown(post.as_pdf(request.args.getlist("message_id")), post.FILE)


@blueprint.route("/messages/post/posted", methods=["POST"])
@_posters
@blueprint.doc(**deciding("Note that letters were posted"), requestBody=body_of(schemas.PostedLetters))
@blueprint.response(204)
def posted() -> None:
    """Or handed over. They wait no more."""
    decide("notifications", "mark_posted")
