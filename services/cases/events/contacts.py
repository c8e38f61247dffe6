"""How to reach a person in a case: for notifications alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class ContactGiven:
    """How to reach the person in a case, and in which language: sealed, for notifications alone.

    `about` is the case; `sealed` holds {email, phone, sms_allowed, said_over, said_at, language, notice_language,
    status_token, reference}: whether they allowed text messages, over which channel they came, and when.
    """

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.given.v1"
    subject: ClassVar[str] = "about"

    about: str
    sealed: str


ALL = (ContactGiven,)
