"""By which ways people may be written to: as staff write it down, and as clients say themselves."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_smorest import Blueprint

from gateway import clients, contacting, idempotency, who
from gateway.api.bodies import read_object
from gateway.api.documenting import creating, query, reading
from gateway.api.own_times import acting, holder, looking
from gateway.schemas import contacting as schemas

blueprint = Blueprint("api_ways", __name__, description="By which ways people may be written to.")


@blueprint.route("/ways", methods=["GET"])
@who.bearer("counsellor", "coordinator", "desk", "privacy_officer")
@blueprint.doc(**reading("See by which ways somebody may be written to", query("subject", required=True)))
@blueprint.response(200, schemas.WaysOfPerson)
def seen() -> dict[str, Any]:
    """Of whoever a case or a request is about, with proof; never an address. That you looked is written down."""
    return contacting.of_subject(request.args.get("subject", ""))


@blueprint.route("/ways/<channel>/allow", methods=["POST"])
@who.bearer("counsellor", "coordinator", "desk")
@blueprint.doc(**creating("Note that somebody may be written to", schemas.WayAllowed))
@blueprint.response(200, schemas.WayWritten)
def allow(channel: str) -> dict[str, Any]:
    """In whatever matter, for this address. Refused for one from which messages came back."""
    return _write_down("allow_way", channel=channel)


@blueprint.route("/ways/<channel>/stop", methods=["POST"])
@who.bearer("counsellor", "coordinator", "desk")
@blueprint.doc(**creating("Note that somebody wants no more messages", schemas.OfSubject))
@blueprint.response(200, schemas.WayWritten)
def stop(channel: str) -> dict[str, Any]:
    """To this address, in whatever matter, until they say otherwise."""
    return _write_down("stop_way", channel=channel)


@blueprint.route("/ways/sms/share", methods=["POST"])
@who.bearer("counsellor", "coordinator", "desk")
@blueprint.doc(**creating("Note whether others read somebody's telephone", schemas.TelephoneShared))
@blueprint.response(200, schemas.WayWritten)
def share() -> dict[str, Any]:
    """A shared telephone is only asked to call us: nothing else is told on it."""
    return _write_down("share_telephone")


@blueprint.route("/requests/status/ways", methods=["GET"])
@who.public
@blueprint.doc(**looking("See how one is written to"))
@blueprint.response(200, schemas.OwnWays)
def own() -> dict[str, Any]:
    """None where we have no address."""
    return clients.ways(*holder())


@blueprint.route("/requests/status/ways/<channel>", methods=["PUT"])
@who.public
@blueprint.doc(**acting("Say whether one may be written to", schemas.SetOwnWay))
@blueprint.response(200, schemas.OwnWays)
def set_own(channel: str) -> dict[str, Any]:
    """For the address we have. Refused where messages to it came back: please tell us another one."""
    body = read_object()
    reference, token = str(body.pop("reference", "")), str(body.pop("token", ""))
    return clients.set_way(reference, token, **body | {"channel": channel})


def _write_down(command: str, **of_address: str) -> dict[str, Any]:
    said = read_object()
    subject = str(said.pop("subject", "") or "")
    command_id = idempotency.from_header(f"{request.method} {request.path}")
    return contacting.write_down(subject, command, command_id, **said | of_address)
