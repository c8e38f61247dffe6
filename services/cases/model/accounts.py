"""Who works here: accounts with their roles, sessions with their ends, and the rules for names and passwords."""

from __future__ import annotations

import re
import secrets
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

# What each role is there for, in the words an administrator chooses by.
ROLES_EXPLAINED = {
    "counsellor": "Accompanies clients: sees what was offered to the organisation and works in the own cases.",
    "desk": "Receives requests, clarifies them, and offers them to organisations or answers them.",
    "coordinator": "Sees to it that nobody waits unseen: requests, offers, and cases by reference, without a person.",
    "steering": "Reads figures and themes, and decides what the region changes; sees no person.",
    "liaison": "Asks about one case at a time, for one purpose and with a release; browses nothing.",
    "privacy_officer": "Sees who looked at what, and answers for export and erasure; works in no case.",
    "operator": "Keeps the services running: parked messages, queues, restarts; sees no person.",
    "administrator": "Creates, changes and deactivates the accounts of the organisation.",
}

# Signing in again after 12 hours in any case, and after a time of idleness: NIST SP 800-63B-3 section 4.2.3. Its 30
# minutes are 60 here, because a consultation lasts longer than half an hour.
IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=12)

# NIST SP 800-63B-3 section 5.2.2 allows 100 failures. Ten, and closed only for a while, so that nobody is locked out of
# their work for good by somebody who knows their user name.
FAILURES_ALLOWED = 10
FAILURES_WITHIN = timedelta(minutes=15)  # and for so long sign-in is closed, from the last of them on

_USER = re.compile(r"[a-z0-9._-]{3,64}")

# NIST SP 800-63B-3 section 5.1.1.2: length instead of rules of composition, and nothing that is guessed first.
PASSWORD_MIN, PASSWORD_MAX = 12, 200
_DIFFERENT_CHARACTERS = 5
_ROWS_OF_KEYS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertzuiopasdfghjklyxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
)
_GUESSED_FIRST = frozenset(
    {"password1234", "passwort1234", "passwordpassword", "passwortpasswort", "willkommen123", "lotselotselotse"}
)


@dataclass(frozen=True)
class Account:
    """Somebody who works here. `name` is encrypted wherever it is kept; `password_hash` leaves the store for nobody."""

    account_id: str
    organisation: str
    user: str
    password_hash: str = field(repr=False)
    name: str = field(repr=False)
    roles: tuple[str, ...]
    active: bool
    created_at: datetime
    changed_at: datetime
    version: int = 0

    noun = "account"

    def change(
        self,
        at: datetime,
        name: str | None = None,
        roles: tuple[str, ...] | None = None,
        active: bool | None = None,
        password_hash: str | None = None,
    ) -> Account:
        """Is called otherwise, may do other things, may sign in or not, has another password; what is None stays."""
        return replace(
            self,
            name=self.name if name is None else name,
            roles=self.roles if roles is None else roles,
            active=self.active if active is None else active,
            password_hash=password_hash or self.password_hash,
            changed_at=at,
        )

    @property
    def counsels(self) -> bool:
        """Whether cases may be given to them."""
        return self.active and "counsellor" in self.roles

    @property
    def administers(self) -> bool:
        """Whether they keep the accounts of their organisation."""
        return self.active and "administrator" in self.roles


@dataclass(frozen=True)
class Session:
    """One signed-in browser or program. `session_id` is the SHA-256 of its token, which nobody but the bearer has."""

    session_id: str
    account_id: str
    begun_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None

    @property
    def ends_at(self) -> datetime:
        """When it ends by itself, if nothing is asked with it any more."""
        return min(self.seen_at + IDLE, self.begun_at + LONGEST)

    def seen(self, at: datetime) -> Session:
        """Something was asked with it."""
        return replace(self, seen_at=at)

    def is_open(self, now: datetime) -> bool:
        """Whether it still says who asks: neither ended by somebody nor by the time."""
        return self.ended_at is None and now < self.ends_at


def new_token() -> str:
    """A fresh secret of 256 bits that stands for a session."""
    return secrets.token_urlsafe(32)


def session_id_of(token: str) -> str:
    """Under which id the session of this token is kept: whoever reads the table cannot sign in with it."""
    return sha256(token.encode()).hexdigest()


def is_user_name(user: str) -> bool:
    """Whether somebody can be called that: 3 to 64 small letters, digits, dots, lines and dashes."""
    return bool(_USER.fullmatch(user))


def normal(password: str) -> str:
    """The same characters however a keyboard writes them: Unicode NFKC (NIST SP 800-63B-3 section 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def is_guessed_first(password: str) -> bool:
    """Whether a password is among the first that anybody would try: few different characters, a row of keys."""
    plain = password.casefold()
    return (
        len(set(plain)) < _DIFFERENT_CHARACTERS
        or plain in _GUESSED_FIRST
        or any(plain in row or plain in row[::-1] for row in _ROWS_OF_KEYS)
    )


def is_like(password: str, user: str) -> bool:
    """Whether a password is only the user name again, in whatever case and however often."""
    return not password.casefold().replace(user, "")
