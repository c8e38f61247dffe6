"""What those who work here were told of."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import day, ident, moment, text

_ABOUT = {"example": {"case_id": "01a20846-fe00-7000-8000-000000000c01"}, "description": "Ids and codes, never a name."}


class StaffMessage(Schema):
    """One line: what happened to one thing on one day, however often it did."""

    message_id = ident()
    kind = text("What happened.", required=True, metadata={"example": "client_moved"})
    about = fields.Dict(keys=fields.String(), values=fields.String(), required=True, metadata=_ABOUT)
    on = day("The day, by UTC.", required=True)
    count = fields.Integer(required=True, metadata={"example": 2, "description": "How often it happened."})
    unread = fields.Integer(required=True, metadata={"example": 1, "description": "How many of these are unseen."})
    last_at = moment("When it last happened.")


class StaffMessages(Schema):
    """The newest hundred lines."""

    items = fields.List(fields.Nested(StaffMessage), required=True)
    unread = fields.Integer(required=True, metadata={"example": 3, "description": "How many lines hold something new."})


class SeenUntil(Schema):
    """Up to when one has seen what one was told of."""

    until = moment("When the newest line one was shown last happened (RFC 3339, UTC).")
