"""Who stands close to a case: locks, the broken glass, and who has looked; and what coordinators know of cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, create
from gateway.api.documenting import ETAG, NEXT, changing, creating, listing, reading
from gateway.schemas import circles as schemas
from gateway.schemas.cases import CaseChanged

blueprint = Blueprint("api_circles", __name__, description="Who stands close to a case, and who has looked at it.")

_OF_CASE = "/cases/<uuid:case_id>"
_close = who.bearer("counsellor", "coordinator", "privacy_officer")
_keepers = who.bearer("counsellor", "coordinator")


@blueprint.route("/cases/figures", methods=["GET"])
@who.bearer("coordinator")
@blueprint.doc(**reading("Count cases"))
@blueprint.response(200, schemas.CaseFigures)
def figures() -> dict[str, Any]:
    """By phase, and by reference those that need somebody; no person."""
    return who.ask("cases", "case_figures", {})


@blueprint.route(f"{_OF_CASE}/circle", methods=["GET"])
@_close
@blueprint.doc(**listing("See who stands close to a case"))
@blueprint.response(200, schemas.Circle, headers=ETAG | NEXT)
def circle(case_id: UUID) -> Answer:
    """Deputies, team, for whom it is locked, who broke its glass; by reference, without the person. The colleagues
    for whom it can be locked come in pages."""
    found = who.ask("cases", "circle", request.args.to_dict() | {"case_id": str(case_id)})
    return found, 200, versions.header(found) | lists.following(found.pop("next"))


@blueprint.route(f"{_OF_CASE}/lock", methods=["POST"])
@_keepers
@blueprint.doc(**changing("Lock a case for somebody", schemas.Lock))
@blueprint.response(200, CaseChanged, headers=ETAG)
def lock(case_id: UUID) -> Answer:
    """It does not exist any more for them: a conflict of interest."""
    return changed(change("cases", "lock_case", case_id=case_id))


@blueprint.route(f"{_OF_CASE}/unlock", methods=["POST"])
@_keepers
@blueprint.doc(**changing("Unlock a case for somebody", schemas.Lock))
@blueprint.response(200, CaseChanged, headers=ETAG)
def unlock(case_id: UUID) -> Answer:
    """It exists for them again."""
    return changed(change("cases", "unlock_case", case_id=case_id))


@blueprint.route(f"{_OF_CASE}/break-glass", methods=["POST"])
@_close
@blueprint.doc(**creating("Break the glass of a case", schemas.BreakGlass))
@blueprint.response(201, schemas.GlassBroken)
def break_glass(case_id: UUID) -> Answer:
    """Read somebody else's case for a few hours. Its counsellor and the data protection officer see it, and why."""
    return create("cases", "break_glass", case_id=case_id), 201, {}


@blueprint.route(f"{_OF_CASE}/access-log", methods=["GET"])
@who.bearer("counsellor", "privacy_officer")
@blueprint.doc(**listing("See who has looked at a case"))
@blueprint.response(200, schemas.Looks, headers=NEXT)
def looks(case_id: UUID) -> lists.Page:
    """The last look first."""
    return lists.page("cases", "access_log_of_case", case_id=str(case_id))
