"""Who counsels in the own organisation."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from gateway import who
from gateway.api.documenting import reading
from gateway.schemas.cases import Counsellors

blueprint = Blueprint("api_counsellors", __name__, description="Those who accompany people.")


@blueprint.route("/counsellors", methods=["GET"])
@who.bearer("counsellor", "coordinator")
@blueprint.doc(**reading("List counsellors"))
@blueprint.response(200, Counsellors)
def counsellors() -> dict[str, Any]:
    """What those of the own organisation speak, cover and know, and who has room."""
    return who.ask("cases", "counsellors", {})
