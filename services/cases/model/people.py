"""Who is accompanied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

BORN_EARLIEST = 1900


# Without a repr: what stands in here must not get into a log with some error.
@dataclass(frozen=True, repr=False)
class Person:
    """What somebody told us about themselves; encrypted wherever it is kept.

    `name` is as they told it, in any script; `name_latin` is the same in Latin letters. `languages` are further ones
    than that of the case. `behalf` {relation, consent_of} says who asked for them, and who agreed to it. A telephone
    number allows calls; that it may be written to as well is said apart (`sms_allowed`; None: nobody has asked).
    """

    name: str
    name_latin: str | None = None
    birth_year: int | None = None
    email: str | None = None
    phone: str | None = None
    languages: tuple[str, ...] = ()
    message: str | None = None
    asked_by: str | None = None
    behalf: Mapping[str, str] | None = None
    sms_allowed: bool | None = None


@dataclass(frozen=True)
class KnownPerson:
    """A person as one organisation knows them."""

    person_id: str
    organisation: str
    person: Person = field(repr=False)
    known_since: datetime
    version: int = 0
    noun = "person"

    def correct(self, facts: Mapping[str, Any]) -> KnownPerson:
        """The same person with these facts instead of what was written before; what was allowed of their number holds
        for that number alone."""
        corrected = replace(self.person, **facts)
        same_number = corrected.phone == self.person.phone
        return replace(self, person=corrected if same_number else replace(corrected, sms_allowed=None))
