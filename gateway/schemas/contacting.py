"""By which ways somebody may be written to."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.requests import Key
from gateway.schemas.wording import ident, moment, text

CHANNELS = ("email", "sms")
_STATES = ("allowed", "stopped", "bounced", "not_allowed")


class _Way(Schema):
    channel = text("The way.", required=True, limits=validate.OneOf(CHANNELS))
    state = text(
        "Whether they are written to on it. `stopped`: they want no more; `bounced`: what we write comes back, only "
        "another address helps; `not_allowed`: nobody has said that we may.",
        required=True,
        limits=validate.OneOf(_STATES),
    )
    since = moment("Since when it is so.", required=True, allow_none=True)


class WayOfPerson(_Way):
    """A way on which we have an address of somebody, without the address."""

    how = text("How it was stopped: link, one_click, reply, status_page or staff.", required=True, allow_none=True)
    proof = text(
        "How it was allowed: given (with the address), form, desk, status_page, or what staff wrote down.",
        required=True,
        allow_none=True,
        metadata={"example": "form"},
    )
    allowed_at = moment("When it was allowed; stays when it ends.", required=True, allow_none=True)
    is_shared = fields.Boolean(
        required=True, metadata={"description": "Others read this telephone: it only asks them to call us."}
    )
    may = fields.List(
        fields.String(), required=True, metadata={"description": "What you can write down: allow, stop, share."}
    )


class WaysOfPerson(Schema):
    """All of them, e-mail first; none where we have no address."""

    items = fields.List(fields.Nested(WayOfPerson), required=True)


class OfSubject(Schema):
    """Whose way it is."""

    subject = ident(metadata={"description": "The case or the request."})


class WayAllowed(OfSubject):
    """That they agreed, and how."""

    proof = text("When and how they said so.", required=True, metadata={"example": "said so on the telephone"})
    is_shared = fields.Boolean(metadata={"description": "Others read this telephone."})


class TelephoneShared(OfSubject):
    """Whether others read it."""

    is_shared = fields.Boolean(required=True)


class WayWritten(Schema):
    """What was written down holds from now on."""

    about = ident(metadata={"description": "The case or the request we know them by."})


class OwnWay(_Way):
    """A way on which we have an address of the client."""


class OwnWays(Schema):
    """All of them, e-mail first."""

    items = fields.List(fields.Nested(OwnWay), required=True)


class SetOwnWay(Key):
    """Whether we may write to the client on this way."""

    is_allowed = fields.Boolean(required=True)
