"""How a client is written to, on the page of their request: e-mail and text messages, off and on again."""

from __future__ import annotations

from flask import Blueprint, Response, request

from gateway import clients
from gateway.pages import key
from gateway.pages.public import give_language, show_status, take_language, to_status
from gateway.who import public
from services.chassis.errors import LotseError

blueprint = Blueprint("own_ways", __name__)
blueprint.url_value_preprocessor(take_language)
blueprint.url_defaults(give_language)


@blueprint.post("/status/ways/<channel>")
@public
def set_way(channel: str) -> Response:
    """Off or on; the page again, which shows how it is now."""
    held = key.held()
    if held is None:
        return to_status()
    try:
        is_allowed = request.form.get("do") == "allow"
        clients.set_way(held.reference, held.token, channel=channel, is_allowed=is_allowed)
    except LotseError as error:
        return show_status(held, problem=error)
    return to_status()
