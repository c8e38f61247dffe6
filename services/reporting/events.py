"""What the reporting says has happened. Who wants figures asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class CaseForgotten:
    """What counts of an erased case has no way back to it any more. `erasure_id` is the one we were told of."""

    exchange: ClassVar[str] = "reporting.events"
    type: ClassVar[str] = "case.forgotten.v1"
    subject: ClassVar[str] = "erasure_id"

    case_id: str
    erasure_id: str
    forgotten_at: datetime


@dataclass(frozen=True)
class RequestForgotten:
    """What counts of an erased request has no way back to it any more."""

    exchange: ClassVar[str] = "reporting.events"
    type: ClassVar[str] = "request.forgotten.v1"
    subject: ClassVar[str] = "request_id"

    request_id: str
    forgotten_at: datetime


ALL = (CaseForgotten, RequestForgotten)
