"""What is said when what we know of a person has changed: which facts, never what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class PersonCorrected:
    """What is written about the person in a case was corrected. `fields` names what; the codes are those of now."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "person.corrected.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    fields: tuple[str, ...]
    municipality: str
    language: str
    language_mode: str
    corrected_at: datetime


@dataclass(frozen=True)
class ContactChanged:
    """The person in a case is reached in another way from now on, or in another language: for notifications alone.

    `about` is the case; `sealed` holds {email, phone, language}.
    """

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.changed.v1"
    subject: ClassVar[str] = "about"

    about: str
    sealed: str


ALL = (PersonCorrected, ContactChanged)
