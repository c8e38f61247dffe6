"""Appointments, from booking to kept or missed."""

from __future__ import annotations

from uuid import UUID

from flask import url_for
from flask_smorest import Blueprint

from gateway import versions, who
from gateway.api import lists
from gateway.api.commands import Answer, change, changed, create, created
from gateway.api.documenting import ETAG, LOCATION, NEXT, changing, creating, query, reading
from gateway.schemas import appointments as schemas

blueprint = Blueprint("api_appointments", __name__, description="A counsellor and the person in a case meet.")

_counsel = who.bearer("counsellor", "coordinator")
_ONE = "/appointments/<uuid:appointment_id>"


@blueprint.route("/appointments", methods=["GET"])
@_counsel
@blueprint.doc(
    **reading(
        "List appointments",
        query("from", required=True, example="2026-11-23"),
        query("to", required=True, example="2026-11-29"),
        query("case_id"),
        query("cursor"),
        query("limit", example="50"),
    )
)
@blueprint.response(200, schemas.Appointments, headers=NEXT)
def appointments() -> lists.Page:
    """Those of the own organisation on these days, both included, by time."""
    return lists.page("scheduling", "appointments")


@blueprint.route(_ONE, methods=["GET"])
@_counsel
@blueprint.doc(**reading("See an appointment"))
@blueprint.response(200, schemas.AppointmentInFull, headers=ETAG)
def appointment(appointment_id: UUID) -> Answer:
    """With what can be done to it."""
    # Never 304: what can be done to it changes by the clock.
    found = who.ask("scheduling", "appointment", {"appointment_id": str(appointment_id)})
    return found, 200, versions.header(found)


@blueprint.route("/appointments", methods=["POST"])
@_counsel
@blueprint.doc(**creating("Book an appointment", schemas.Book))
@blueprint.response(201, schemas.AppointmentChanged, headers=ETAG | LOCATION)
def book() -> Answer:
    """For an open case, also outside of anybody's hours. Nobody is booked twice for one time: `time_taken`."""
    booked = create("scheduling", "book_appointment")
    location = url_for("api_appointments.appointment", appointment_id=UUID(booked["appointment_id"]))
    return created(booked, location)


@blueprint.route("/appointments/series", methods=["POST"])
@_counsel
@blueprint.doc(**creating("Book appointments that repeat", schemas.BookSeries))
@blueprint.response(201, schemas.SeriesBooked)
def book_series() -> Answer:
    """By the clock on the wall. What falls on a holiday or a taken time is left out, and the answer says so."""
    return create("scheduling", "book_series"), 201, {}


@blueprint.route(f"{_ONE}/move", methods=["POST"])
@_counsel
@blueprint.doc(**changing("Move an appointment", schemas.Move))
@blueprint.response(200, schemas.AppointmentChanged, headers=ETAG)
def move(appointment_id: UUID) -> Answer:
    """To another time or place; whoever was invited by e-mail is told."""
    return changed(change("scheduling", "move_appointment", appointment_id=appointment_id))


@blueprint.route(f"{_ONE}/cancel", methods=["POST"])
@_counsel
@blueprint.doc(**changing("Cancel an appointment", schemas.Cancel))
@blueprint.response(200, schemas.AppointmentChanged, headers=ETAG)
def cancel(appointment_id: UUID) -> Answer:
    """Its time is free again; whoever was invited by e-mail is told."""
    return changed(change("scheduling", "cancel_appointment", appointment_id=appointment_id))


@blueprint.route(f"{_ONE}/kept", methods=["POST"])
@_counsel
@blueprint.doc(**changing("Note that an appointment was kept"))
@blueprint.response(200, schemas.AppointmentChanged, headers=ETAG)
def kept(appointment_id: UUID) -> Answer:
    """They met; can be said once it has begun."""
    return changed(change("scheduling", "appointment_kept", appointment_id=appointment_id))


@blueprint.route(f"{_ONE}/missed", methods=["POST"])
@_counsel
@blueprint.doc(**changing("Note that an appointment was missed"))
@blueprint.response(200, schemas.AppointmentChanged, headers=ETAG)
def missed(appointment_id: UUID) -> Answer:
    """The client did not come; can be said once it has begun."""
    return changed(change("scheduling", "appointment_missed", appointment_id=appointment_id))
