"""Who counsels in the own organisation."""

from __future__ import annotations

from flask_smorest import Blueprint

from gateway import who
from gateway.api import lists
from gateway.api.documenting import NEXT, listing
from gateway.schemas.cases import Counsellors

blueprint = Blueprint("api_counsellors", __name__, description="Those who accompany people.")


@blueprint.route("/counsellors", methods=["GET"])
@who.bearer("counsellor", "coordinator")
@blueprint.doc(**listing("List counsellors", "taking", "counsellor_id"))
@blueprint.response(200, Counsellors, headers=NEXT)
def counsellors() -> lists.Page:
    """What those of the own organisation speak, cover and know, and who has room. `taking=true`: only those who take
    cases at present, most room first."""
    return lists.page("cases", "counsellors")
