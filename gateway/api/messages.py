"""Messages to clients: what became of them, and sending one again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint

from gateway import idempotency, messages, who
from gateway.api import lists
from gateway.api.bodies import read_object
from gateway.api.documenting import NEXT, creating, query, reading
from gateway.schemas import messages as schemas

blueprint = Blueprint("api_messages", __name__, description="Messages to clients, and what became of them.")

_SUBJECT = query("subject", required=True)


@blueprint.route("/messages", methods=["GET"])
@who.bearer("counsellor", "coordinator", "desk", "privacy_officer")
@blueprint.doc(**reading("See what was written", _SUBJECT, query("cursor"), query("limit", example="50")))
@blueprint.response(200, schemas.Messages, headers=NEXT)
def seen() -> lists.Page:
    """About a case (with the request it came of) or a request, the newest first. That you looked is written down."""
    asked = request.args.to_dict()
    found = messages.of_subject(asked.pop("subject", ""), **asked)
    return {"items": found["items"], "trouble": found["trouble"]}, 200, lists.following(found["next"])


@blueprint.route("/messages/<uuid:message_id>/again", methods=["POST"])
@who.bearer("counsellor", "coordinator", "desk")
@blueprint.doc(**creating("Send a message again", schemas.MessageToSend))
@blueprint.response(201, schemas.MessageSent)
def again(message_id: UUID) -> tuple[dict[str, Any], int]:
    """On the best way there is now, for whoever works on the case or the request. Refused where it makes no sense: it
    still waits or has arrived, its appointment is over or at another time, or there is no way to write."""
    body = read_object()
    subject = body.pop("subject", "")
    command_id = idempotency.from_header(f"{request.method} {request.path}")
    return messages.again(str(subject or ""), str(message_id), command_id, body), 201
