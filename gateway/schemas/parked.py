"""Messages that a service could not handle, and that wait for a person's decision."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import moment, text

_PARKED_ID = {"example": "intake-17"}
_SERVICE = {"example": "intake"}


class Parked(Schema):
    """A parked message, without its contents."""

    parked_id = fields.String(required=True, metadata=_PARKED_ID)
    service = fields.String(required=True, metadata=_SERVICE)
    position = fields.Integer(required=True, metadata={"description": "Where it stands in the service's inbox."})
    type = text("What was said; empty where it cannot be read.", required=True, metadata={"example": "case.opened.v1"})
    subject = text("The id of what it is about.", required=True)
    source = text("Who said it.", required=True, metadata={"example": "cases"})
    received_at = moment()
    parked_at = moment(allow_none=True)
    attempts = fields.Integer(required=True)
    reason = text("Why it could not be handled.", required=True, allow_none=True)


class ParkedMessages(Schema):
    """Of one service a page, oldest first (`Link: …; rel="next"`); of all of them the oldest."""

    items = fields.List(fields.Nested(Parked), required=True)
    absent = fields.List(
        fields.String(), required=True, metadata={"example": [], "description": "Services that did not answer."}
    )
    more = fields.List(
        fields.String(), required=True, metadata={"example": [], "description": "Services that have more of them."}
    )


class Decided(Schema):
    """The message that was decided about."""

    parked_id = fields.String(required=True, metadata=_PARKED_ID)
    service = fields.String(required=True, metadata=_SERVICE)
    position = fields.Integer(required=True)
