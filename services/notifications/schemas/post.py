"""What those who print and post letters ask."""

from __future__ import annotations

from marshmallow import fields, validate

from services.chassis.fields import Asked, Text
from services.chassis.paging import Paged

AT_ONCE = 50


class PostTray(Paged):
    """What waits to be printed and posted."""


class ChosenLetters(Asked):
    """Some of the letters."""

    message_ids = fields.List(
        Text(max=36, required=True), required=True, validate=validate.Length(1, AT_ONCE, error="required")
    )
