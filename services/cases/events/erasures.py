"""What is said when a case is forgotten: everybody who holds something of it forgets it as well, and says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True)
class CaseErased:
    """A case is forgotten, and with the last one of a person the person. It overtakes what was said of the case before.

    `request_id` is the request it had come from, `person_ref` that of the person in figures, where they are forgotten
    with it; `with_linked` says that other requests of the same person go as well. Whoever hears it forgets what it
    holds, and says case.forgotten on its own exchange.
    """

    exchange: ClassVar[str] = "cases.events"
    type: ClassVar[str] = "case.erased.v1"
    subject: ClassVar[str] = "case_id"

    case_id: str
    erasure_id: str
    organisation: str
    erased_at: datetime
    request_id: str | None = None
    person_ref: str | None = None
    with_linked: bool = False


ALL = (CaseErased,)
