"""Letters on paper."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import LANGUAGE, REFERENCE, ident, moment, text


class WaitingLetter(Schema):
    """A letter that waits to be printed and posted."""

    message_id = ident()
    about = text("Of which case or request.", required=True)
    is_about_case = fields.Boolean(required=True)
    kind = text("What it tells.", required=True, metadata={"example": "appointment_invitation"})
    reference = fields.String(allow_none=True, metadata=REFERENCE)
    language = fields.String(required=True, metadata=LANGUAGE)
    queued_at = moment("Since when it waits (RFC 3339, UTC).")
    needed_by = moment("When the appointment is that it tells of.", required=False, allow_none=True)


class WaitingLetters(Schema):
    """The first first."""

    items = fields.List(fields.Nested(WaitingLetter), required=True)


class PostedLetters(Schema):
    """Letters that were printed and posted, or handed over."""

    message_ids = fields.List(fields.UUID(), required=True, metadata={"description": "At most 50."})
