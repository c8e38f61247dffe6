"""What people write by mail, about requests and to cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_smorest import Blueprint

from gateway import files, who
from gateway.api.commands import Answer, change, changed
from gateway.api.documenting import ETAG, changing, query, reading
from gateway.api.documents import A_FILE
from gateway.schemas import letters_in as schemas

blueprint = Blueprint("api_letters_in", __name__, description="Mail from clients: read at the desk, and in the case.")

_desk, _counsellor = who.bearer("desk", "coordinator"), who.bearer("counsellor")


def _downloading() -> dict[str, Any]:
    described = reading("See a file that came with a mail", query("save"))
    described["responses"] = described["responses"] | A_FILE
    return described


@blueprint.route("/requests/<uuid:request_id>/attachments/<uuid:attachment_id>", methods=["GET"])
@_desk
@blueprint.doc(**_downloading())
def attachment(request_id: UUID, attachment_id: UUID) -> Response:
    """The file itself; with `save`, to be saved in any case. That you looked is written down."""
    found = who.ask("intake", "attachment", {"request_id": str(request_id), "attachment_id": str(attachment_id)})
    return files.handed_out(found, save="save" in request.args)


@blueprint.route("/requests/<uuid:request_id>/letters/<uuid:letter_id>/read", methods=["POST"])
@_desk
@blueprint.doc(**changing("Note that a letter about a request was read"))
@blueprint.response(200, schemas.LetterNoted, headers=ETAG)
def read_of_request(request_id: UUID, letter_id: UUID) -> Answer:
    """It stays where it is. The version is that of the letter."""
    return changed(change("intake", "mark_letter_read", request_id=request_id, letter_id=letter_id))


@blueprint.route("/cases/<uuid:case_id>/letters-in/<uuid:letter_id>/read", methods=["POST"])
@_counsellor
@blueprint.doc(**changing("Note that a letter to a case was read"))
@blueprint.response(200, schemas.LetterNoted, headers=ETAG)
def read_in_case(case_id: UUID, letter_id: UUID) -> Answer:
    """It stays where it is. The version is that of the letter."""
    return changed(change("cases", "mark_letter_read", case_id=case_id, letter_id=letter_id))
