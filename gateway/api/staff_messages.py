"""What those who work here were told of, themselves or in one of their roles."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from gateway import who
from gateway.api.commands import decide
from gateway.api.documenting import body_of, deciding, reading
from gateway.schemas import staff_messages as schemas

blueprint = Blueprint("api_staff_messages", __name__, description="What those who work here are told of.")

# Everybody but the liaison: what they may see is what was released to them, case by case.
READERS = ("counsellor", "coordinator", "desk", "privacy_officer", "administrator", "operator", "steering")
_staff = who.bearer(*READERS)


@blueprint.route("/messages/staff", methods=["GET"])
@_staff
@blueprint.doc(**reading("See what one was told of"))
@blueprint.response(200, schemas.StaffMessages)
def told() -> dict[str, Any]:
    """Oneself, or in one of one's roles: the newest lines, and how many hold something one has not seen."""
    return who.ask("notifications", "staff_messages", {})


@blueprint.route("/messages/staff/seen", methods=["POST"])
@_staff
@blueprint.doc(**deciding("Note that one has seen it"), requestBody=body_of(schemas.SeenUntil))
@blueprint.response(204)
def seen() -> None:
    """Only for oneself, and only what happened up to that moment: what came since stays unread."""
    decide("notifications", "see_staff_messages")
