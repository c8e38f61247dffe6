"""What a service outside (Angebot) is, to which clients are referred, as one organisation knows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

WAITING_DAYS_MAX = 3650


@dataclass(frozen=True)
class OutsideService:
    """An entry of an organisation's directory. Its `kind` is who that is in a release.

    No municipality means that people from all of them may come. `waiting_days` is how long one waits there, as was
    last heard on `heard_on`. Nobody is referred to what is not `active` any more. `code` is that of the programme's
    entry it began as.
    """

    service_id: str
    organisation: str
    name: str
    kind: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    municipalities: tuple[str, ...]
    changed_at: datetime
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    about: str | None = None
    waiting_days: int | None = None
    heard_on: date | None = None
    active: bool = True
    code: str | None = None
    version: int = 0

    noun = "service"

    def heard(self, waiting_days: int, on: date, at: datetime) -> OutsideService:
        """How long one waits there, as they have said on this day."""
        return replace(self, waiting_days=waiting_days, heard_on=on, changed_at=at)
