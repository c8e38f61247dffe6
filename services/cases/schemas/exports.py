"""What comes in about copies for the people they are about, and about sheets."""

from __future__ import annotations

from typing import Any

from marshmallow import validates_schema

from services.cases.schemas.cases import OneCase
from services.cases.schemas.people import OnePerson
from services.chassis.fields import Asked, Identifier, fault_at


class OneSubject(Asked):
    """A person, by their id or as whom a case is about."""

    person_id = Identifier(load_default=None, allow_none=True)
    case_id = Identifier(load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def _somebody(self, data: dict[str, Any], **_: Any) -> None:
        if (data["person_id"] is None) == (data["case_id"] is None):
            raise fault_at("person_id", "required")


class ExportPerson(OnePerson):
    """Whose copy it is."""


class ExportDocument(OnePerson):
    """A document of the copy."""

    document_id = Identifier(required=True)


class SheetOfCase(OneCase):
    """Whose case's sheet it is."""
