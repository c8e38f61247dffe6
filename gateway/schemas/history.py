"""What was done in a case."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import ident, moment, text


class HistoryLine(Schema):
    """Something that was done."""

    line_id = ident()
    what = text("An event's name; it never changes its meaning.", required=True, metadata={"example": "goal.reached"})
    happened_at = moment()
    by = text("Who did it; nobody where the clock or another service did.", required=True, allow_none=True)
    about = fields.Dict(required=True, metadata={"description": "Ids, codes and dates of what was done."})


class History(Schema):
    """One page of what was done, the newest first."""

    items = fields.List(fields.Nested(HistoryLine), required=True)
