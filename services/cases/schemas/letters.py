"""What comes in about letters."""

from __future__ import annotations

from typing import Any

from marshmallow import validates_schema

from services.cases.model import documents
from services.cases.schemas.documents import Filed
from services.chassis.fields import Code, Codes, Text, fault_at
from services.chassis.programme import Programme

_DATA_MAX = 20
_TO_OUTSIDE = ("recipient", "purpose", "data")


class WriteLetter(Filed):
    """A letter that was written from a template. One to somebody outside says to whom, what for, and which data."""

    letter = Code("letter", required=True)
    title = Text(max=documents.TITLE_MAX, required=True)
    recipient = Code("recipient", load_default=None, allow_none=True)
    purpose = Code("release_purpose", load_default=None, allow_none=True)
    data = Codes("release_data", max=_DATA_MAX, load_default=list)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(programme, **options)
        self._letters = programme.letters

    @validates_schema(skip_on_field_errors=True)
    def _addressed(self, asked: dict[str, Any], **_: Any) -> None:
        goes_out = not self._letters[asked["letter"]].is_to_client
        for name in _TO_OUTSIDE:
            if goes_out and not asked[name]:
                raise fault_at(name, "required")
            if asked[name] and not goes_out:
                raise fault_at(name, "unknown_field")
