"""What notifications reads of what others say: only the fields it uses."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.chassis.fields import Moment, Number, Text


def _ids() -> fields.List:
    return fields.List(Text(max=64, required=True), load_default=list)


class ContactGiven(Schema):
    about = Text(max=64, required=True)
    sealed = Text(max=20_000, required=True)


class ContactChanged(Schema):
    about = Text(max=64, required=True)
    sealed = Text(max=20_000, required=True)


class ContactErased(Schema):
    about = Text(max=64, required=True)


class WayStopped(Schema):
    stop_id = Text(max=64, required=True)
    sealed = Text(max=20_000, required=True)


class CaseOpened(Schema):
    case_id = Text(max=64, required=True)
    request_id = Text(max=64, load_default=None, allow_none=True)


class RequestReceived(Schema):
    request_id = Text(max=64, required=True)
    reference = Text(max=20, required=True)
    reachable_by = fields.List(Text(max=10, required=True), required=True)


class RequestWithdrawn(Schema):
    request_id = Text(max=64, required=True)
    reference = Text(max=20, required=True)


class AppointmentCancelled(Schema):
    appointment_id = Text(max=64, required=True)
    case_id = Text(max=64, required=True)
    organisation = Text(max=64, required=True)
    starts_at = Moment(required=True)
    with_case_ids = _ids()
    revision = Number(0, 1_000_000, required=True)


class AppointmentMissed(Schema):
    appointment_id = Text(max=64, required=True)
    case_id = Text(max=64, required=True)
    organisation = Text(max=64, required=True)
    starts_at = Moment(required=True)
    with_case_ids = _ids()


class AppointmentBooked(Schema):
    appointment_id = Text(max=64, required=True)
    case_id = Text(max=64, required=True)
    organisation = Text(max=64, required=True)
    place = Text(max=64, required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    mode = Text(max=10, load_default="in_person")
    with_case_ids = _ids()


class AppointmentMoved(AppointmentBooked):
    revision = Number(0, 1_000_000, required=True)


class RequestErased(Schema):
    request_id = Text(max=64, required=True)


class CaseErased(Schema):
    case_id = Text(max=64, required=True)
    erasure_id = Text(max=64, required=True)
    request_id = Text(max=64, load_default=None, allow_none=True)
