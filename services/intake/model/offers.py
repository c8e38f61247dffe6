"""What an offer is: the region asks an organisation whether it takes a request, without saying whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.chassis.errors import NotFound, Refused

OPEN, CONFIRMED, DECLINED, WITHDRAWN, LAPSED = "open", "confirmed", "declined", "withdrawn", "lapsed"
STATUSES = (OPEN, CONFIRMED, DECLINED, WITHDRAWN, LAPSED)

CONFIRM, DECLINE, WITHDRAW, LAPSE = "confirm", "decline", "withdraw", "lapse"
TRANSITIONS: dict[str, dict[str, str]] = {
    OPEN: {CONFIRM: CONFIRMED, DECLINE: DECLINED, WITHDRAW: WITHDRAWN, LAPSE: LAPSED},
    CONFIRMED: {},
    DECLINED: {},
    WITHDRAWN: {},
    LAPSED: {},
}


@dataclass(frozen=True)
class Offer:
    """One offer (Fallangebot) of a request to one organisation, open until it is decided or `expires_at` has come.

    `case_id` is the case under which the organisation accepted, be it in time or too late.
    """

    offer_id: str
    request_id: str
    to: str
    offered_at: datetime
    expires_at: datetime
    status: str = OPEN
    decided_at: datetime | None = None
    reason: str | None = None
    case_id: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.status == OPEN

    def is_in_time(self, at: datetime) -> bool:
        """Whether an acceptance that is heard now counts."""
        return self.is_open and at < self.expires_at

    def confirm(self, case_id: str, at: datetime) -> Offer:
        """The organisation accepted, first and in time."""
        return replace(self._become(CONFIRM, at), case_id=case_id)

    def decline(self, reason: str, at: datetime) -> Offer:
        """The organisation does not take it, for this reason (a code)."""
        return replace(self._become(DECLINE, at), reason=reason)

    def withdraw(self, at: datetime) -> Offer:
        """The region does not offer it any more."""
        return self._become(WITHDRAW, at)

    def lapse(self, at: datetime) -> Offer:
        """Nobody answered in time."""
        return self._become(LAPSE, at)

    def accepted_too_late(self, case_id: str, at: datetime) -> Offer:
        """An acceptance came when it did not count any more; noted, so that it is answered once."""
        return replace(self.lapse(at) if self.is_open else self, case_id=case_id)

    def _become(self, action: str, at: datetime) -> Offer:
        if action not in TRANSITIONS[self.status]:
            raise Refused(
                "offer_not_open",
                f"An offer that is {self.status} does not allow: {action}.",
                status=self.status,
                action=action,
            )
        return replace(self, status=TRANSITIONS[self.status][action], decided_at=at)


def open_among(offers: Iterable[Offer]) -> list[Offer]:
    """Those that still wait for an answer."""
    return [offer for offer in offers if offer.is_open]


def chosen(offers: Iterable[Offer], offer_id: str) -> Offer:
    """The one with this id. Raises NotFound if the request has no such offer."""
    for offer in offers:
        if offer.offer_id == offer_id:
            return offer
    raise NotFound("offer_unknown", "There is no such offer of this request.")


def refuse_second(offers: Iterable[Offer], to: str) -> None:
    """Raises Refused if this organisation is being asked already: one open question at a time."""
    if any(offer.to == to for offer in open_among(offers)):
        raise Refused("offered_already", "This organisation has an open offer of the request.", to=to)
