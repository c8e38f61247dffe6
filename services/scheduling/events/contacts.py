"""How to reach whoever interprets: for notifications alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ContactGiven:
    """How to reach an interpreter, and in which language to write: sealed, for notifications alone.

    `about` is the interpreter; `sealed` holds {email, phone, language, notice_language, status_token}: they have no
    status page, so that the last one is null.
    """

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.given.v1"
    subject: ClassVar[str] = "about"

    about: str
    sealed: str


@dataclass(frozen=True)
class ContactChanged:
    """An interpreter is reached in another way from now on, or in another language: for notifications alone.

    `about` is the interpreter; `sealed` holds {email, phone, language}.
    """

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.changed.v1"
    subject: ClassVar[str] = "about"

    about: str
    sealed: str


@dataclass(frozen=True)
class ContactErased:
    """An interpreter (`about`) has left long ago and is not to be reached by us any more; forget how."""

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.erased.v1"
    subject: ClassVar[str] = "about"

    about: str


ALL = (ContactGiven, ContactChanged, ContactErased)
