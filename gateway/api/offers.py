"""Offers, as the organisation answers them that was asked."""

from __future__ import annotations

from uuid import UUID

from flask import Response
from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed
from gateway.api.documenting import ETAG, NEXT, NOT_MODIFIED, changing, listing, reading
from gateway.schemas import offers as schemas

blueprint = Blueprint("api_offers", __name__, description="An offer asks an organisation whether it takes a request.")

_asked = who.bearer("counsellor", "coordinator")


@blueprint.route("/offers", methods=["GET"])
@_asked
@blueprint.doc(**listing("List offers", "status"))
@blueprint.response(200, schemas.Offers, headers=NEXT)
def offers() -> lists.Page:
    """Those to the own organisation: what is open, by when the time to answer ends; then the others, newest first."""
    return lists.page("cases", "offers")


@blueprint.route("/offers/<uuid:offer_id>", methods=["GET"])
@_asked
@blueprint.doc(**reading("See an offer"))
@blueprint.doc(responses=NOT_MODIFIED)
@blueprint.response(200, schemas.Offer, headers=ETAG)
def offer(offer_id: UUID) -> Answer | Response:
    """Topics, language, town; no person."""
    found = who.ask("cases", "offer", {"offer_id": str(offer_id)})
    return versions.unchanged(found) or (found, 200, versions.header(found))


@blueprint.route("/offers/<uuid:offer_id>/accept", methods=["POST"])
@_asked
@blueprint.doc(**changing("Accept an offer"))
@blueprint.response(200, schemas.OfferAccepted, headers=ETAG)
def accept(offer_id: UUID) -> Answer:
    """Opens a provisional case; the person comes into it as soon as the acceptance is confirmed."""
    return changed(change("cases", "accept_offer", offer_id=offer_id))


@blueprint.route("/offers/<uuid:offer_id>/decline", methods=["POST"])
@_asked
@blueprint.doc(**changing("Decline an offer", schemas.Decline))
@blueprint.response(200, schemas.OfferDeclined, headers=ETAG)
def decline(offer_id: UUID) -> Answer:
    """The desk looks for somebody else."""
    return changed(change("cases", "decline_offer", offer_id=offer_id))
