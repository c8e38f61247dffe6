"""What a message to a person is, and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.chassis.errors import Refused

QUEUED, SENT, FAILED, ERASED = "queued", "sent", "failed", "erased"
STATES = (QUEUED, SENT, FAILED, ERASED)
TRANSITIONS: dict[str, frozenset[str]] = {
    QUEUED: frozenset({SENT, FAILED, ERASED}),
    SENT: frozenset(),
    FAILED: frozenset(),
    ERASED: frozenset(),
}

EMAIL = "email"

# A mail server that is away for a night loses nobody a message; after three days the news is old.
RETRY_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480, 960, 960, 960))


@dataclass(frozen=True)
class Addressee:
    """How to reach the person behind a request, in which language; encrypted wherever it is kept."""

    about: str
    language: str
    notice_language: str
    status_token: str
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Message:
    """One message to one person. `traceparent` ties its sending to what caused it."""

    message_id: str
    about: str
    kind: str
    channel: str
    reference: str
    state: str
    attempts: int
    queued_at: datetime
    due_at: datetime
    traceparent: str
    settled_at: datetime | None = None
    reason: str | None = None

    def sent(self, at: datetime) -> Message:
        """The mail server has it."""
        return self._become(SENT, at)

    def given_up(self, at: datetime, reason: str) -> Message:
        """It cannot be delivered."""
        return replace(self._become(FAILED, at), reason=reason)

    def unwanted(self, at: datetime) -> Message:
        """The person has been forgotten before it could be sent."""
        return self._become(ERASED, at)

    def failed_once(self, at: datetime, reason: str) -> Message:
        """It could not be sent this time: later again, or given up after the last pause."""
        if self.attempts >= len(RETRY_PAUSES):
            return self.given_up(at, reason)
        return replace(self, attempts=self.attempts + 1, due_at=at + RETRY_PAUSES[self.attempts], reason=reason)

    def _become(self, state: str, at: datetime) -> Message:
        if state not in TRANSITIONS[self.state]:
            raise Refused("already_settled", f"A message that is {self.state} cannot become {state}.")
        return replace(self, state=state, settled_at=at)
