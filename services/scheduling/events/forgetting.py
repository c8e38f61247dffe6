"""That nothing of somebody is kept here any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class CaseForgotten:
    """Nothing of an erased case is kept here any more. `erasure_id` is the one we were told of."""

    exchange: ClassVar[str] = "scheduling.events"
    type: ClassVar[str] = "case.forgotten.v1"
    subject: ClassVar[str] = "erasure_id"

    case_id: str
    erasure_id: str
    forgotten_at: datetime


ALL = (CaseForgotten,)
