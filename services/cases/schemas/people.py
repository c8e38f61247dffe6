"""What comes in about people and those who live with them."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, validates_schema

from services.cases.model.households import RELATIONS
from services.cases.schemas.cases import OneCase
from services.cases.schemas.codes import Coded
from services.cases.schemas.names import NAME_MAX, BirthYear, LatinName, Name
from services.chassis.fields import (
    Asked,
    Code,
    Codes,
    EmailAddress,
    Identifier,
    Number,
    PhoneNumber,
    Text,
    fault,
    fault_at,
)

_LANGUAGES_MAX = 8


class Reference(Text):
    """The reference of a case as somebody writes or says it: small letters, missing dashes and spaces are fine."""

    _WRITTEN = 20
    _LETTERS = 7

    def __init__(self, **options: Any):
        super().__init__(max=self._WRITTEN, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str | None:
        text = super()._deserialize(value, attr, data, **options)
        if text is None:
            return None
        letters = "".join(each for each in text.upper() if each.isalnum())
        if len(letters) != self._LETTERS:
            raise fault("not_a_reference")
        return f"{letters[:3]}-{letters[3:6]}-{letters[6]}"


class OnePerson(Asked):
    """One person, by their id."""

    person_id = Identifier(required=True)


class CorrectPerson(Coded):
    """What is written about a person from now on, as they were seen; what is not named stays as it is."""

    person_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)
    name = Name()
    name_latin = LatinName(allow_none=True)
    birth_year = BirthYear(allow_none=True)
    email = EmailAddress(allow_none=True)
    phone = PhoneNumber(allow_none=True)
    languages = Codes("language", max=_LANGUAGES_MAX)
    language = Code("language")
    language_mode = Code("language_mode")
    municipality = Code("municipality")

    @validates_schema(skip_on_field_errors=True)
    def _named(self, data: dict[str, Any], **_: Any) -> None:
        # An empty text is read as none: whoever empties one of these is told that it has to be something.
        empty = [name for name in ("name", "language", "language_mode", "municipality") if data.get(name, "") is None]
        if empty:
            raise ValidationError({name: fault("required").messages for name in empty})


class FindPeople(Asked):
    """Whom somebody looks for: by name in any spelling and year of birth, or by the reference of a case."""

    name = Text(max=NAME_MAX, load_default=None, allow_none=True)
    birth_year = BirthYear(load_default=None, allow_none=True)
    reference = Reference(load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def _somebody(self, data: dict[str, Any], **_: Any) -> None:
        if not data["name"] and not data["reference"]:
            raise fault_at("name", "nobody_named")


class JoinHousehold(OneCase):
    """Who lives with the person of a case: somebody who is known (`person_id`), or somebody new by name."""

    relation = Code("relation", among=RELATIONS, required=True)
    person_id = Identifier(load_default=None, allow_none=True)
    name = Name(load_default=None, allow_none=True)
    name_latin = LatinName(load_default=None, allow_none=True)
    birth_year = BirthYear(load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def _somebody(self, data: dict[str, Any], **_: Any) -> None:
        if not data["name"] and not data["person_id"]:
            raise fault_at("name", "required")
        if data["name"] and data["person_id"]:
            raise fault_at("person_id", "known_or_new")


class LeaveHousehold(OneCase):
    """Who does not live with the person of a case any more, as they were seen."""

    person_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)
