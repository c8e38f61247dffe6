"""Interpreters: the list, whom to ask, bookings from requested to done, and what a month has cost."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask_smorest import Blueprint

from gateway import statements, versions, who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, LOCATION, NEXT, changing, creating, listing, query, reading
from gateway.schemas import interpreters as schemas
from services.chassis.errors import FieldError, Invalid

blueprint = Blueprint("api_interpreters", __name__, description="Who interprets, where, and which money pays.")

_keep = who.bearer("coordinator", "desk")
_arrange = who.bearer("counsellor", "coordinator", "desk")
_SHEET = {"schema": {"type": "string", "format": "binary"}}
_AS_STATEMENT = {"application/json": {"schema": schemas.Statement}, statements.MEDIA_TYPE: _SHEET}
_ONE = "/interpreters/<uuid:interpreter_id>"
_BOOKING = "/interpreter-bookings/<uuid:booking_id>"


@blueprint.route("/interpreters", methods=["GET"])
@_keep
@blueprint.doc(**listing("List interpreters"))
@blueprint.response(200, schemas.Interpreters, headers=NEXT)
def interpreters() -> lists.Page:
    """Those of the own organisation: of the lay pool, and professionals."""
    return lists.page("scheduling", "interpreters")


@blueprint.route("/interpreters", methods=["POST"])
@_keep
@blueprint.doc(**creating("Take somebody into the list", schemas.NewInterpreter))
@blueprint.response(201, schemas.InterpreterChanged, headers=ETAG | LOCATION)
def add() -> Answer:
    """What names them is kept encrypted, and told to nobody but whoever arranges who comes."""
    added = create("scheduling", "add_interpreter")
    location = url_for("api_interpreters.interpreter", interpreter_id=UUID(added["interpreter_id"]))
    return created(added, location)


@blueprint.route(_ONE, methods=["GET"])
@_keep
@blueprint.doc(**reading("See an interpreter"))
@blueprint.response(200, schemas.Interpreter, headers=ETAG)
def interpreter(interpreter_id: UUID) -> Answer:
    """With the certificates that run out within thirty days."""
    found = who.ask("scheduling", "interpreter", {"interpreter_id": str(interpreter_id)})
    return found, 200, versions.header(found)


@blueprint.route(_ONE, methods=["PATCH"])
@_keep
@blueprint.doc(**changing("Change an interpreter", schemas.ChangeInterpreter))
@blueprint.response(200, schemas.InterpreterChanged, headers=ETAG)
def change_interpreter(interpreter_id: UUID) -> Answer:
    """What is not named stays; bookings stay as they were agreed."""
    return changed(change("scheduling", "change_interpreter", interpreter_id=interpreter_id))


@blueprint.route("/interpreters/find", methods=["GET"])
@_arrange
@blueprint.doc(**reading("Find an interpreter", query("appointment_id", required=True)))
@blueprint.response(200, schemas.Candidates)
def find() -> dict[str, Any]:
    """For the booking under way at an appointment, each with what speaks for and against them."""
    return who.ask("scheduling", "find_interpreters", request.args.to_dict())


@blueprint.route("/interpreters/statement", methods=["GET"])
@_keep
@blueprint.doc(
    **reading(
        "Take out the statement of a month",
        query("month", required=True, example="2026-11"),
        query("pot"),
        query("format", among=("json", "xlsx")),
    )
)
@blueprint.doc(responses={"200": {"content": _AS_STATEMENT}})
@blueprint.response(200, schemas.Statement)
def statement() -> dict[str, Any] | Response:
    """What interpreting has cost, per pot and line by line; bookings by their ids, and no client."""
    asked = request.args.to_dict()
    form = asked.pop("format", "json")
    if form not in ("json", "xlsx"):
        errors = (FieldError.of("format", "unknown_form", among="json, xlsx"),)
        raise Invalid("invalid", "It is not given in this format.", errors=errors)
    found = who.ask("scheduling", "interpreter_statement", asked)
    if form == "json":
        return found
    return statements.as_file(found)


@blueprint.route("/appointments/<uuid:appointment_id>/interpreter", methods=["POST"])
@_arrange
@blueprint.doc(**creating("Request an interpreter", schemas.RequestInterpreter))
@blueprint.response(201, schemas.InterpreterRequested, headers=ETAG | LOCATION)
def request_interpreter(appointment_id: UUID) -> Answer:
    """For an appointment that takes place; the answer says who may come, and which money pays."""
    asked = create("scheduling", "request_interpreter", appointment_id=appointment_id)
    return created(asked, url_for("api_interpreters.booking", booking_id=UUID(asked["booking_id"])))


@blueprint.route("/interpreter-bookings", methods=["GET"])
@_arrange
@blueprint.doc(**listing("List bookings of interpreters", "status"))
@blueprint.response(200, schemas.InterpreterBookings, headers=NEXT)
def bookings() -> lists.Page:
    """Those of the own organisation in this state; those under way where none is named."""
    return lists.page("scheduling", "interpreter_bookings")


@blueprint.route(_BOOKING, methods=["GET"])
@_arrange
@blueprint.doc(**reading("See a booking of an interpreter"))
@blueprint.response(200, schemas.InterpreterBooking, headers=ETAG)
def booking(booking_id: UUID) -> Answer:
    """With what can be done to it."""
    found = who.ask("scheduling", "interpreter_booking", {"booking_id": str(booking_id)})
    return found, 200, versions.header(found)


@blueprint.route(f"{_BOOKING}/ask", methods=["POST"])
@_arrange
@blueprint.doc(**changing("Ask an interpreter", schemas.Ask))
@blueprint.response(200, schemas.BookingChanged, headers=ETAG)
def ask(booking_id: UUID) -> Answer:
    """In place of whoever was asked and has not answered."""
    return changed(change("scheduling", "ask_interpreter", booking_id=booking_id))


@blueprint.route(f"{_BOOKING}/confirm", methods=["POST"])
@_arrange
@blueprint.doc(**changing("Note that an interpreter comes"))
@blueprint.response(200, schemas.BookingChanged, headers=ETAG)
def confirm(booking_id: UUID) -> Answer:
    """Their time is taken from then on; nobody interprets at two places at once: `interpreter_taken`."""
    return changed(change("scheduling", "confirm_interpreter", booking_id=booking_id))


@blueprint.route(f"{_BOOKING}/decline", methods=["POST"])
@_arrange
@blueprint.doc(**changing("Note that an interpreter does not come", schemas.DeclineInterpreter))
@blueprint.response(200, schemas.BookingChanged, headers=ETAG)
def decline(booking_id: UUID) -> Answer:
    """Or no longer: somebody else is to be asked."""
    return changed(change("scheduling", "decline_interpreter", booking_id=booking_id))


@blueprint.route(f"{_BOOKING}/done", methods=["POST"])
@_arrange
@blueprint.doc(**changing("Note that somebody has interpreted", schemas.Done))
@blueprint.response(200, schemas.BookingChanged, headers=ETAG)
def done(booking_id: UUID) -> Answer:
    """For how long, and what it cost; can be said once the appointment has begun."""
    return changed(change("scheduling", "interpreter_done", booking_id=booking_id))


@blueprint.route(f"{_BOOKING}/release", methods=["POST"])
@_arrange
@blueprint.doc(**changing("Release an interpreter"))
@blueprint.response(200, schemas.BookingChanged, headers=ETAG)
def release(booking_id: UUID) -> Answer:
    """Nobody is needed any more; within the notice period it costs a part of the fee."""
    return changed(change("scheduling", "release_interpreter", booking_id=booking_id))
