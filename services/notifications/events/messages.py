"""What is said about a message: that it left, that it arrived or came back, or that it cannot leave."""

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
class MessageDelivered:
    """A message has arrived at its address, as whoever carried it tells us."""

    exchange: ClassVar[str] = "notifications.events"
    type: ClassVar[str] = "message.delivered.v1"
    subject: ClassVar[str] = "message_id"

    message_id: str
    about: str
    kind: str
    channel: str
    delivered_at: datetime


@dataclass(frozen=True)
class MessageBounced:
    """A message had been taken, and came back; nothing more goes to its address. `reason` is a code."""

    exchange: ClassVar[str] = "notifications.events"
    type: ClassVar[str] = "message.bounced.v1"
    subject: ClassVar[str] = "message_id"

    message_id: str
    about: str
    kind: str
    channel: str
    reason: str
    bounced_at: datetime


ALL = (MessageSent, MessageDelivered, MessageBounced, MessageFailed)
