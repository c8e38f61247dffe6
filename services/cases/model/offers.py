"""What an offer (Fallangebot) is: the region asks an organisation whether it will accompany somebody.

Until it is confirmed nobody here knows who it is about: a preview tells topics, language and town.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from services.cases.model import after
from services.chassis.errors import Refused

OPEN, ACCEPTED, CONFIRMED = "open", "accepted", "confirmed"
DECLINED, WITHDRAWN, LAPSED = "declined", "withdrawn", "lapsed"
STATUSES = (OPEN, ACCEPTED, CONFIRMED, DECLINED, WITHDRAWN, LAPSED)

ACCEPT, DECLINE, CONFIRM, WITHDRAW, LAPSE = "accept", "decline", "confirm", "withdraw", "lapse"
TRANSITIONS: dict[str, dict[str, str]] = {
    OPEN: {ACCEPT: ACCEPTED, DECLINE: DECLINED, WITHDRAW: WITHDRAWN, LAPSE: LAPSED},
    ACCEPTED: {CONFIRM: CONFIRMED, WITHDRAW: WITHDRAWN, LAPSE: LAPSED},
    CONFIRMED: {},
    DECLINED: {},
    WITHDRAWN: {},
    LAPSED: {},
}

# Later than any moment, in milliseconds since 1970: what is placed behind the open offers counts backwards from here.
_BEHIND = 10**16

DECLINE_REASONS = ("no_capacity", "language", "municipality", "topic", "conflict_of_interest", "other")


@dataclass(frozen=True)
class Offer:
    """One offer to one organisation. `case_id` is the case that came of its acceptance."""

    offer_id: str
    request_id: str
    organisation: str
    status: str
    topics: tuple[str, ...]
    language: str
    language_mode: str
    municipality: str
    track: str
    urgency: str
    offered_at: datetime
    expires_at: datetime
    decided_at: datetime | None = None
    reason: str | None = None
    case_id: str | None = None
    version: int = 0

    noun = "offer"

    @property
    def place(self) -> int:
        """Where it stands in a list, the smallest first: what is open, the sooner its time ends the further in front;
        behind that everything else, the newest first."""
        if self.status == OPEN:
            return _milliseconds(self.expires_at)
        return _BEHIND - _milliseconds(self.offered_at)

    def accept(self, case_id: str, at: datetime) -> Offer:
        """The organisation takes it; the case is provisional. Refused once it is decided, or its time is over."""
        return replace(self._become(ACCEPT, at), case_id=case_id)

    def decline(self, reason: str, at: datetime) -> Offer:
        """The organisation cannot take it; `reason` is one of DECLINE_REASONS. Refused as `accept` is."""
        return replace(self._become(DECLINE, at), reason=reason)

    def confirm(self) -> Offer:
        """The region keeps its word: the person will be handed over."""
        return replace(self, status=after(TRANSITIONS, self.noun, self.status, CONFIRM))

    def end(self, action: str, at: datetime) -> Offer:
        """The region takes the offer back (WITHDRAW), or its time is over (LAPSE)."""
        return replace(self, status=after(TRANSITIONS, self.noun, self.status, action), decided_at=at)

    def may(self, action: str) -> bool:
        """Whether this can be done in the present state."""
        return action in TRANSITIONS[self.status]

    def _become(self, action: str, at: datetime) -> Offer:
        decided = replace(self, status=after(TRANSITIONS, self.noun, self.status, action), decided_at=at)
        if at >= self.expires_at:
            raise Refused("offer_expired", "The time to answer this offer is over.", action=action)
        return decided


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
