"""The words of messages."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import LANGUAGE, text

_CHANNELS = {"example": ["email", "sms", "letter", "staff"], "description": "The ways it may take, the best first."}


class TemplateKind(Schema):
    """A kind of message."""

    kind = text("Its code.", required=True, metadata={"example": "appointment_reminder"})
    channels = fields.List(fields.String(), required=True, metadata=_CHANNELS)


class TemplateLanguage(Schema):
    """A language there are words in."""

    language = fields.String(required=True, metadata=LANGUAGE)
    is_reviewed = fields.Boolean(required=True, metadata={"description": "By a native speaker."})


class Templates(Schema):
    """Every kind has words in every language."""

    kinds = fields.List(fields.Nested(TemplateKind), required=True)
    languages = fields.List(fields.Nested(TemplateLanguage), required=True)


class ShortWords(Schema):
    """A text message (SMS), as a telephone network carries it."""

    words = text("What it says.", required=True)
    alphabet = text("GSM-7 or UCS-2.", required=True, metadata={"example": "GSM-7"})
    length = fields.Integer(required=True, metadata={"example": 112})
    parts = fields.Integer(required=True, metadata={"example": 1})


class LetterSide(Schema):
    """One language of a letter on paper."""

    language = fields.String(required=True, metadata=LANGUAGE)
    subject = text("Its first line.", required=True)
    paragraphs = fields.List(fields.String(), required=True)


class Template(TemplateKind, TemplateLanguage):
    """A kind of message in one language, with invented facts."""

    version = text("By which words; each message notes it.", required=True)
    subject = text("Of the mail.", required=True)
    text = text("The mail as text.", required=True)
    html = fields.String(required=True, metadata={"description": "The mail as HTML."})
    has_file = fields.Boolean(required=True, metadata={"description": "Whether a calendar file goes with the mail."})
    short = fields.Nested(ShortWords, required=True)
    sides = fields.List(fields.Nested(LetterSide), required=True)
