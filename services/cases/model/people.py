"""Who is accompanied."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Person:
    """What somebody told us about themselves; encrypted wherever it is kept."""

    name: str
    email: str | None = None
    phone: str | None = None
    message: str | None = None
    asked_by: str | None = None


@dataclass(frozen=True)
class KnownPerson:
    """A person as one organisation knows them."""

    person_id: str
    organisation: str
    person: Person = field(repr=False)
    known_since: datetime
    version: int = 0

    noun = "person"
