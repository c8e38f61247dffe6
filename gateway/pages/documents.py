"""The documents of a case: all of them, one of them, a new one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_wtf.csrf import CSRFError

from gateway import files, who
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("documents")


def _with_file(body: dict[str, Any]) -> dict[str, Any]:
    return body | files.sent()


FORMS = {
    "upload_document": Form("cases", texts=("kind", "title"), order=("content", "kind", "title"), shape=_with_file),
    "withdraw_document": Form("cases", texts=("document_id",), numbers=("version",)),
}
_PAGE = "/cases/<uuid:case_id>/documents"


@blueprint.get(_PAGE)
@staff("counsellor", "coordinator", "privacy_officer")
def of_case(case_id: UUID) -> Response:
    """All documents of a case, the newest first, and the form for another one."""
    return _documents(str(case_id))


@blueprint.post(_PAGE)
@staff("counsellor")
@files.takes_file
def file_or_withdraw(case_id: UUID) -> Response:
    """File a document in the case, or take one out of it."""
    return deeds.carry_out(
        FORMS,
        {"case_id": str(case_id)},
        lambda **said: _documents(str(case_id), **said),
        lambda _answer: staff_frame.to("documents.of_case", case_id=case_id),
    )


@blueprint.get(f"{_PAGE}/<uuid:document_id>")
@staff("counsellor", "coordinator", "privacy_officer")
def document(case_id: UUID, document_id: UUID) -> Response:
    """One document: shown if a browser can show it, otherwise saved."""
    found = who.ask("cases", "document", {"case_id": str(case_id), "document_id": str(document_id)})
    return files.handed_out(found, save="save" in request.args)


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    case_id = str((request.view_args or {})["case_id"])
    return deeds.say_again(lambda **said: _documents(case_id, **said), error)


def _documents(case_id: str, **said: Any) -> Response:
    asked = {"case_id": case_id} | ({"cursor": cursor} if (cursor := request.args.get("cursor")) else {})
    found = who.ask("cases", "documents", asked)
    return staff_frame.page(
        "staff/documents.html",
        case_id=case_id,
        documents=found["items"],
        following=found["next"],
        may=frozenset(found["may"]),
        **said,
    )
