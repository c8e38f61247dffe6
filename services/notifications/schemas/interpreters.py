"""What notifications reads of bookings of interpreters: only the fields it uses."""

from __future__ import annotations

from marshmallow import Schema

from services.chassis.fields import Flag, Moment, Text


class _Booked(Schema):
    appointment_id = Text(max=64, required=True)
    organisation = Text(max=64, required=True)
    place = Text(max=64, required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    language = Text(max=16, required=True)
    mode = Text(max=10, required=True)


class InterpreterAsked(_Booked):
    interpreter_id = Text(max=64, required=True)
    instead_of = Text(max=64, load_default=None, allow_none=True)
    has_moved = Flag(required=True)


class InterpreterReleased(_Booked):
    interpreter_id = Text(max=64, load_default=None, allow_none=True)


class InterpreterDeclined(Schema):
    organisation = Text(max=64, required=True)
    case_id = Text(max=64, required=True)
    counsellor_id = Text(max=64, required=True)
