"""Private calendars."""

from __future__ import annotations

from marshmallow import Schema

from gateway.schemas.wording import moment, text


class OwnFeed(Schema):
    """Whether a calendar has an address."""

    made_at = moment("Since when there is one (RFC 3339, UTC).", allow_none=True)


class NewFeed(Schema):
    """The secret address of a calendar, told once."""

    url = text("For a calendar program. Keep it secret.", required=True, metadata={"format": "uri"})
