"""Forgetting somebody, keeping them on hold, and what is due by retention."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request, url_for
from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, LOCATION, NEXT, changing, creating, listing, reading
from gateway.schemas import erasures as schemas

blueprint = Blueprint("api_erasures", __name__, description="Forgetting somebody, and keeping them on hold.")

_deciding = who.bearer("privacy_officer", "coordinator")
_holding = who.bearer("privacy_officer")
_PERSON, _ONE = "/people/<uuid:person_id>", "/erasures/<uuid:erasure_id>"
_REQUEST = "/requests/<uuid:request_id>"


@blueprint.route(f"{_PERSON}/traces", methods=["GET"])
@_deciding
@blueprint.doc(**reading("See how much there is of a person"))
@blueprint.response(200, schemas.Traces)
def traces(person_id: UUID) -> dict[str, Any]:
    """Counted, and not read. That you looked is written down."""
    return who.ask("cases", "traces", {"person_id": str(person_id)})


@blueprint.route(f"{_PERSON}/erase", methods=["POST"])
@_deciding
@blueprint.doc(**creating("Propose that a person is forgotten", schemas.ProposeErasure))
@blueprint.response(201, schemas.ErasureDecided, headers=ETAG | LOCATION)
def propose(person_id: UUID) -> Answer:
    """You are the first of two; somebody else confirms it. Their cases have to be closed, and no hold on them."""
    proposed = create("cases", "propose_erasure", person_id=person_id)
    return created(proposed, url_for("api_erasures.erasure", erasure_id=UUID(proposed["erasure_id"])))


@blueprint.route("/erasures", methods=["GET"])
@_deciding
@blueprint.doc(**listing("List erasures", "status"))
@blueprint.response(200, schemas.Erasures, headers=NEXT)
def erasures() -> lists.Page:
    """Those of the own organisation, the newest first; those that retention proposes, too."""
    return lists.page("cases", "erasures")


@blueprint.route(_ONE, methods=["GET"])
@_deciding
@blueprint.doc(**reading("See an erasure"))
@blueprint.response(200, schemas.Erasure, headers=ETAG)
def erasure(erasure_id: UUID) -> Answer:
    """What would be gone, who has said yes, and which service is still to confirm."""
    found = who.ask("cases", "erasure", {"erasure_id": str(erasure_id)})
    return found, 200, versions.header(found)


@blueprint.route(f"{_ONE}/confirm", methods=["POST"])
@_deciding
@blueprint.doc(**changing("Confirm an erasure"))
@blueprint.response(200, schemas.ErasureDecided, headers=ETAG)
def confirm(erasure_id: UUID) -> Answer:
    """As the second person. It is carried out at once, everywhere, and cannot be undone."""
    return changed(change("cases", "confirm_erasure", erasure_id=erasure_id))


@blueprint.route(f"{_ONE}/reject", methods=["POST"])
@_deciding
@blueprint.doc(**changing("Reject an erasure"))
@blueprint.response(200, schemas.ErasureDecided, headers=ETAG)
def reject(erasure_id: UUID) -> Answer:
    """Nothing is erased. Whoever proposed it takes it back like this."""
    return changed(change("cases", "reject_erasure", erasure_id=erasure_id))


@blueprint.route("/requests/erasures", methods=["GET"])
@_deciding
@blueprint.doc(**listing("List erasures of requests"))
@blueprint.response(200, schemas.RequestErasures, headers=NEXT)
def request_erasures() -> lists.Page:
    """Of somebody who has no case: those that are proposed or not confirmed by every service, the oldest first."""
    return lists.page("intake", "request_erasures")


@blueprint.route(f"{_REQUEST}/erase", methods=["POST"])
@_deciding
@blueprint.doc(**creating("Propose that somebody without a case is forgotten", schemas.ProposeErasure))
@blueprint.response(201, schemas.RequestErasureDecided, headers=ETAG)
def propose_of_request(request_id: UUID) -> Answer:
    """You are the first of two; somebody else confirms it. Where there is a case, the person is forgotten there."""
    return created(create("intake", "propose_request_erasure", request_id=request_id))


@blueprint.route(f"{_REQUEST}/erasure/confirm", methods=["POST"])
@_deciding
@blueprint.doc(**changing("Confirm the erasure of a request"))
@blueprint.response(200, schemas.RequestErasureDecided, headers=ETAG)
def confirm_of_request(request_id: UUID) -> Answer:
    """As the second person. A request that waits is ended first. It cannot be undone."""
    return changed(change("intake", "confirm_request_erasure", request_id=request_id))


@blueprint.route(f"{_REQUEST}/erasure/reject", methods=["POST"])
@_deciding
@blueprint.doc(**changing("Reject the erasure of a request"))
@blueprint.response(200, schemas.RequestErasureDecided, headers=ETAG)
def reject_of_request(request_id: UUID) -> Answer:
    """Nothing is erased. Whoever proposed it takes it back like this."""
    return changed(change("intake", "reject_request_erasure", request_id=request_id))


@blueprint.route(f"{_PERSON}/hold", methods=["POST"])
@_holding
@blueprint.doc(**creating("Place a hold on a person", schemas.PlaceHold))
@blueprint.response(201, schemas.HoldPlaced, headers=ETAG)
def hold(person_id: UUID) -> Answer:
    """Nothing of them is erased as long as it is there: neither by two people nor by retention."""
    return created(create("cases", "place_hold", person_id=person_id))


@blueprint.route("/holds/<uuid:hold_id>/release", methods=["POST"])
@_holding
@blueprint.doc(**changing("Release a hold"))
@blueprint.response(200, schemas.HoldPlaced, headers=ETAG)
def release(hold_id: UUID) -> Answer:
    """The person may be forgotten again."""
    return changed(change("cases", "release_hold", hold_id=hold_id))


@blueprint.route("/retention", methods=["GET"])
@_deciding
@blueprint.doc(**reading("See what is due by retention"))
@blueprint.response(200, schemas.Retention)
def retention() -> dict[str, Any]:
    """A dry run: cases whose time is over and that no erasure is about yet, by reference. Nothing is changed."""
    return who.ask("cases", "retention", request.args.to_dict())
