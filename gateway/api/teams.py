"""Who stands in for whom, who works together, caseloads that change hands, and all looks of an organisation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint

from gateway import who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, create, created, decide
from gateway.api.documenting import ETAG, NEXT, changing, creating, listing, reading
from gateway.schemas import circles as schemas

blueprint = Blueprint("api_teams", __name__, description="Who stands in for whom, and who works together.")

_seeing = who.bearer("counsellor", "coordinator", "administrator")
_naming = who.bearer("counsellor", "coordinator")
_keeping = who.bearer("coordinator", "administrator")


@blueprint.route("/deputies", methods=["GET"])
@_seeing
@blueprint.doc(**listing("List deputies"))
@blueprint.response(200, schemas.Deputies, headers=NEXT)
def deputies() -> lists.Page:
    """Today's and those to come, of the own organisation; those that end first in front."""
    return lists.page("cases", "deputies")


@blueprint.route("/deputies", methods=["POST"])
@_naming
@blueprint.doc(**creating("Name a deputy", schemas.NameDeputy))
@blueprint.response(201, schemas.DeputyNamed, headers=ETAG)
def name_deputy() -> Answer:
    """Counsellors for themselves, coordinators for anybody of the organisation."""
    return created(create("cases", "name_deputy"))


@blueprint.route("/deputies/<uuid:deputyship_id>/end", methods=["POST"])
@_naming
@blueprint.doc(**changing("End a deputyship"))
@blueprint.response(200, schemas.DeputyNamed, headers=ETAG)
def end_deputyship(deputyship_id: UUID) -> Answer:
    """It ends now, or never begins."""
    return changed(change("cases", "end_deputyship", deputyship_id=deputyship_id))


@blueprint.route("/teams", methods=["GET"])
@_seeing
@blueprint.doc(**reading("List teams"))
@blueprint.response(200, schemas.Teams)
def teams() -> dict[str, Any]:
    """Those of the own organisation, and what its counsellors share with one another."""
    return who.ask("cases", "teams", request.args.to_dict())


@blueprint.route("/teams", methods=["POST"])
@_keeping
@blueprint.doc(**creating("Found a team", schemas.FoundTeam))
@blueprint.response(201, schemas.TeamFounded, headers=ETAG)
def found_team() -> Answer:
    """Say who works together."""
    return created(create("cases", "found_team"))


@blueprint.route("/teams/<uuid:team_id>", methods=["PATCH"])
@_keeping
@blueprint.doc(**changing("Change a team", schemas.ChangeTeam))
@blueprint.response(200, schemas.TeamFounded, headers=ETAG)
def change_team(team_id: UUID) -> Answer:
    """Its name, or who is in it."""
    return changed(change("cases", "change_team", team_id=team_id))


@blueprint.route("/teams/<uuid:team_id>/dissolve", methods=["POST"])
@_keeping
@blueprint.doc(**changing("Dissolve a team"))
@blueprint.response(200, schemas.TeamDissolved)
def dissolve_team(team_id: UUID) -> Answer:
    """Its members share nothing by it any more."""
    return change("cases", "dissolve_team", team_id=team_id), 200, {}


@blueprint.route("/counsellors/<uuid:counsellor_id>/hand-over", methods=["POST"])
@who.bearer("coordinator")
@blueprint.doc(**creating("Hand a caseload over", schemas.HandOver))
@blueprint.response(200, schemas.HandedOver)
def hand_over(counsellor_id: UUID) -> Answer:
    """All cases under way at that moment, as one; appointments to come keep their time. It has no version: what the
    counsellor has under way is what is handed over."""
    return decide("cases", "hand_over_caseload", counsellor_id=counsellor_id), 200, {}


@blueprint.route("/access-log", methods=["GET"])
@who.bearer("privacy_officer")
@blueprint.doc(**listing("See who has looked at whom", "account_id"))
@blueprint.response(200, schemas.AccessLog, headers=NEXT)
def access_log() -> lists.Page:
    """All looks of the own organisation's staff at people in cases, the last first, and the last broken glasses."""
    found = who.ask("cases", "access_log", request.args.to_dict())
    told = {name: value for name, value in found.items() if name != "next"}
    return told, 200, lists.following(found["next"])
