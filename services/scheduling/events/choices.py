"""What has happened to times that a client can choose from, and what clients did themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class ChoiceOffered:
    """The person in a case can choose among so many times until a moment; `source` says who offers: staff, or the
    waiting list."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "choice.offered.v1"
    subject: ClassVar[str] = "case_id"

    choice_id: str
    case_id: str
    organisation: str
    number: int
    until: datetime
    source: str
    offered_at: datetime


@dataclass(frozen=True)
class ChoiceEnded:
    """Nothing can be chosen any more, and `how` that came about: chosen, declined, lapsed, withdrawn or taken."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "choice.ended.v1"
    subject: ClassVar[str] = "case_id"

    choice_id: str
    case_id: str
    organisation: str
    how: str
    ended_at: datetime


@dataclass(frozen=True)
class ClientActed:
    """A client has chosen, declined, moved or cancelled something themselves. `counsellor_id` is the account that
    should hear of it, for the services of this installation alone."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "client.acted.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    organisation: str
    counsellor_id: str
    did: str
    acted_at: datetime


ALL = (ChoiceOffered, ChoiceEnded, ClientActed)
