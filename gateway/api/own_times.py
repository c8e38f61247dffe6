"""What clients do with their appointments themselves: with the reference and the token of their request."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_smorest import Blueprint
from marshmallow import Schema

from gateway import clients, who
from gateway.api.bodies import read_object
from gateway.api.documenting import ACCEPT_LANGUAGE, body_of, problems, query
from gateway.schemas import choices as schemas
from gateway.schemas.appointments import AppointmentChanged

blueprint = Blueprint("api_own_times", __name__, description="Choose, move and cancel without an account.")

_KEY = (query("reference", required=True, example="K7M-4XQ-6"), query("token", required=True))
_ONE = "/requests/status/appointments/<uuid:appointment_id>"


def looking(summary: str) -> dict[str, Any]:
    """What a client can look at, with the key of their request."""
    answers = problems(403, 404, 422, 500, 503, 504)
    return {"summary": summary, "parameters": [*_KEY, ACCEPT_LANGUAGE], "responses": answers}


def acting(summary: str, body: type[Schema]) -> dict[str, Any]:
    """What a client can do, with the key of their request."""
    answers = problems(400, 403, 404, 409, 413, 415, 422, 500, 503, 504)
    return {
        "summary": summary,
        "requestBody": body_of(body),
        "parameters": [ACCEPT_LANGUAGE],
        "responses": answers,
    }


def holder() -> tuple[str, str]:
    """Reference and token, as a client looks with them."""
    return request.args.get("reference", ""), request.args.get("token", "")


def _act(command: str, **ids: UUID) -> dict[str, Any]:
    body = read_object()
    reference, token = str(body.pop("reference", "")), str(body.pop("token", ""))
    asked = {name: value for name, value in body.items() if name != "pass"}
    return clients.act(reference, token, command, **asked | {name: str(value) for name, value in ids.items()})


@blueprint.route("/requests/status/choices", methods=["GET"])
@who.public
@blueprint.doc(**looking("See what one can choose from"))
@blueprint.response(200, schemas.OwnTimes)
def choices() -> dict[str, Any]:
    """With the appointments to come, and what can be done to each. Nothing before there is a case."""
    return clients.choices(*holder())


@blueprint.route("/requests/status/choices/<uuid:choice_id>/choose", methods=["POST"])
@who.public
@blueprint.doc(**acting("Choose one of the times", schemas.Choose))
@blueprint.response(200, schemas.Chosen)
def choose(choice_id: UUID) -> dict[str, Any]:
    """First come, first served: `time_taken` where somebody was quicker. Sent twice, it is chosen once."""
    return _act("choose_time", choice_id=choice_id)


@blueprint.route("/requests/status/choices/<uuid:choice_id>/decline", methods=["POST"])
@who.public
@blueprint.doc(**acting("Say that none of the times suits", schemas.DeclineTimes))
@blueprint.response(200, schemas.Declined)
def decline(choice_id: UUID) -> dict[str, Any]:
    """Whoever accompanies the client hears of it."""
    return _act("decline_choice", choice_id=choice_id)


@blueprint.route(f"{_ONE}/slots", methods=["GET"])
@who.public
@blueprint.doc(**looking("See where an appointment can be moved"))
@blueprint.response(200, schemas.FreeTimes)
def slots(appointment_id: UUID) -> dict[str, Any]:
    """Free times of whoever one meets, at the same place; none where it is too late, or was moved too often."""
    return clients.look(*holder(), "client_slots", appointment_id=str(appointment_id))


@blueprint.route(f"{_ONE}/move", methods=["POST"])
@who.public
@blueprint.doc(**acting("Move one's appointment", schemas.MoveOwn))
@blueprint.response(200, AppointmentChanged)
def move(appointment_id: UUID) -> dict[str, Any]:
    """To one of the free times, so often as the programme allows; later than a day before it: `call_us`."""
    return _act("client_moves", appointment_id=appointment_id)


@blueprint.route(f"{_ONE}/cancel", methods=["POST"])
@who.public
@blueprint.doc(**acting("Cancel one's appointment", schemas.CancelOwn))
@blueprint.response(200, AppointmentChanged)
def cancel(appointment_id: UUID) -> dict[str, Any]:
    """Somebody else can have the time; later than a day before it: `call_us`."""
    return _act("client_cancels", appointment_id=appointment_id)
