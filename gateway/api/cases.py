"""Cases: seeing them, opening one for somebody who has come in person, leading them to their end."""

from __future__ import annotations

from uuid import UUID

from flask import url_for
from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, LOCATION, NEXT, changing, creating, listing, reading
from gateway.schemas import cases as schemas

blueprint = Blueprint("api_cases", __name__, description="A case is the accompaniment of one person.")

_counsel = who.bearer("counsellor", "coordinator")
_counsellor = who.bearer("counsellor")


@blueprint.route("/cases", methods=["GET"])
@_counsel
@blueprint.doc(**listing("List cases", "status", "phase", "mine", "counsellor_id"))
@blueprint.response(200, schemas.Cases, headers=NEXT)
def cases() -> lists.Page:
    """The own ones; for coordinators a line for each of the organisation, without a name. Last changed, first told."""
    return lists.page("cases", "cases")


@blueprint.route("/cases/<uuid:case_id>", methods=["GET"])
@who.bearer("counsellor", "coordinator", "privacy_officer")
@blueprint.doc(**reading("See a case"))
@blueprint.response(200, schemas.CaseInFull, headers=ETAG)
def case(case_id: UUID) -> Answer:
    """With its person and its records. That you looked is written down; all but counsellors break its glass before."""
    # Never 304: records have versions of their own, so the case's does not tell whether anything was added.
    found = who.ask("cases", "case", {"case_id": str(case_id)})
    return found, 200, versions.header(found)


@blueprint.route("/cases", methods=["POST"])
@who.bearer("counsellor")
@blueprint.doc(**creating("Open a case", schemas.WalkIn))
@blueprint.response(201, schemas.CaseOpened, headers=ETAG | LOCATION)
def open_case() -> Answer:
    """For somebody who has come in person; whoever opens it has it. They name it by its reference from now on."""
    opened = create("cases", "open_case")
    return created(opened, url_for("api_cases.case", case_id=UUID(opened["case_id"])))


@blueprint.route("/cases/<uuid:case_id>/assign", methods=["POST"])
@who.bearer("coordinator")
@blueprint.doc(**changing("Assign a case", schemas.Assign))
@blueprint.response(200, schemas.CaseChanged, headers=ETAG)
def assign(case_id: UUID) -> Answer:
    """Give it to another counsellor of the organisation."""
    return changed(change("cases", "assign_case", case_id=case_id))


@blueprint.route("/cases/<uuid:case_id>/phase", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Enter a phase", schemas.Phase))
@blueprint.response(200, schemas.CaseChanged, headers=ETAG)
def enter_phase(case_id: UUID) -> Answer:
    """Go on to a later phase, or back to an earlier one. What a phase demands is there, or left out for a reason."""
    return changed(change("cases", "enter_phase", case_id=case_id))


@blueprint.route("/cases/<uuid:case_id>/reopen", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Open a case again"))
@blueprint.response(200, schemas.CaseChanged, headers=ETAG)
def reopen(case_id: UUID) -> Answer:
    """Go on where it had ended."""
    return changed(change("cases", "reopen_case", case_id=case_id))


@blueprint.route("/cases/<uuid:case_id>/close", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Close a case", schemas.Close))
@blueprint.response(200, schemas.CaseChanged, headers=ETAG)
def close(case_id: UUID) -> Answer:
    """Say why it ends, and what came of it."""
    return changed(change("cases", "close_case", case_id=case_id))
