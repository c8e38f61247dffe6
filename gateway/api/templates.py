"""The words of messages, for those who look them over."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from gateway import who
from gateway.api.documenting import reading
from gateway.schemas import templates as schemas

blueprint = Blueprint("api_templates", __name__, description="The words of messages to clients.")

_administrator = who.bearer("administrator")


@blueprint.route("/templates", methods=["GET"])
@_administrator
@blueprint.doc(**reading("See which messages there are"))
@blueprint.response(200, schemas.Templates)
def templates() -> dict[str, Any]:
    """And in which languages, with whether a native speaker has reviewed the words."""
    return who.ask("notifications", "templates", {})


@blueprint.route("/templates/<kind>/<language>", methods=["GET"])
@_administrator
@blueprint.doc(**reading("See how a message reads"))
@blueprint.response(200, schemas.Template)
def template(kind: str, language: str) -> dict[str, Any]:
    """As a mail, as a text message and on paper, with invented facts."""
    return who.ask("notifications", "template", {"kind": kind, "language": language})
