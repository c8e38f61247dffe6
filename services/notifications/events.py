"""What notifications says has happened to a message: which kind, about what, and how it ended; never to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class MessageSent:
    """A message has been handed to the mail server. `about` is the request (or case) it belongs to."""

    exchange: ClassVar[str] = "notifications.events"
    type: ClassVar[str] = "message.sent.v1"
    subject: ClassVar[str] = "message_id"

    message_id: str
    about: str
    kind: str
    channel: str
    language: str
    sent_at: datetime


@dataclass(frozen=True)
class MessageFailed:
    """A message cannot be delivered, and we have stopped trying. `reason` is a code."""

    exchange: ClassVar[str] = "notifications.events"
    type: ClassVar[str] = "message.failed.v1"
    subject: ClassVar[str] = "message_id"

    message_id: str
    about: str
    kind: str
    channel: str
    reason: str
    failed_at: datetime


@dataclass(frozen=True)
class CaseForgotten:
    """Nothing of an erased case is kept here any more. `erasure_id` is the one we were told of."""

    exchange: ClassVar[str] = "notifications.events"
    type: ClassVar[str] = "case.forgotten.v1"
    subject: ClassVar[str] = "erasure_id"

    case_id: str
    erasure_id: str
    forgotten_at: datetime


@dataclass(frozen=True)
class RequestForgotten:
    """Nothing of somebody whose request was erased is kept here any more."""

    exchange: ClassVar[str] = "notifications.events"
    type: ClassVar[str] = "request.forgotten.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    forgotten_at: datetime


ALL = (MessageSent, MessageFailed, CaseForgotten, RequestForgotten)
