"""How the fields of all shapes are described."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

REFERENCE = {"example": "K7M-4XQ-6", "description": "The short code a client can say on the telephone."}
LANGUAGE = {"example": "ka", "description": "A language tag (BCP 47), one of those in the programme."}
VERSION = {"example": 1, "description": "Counts the changes."}
_NAMES = {"example": {"de": "Wohnen", "en": "Housing"}, "description": "Language → name."}


def text(description: str, **options: Any) -> fields.String:
    """Text, or one of several codes (`limits`)."""
    limits = options.pop("limits", None)
    metadata = {"description": description, **options.pop("metadata", {})}
    return fields.String(metadata=metadata, validate=limits, **options)


def names() -> fields.Dict:
    """What something is called, in each language."""
    return fields.Dict(keys=fields.String(), values=fields.String(), required=True, metadata=_NAMES)


def moment(description: str = "RFC 3339, UTC.", **options: Any) -> fields.String:
    """A point in time."""
    return text(description, metadata={"format": "date-time"}, **{"required": True, **options})


def day(description: str, **options: Any) -> fields.String:
    """A date (ISO 8601)."""
    return text(description, metadata={"format": "date", "example": "2027-06-30"}, **options)


def ident(**options: Any) -> fields.UUID:
    """The id of one of our things."""
    return fields.UUID(**{"required": True, **options})


def version() -> fields.Integer:
    """How often a thing has changed; also its ETag."""
    return fields.Integer(required=True, metadata=VERSION)


def codes(example: list[str], **options: Any) -> fields.List:
    """Some of the programme's codes."""
    return fields.List(fields.String(), metadata={"example": example}, **{"required": True, **options})
