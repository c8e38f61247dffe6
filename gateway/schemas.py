"""What goes over the wire, as the OpenAPI document describes it.

These schemas describe and write answers; they do not judge what comes in. The service does that, so that
there is one law and not two.
"""

from __future__ import annotations

from marshmallow import Schema, fields, validate

REFERENCE = {"example": "K7M-4XQ-6", "description": "The short code a client can say on the telephone."}
LANGUAGE = {"example": "ka", "description": "A language tag (BCP 47), one of those in the programme."}
VERSION = {"example": 1, "description": "Counts the changes of the request."}
_NAMES = {"example": {"de": "Wohnen", "en": "Housing"}, "description": "Language → name."}


def _text(description: str, **options: object) -> fields.String:
    limits = options.pop("limits", None)
    metadata = {"description": description, **options.pop("metadata", {})}  # type: ignore[dict-item]
    return fields.String(metadata=metadata, validate=limits, **options)  # type: ignore[arg-type]


def _names() -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=fields.String(), required=True, metadata=_NAMES)


class Consent(Schema):
    """That the data notice was read and accepted, in which version and language."""

    notice_version = _text("As `GET /notice` names it.", required=True)
    language = fields.String(required=True, metadata=LANGUAGE)


class RequestBody(Schema):
    """What somebody asks for. One of `email` and `phone` is needed, except over the channel `walk_in`."""

    channel = _text(
        "How it reached us; `web` where nothing is said.",
        limits=validate.OneOf(["web", "phone", "email", "walk_in", "authority", "provider"]),
    )
    language = fields.String(required=True, metadata=LANGUAGE)
    language_mode = _text("How to talk.", limits=validate.OneOf(["written", "spoken", "sign"]))
    topics = fields.List(fields.String(), required=True, metadata={"example": ["housing", "language"]})
    municipality = _text("Where the person lives.", required=True, metadata={"example": "eschweiler"})
    preferred_place = _text("Where the person would like to come to.")
    message = _text("In the person's own words, in any language.")
    name = _text("The name to be called by.", required=True)
    email = fields.Email(metadata={"example": "nino@example.org"})
    phone = _text("As people write it in Germany, or with a country code.", metadata={"example": "+491713920012"})
    asked_by = _text("Who asks on the person's behalf, if somebody else does.")
    consent = fields.Nested(Consent, required=True)


class Received(Schema):
    """The receipt. The token is told only here and in the message to the client."""

    request_id = fields.UUID(required=True)
    reference = fields.String(required=True, metadata=REFERENCE)
    status_token = _text("With the reference, opens the status.", required=True)
    version = fields.Integer(required=True, metadata=VERSION)


class Key(Schema):
    """What opens a request without an account."""

    reference = fields.String(required=True, metadata=REFERENCE)
    token = _text("The `status_token` of the receipt.", required=True)


class Status(Schema):
    """Where a request stands, as code and in words."""

    request_id = fields.UUID(required=True)
    reference = fields.String(required=True, metadata=REFERENCE)
    status = _text("A code.", required=True, metadata={"example": "received"})
    status_text = _text("The same as a sentence, in the language asked for.", required=True)
    language = fields.String(required=True, metadata=LANGUAGE)
    topics = fields.List(fields.String(), required=True)
    municipality = fields.String(required=True)
    received_at = _text("RFC 3339, UTC.", required=True, metadata={"format": "date-time"})
    changed_at = _text("RFC 3339, UTC.", required=True, metadata={"format": "date-time"})
    receipt = _text(
        "What became of the message that confirms the request.",
        required=True,
        limits=validate.OneOf(["none", "queued", "sent", "failed"]),
    )
    can_withdraw = fields.Boolean(required=True)
    version = fields.Integer(required=True, metadata=VERSION)


class Withdrawn(Schema):
    """The request has been withdrawn."""

    request_id = fields.UUID(required=True)
    version = fields.Integer(required=True, metadata=VERSION)


class Topic(Schema):
    """One of the things we can help with."""

    code = fields.String(required=True, metadata={"example": "housing"})
    names = _names()


class Language(Schema):
    """A language one may ask in."""

    code = fields.String(required=True, metadata=LANGUAGE)
    names = _names()
    pages = fields.Boolean(required=True, metadata={"description": "Whether pages and messages come in this language."})


class Municipality(Schema):
    """A town or a community of the programme."""

    code = fields.String(required=True, metadata={"example": "eschweiler"})
    name = fields.String(required=True, metadata={"example": "Eschweiler"})


class Place(Schema):
    """Where consultation happens."""

    code = fields.String(required=True)
    names = _names()
    municipality = fields.String(required=True)
    address = fields.String(required=True)
    phone = fields.String(required=True)


class Programme(Schema):
    """Everything one can choose from. Send the codes, show the names."""

    names = _names()
    notice_version = _text("The data notice in force.", required=True)
    topics = fields.List(fields.Nested(Topic), required=True)
    languages = fields.List(fields.Nested(Language), required=True)
    municipalities = fields.List(fields.Nested(Municipality), required=True)
    places = fields.List(fields.Nested(Place), required=True)


class Section(Schema):
    """A part of the data notice."""

    heading = fields.String(required=True)
    paragraphs = fields.List(fields.String(), required=True)


class Notice(Schema):
    """The data notice that a client reads and accepts."""

    notice_version = fields.String(required=True)
    language = fields.String(required=True, metadata=LANGUAGE)
    title = fields.String(required=True)
    sections = fields.List(fields.Nested(Section), required=True)


class ProblemField(Schema):
    """One field that cannot be accepted."""

    field = _text("Path in the body, dotted.", required=True, metadata={"example": "consent.notice_version"})
    code = _text("Stable.", required=True, metadata={"example": "required"})
    detail = _text("What to do, in the language asked for.", required=True)


class ProblemDocument(Schema):
    """What went wrong and what to do (RFC 9457)."""

    type = fields.Url(required=True, metadata={"description": "Explains the code."})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = _text("A sentence in the language asked for.", required=True)
    instance = _text("The path that was called.", required=True)
    code = _text("Stable, for programs.", required=True, metadata={"example": "invalid"})
    errors = fields.List(fields.Nested(ProblemField))
    trace_id = _text("Quote this when you ask the operators.", required=True)
