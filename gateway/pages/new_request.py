"""A request that the desk takes down, by telephone or in person, and the slip that the client takes home."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_wtf.csrf import CSRFError

from gateway import languages, slips, who
from gateway.installation import here
from gateway.pages import deeds, staff_frame
from gateway.pages.case_forms.walk_in import with_consent
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("new_request")

_BEHALF = ("relation", "consent_of")


def _as_request(body: dict[str, Any]) -> dict[str, Any]:
    behalf = {name: body.pop(name) for name in _BEHALF if name in body}
    return with_consent(body) | ({"behalf": behalf} if behalf else {})


FORMS = {
    "receive_request": Form(
        "intake",
        texts=(
            *("channel", "name", "phone", "email", "municipality", "language", "language_mode", "message"),
            *("asked_by", *_BEHALF, "notice_version", "notice_language", "consent"),
        ),
        lists=("topics",),
        numbers=("birth_year",),
        ticks=("sms_allowed",),
        order=(
            *("channel", "name", "phone", "sms_allowed", "email"),
            *("birth_year", "municipality", "language", "language_mode"),
            *("topics", "message", "asked_by", "behalf", "consent"),
        ),
        shape=_as_request,
    )
}


@blueprint.get("/desk/new")
@staff("desk", "coordinator")
def form() -> Response:
    """The form, with the cursor where the telephone call begins."""
    return _form()


@blueprint.post("/desk/new")
@staff("desk", "coordinator")
def take_down() -> Response:
    """Take it down; what comes back is the slip.

    It is the answer itself, not a page one is sent to: the access code is told only once, and no address should hold
    it. Loading it again is the same command, and tells the same.
    """
    return deeds.carry_out(FORMS, {}, _form, lambda receipt: _slip(receipt, request.form.get("language", "")))


@blueprint.get("/desk/requests/<uuid:request_id>/slip")
@staff("desk", "coordinator")
def slip(request_id: UUID) -> Response:
    """The slip once more, without the access code."""
    found = who.ask("intake", "request", {"request_id": str(request_id)})
    return _slip(found, found["language"])


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The form again, after its token was lost."""
    return deeds.say_again(_form, error)


def _form(**said: Any) -> Response:
    return staff_frame.page("staff/new_request.html", notice=here().programme.notice(languages.current()), **said)


def _slip(receipt: dict[str, Any], language: str) -> Response:
    token = receipt.get("status_token")
    return staff_frame.page(
        "staff/slip.html",
        request_id=receipt["request_id"],
        reference=receipt["reference"],
        has_code=token is not None,
        written=slips.written_for(language, receipt["reference"], token),
    )
