"""The own organisation's directory of services outside."""

from __future__ import annotations

from uuid import UUID

from flask import Response, url_for
from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, LOCATION, NEXT, NOT_MODIFIED, changing, creating, listing, reading
from gateway.schemas import releases as schemas

blueprint = Blueprint("api_directory", __name__, description="Services outside that clients are referred to.")

_see = who.bearer("counsellor", "coordinator", "desk")
_keep = who.bearer("counsellor", "coordinator")


def _seeing() -> dict[str, object]:
    described = reading("See a service")
    return described | {"responses": described["responses"] | NOT_MODIFIED}


@blueprint.route("/directory", methods=["GET"])
@_see
@blueprint.doc(**listing("Search the directory", "kind", "topic", "municipality", "language", "closed"))
@blueprint.response(200, schemas.Directory, headers=NEXT)
def directory() -> lists.Page:
    """By name. A municipality also finds what is for people from all of them; `closed=true` what is there no longer."""
    return lists.page("cases", "directory")


@blueprint.route("/directory/<uuid:service_id>", methods=["GET"])
@_see
@blueprint.doc(**_seeing())
@blueprint.response(200, schemas.Service, headers=ETAG)
def service(service_id: UUID) -> Answer | Response:
    """One service, with how long one waits there as was last heard."""
    found = who.ask("cases", "service", {"service_id": str(service_id)})
    return versions.unchanged(found) or (found, 200, versions.header(found))


@blueprint.route("/directory", methods=["POST"])
@_keep
@blueprint.doc(**creating("Add a service", schemas.ServiceAdded))
@blueprint.response(201, schemas.ServiceNoted, headers=ETAG | LOCATION)
def add() -> Answer:
    """For everybody of the own organisation."""
    added = create("cases", "add_service")
    return created(added, url_for("api_directory.service", service_id=UUID(added["service_id"])))


@blueprint.route("/directory/<uuid:service_id>", methods=["PATCH"])
@_keep
@blueprint.doc(**changing("Correct a service", schemas.ServiceChanged))
@blueprint.response(200, schemas.ServiceNoted, headers=ETAG)
def correct(service_id: UUID) -> Answer:
    """What is left out stays as it is."""
    return changed(change("cases", "change_service", service_id=service_id))
