"""What the cases have told us: which cases are open, in which language, and who counsels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.chassis.rights import NOBODY_ELSE, Circle


@dataclass(frozen=True)
class Case:
    """A copy of what we need of a case. What was heard in whichever order is the same in the end.

    `language` is None as long as only its end has been heard of.
    """

    case_id: str
    organisation: str
    language: str | None
    opened_at: datetime | None
    closed_at: datetime | None
    # Who has it since it was last assigned; None as long as nothing was heard of that.
    counsellor_id: str | None = None
    assigned_at: datetime | None = None
    # What the person asked with; None for who came in person.
    request_id: str | None = None
    # Whom it does not exist for.
    circle: Circle = NOBODY_ELSE

    noun = "case"

    @property
    def is_open(self) -> bool:
        """Whether it was opened, and not closed since."""
        return self.opened_at is not None and (self.closed_at is None or self.closed_at < self.opened_at)


@dataclass(frozen=True)
class Counsellor:
    """A copy of what we need of a counsellor; the newest word holds. `counsellor_id` is their account."""

    counsellor_id: str
    organisation: str
    languages: tuple[str, ...]
    active: bool
    engaged_at: datetime

    noun = "counsellor"
