"""What is said about offers of the region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class OfferAccepted:
    """A counsellor took what was offered to their organisation; the case is provisional until it is confirmed."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "offer.accepted.v1"
    subject: ClassVar[str] = "offer_id"

    offer_id: str
    request_id: str
    organisation: str
    case_id: str
    accepted_at: datetime


@dataclass(frozen=True)
class OfferDeclined:
    """An organisation cannot take what was offered to it. `reason` is a code."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "offer.declined.v1"
    subject: ClassVar[str] = "offer_id"

    offer_id: str
    request_id: str
    organisation: str
    reason: str
    declined_at: datetime


@dataclass(frozen=True)
class HandoverReceived:
    """The person has arrived here and is in a case; whoever handed them over can forget them."""

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "handover.received.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    offer_id: str
    case_id: str
    received_at: datetime


ALL = (
    OfferAccepted,
    OfferDeclined,
    HandoverReceived,
)
