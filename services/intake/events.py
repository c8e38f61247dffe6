"""What the intake says has happened. Thin: ids, states, codes, dates; what is personal travels sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class RequestReceived:
    """Somebody asked for help. `reachable_by` names the ways (email, phone), not the addresses."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.received.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    reference: str
    channel: str
    language: str
    language_mode: str
    topics: tuple[str, ...]
    municipality: str
    reachable_by: tuple[str, ...]
    received_at: datetime


@dataclass(frozen=True)
class RequestWithdrawn:
    """The client does not want our help any more."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.withdrawn.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    reference: str
    withdrawn_at: datetime


@dataclass(frozen=True)
class RequestErased:
    """The person behind a request has been forgotten; whoever holds anything of theirs forgets it too."""

    exchange: ClassVar[str] = "intake.events"
    type: ClassVar[str] = "request.erased.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    erased_at: datetime


@dataclass(frozen=True)
class ContactGiven:
    """How to reach the person behind a request, and in which language: sealed, for notifications alone.

    `sealed` holds {email, phone, language, status_token}.
    """

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.given.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    sealed: str


@dataclass(frozen=True)
class ContactErased:
    """The person behind a request is not to be reached any more; forget how."""

    exchange: ClassVar[str] = "contacts.events"
    type: ClassVar[str] = "contact.erased.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str


ALL = (RequestReceived, RequestWithdrawn, RequestErased, ContactGiven, ContactErased)
