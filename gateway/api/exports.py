"""The copy of everything for a person, and the sheet of a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from gateway import copies, exports, figures, files, sheets, who
from gateway.api.documenting import query, reading
from gateway.schemas import exports as schemas
from services.chassis.errors import FieldError, Invalid
from services.chassis.file_types import PDF

blueprint = Blueprint("api_exports", __name__, description="What is handed out: to the person, to another system.")

_of_subjects = who.bearer("counsellor", "privacy_officer")
_BINARY = {"type": "string", "format": "binary"}
_AS_COPY = {"application/json": {"schema": schemas.PersonCopy}, PDF: {"schema": _BINARY}}
_AS_REQUEST_COPY = {"application/json": {"schema": schemas.RequestCopy}, PDF: {"schema": _BINARY}}
_AS_SHEET = {"application/json": {"schema": schemas.Sheet}, figures.MEDIA_TYPE: {"schema": {"type": "string"}}}
_ONE = "/people/<uuid:person_id>/export"


@blueprint.route(_ONE, methods=["GET"])
@_of_subjects
@blueprint.doc(**reading("Hand out the copy for a person", query("format", among=("json", "pdf"))))
@blueprint.doc(responses={"200": {"content": _AS_COPY}})
@blueprint.response(200, schemas.PersonCopy)
def export(person_id: UUID) -> dict[str, Any] | Response:
    """Everything that every service keeps about them; `/api/copy.schema.json` is its JSON Schema. It is a look."""
    form = _form("json", "pdf")
    found = exports.of_person(str(person_id))
    return found if form == "json" else files.shown(copies.as_pdf(found), f"{exports.FILE}.pdf")


@blueprint.route(f"{_ONE}/documents/<uuid:document_id>", methods=["GET"])
@_of_subjects
@blueprint.doc(**reading("Fetch a document of the copy"))
@blueprint.doc(responses={"200": {"content": {"application/octet-stream": {"schema": _BINARY}}}})
def document(person_id: UUID, document_id: UUID) -> Response:
    """One of those that the copy names. That you looked is written down."""
    wanted = {"person_id": str(person_id), "document_id": str(document_id)}
    return files.handed_out(who.ask("cases", "export_document", wanted), save=True)


@blueprint.route("/requests/<uuid:request_id>/export", methods=["GET"])
@who.bearer("privacy_officer")
@blueprint.doc(**reading("Hand out the copy for somebody without a case", query("format", among=("json", "pdf"))))
@blueprint.doc(responses={"200": {"content": _AS_REQUEST_COPY}})
@blueprint.response(200, schemas.RequestCopy)
def export_request(request_id: UUID) -> dict[str, Any] | Response:
    """What they have asked, whatever became of it, and what was sent to them; with all that is linked as theirs."""
    form = _form("json", "pdf")
    found = exports.of_request(str(request_id))
    return found if form == "json" else files.shown(copies.as_pdf(found), f"{exports.FILE}.pdf")


@blueprint.route("/cases/<uuid:case_id>/sheet", methods=["GET"])
@who.bearer("counsellor")
@blueprint.doc(**reading("Take out the sheet of a case", query("format", among=("json", "csv"))))
@blueprint.doc(responses={"200": {"content": _AS_SHEET}})
@blueprint.response(200, schemas.Sheet)
def sheet(case_id: UUID) -> dict[str, Any] | Response:
    """What is copied by hand into the Land's own database. That you looked is written down."""
    form = _form("json", "csv")
    found = who.ask("cases", "case_sheet", {"case_id": str(case_id)})
    return found if form == "json" else sheets.as_file(found)


def _form(*among: str) -> str:
    form = request.args.get("format", among[0])
    if form not in among:
        errors = (FieldError.of("format", "unknown_form", among=", ".join(among)),)
        raise Invalid("invalid", "It is not given in this format.", errors=errors)
    return form
