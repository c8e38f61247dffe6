"""Names of people, and the year they were born in, as they come in."""

from __future__ import annotations

from typing import Any

from services.cases.model import names
from services.cases.model.people import BORN_EARLIEST
from services.chassis.fields import Number, Text, fault

NAME_MAX = 200
_LAST_YEAR = 2199  # which years are still to come, the commands know


class Name(Text):
    """The name of a person as it is told, in any script; refused are digits and signs."""

    def __init__(self, **options: Any):
        super().__init__(max=NAME_MAX, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str | None:
        text = super()._deserialize(value, attr, data, **options)
        if text is not None and not names.is_name(text):
            raise fault("not_a_name")
        return text


class LatinName(Name):
    """The name of a person in the Latin letters of DIN 91379."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str | None:
        text = super()._deserialize(value, attr, data, **options)
        if text is not None and not names.is_latin(text):
            raise fault("not_latin")
        return text


class BirthYear(Number):
    """The year somebody was born in."""

    def __init__(self, **options: Any):
        super().__init__(BORN_EARLIEST, _LAST_YEAR, **options)
