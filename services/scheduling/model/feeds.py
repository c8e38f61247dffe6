"""Private calendars, for programs that read calendars from an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

COUNSELLOR, INTERPRETER = "counsellor", "interpreter"


@dataclass(frozen=True)
class Owner:
    """Whose calendar it is: a counsellor (by their account) or an interpreter, and of which organisation."""

    owner_id: str
    organisation: str
    kind: str


@dataclass(frozen=True)
class Entry:
    """One line of a calendar: when, where and how, and neither names nor topics. The id stays when it changes, and
    `revision` is higher after every change."""

    entry_id: str
    starts_at: datetime
    ends_at: datetime
    place: str
    room: str | None
    mode: str
    status: str
    revision: int
    changed_at: datetime
