"""Documents of a case: files that were brought, and letters that were written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_smorest import Blueprint

from gateway import files, idempotency, letters, who
from gateway.api import lists
from gateway.api.bodies import read_object
from gateway.api.commands import Answer, change, changed, created
from gateway.api.documenting import ETAG, LOCATION, NEXT, changing, creating, listing, query, reading
from gateway.schemas import documents as schemas
from services.chassis.file_types import ENDINGS

blueprint = Blueprint("api_documents", __name__, description="Documents of a case, and letters.")

_see = who.bearer("counsellor", "coordinator", "privacy_officer")
_keep = who.bearer("counsellor")
_DOCUMENTS, _LETTERS = "/cases/<uuid:case_id>/documents", "/cases/<uuid:case_id>/letters"
A_FILE = {
    "200": {
        "description": "The file: shown where a browser can show it, otherwise saved.",
        "content": {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in ENDINGS},
    }
}


def _uploading() -> dict[str, Any]:
    described = creating("File a document", schemas.Upload)
    described["requestBody"]["content"] |= {"multipart/form-data": {"schema": schemas.UploadByForm}}
    return described


def _downloading() -> dict[str, Any]:
    described = reading("See a document", query("save"))
    described["responses"] = described["responses"] | A_FILE
    return described


@blueprint.route(_DOCUMENTS, methods=["GET"])
@_see
@blueprint.doc(**listing("List the documents of a case"))
@blueprint.response(200, schemas.Documents, headers=NEXT)
def documents(case_id: UUID) -> lists.Page:
    """The newest first, those that were withdrawn too. That you looked is written down."""
    return lists.page("cases", "documents", case_id=str(case_id))


@blueprint.route(_DOCUMENTS, methods=["POST"])
@_keep
@files.takes_file
@blueprint.doc(**_uploading())
@blueprint.response(201, schemas.DocumentFiled, headers=ETAG | LOCATION)
def upload(case_id: UUID) -> Answer:
    """A PDF, a picture (JPEG, PNG, WebP) or a text (DOCX, ODT); what is inside and the ending have to agree.

    As a form with a file, or as JSON with `name` and the `content` in base64.
    """
    as_form = request.mimetype == "multipart/form-data"
    asked = request.form.to_dict() | files.sent() if as_form else read_object()
    return _filed(case_id, "upload_document", asked)


@blueprint.route(f"{_DOCUMENTS}/<uuid:document_id>", methods=["GET"])
@_see
@blueprint.doc(**_downloading())
def document(case_id: UUID, document_id: UUID) -> Response:
    """The file itself; with `save`, to be saved in any case. That you looked is written down."""
    found = who.ask("cases", "document", {"case_id": str(case_id), "document_id": str(document_id)})
    return files.handed_out(found, save="save" in request.args)


@blueprint.route(f"{_DOCUMENTS}/<uuid:document_id>/withdraw", methods=["POST"])
@_keep
@blueprint.doc(**changing("Withdraw a document"))
@blueprint.response(200, schemas.DocumentFiled, headers=ETAG)
def withdraw(case_id: UUID, document_id: UUID) -> Answer:
    """Its content is deleted at once; that it was there stays known. The version is that of the document."""
    return changed(change("cases", "withdraw_document", case_id=case_id, document_id=document_id))


@blueprint.route(f"{_LETTERS}/<letter>", methods=["GET"])
@_see
@blueprint.doc(**reading("Begin a letter", query("language", required=True, example="ka")))
@blueprint.response(200, schemas.LetterDraft)
def draft(case_id: UUID, letter: str) -> dict[str, Any]:
    """The words of a template, filled for this case. Nothing is kept."""
    language = request.args.get("language", "")
    template = letters.template(letter, language)
    case = who.ask("cases", "case", {"case_id": str(case_id)})
    return {"letter": letter, "language": language, **letters.draft(template, language, case)}


@blueprint.route(_LETTERS, methods=["POST"])
@_keep
@blueprint.doc(**creating("Write a letter", schemas.LetterWritten))
@blueprint.response(201, schemas.DocumentFiled, headers=ETAG | LOCATION)
def write(case_id: UUID) -> Answer:
    """It is made into a PDF and filed. One to outside leaves only under a release that covers it."""
    written = letters.read(read_object())
    case = who.ask("cases", "case", {"case_id": str(case_id)})
    return _filed(case_id, "write_letter", letters.command(written, case))


def _filed(case_id: UUID, command: str, asked: dict[str, Any]) -> Answer:
    command_id = idempotency.from_header(f"POST {request.path}")
    filed = who.ask("cases", command, asked | {"case_id": str(case_id)}, command_id=command_id)
    where = url_for("api_documents.document", case_id=case_id, document_id=UUID(filed["document_id"]))
    return created(filed, where)
