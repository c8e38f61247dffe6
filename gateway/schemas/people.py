"""The person whom a request or a case is about, as those see them who may."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from gateway.schemas.wording import text


class Behalf(Schema):
    """That somebody asks for another person."""

    relation = text(
        "What they are to them.",
        required=True,
        limits=validate.OneOf(["family", "volunteer", "school", "authority", "provider", "other"]),
    )
    consent_of = text("Who has agreed to it.", required=True, limits=validate.OneOf(["person", "guardian"]))


class Person(Schema):
    """What a person told us about themselves."""

    name = text("The name to be called by.", required=True)
    email = text("Where mails reach them.", required=True, allow_none=True)
    phone = text("In E.164.", required=True, allow_none=True, metadata={"example": "+491713920012"})
    sms_allowed = fields.Boolean(
        required=True, allow_none=True, metadata={"description": "That the number may be written to as well."}
    )
    message = text("In their own words, in any language.", required=True, allow_none=True)
    asked_by = text("Who asked on their behalf, if somebody else did.", required=True, allow_none=True)
    birth_year = fields.Integer(required=True, allow_none=True, metadata={"example": 1988})
    behalf = fields.Nested(Behalf, required=True, allow_none=True)
