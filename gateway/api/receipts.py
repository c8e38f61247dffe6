"""Receipts for messages that have left, as providers call with them."""

from __future__ import annotations

from base64 import b64encode

from flask import request
from flask_smorest import Blueprint

from gateway import who
from gateway.api.documenting import problems

blueprint = Blueprint("api_receipts", __name__, description="Receipts for messages that have left.")


@blueprint.route("/receipts/seven", methods=["POST"])
@who.public
@blueprint.doc(
    summary="Receipts and answers from seven.io",
    description="Signed as seven.io signs its webhooks; anything else is refused. Repeated, it changes nothing.",
    responses=problems(403, 422, 500, 503, 504),
)
@blueprint.response(204)
def seven() -> None:
    """A text message was delivered, came back, or was answered."""
    headers = {name: request.headers.get(f"X-{name.capitalize()}", "") for name in ("signature", "timestamp", "nonce")}
    who.ask("notifications", "seven_calls", {**headers, "body": b64encode(request.get_data()).decode()})
