"""Letting clients choose among times: offered by staff."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint

from gateway import who
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, changing, creating, query, reading
from gateway.schemas import choices as schemas

blueprint = Blueprint("api_choices", __name__, description="Times that a client chooses from; they block nothing.")


@blueprint.route("/choices", methods=["GET"])
@who.bearer("counsellor", "coordinator", "privacy_officer")
@blueprint.doc(**reading("See what a client was offered", query("case_id", required=True)))
@blueprint.response(200, schemas.Choices)
def choices() -> dict[str, Any]:
    """Of one case, the newest first, with what became of it."""
    return who.ask("scheduling", "choices", request.args.to_dict())


@blueprint.route("/choices", methods=["POST"])
@who.bearer("counsellor", "coordinator")
@blueprint.doc(**creating("Let a client choose", schemas.OfferOfTimes))
@blueprint.response(201, schemas.ChoiceChanged, headers=ETAG)
def offer() -> Answer:
    """The client is told, and chooses on the status page. What was offered before for the same is taken back."""
    return created(create("scheduling", "offer_times"))


@blueprint.route("/choices/<uuid:choice_id>/withdraw", methods=["POST"])
@who.bearer("counsellor", "coordinator")
@blueprint.doc(**changing("Take times back"))
@blueprint.response(200, schemas.ChoiceChanged, headers=ETAG)
def withdraw(choice_id: UUID) -> Answer:
    """Nobody can choose them any more."""
    return changed(change("scheduling", "withdraw_choice", choice_id=choice_id))
