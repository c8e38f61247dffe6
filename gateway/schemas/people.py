"""The person whom a request or a case is about, as those see them who may."""

from __future__ import annotations

from marshmallow import Schema

from gateway.schemas.wording import text


class Person(Schema):
    """What a person told us about themselves."""

    name = text("The name to be called by.", required=True)
    email = text("Where mails reach them.", required=True, allow_none=True)
    phone = text("In E.164.", required=True, allow_none=True, metadata={"example": "+491713920012"})
    message = text("In their own words, in any language.", required=True, allow_none=True)
    asked_by = text("Who asked on their behalf, if somebody else did.", required=True, allow_none=True)
