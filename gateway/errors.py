"""From what went wrong to what the caller gets: a problem document (RFC 9457) under /api, a page elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

from flask import Flask, Response, current_app, json, render_template, request
from werkzeug.exceptions import HTTPException

from gateway import languages, sentences, staff_sentences, tracks, who
from gateway.installation import here
from gateway.pages.typed import Typed, file_chosen
from services.chassis.errors import (
    Conflict,
    Failed,
    FieldError,
    Invalid,
    LotseError,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refused,
    TooLate,
    TooMany,
    Unavailable,
)

MEDIA_TYPE = "application/problem+json"

STATUS: dict[type[LotseError], int] = {
    Invalid: 422,
    NotSignedIn: 401,
    NotAllowed: 403,
    NotFound: 404,
    Refused: 409,
    Conflict: 412,
    TooMany: 429,
    Failed: 500,
    Unavailable: 503,
    TooLate: 504,
}
STATUS_OF_CODE = {
    # The same key with another body is the client's mistake, whatever kind of error the service calls it.
    "idempotency_mismatch": 422,
    "version_missing": 428,  # RFC 6585 section 3
}

CODE_OF_STATUS = {
    400: "bad_request",
    401: "not_signed_in",
    403: "not_allowed",
    404: "address_unknown",
    405: "method_not_allowed",
    410: "gone",
    413: "too_large",
    415: "wrong_content_type",
    429: "too_many_requests",
    503: "unavailable",
    504: "too_late",
}
# Seconds after which trying again is worth it, where the service did not say.
RETRY_AFTER = {429: 3600, 503: 30}
# What a service told beside a refusal that is told on: what one can do instead.
_TOLD = frozenset({"alternatives"})
# After these, pressing the same button once more may do it.
_WORTH_AGAIN = frozenset({429, 500, 503, 504})
# Headers of an HTTP error that say what would have worked.
_KEPT_HEADERS = ("Allow", "Retry-After")


class NotUnderstood(LotseError):
    """The body cannot be read at all; no service is asked."""

    kind = "bad_request"


@dataclass(frozen=True)
class Problem:
    """What went wrong, before anybody has put it into words."""

    status: int
    code: str
    kind: str = ""
    errors: tuple[FieldError, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)


def install(app: Flask) -> None:
    """Answer every error of this app with its problem, in the reader's language."""
    app.register_error_handler(LotseError, lambda error: answer(of_lotse(error)))
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, _of_bug)


def of_lotse(error: LotseError) -> Problem:
    """The problem that a service's refusal is for an HTTP client."""
    fallback = 400 if isinstance(error, NotUnderstood) else 500
    status = STATUS_OF_CODE.get(error.code) or STATUS.get(type(error), fallback)
    headers = {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"  # RFC 6750 section 3; why a session ended is nobody's business
    if status in RETRY_AFTER:
        headers["Retry-After"] = str(error.params.get("retry_after") or RETRY_AFTER[status])
    told = {name: value for name, value in error.params.items() if name in _TOLD}
    return Problem(status, error.code, error.kind, error.errors, headers, told)


def answer(problem: Problem) -> Response:
    """The problem as this client can read it: JSON under /api, a page for a person."""
    response = _document(problem) if request.path.startswith("/api/") else _page(problem)
    response.status_code = problem.status
    response.headers.update(problem.headers)
    return response


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:  # a redirect to the right spelling of an address is no error
        return cast(Response, error.get_response())
    offered = dict(error.get_headers())
    headers = {name: str(offered[name]) for name in _KEPT_HEADERS if name in offered}
    return answer(Problem(status, CODE_OF_STATUS.get(status, "bad_request"), headers=headers))


def _of_bug(error: Exception) -> Response:
    tracks.log_failure(error)
    if current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    return answer(Problem(500, "failed"))


def _document(problem: Problem) -> Response:
    words = staff_sentences if languages.reader_is_staff() else sentences
    title, sentence = words.of_problem(problem.code, problem.kind)
    document: dict[str, Any] = {
        "type": f"{here().address}/api/documentation#{problem.code}",
        "title": title,
        "status": problem.status,
        "detail": sentence,
        "instance": request.path,
        "code": problem.code,
        "trace_id": tracks.trace_id(),
    }
    if problem.errors:
        document["errors"] = [
            {"field": error.field, "code": error.code, "detail": words.of_field(error)} for error in problem.errors
        ]
    response = Response(json.dumps(document | problem.told), content_type=MEDIA_TYPE)
    response.content_language.add(languages.current())
    response.vary.add("Accept-Language")
    return response


def _page(problem: Problem) -> Response:
    words = staff_sentences if languages.reader_is_staff() else sentences
    title, sentence = words.of_problem(problem.code, problem.kind)
    again = problem.status in _WORTH_AGAIN
    if (typed := _typed(problem)) and (again or typed.is_worth_keeping()):
        page = render_template(
            "staff/kept.html", said=(title, sentence), stale=False, typed=typed, again=again, file=file_chosen()
        )
        return Response(page)
    said = {"title": title, "sentence": sentence, "status": problem.status, "trace_id": tracks.trace_id()}
    return Response(render_template("problem.html", **said))


def _typed(problem: Problem) -> Typed | None:
    """What somebody who works here has just typed into a form of a page; none where it cannot be read."""
    view = current_app.view_functions.get(request.endpoint or "")
    said = who.declared(view) if view else None
    can_be_read = request.method == "POST" and problem.status != 413 and said is not None and said.proof == "cookie"
    return Typed.read() if can_be_read else None
