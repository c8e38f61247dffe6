"""Data protection: finding whom somebody's right is about, what is known of them, and handing it out to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, json, request
from flask_wtf.csrf import CSRFError

from gateway import copies, erasures, exports, files, who
from gateway.pages import deeds, staff_frame
from gateway.pages.typed import Form, Typed
from gateway.who import staff
from services.chassis.errors import Invalid, LotseError, TooLate, Unavailable

blueprint = staff_frame.blueprint("privacy")

_FORM = Form("cases", texts=("name", "reference"), numbers=("birth_year",), order=("name", "birth_year", "reference"))
OF_REQUEST = {
    "propose_request_erasure": Form("intake", texts=("reason",), order=("reason",)),
    "confirm_request_erasure": Form("intake", numbers=("version",)),
    "reject_request_erasure": Form("intake", numbers=("version",)),
}


@blueprint.get("/privacy")
@staff("privacy_officer", "coordinator")
def search() -> Response:
    """The form by which a person is found."""
    return _search()


@blueprint.post("/privacy")
@staff("privacy_officer", "coordinator")
def find() -> Response:
    """The form with whom it found. By a body: an address is written down here and there, and is no place for names."""
    typed = Typed.read()
    try:
        body = _FORM.body(typed.sent)
        found = who.ask("cases", "find_people", body)
        # Somebody may have asked and have no case.
        wanted = {name: text for name, text in body.items() if name == "reference"}
        return _search(typed=typed, found=found, **(of_intake("asked", "find_request", wanted) if wanted else {}))
    except Invalid as error:
        typed.explain(error.errors, _FORM)
        return deeds.show_again(_search, typed, problem=error)
    except LotseError as error:
        return deeds.show_again(_search, typed, problem=error)


@blueprint.get("/privacy/people/<uuid:person_id>")
@staff("privacy_officer", "coordinator", "counsellor")
def person(person_id: UUID) -> Response:
    """What is known of somebody, and what can be done about it."""
    return show_person(str(person_id))


@blueprint.get("/privacy/cases/<uuid:case_id>")
@staff("privacy_officer", "coordinator", "counsellor")
def person_of_case(case_id: UUID) -> Response:
    """The page of the person in a case: to whoever sees no names, a case is all that says who it is about."""
    found = who.ask("cases", "subject", {"case_id": str(case_id)})
    return staff_frame.to("privacy.person", person_id=found["person_id"])


@blueprint.get("/privacy/people/<uuid:person_id>/copy.<any(json,pdf):form>")
@staff("privacy_officer", "counsellor")
def export(person_id: UUID, form: str) -> Response:
    """The copy for the person: to be read, or for another system."""
    return _handed_out(exports.of_person(str(person_id)), form)


@blueprint.get("/privacy/people/<uuid:person_id>/documents/<uuid:document_id>")
@staff("privacy_officer", "counsellor")
def document(person_id: UUID, document_id: UUID) -> Response:
    """One of the documents that the copy names."""
    wanted = {"person_id": str(person_id), "document_id": str(document_id)}
    return files.handed_out(who.ask("cases", "export_document", wanted), save=True)


@blueprint.get("/privacy/requests/<uuid:request_id>")
@staff("privacy_officer", "coordinator")
def request_of_subject(request_id: UUID) -> Response:
    """What is known of somebody who has asked, and what can be done about it."""
    return _request(str(request_id))


@blueprint.post("/privacy/requests/<uuid:request_id>")
@staff("privacy_officer", "coordinator")
def forget_request(request_id: UUID) -> Response:
    """Propose that they are forgotten; confirm or reject it as the second person."""
    return deeds.carry_out(
        OF_REQUEST,
        {"request_id": str(request_id)},
        lambda **said: _request(str(request_id), **said),
        lambda _answer: staff_frame.to("privacy.request_of_subject", request_id=request_id),
    )


@blueprint.get("/privacy/requests/<uuid:request_id>/copy.<any(json,pdf):form>")
@staff("privacy_officer")
def export_request(request_id: UUID, form: str) -> Response:
    """The copy for somebody who has no case: to be read, or for another system."""
    return _handed_out(exports.of_request(str(request_id)), form)


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    named = request.view_args or {}
    if "request_id" in named:
        return deeds.say_again(lambda **said: _request(str(named["request_id"]), **said), error)
    return deeds.say_again(_search, error)


def show_person(person_id: str, **said: Any) -> Response:
    """The page of a person; `said` is what a form of this page was answered (`typed`, `problem`, `stale`)."""
    found = who.ask("cases", "subject", {"person_id": person_id})
    forgetting = erasures.of_person(found)
    return staff_frame.page(
        "staff/privacy/person.html", person=found, may=frozenset(found["may"]), **forgetting, **said
    )


def of_intake(name: str, method: str, body: dict[str, Any]) -> dict[str, Any]:
    """What the intake lists, for a page that calls it `name`; while it is away, that it is: what the cases know is
    shown all the same."""
    try:
        return {name: who.ask("intake", method, body)["items"]}
    except (Unavailable, TooLate):
        return {"intake_away": True}


def _request(request_id: str, **said: Any) -> Response:
    found = who.ask("intake", "subject_request", {"request_id": request_id})
    return staff_frame.page("staff/privacy/request.html", asked=found, may=frozenset(found["may"]), **said)


def _handed_out(copy: dict[str, Any], form: str) -> Response:
    if form == "pdf":
        return files.shown(copies.as_pdf(copy), f"{exports.FILE}.pdf")
    answer = Response(json.dumps(copy), content_type="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{exports.FILE}.json")
    return answer


def _search(**said: Any) -> Response:
    return staff_frame.page("staff/privacy/search.html", **{"found": None, "asked": [], **said})
