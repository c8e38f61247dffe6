"""What was done in a case, and by whom."""

from __future__ import annotations

from uuid import UUID

from flask_smorest import Blueprint

from gateway import who
from gateway.api import lists
from gateway.api.documenting import NEXT, listing
from gateway.schemas import history as schemas

blueprint = Blueprint("api_history", __name__, description="What was done in a case.")


@blueprint.route("/cases/<uuid:case_id>/history", methods=["GET"])
@who.bearer("counsellor", "coordinator", "privacy_officer")
@blueprint.doc(**listing("See what was done in a case"))
@blueprint.response(200, schemas.History, headers=NEXT)
def history(case_id: UUID) -> lists.Page:
    """The newest first. That you looked is written down."""
    return lists.page("cases", "history", case_id=str(case_id))
