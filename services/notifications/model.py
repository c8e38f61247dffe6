"""What a message to a person is, and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.chassis.errors import Refused

QUEUED, SENT, FAILED, ERASED, OUTDATED = "queued", "sent", "failed", "erased", "outdated"
STATES = (QUEUED, SENT, FAILED, ERASED, OUTDATED)
TRANSITIONS: dict[str, frozenset[str]] = {
    QUEUED: frozenset({SENT, FAILED, ERASED, OUTDATED}),
    SENT: frozenset(),
    FAILED: frozenset(),
    ERASED: frozenset(),
    OUTDATED: frozenset(),
}

EMAIL = "email"

INVITATION, MOVED, CANCELLED = "appointment_invitation", "appointment_moved", "appointment_cancelled"

# A mail server that is away for a night loses nobody a message; after three days the news is old.
RETRY_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480, 960, 960, 960))


@dataclass(frozen=True)
class Addressee:
    """How to reach the person behind a request or a case, in which language; encrypted wherever it is kept.

    Who came without a request has no status page.
    """

    about: str
    language: str
    notice_language: str
    status_token: str | None
    email: str | None = None
    phone: str | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Appointment:
    """What a letter tells of an appointment, in codes and moments: never what it is about, nor with whom.

    `revision` counts its changes. Of a cancelled one we may know no more than when it would have begun.
    """

    appointment_id: str
    organisation: str
    revision: int
    starts_at: datetime
    ends_at: datetime | None = None
    place: str | None = None

    def is_over(self, at: datetime) -> bool:
        """Whether nobody needs a letter about it any more."""
        return (self.ends_at or self.starts_at) <= at


@dataclass(frozen=True)
class Message:
    """One message to one person. `traceparent` ties its sending to what caused it.

    `reference` is empty where none was told.
    """

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
    appointment: Appointment | None = None

    def sent(self, at: datetime) -> Message:
        """The mail server has it."""
        return self._become(SENT, at)

    def given_up(self, at: datetime, reason: str) -> Message:
        """It cannot be delivered."""
        return replace(self._become(FAILED, at), reason=reason)

    def unwanted(self, at: datetime) -> Message:
        """The person has been forgotten before it could be sent."""
        return self._become(ERASED, at)

    def overtaken(self, at: datetime) -> Message:
        """What it tells is no longer so, and a newer message tells what is."""
        return self._become(OUTDATED, at)

    def failed_once(self, at: datetime, reason: str) -> Message:
        """It could not be sent this time: later again, or given up after the last pause."""
        if self.attempts >= len(RETRY_PAUSES):
            return self.given_up(at, reason)
        return replace(self, attempts=self.attempts + 1, due_at=at + RETRY_PAUSES[self.attempts], reason=reason)

    def _become(self, state: str, at: datetime) -> Message:
        if state not in TRANSITIONS[self.state]:
            raise Refused("already_settled", f"A message that is {self.state} cannot become {state}.")
        return replace(self, state=state, settled_at=at)
