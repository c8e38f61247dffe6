"""The words of messages."""

from __future__ import annotations

from marshmallow import Schema, fields

from gateway.schemas.wording import LANGUAGE, VERSION, moment, text

_CHANNELS = {"example": ["email", "sms", "letter", "staff"], "description": "The ways it may take, the best first."}


class TemplateKind(Schema):
    """A kind of message."""

    kind = text("Its code.", required=True, metadata={"example": "appointment_reminder"})
    channels = fields.List(fields.String(), required=True, metadata=_CHANNELS)


class ListedKind(TemplateKind):
    """A kind of message in the list."""

    own_languages = fields.List(
        fields.String(), required=True, metadata={"example": ["de"], "description": "Those with words of one's own."}
    )


class TemplateLanguage(Schema):
    """A language there are words in."""

    language = fields.String(required=True, metadata=LANGUAGE)
    is_reviewed = fields.Boolean(required=True, metadata={"description": "By a native speaker."})


class Templates(Schema):
    """Every kind has words in every language."""

    kinds = fields.List(fields.Nested(ListedKind), required=True)
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


class OwnWords(Schema):
    """Words of one's own, with the placeholders of the shipped ones."""

    subject = text("Of the mail.", required=True, metadata={"example": "We will meet on {date}"})
    paragraphs = fields.List(
        fields.Raw(metadata={"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
        required=True,
        metadata={"description": "Those in a list of their own stand or fall together where a fact is missing."},
    )
    short = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "The text message; of several the first that can be told."},
    )


class ShippedWords(OwnWords):
    """What the release brought."""

    template = text("By which words; each message notes it.", required=True, metadata={"example": "9f3c5a1e0b7d2468"})


class TemplateStep(Schema):
    """A step in what is said of a kind."""

    template = text("By which words; none where it went back to the shipped ones.", required=True, allow_none=True)
    published_at = moment()
    by = text("The account of whoever took it.", required=True)


class TemplateChanged(Schema):
    """What is said from now on."""

    kind = text("Its code.", required=True, metadata={"example": "appointment_reminder"})
    language = fields.String(required=True, metadata=LANGUAGE)
    template = text("By which words; each message notes it.", required=True, metadata={"example": "own-3"})
    version = fields.Integer(required=True, metadata=VERSION)


class Template(TemplateKind, TemplateLanguage):
    """A kind of message in one language, with invented facts."""

    template = text("By which words; each message notes it.", required=True, metadata={"example": "own-3"})
    in_force = text("By which words it is written now.", required=True, metadata={"example": "own-3"})
    version = fields.Integer(required=True, metadata=VERSION)
    words = fields.Nested(OwnWords, required=True, metadata={"description": "Those it is shown with."})
    shipped = fields.Nested(ShippedWords, required=True)
    steps = fields.List(
        fields.Nested(TemplateStep), required=True, metadata={"description": "What was published, the newest first."}
    )
    subject = text("Of the mail.", required=True)
    text = text("The mail as text.", required=True)
    html = fields.String(required=True, metadata={"description": "The mail as HTML."})
    has_file = fields.Boolean(required=True, metadata={"description": "Whether a calendar file goes with the mail."})
    short = fields.Nested(ShortWords, required=True)
    sides = fields.List(fields.Nested(LetterSide), required=True)
