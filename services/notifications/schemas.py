"""What notifications reads of what others say: only the fields it uses."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.chassis.fields import Text


class ContactGiven(Schema):
    about = Text(max=64, required=True)
    sealed = Text(max=20_000, required=True)


class ContactErased(Schema):
    about = Text(max=64, required=True)


class RequestReceived(Schema):
    request_id = Text(max=64, required=True)
    reference = Text(max=20, required=True)
    reachable_by = fields.List(Text(max=10, required=True), required=True)


class RequestWithdrawn(Schema):
    request_id = Text(max=64, required=True)
    reference = Text(max=20, required=True)
