"""What was written to somebody, and what became of it."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.wording import LANGUAGE, ident, moment, text

STATES = ("queued", "sent", "delivered", "bounced", "failed", "erased", "outdated")


class MessageSeen(Schema):
    """A message, without its words and without the address it went to."""

    message_id = ident()
    about = text("Of which case or request.", required=True)
    kind = text("What it tells.", required=True, metadata={"example": "appointment_invitation"})
    channel = text(
        "The way it takes; `staff`: somebody has to call.",
        required=True,
        limits=validate.OneOf(["email", "sms", "letter", "staff"]),
    )
    language = fields.String(required=True, allow_none=True, metadata=LANGUAGE)
    state = text(
        "What became of it. `sent`: handed over; `delivered`: it arrived, as far as we are told; `bounced`: it came "
        "back; `failed`: it could not be sent; `erased`: the person was forgotten; `outdated`: a newer one tells more.",
        required=True,
        limits=validate.OneOf(STATES),
    )
    reason = text(
        "Why it failed, came back or waits, as a code.",
        required=True,
        allow_none=True,
        metadata={"example": "smtp_550"},
    )
    queued_at = moment("Since when it is to be sent (RFC 3339, UTC).")
    due_at = moment("While it waits: when it will be tried.", required=True, allow_none=True)
    settled_at = moment("When it left, or was given up.", required=True, allow_none=True)
    delivered_at = moment("When it arrived.", required=True, allow_none=True)
    bounced_at = moment("When it came back.", required=True, allow_none=True)
    may = fields.List(fields.String(), required=True, metadata={"description": "`again`: you can send it again."})


class Messages(Schema):
    """The newest first."""

    items = fields.List(fields.Nested(MessageSeen), required=True)
    trouble = text(
        "What has to be seen to before anybody writes again: `bounced` (ask for another address), `no_way` (only a "
        "call is left).",
        required=True,
        allow_none=True,
        limits=validate.OneOf(["bounced", "no_way"]),
    )


class MessageToSend(Schema):
    """Which one is in the address; here stands whose it is."""

    subject = ident()


class MessageSent(Schema):
    """The new message."""

    message_id = ident()
