"""What a request is, and what may be done to it in which state.

A request is somebody's asking for help, before there is a case. The law is the table TRANSITIONS; a test
proves that every status has a row.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from stdnum import luhn

from services.chassis.errors import Refused

RECEIVED, WITHDRAWN, ERASED = "received", "withdrawn", "erased"
STATUSES = (RECEIVED, WITHDRAWN, ERASED)

WITHDRAW, ERASE = "withdraw", "erase"
TRANSITIONS: dict[str, dict[str, str]] = {
    RECEIVED: {WITHDRAW: WITHDRAWN},
    WITHDRAWN: {ERASE: ERASED},
    ERASED: {},
}

CHANNELS = ("web", "phone", "email", "walk_in", "authority", "provider")
# Who comes in person takes the reference home on a printed slip; everybody else has to be reachable.
CHANNELS_WITHOUT_CONTACT = frozenset({"walk_in"})

# What can be said on the telephone without doubt: no 0 and O, no 1 and I.
REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_REFERENCE_DRAWN = 6


@dataclass(frozen=True)
class Person:
    """What somebody told us about themselves; encrypted wherever it is kept."""

    name: str
    email: str | None = None
    phone: str | None = None
    message: str | None = None
    asked_by: str | None = None

    @property
    def ways(self) -> tuple[str, ...]:
        """In which ways they can be reached: `email`, `phone`."""
        return tuple(way for way in ("email", "phone") if getattr(self, way))


@dataclass(frozen=True)
class Consent:
    """Which data notice was read and accepted, in which language, and when."""

    notice_version: str
    language: str
    given_at: datetime


@dataclass(frozen=True)
class Request:
    """One request (Anliegen). `person` is None once it has been erased."""

    request_id: str
    reference: str
    status: str
    channel: str
    language: str
    language_mode: str
    topics: tuple[str, ...]
    municipality: str
    preferred_place: str | None
    consent: Consent
    person: Person | None
    received_at: datetime
    changed_at: datetime
    receipt: str = "none"
    version: int = 0

    def withdraw(self, at: datetime) -> Request:
        """The client does not want our help any more. Refused once the request has ended."""
        return self._become(WITHDRAW, at)

    def erase(self, at: datetime) -> Request:
        """Forget the person; what remains is a fact for statistics. Refused while the request is open."""
        return replace(self._become(ERASE, at), person=None)

    def may(self, action: str) -> bool:
        """Whether this can be done in the present state."""
        return action in TRANSITIONS[self.status]

    def _become(self, action: str, at: datetime) -> Request:
        if not self.may(action):
            raise Refused(
                "already_ended",
                f"A request that is {self.status} cannot {action} any more.",
                status=self.status,
                action=action,
            )
        return replace(self, status=TRANSITIONS[self.status][action], changed_at=at)


def new_reference() -> str:
    """A fresh code a client can say on the telephone, like `K7M-4XQ-6`: six drawn at random, one to check."""
    drawn = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(_REFERENCE_DRAWN))
    return f"{drawn[:3]}-{drawn[3:]}-{luhn.calc_check_digit(drawn, REFERENCE_ALPHABET)}"


def read_reference(text: str) -> str | None:
    """The reference somebody wrote or said: small letters, missing dashes and spaces are fine. None if it is none.

    The check character (Luhn modulo 32) finds every single wrong character and nearly every two swapped ones.
    """
    letters = "".join(character for character in text.upper() if character.isalnum())
    if len(letters) != _REFERENCE_DRAWN + 1 or not set(letters) <= set(REFERENCE_ALPHABET):
        return None
    if not luhn.is_valid(letters, REFERENCE_ALPHABET):
        return None
    return f"{letters[:3]}-{letters[3:6]}-{letters[6]}"
