"""What a release (Schweigepflichtentbindung) is: consent that some data may go to somebody for one purpose until a day.

It binds whoever was told, for each occasion anew (§ 203 StGB), is given freely and withdrawn as easily as it was given
(Art. 7 GDPR).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from services.chassis.errors import Refused


@dataclass(frozen=True)
class Release:
    """What the client of a case allows. `recipient` says who is told as a code, `recipient_name` in words; `language`
    is the one it was explained in, with an interpreter or without; `by` is the account of who wrote it down."""

    release_id: str
    organisation: str
    case_id: str
    recipient: str
    recipient_name: str | None = field(repr=False)
    data: tuple[str, ...]
    purpose: str
    valid_until: date
    language: str
    interpreter_present: bool
    granted_at: datetime
    by: str
    withdrawn_at: datetime | None = None
    version: int = 0

    noun = "release"

    def is_in_force(self, today: date) -> bool:
        """Whether it allows anything on this day; `valid_until` is its last one."""
        return self.withdrawn_at is None and today <= self.valid_until

    def covers(self, recipient: str, data: str, purpose: str) -> bool:
        """Whether it is about telling them this, for this: whether it is in force is another question."""
        return (recipient, purpose) == (self.recipient, self.purpose) and data in self.data

    def withdraw(self, at: datetime) -> Release:
        """It allows nothing from now on. Refused once it is withdrawn."""
        if self.withdrawn_at is not None:
            raise Refused("release_withdrawn", "This release was withdrawn already.")
        return replace(self, withdrawn_at=at)


def not_released() -> Refused:
    """The answer to whoever wants to pass on what no release in force covers."""
    return Refused("no_release", "The client has not released this for this recipient and purpose, or no longer.")
