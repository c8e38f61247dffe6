"""What a client asks for, and where that stands."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.people import Behalf
from gateway.schemas.questions import QuestionOfRequest
from gateway.schemas.wording import LANGUAGE, REFERENCE, moment, text, version


class Consent(Schema):
    """That the data notice was read and accepted, in which version and language."""

    notice_version = text("As `GET /notice` names it.", required=True)
    language = fields.String(required=True, metadata=LANGUAGE)


class RequestBody(Schema):
    """What somebody asks for. One of `email` and `phone` is needed, except over the channel `walk_in`; `asked_by` and
    `behalf` come together."""

    channel = text(
        "How it reached us; where nothing is said, the usual way of whoever asks (`web` without an account).",
        limits=validate.OneOf(["web", "phone", "email", "walk_in", "authority", "provider"]),
    )
    language = fields.String(required=True, metadata=LANGUAGE)
    language_mode = text("How to talk.", limits=validate.OneOf(["written", "spoken", "sign"]))
    topics = fields.List(fields.String(), required=True, metadata={"example": ["housing", "language"]})
    municipality = text("Where the person lives.", required=True, metadata={"example": "eschweiler"})
    preferred_place = text("Where the person would like to come to.")
    message = text("In the person's own words, in any language.")
    name = text("The name to be called by.", required=True)
    email = fields.Email(metadata={"example": "nino@example.org"})
    phone = text("As people write it in Germany, or with a country code.", metadata={"example": "+491713920012"})
    sms_allowed = fields.Boolean(
        metadata={"description": "That the number may be written to as well; otherwise it is only called."}
    )
    birth_year = fields.Integer(metadata={"example": 1988, "description": "Not over the channel `web`."})
    asked_by = text("Who asks on the person's behalf, if somebody else does.")
    behalf = fields.Nested(Behalf)
    consent = fields.Nested(Consent, required=True)


class Received(Schema):
    """The receipt. The token is told only here and in the message to the client."""

    request_id = fields.UUID(required=True)
    reference = fields.String(required=True, metadata=REFERENCE)
    channel = text("How it reached us.", required=True, metadata={"example": "web"})
    status_token = text(
        "With the reference, opens the status; not told to whoever passes a request on.", required=True, allow_none=True
    )
    version = version()


class Key(Schema):
    """What opens a request without an account."""

    reference = fields.String(required=True, metadata=REFERENCE)
    token = text("The `status_token` of the receipt.", required=True)


class AppointmentOfRequest(Schema):
    """An appointment to come, as the client is told of it."""

    place = text("A code of `GET /places`.", required=True, metadata={"example": "wuerselen-rathaus"})
    starts_at = moment()
    ends_at = moment()
    status = text("A code.", required=True, metadata={"example": "booked"})


class Status(Schema):
    """Where a request stands, as code and in words."""

    request_id = fields.UUID(required=True)
    reference = fields.String(required=True, metadata=REFERENCE)
    status = text("A code.", required=True, metadata={"example": "received"})
    status_text = text("The same as a sentence, in the language asked for.", required=True)
    language = fields.String(required=True, metadata=LANGUAGE)
    topics = fields.List(fields.String(), required=True)
    municipality = fields.String(required=True)
    received_at = text("RFC 3339, UTC.", required=True, metadata={"format": "date-time"})
    changed_at = text("RFC 3339, UTC.", required=True, metadata={"format": "date-time"})
    receipt = text(
        "What became of the message that confirms the request.",
        required=True,
        limits=validate.OneOf(["none", "queued", "sent", "failed"]),
    )
    helper = text(
        "The organisation that has taken it on, if one has.",
        required=True,
        allow_none=True,
        metadata={"example": "bruecke"},
    )
    appointments = fields.List(fields.Nested(AppointmentOfRequest), required=True)
    questions = fields.List(fields.Nested(QuestionOfRequest), required=True)
    can_withdraw = fields.Boolean(required=True)
    version = version()


class Withdrawn(Schema):
    """The request has been withdrawn."""

    request_id = fields.UUID(required=True)
    version = version()
