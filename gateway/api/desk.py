"""Requests as the desk works on them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, created
from gateway.api.documenting import ETAG, NEXT, changing, listing, reading
from gateway.schemas import desk as schemas

blueprint = Blueprint("api_desk", __name__, description="The desk reads what comes in and finds out who can help.")

_desk = who.bearer("desk", "coordinator")


@blueprint.route("/requests", methods=["GET"])
@_desk
@blueprint.doc(**listing("List requests", "status", "municipality", "language", "reference", "waiting", "overdue"))
@blueprint.response(200, schemas.DeskRequests, headers=NEXT)
def requests() -> lists.Page:
    """Oldest first. `waiting=true`: those that somebody still has to do something about. `overdue=true`: those at
    which nobody has looked for longer than agreed."""
    return lists.page("intake", "requests")


@blueprint.route("/requests/offers", methods=["GET"])
@_desk
@blueprint.doc(**listing("List the offers that were made", "status", "to"))
@blueprint.response(200, schemas.OffersMade, headers=NEXT)
def offers_made() -> lists.Page:
    """Whom the desk has asked, the newest offer first, and what became of it."""
    return lists.page("intake", "offers_made")


@blueprint.route("/requests/<uuid:request_id>", methods=["GET"])
@_desk
@blueprint.doc(**reading("See a request"))
@blueprint.response(200, schemas.DeskRequestInFull, headers=ETAG)
def request(request_id: UUID) -> Answer:
    """With its person. That you looked is written down."""
    # Never 304: what became of our message and who looked last are no changes of the request, but are told here.
    found = who.ask("intake", "request", {"request_id": str(request_id)})
    return found, 200, versions.header(found)


@blueprint.route("/requests/<uuid:request_id>/suggestions", methods=["GET"])
@_desk
@blueprint.doc(**reading("See who could help"))
@blueprint.response(200, schemas.Suggestions)
def suggestions(request_id: UUID) -> dict[str, Any]:
    """Every organisation, best first, each with what speaks for and against it."""
    return who.ask("intake", "suggestions", {"request_id": str(request_id)})


@blueprint.route("/requests/<uuid:request_id>/triage", methods=["POST"])
@_desk
@blueprint.doc(**changing("Triage a request", schemas.Triage))
@blueprint.response(200, schemas.RequestChanged, headers=ETAG)
def triage(request_id: UUID) -> Answer:
    """Short advice or long accompaniment, for which reasons, how urgent. Again, as long as it is not offered."""
    return changed(change("intake", "triage_request", request_id=request_id))


@blueprint.route("/requests/<uuid:request_id>/offers", methods=["POST"])
@_desk
@blueprint.doc(**changing("Offer a request", schemas.OfferTo))
@blueprint.response(201, schemas.RequestOffered, headers=ETAG)
def offer(request_id: UUID) -> Answer:
    """Ask an organisation, without saying whose request it is. The first that accepts in time has it."""
    return created(change("intake", "offer_request", request_id=request_id))


@blueprint.route("/requests/<uuid:request_id>/offers/<uuid:offer_id>/withdraw", methods=["POST"])
@_desk
@blueprint.doc(**changing("Withdraw an offer"))
@blueprint.response(200, schemas.RequestChanged, headers=ETAG)
def withdraw(request_id: UUID, offer_id: UUID) -> Answer:
    """The organisation is not asked any more. The version is that of the request."""
    return changed(change("intake", "withdraw_offer", request_id=request_id, offer_id=offer_id))


@blueprint.route("/requests/<uuid:request_id>/answer", methods=["POST"])
@_desk
@blueprint.doc(**changing("Answer a request", schemas.Answer))
@blueprint.response(200, schemas.RequestChanged, headers=ETAG)
def answer(request_id: UUID) -> Answer:
    """The desk could help by itself; with that the request ends."""
    return changed(change("intake", "answer_request", request_id=request_id))
