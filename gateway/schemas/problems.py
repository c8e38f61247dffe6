"""What is answered when something is wrong (RFC 9457)."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import moment, text


class ProblemField(Schema):
    """One field that cannot be accepted."""

    field = text("Path in the body, dotted.", required=True, metadata={"example": "consent.notice_version"})
    code = text("Stable.", required=True, metadata={"example": "required"})
    detail = text("What to do, in the language asked for.", required=True)


class Alternative(Schema):
    """A time that is free instead: with the same counsellor, at the same place, in the same mode."""

    starts_at = moment()
    ends_at = moment()
    place = text("A code of `GET /places`.", required=True)
    room = text("The room that was asked for, or that of the counsellor's hours.", required=True, allow_none=True)


class ProblemDocument(Schema):
    """What went wrong and what to do (RFC 9457)."""

    type = fields.Url(required=True, metadata={"description": "Explains the code."})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = text("A sentence in the language asked for.", required=True)
    instance = text("The path that was called.", required=True)
    code = text("Stable, for programs.", required=True, metadata={"example": "invalid"})
    errors = fields.List(fields.Nested(ProblemField))
    alternatives = fields.List(
        fields.Nested(Alternative),
        metadata={"description": "With `time_taken` from booking or moving: at most three, the nearest first."},
    )
    trace_id = text("Quote this when you ask the operators.", required=True)
