"""What a release (Schweigepflichtentbindung) is: consent that some data may go to somebody for one purpose until a day.

It binds whoever was told, for each occasion anew (§ 203 StGB), is given freely and withdrawn as easily as it was given
(Art. 7 GDPR).
"""

from __future__ import annotations

from collections.abc import Iterable
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

    def is_for(self, kind: str | None, name: str) -> bool:
        """Whether these are who may be told: by their name where the client has named somebody, and of the right kind
        where theirs is known."""
        named = None if self.recipient_name is None else _plain(self.recipient_name) == _plain(name)
        return bool(named) if kind is None else kind == self.recipient and named is not False

    def withdraw(self, at: datetime) -> Release:
        """It allows nothing from now on. Refused once it is withdrawn."""
        if self.withdrawn_at is not None:
            raise Refused("release_withdrawn", "This release was withdrawn already.")
        return replace(self, withdrawn_at=at)


def _plain(name: str) -> str:
    """A name as it is compared: however it is spaced, in small letters or capitals."""
    return " ".join(name.split()).casefold()


def allowing(releases: Iterable[Release], today: date, recipient: str, data: str, purpose: str) -> Release | None:
    """The first of these releases that allows to tell this recipient these data for this purpose today, if one does."""
    fitting = (each for each in releases if each.covers(recipient, data, purpose) and each.is_in_force(today))
    return next(fitting, None)


def not_released() -> Refused:
    """The answer to whoever wants to pass on what no release in force covers."""
    return Refused("no_release", "The client has not released this for this recipient and purpose, or no longer.")
