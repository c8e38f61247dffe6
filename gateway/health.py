"""For whoever watches the process: does it live, can it work."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from gateway.installation import here
from gateway.who import public

blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("/live")
@public
def live() -> ResponseReturnValue:
    """The process answers; restart it when it does not."""
    return jsonify(status="live")


@blueprint.get("/ready")
@public
def ready() -> ResponseReturnValue:
    """The line to the services stands; send no work here while it does not."""
    if here().calls.ready():
        return jsonify(status="ready")
    return jsonify(status="waiting", waiting_for="services"), 503
