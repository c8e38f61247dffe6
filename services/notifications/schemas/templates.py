"""What administrators ask about the words of messages."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from services.chassis.fields import Asked, Number, Text, fault

_SUBJECT_MAX, _PARAGRAPH_MAX, _SHORT_MAX = 150, 1000, 500
_VERSIONS = 1_000_000


class Paragraph(Text):
    """A paragraph; or several in a list, which stand or fall together where a fact is missing."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        if not isinstance(value, list):
            return super()._deserialize(value, attr, data, **options)
        if not value:
            raise fault("required")
        return [super(Paragraph, self)._deserialize(each, attr, data, **options) for each in value]


class Templates(Asked):
    """Which kinds of message there are words for."""


class _Named(Asked):
    kind = Text(max=40, required=True)
    language = Text(max=16, required=True)


class Template(_Named):
    """How one kind reads in one language."""

    written_with = Text(max=64, load_default=None, allow_none=True)


class Draft(_Named):
    """Words of one's own, with the shipped words' placeholders."""

    subject = Text(max=_SUBJECT_MAX, required=True)
    paragraphs = fields.List(
        Paragraph(max=_PARAGRAPH_MAX, lines=True, required=True),
        required=True,
        validate=validate.Length(1, 40, error="required"),
    )
    short = fields.List(
        Text(max=_SHORT_MAX, required=True), required=True, validate=validate.Length(1, 4, error="required")
    )


class PublishTemplate(Draft):
    """Words of one's own that are to be in force."""

    version = Number(0, _VERSIONS, required=True)


class WithdrawTemplate(_Named):
    """Back to the shipped words."""

    version = Number(0, _VERSIONS, required=True)
