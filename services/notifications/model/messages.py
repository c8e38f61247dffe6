"""What a message to a person is, and what may become of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.chassis.errors import Refused
from services.notifications.model.appointments import MISSED, Appointment

QUEUED, SENT, DELIVERED, BOUNCED = "queued", "sent", "delivered", "bounced"
FAILED, ERASED, OUTDATED = "failed", "erased", "outdated"
STATES = (QUEUED, SENT, DELIVERED, BOUNCED, FAILED, ERASED, OUTDATED)
TRANSITIONS: dict[str, frozenset[str]] = {
    QUEUED: frozenset({SENT, FAILED, ERASED, OUTDATED}),
    SENT: frozenset({DELIVERED, BOUNCED}),
    DELIVERED: frozenset({BOUNCED}),  # a bounce may come later than a receipt
    BOUNCED: frozenset(),
    FAILED: frozenset(),
    ERASED: frozenset(),
    OUTDATED: frozenset(),
}

EMAIL, SMS, LETTER, STAFF = "email", "sms", "letter", "staff"
CHANNELS = (EMAIL, SMS, LETTER, STAFF)
SENDABLE = (EMAIL, SMS)  # what leaves by itself; a letter waits for somebody who prints it

# What one address takes a while to take; after three days the news is old. While a provider is away none of these is
# used up.
RETRY_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480, 960, 960, 960))


# What leaves first where much waits, as after a provider was away: what keeps somebody from a way for nothing.
URGENT, NORMAL, PATIENT = 0, 1, 2
_URGENCY = {
    "appointment_cancelled": URGENT,
    "appointment_moved": URGENT,
    "appointment_reminder": URGENT,
    "interpreter_moved": URGENT,
    "interpreter_released": URGENT,
    "waiting_offer": URGENT,  # it holds for hours only
    "appointment_missed": PATIENT,
    "request_receipt": PATIENT,
    "request_withdrawn": PATIENT,
}


def urgency_of(kind: str) -> int:
    """How soon a message of this kind leaves where many wait: 0 first."""
    return _URGENCY.get(kind, NORMAL)


def states_before(state: str) -> frozenset[str]:
    """The states in which a message may be that comes to this one; a queued one stays so while it is tried again."""
    before = {was for was, following in TRANSITIONS.items() if state in following}
    return frozenset(before | {QUEUED} if state == QUEUED else before)


# Keys that are missing come back when an operator has seen to it, not within a minute.
UNREADABLE_RESTS = timedelta(hours=1)


@dataclass(frozen=True)
class Message:
    """One message to one person. `traceparent` ties its sending to what caused it.

    `reference` is empty where none was told. `settled_at` is when it left the queue. `language` and `template` are
    those it was written in and with, once it was; `template` is the version of the words. By `provider_ref` a provider
    or a mail server speaks of it. `to_key` is a keyed token of the address it went to, never the address. `calls_for`
    is the id of what it is about other than an appointment, such as a slot or a place that is offered. What is more
    urgent leaves first where much waits; it follows from the kind, for the hour of an appointment stands nowhere in
    clear. `needed_by` is when it would be too late, where no appointment says so.
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
    language: str | None = None
    template: str | None = None
    provider_ref: str | None = None
    to_key: str | None = None
    organisation: str | None = None
    calls_for: str | None = None
    delivered_at: datetime | None = None
    bounced_at: datetime | None = None
    urgency: int = NORMAL
    needed_by: datetime | None = None

    @property
    def whose(self) -> dict[str, str]:
        """What it is about, as staff are told of it: a case, a request, or an interpreter."""
        if self.kind.startswith("interpreter_"):
            return {"interpreter_id": self.about}
        return {"request_id" if self.kind.startswith("request_") else "case_id": self.about}

    def is_too_late(self, at: datetime) -> bool:
        """Whether what it tells of is over; that somebody was missed is told afterwards."""
        if self.needed_by is not None and self.needed_by <= at:
            return True
        return self.appointment is not None and self.kind != MISSED and self.appointment.is_over(at)

    def sent(self, at: datetime) -> Message:
        """The mail server has it."""
        return self._become(SENT, at)

    def delivered(self, at: datetime) -> Message:
        """It has arrived where it went, as we are told."""
        return replace(self._change(DELIVERED), delivered_at=at)

    def bounced(self, at: datetime, reason: str) -> Message:
        """It had been taken, and came back."""
        return replace(self._change(BOUNCED), bounced_at=at, reason=reason)

    def given_up(self, at: datetime, reason: str) -> Message:
        """It cannot be delivered."""
        return replace(self._become(FAILED, at), reason=reason)

    def unwanted(self, at: datetime) -> Message:
        """The person has been forgotten before it could be sent."""
        return self._become(ERASED, at)

    def overtaken(self, at: datetime) -> Message:
        """What it tells is no longer so, and a newer message tells what is."""
        return self._become(OUTDATED, at)

    def later(self, at: datetime) -> Message:
        """It waits until then: nothing has failed."""
        return replace(self, due_at=at)

    def failed_once(self, at: datetime, reason: str) -> Message:
        """It could not be sent this time: later again, or given up after the last pause."""
        if self.attempts >= len(RETRY_PAUSES):
            return self.given_up(at, reason)
        return replace(self, attempts=self.attempts + 1, due_at=at + RETRY_PAUSES[self.attempts], reason=reason)

    def _become(self, state: str, at: datetime) -> Message:
        """Leave the queue."""
        return replace(self._change(state), settled_at=at)

    def _change(self, state: str) -> Message:
        if state not in TRANSITIONS[self.state]:
            raise Refused("already_settled", f"A message that is {self.state} cannot become {state}.")
        return replace(self, state=state)
