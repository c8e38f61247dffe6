"""The words of messages, for those who look them over."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api.bodies import read_object
from gateway.api.commands import Answer, change, changed
from gateway.api.documenting import ETAG, body_of, changing, query, reading
from gateway.schemas import templates as schemas

blueprint = Blueprint("api_templates", __name__, description="The words of messages to clients.")

_administrator = who.bearer("administrator")
_ONE = "/templates/<kind>/<language>"


@blueprint.route("/templates", methods=["GET"])
@_administrator
@blueprint.doc(**reading("See which messages there are"))
@blueprint.response(200, schemas.Templates)
def templates() -> dict[str, Any]:
    """And in which languages, with whether a native speaker has reviewed the words."""
    return who.ask("notifications", "templates", {})


@blueprint.route(_ONE, methods=["GET"])
@_administrator
@blueprint.doc(**reading("See how a message reads", query("written_with", example="own-3")))
@blueprint.response(200, schemas.Template, headers=ETAG)
def template(kind: str, language: str) -> Answer:
    """As a mail, as a text message and on paper, with invented facts; in the words in force, or in those that a
    message was written with."""
    found = who.ask("notifications", "template", request.args.to_dict() | {"kind": kind, "language": language})
    return found, 200, versions.header(found)


@blueprint.route(_ONE, methods=["POST"])
@_administrator
@blueprint.doc(**changing("Publish words of your own", schemas.OwnWords))
@blueprint.response(200, schemas.TemplateChanged, headers=ETAG)
def publish(kind: str, language: str) -> Answer:
    """In the place of the shipped ones, from the next message on. They have the shipped words' placeholders and name
    no topic, no office that gives somebody away and no person; for administrators of whoever runs the programme."""
    return changed(change("notifications", "publish_template", kind=kind, language=language))


@blueprint.route(f"{_ONE}/preview", methods=["POST"])
@_administrator
@blueprint.doc(**reading("See how words of your own would read"), requestBody=body_of(schemas.OwnWords))
@blueprint.response(200, schemas.Template)
def preview(kind: str, language: str) -> dict[str, Any]:
    """Checked as for publishing; nothing is kept."""
    return who.ask("notifications", "preview_template", read_object() | {"kind": kind, "language": language})


@blueprint.route(f"{_ONE}/withdraw", methods=["POST"])
@_administrator
@blueprint.doc(**changing("Go back to the shipped words"))
@blueprint.response(200, schemas.TemplateChanged, headers=ETAG)
def withdraw(kind: str, language: str) -> Answer:
    """From the next message on; one's own can still be seen."""
    return changed(change("notifications", "withdraw_template", kind=kind, language=language))
