"""Whose session a token opens: asked of `cases` every half minute, and remembered in between, in memory only.

A session that was ended somewhere else opens nothing here after 30 seconds; while `cases` cannot be asked, a proof
is good for 60 (`services.chassis.identity.TOKEN_SECONDS` keeps the same promise).
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask, current_app

from gateway.installation import here
from services.chassis.errors import NotSignedIn, TooLate, Unavailable
from services.chassis.identity import Actor

FRESH_SECONDS = 30
USED_SECONDS = 60
# Whoever waits for `cases` to come back waits once, and not at every click.
_PATIENCE_SECONDS = 5
_MOST = 10_000
_TOKEN_MAX = 256
_KEY = "lotse_proofs"

Account = dict[str, Any]  # account_id, organisation, roles, name, ends_at


@dataclass(frozen=True)
class _Known:
    """An account as `cases` last named it; both moments by the clock of the process."""

    account: Account
    renew_at: float
    useless_at: float


class Proofs:
    """The accounts whose tokens were seen of late. Safe for any number of threads.

    Tokens are kept as their SHA-256 only: what is in memory opens nothing.
    """

    def __init__(
        self,
        renew: Callable[[str], Account],
        *,
        most: int = _MOST,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        self._renew, self._most, self._clock, self._now = renew, most, clock, now
        self._known: OrderedDict[bytes, _Known] = OrderedDict()
        self._endings = 0
        self._lock = threading.Lock()

    def account_of(self, token: str) -> Account:
        """The account this token opens. Raises NotSignedIn where it opens none, Unavailable or TooLate where nobody
        can say."""
        if not 0 < len(token) <= _TOKEN_MAX or not token.isascii():
            raise _ended()
        digest = _digest(token)
        with self._lock:
            known, endings = self._known.get(digest), self._endings
        now = self._clock()
        if known and now < min(known.renew_at, known.useless_at):
            return known.account
        try:
            account = self._renew(token)
        except NotSignedIn:
            self.forget(token)
            raise _ended() from None
        except (Unavailable, TooLate):
            if known is None or self._clock() >= known.useless_at:
                raise
            self._keep(digest, replace(known, renew_at=self._clock() + _PATIENCE_SECONDS), endings)
            return known.account
        # It was true when it was asked for, however long the answer took.
        self._keep(digest, _Known(account, now + FRESH_SECONDS, now + self._seconds_of_use(account)), endings)
        return account

    def forget(self, token: str) -> None:
        """The session behind this token has ended."""
        with self._lock:
            self._endings += 1
            self._known.pop(_digest(token), None)

    def _keep(self, digest: bytes, known: _Known, endings: int) -> None:
        with self._lock:
            if endings != self._endings:  # a session was ended while we asked; it may have been this one
                return
            self._known[digest] = known
            self._known.move_to_end(digest)
            while len(self._known) > self._most:
                self._known.popitem(last=False)

    def _seconds_of_use(self, account: Account) -> float:
        left = (datetime.fromisoformat(account["ends_at"]) - self._now()).total_seconds()
        return min(USED_SECONDS, left)


def start(app: Flask) -> None:
    """Begin to remember, in this process."""
    app.extensions[_KEY] = Proofs(_renew_session)


def proofs() -> Proofs:
    """Those of the gateway that serves the present request."""
    found: Proofs = current_app.extensions[_KEY]
    return found


def _renew_session(token: str) -> Account:
    deadline = here().settings.call_deadline_seconds
    return here().calls.ask("cases", "renew_session", {"token": token}, who=Actor.public(), deadline=deadline)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _ended() -> NotSignedIn:
    return NotSignedIn("session_ended", "No session is open under this token.")
