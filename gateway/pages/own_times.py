"""What a client does about appointments on the page of their request: choose a time, move one, cancel one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from gateway import clients, sentences, wall_clock
from gateway.installation import here
from gateway.pages import key
from gateway.pages.public import give_language, private, show_status, take_language, to_status
from gateway.who import public
from services.chassis.errors import FieldError, Invalid, LotseError, NotFound

blueprint = Blueprint("own_times", __name__)
blueprint.url_value_preprocessor(take_language)
blueprint.url_defaults(give_language)

_NO_TIME = Invalid("invalid", "No time was chosen.", errors=(FieldError.of("slot", "required"),))


@blueprint.post("/status/choices/<uuid:choice_id>")
@public
def answer_choice(choice_id: UUID) -> Response:
    """Take one of the times, or say that none of them suits."""
    held = key.held()
    if held is None:
        return to_status()
    try:
        if request.form.get("do") == "decline":
            reason = {"reason": request.form["reason"]} if request.form.get("reason") else {}
            clients.act(held.reference, held.token, "decline_choice", choice_id=str(choice_id), **reason)
        else:
            slot = _slot()
            clients.act(held.reference, held.token, "choose_time", choice_id=str(choice_id), slot=slot)
    except LotseError as error:
        return show_status(held, problem=error)
    return to_status()


@blueprint.get("/status/appointments/<uuid:appointment_id>/move")
@public
def move_form(appointment_id: UUID) -> Response:
    """Where an appointment can be moved."""
    return _move_form(appointment_id)


@blueprint.post("/status/appointments/<uuid:appointment_id>/move")
@public
def move(appointment_id: UUID) -> Response:
    """Move it there; the page again, with what is left, where somebody was quicker."""
    held = key.held()
    if held is None:
        return to_status()
    try:
        if not (starts_at := request.form.get("starts_at", "")):
            raise _NO_TIME
        asked = {"appointment_id": str(appointment_id), "starts_at": starts_at}
        clients.act(held.reference, held.token, "client_moves", **asked)
    except LotseError as error:
        return _move_form(appointment_id, problem=error)
    return to_status()


@blueprint.get("/status/appointments/<uuid:appointment_id>/cancel")
@public
def cancel_form(appointment_id: UUID) -> Response:
    """Ask whether the client is sure."""
    return _page("cancel_own.html", appointment_id, "cancel")


@blueprint.post("/status/appointments/<uuid:appointment_id>/cancel")
@public
def cancel(appointment_id: UUID) -> Response:
    """Cancel it. Where that is not possible any more, the page of the request says so."""
    held = key.held()
    if held is None:
        return to_status()
    reason = request.form.get("reason") or "other"
    try:
        asked = {"appointment_id": str(appointment_id), "reason": reason}
        clients.act(held.reference, held.token, "client_cancels", **asked)
    except LotseError as error:
        return show_status(held, problem=error)
    return to_status()


def _slot() -> int:
    sent = request.form.get("slot", "")
    if not (sent.isascii() and sent.isdigit() and len(sent) < 3):
        raise _NO_TIME
    return int(sent)


def _move_form(appointment_id: UUID, problem: LotseError | None = None) -> Response:
    return _page("move_own.html", appointment_id, "move", problem)


def _page(template: str, appointment_id: UUID, action: str, problem: LotseError | None = None) -> Response:
    """A page about one appointment; the page of the request where there is none, or nothing to be done about it."""
    held = key.held()
    if held is None:
        return to_status()
    try:
        found = clients.look(held.reference, held.token, "client_slots", appointment_id=str(appointment_id))
    except NotFound:
        return to_status()
    except LotseError as error:
        return show_status(held, problem=error)
    meeting = found["appointment"]
    if action not in meeting["may"]:
        return show_status(held, problem=problem) if problem else to_status()
    days: dict[Any, list[dict[str, Any]]] = {}
    for slot in found["items"]:
        days.setdefault(wall_clock.shown(slot["starts_at"]).date(), []).append(slot)
    return private(
        template,
        problem=problem,
        one=meeting | {"place": here().programme.places.get(meeting["place"])},
        days=list(days.items()),
        reasons=sentences.answers(sentences.CANCELLING),
        unchosen=_unchosen(problem),
    )


def _unchosen(problem: LotseError | None) -> str:
    """What is wrong with the time that was chosen, or was not."""
    return sentences.of_field(problem.errors[0]) if isinstance(problem, Invalid) and problem.errors else ""
