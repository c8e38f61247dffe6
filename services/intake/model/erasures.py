"""What the erasure of a request is: somebody who has asked, and has no case, is forgotten once two people have said so.

What remains is what remains of every request that has long ended: a fact for statistics without a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from services.chassis.errors import Refused
from services.intake.model import requests

PROPOSED, CARRIED_OUT, REJECTED = "proposed", "carried_out", "rejected"

# Why: the grounds of article 17(1) GDPR as codes, the same as for a person with a case.
REASONS = ("no_longer_needed", "consent_withdrawn", "objection", "unlawful", "legal_obligation")

# Who else may hold something of a request, and says when it is forgotten.
CONFIRMING = ("notifications", "reporting")

_WITH_THE_CASES = (requests.CONFIRMED, requests.HANDED_OVER)


@dataclass(frozen=True)
class Erasure:
    """The erasure of one request. `first_by` has proposed it, `decided_by` has confirmed or rejected it: accounts."""

    request_id: str
    reason: str
    status: str
    first_by: str
    proposed_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    version: int = 0

    noun = "erasure"

    def confirm(self, by: str, at: datetime) -> Erasure:
        """The second person has said yes. Refused for whoever was the first."""
        if by == self.first_by:
            raise Refused("four_eyes", "Somebody else has to confirm this: you were the first of the two.")
        return self._decide(CARRIED_OUT, by, at)

    def reject(self, by: str, at: datetime) -> Erasure:
        """Nothing is erased."""
        return self._decide(REJECTED, by, at)

    def _decide(self, status: str, by: str, at: datetime) -> Erasure:
        if self.status != PROPOSED:
            raise Refused("not_in_this_state", "This has been decided.", status=self.status, action=status)
        return replace(self, status=status, decided_by=by, decided_at=at)


def require_erasable(request: requests.Request) -> None:
    """Raises Refused unless the intake alone has the person: a case is erased where it is, and nobody twice."""
    if request.status in _WITH_THE_CASES:
        raise Refused("request_has_case", "There is a case: the person is forgotten there, and the request with them.")
    if request.status == requests.ERASED:
        raise Refused("already_ended", "The person behind this request is forgotten already.", status=request.status)
