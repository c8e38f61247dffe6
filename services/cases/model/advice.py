"""What short advice (Kurzberatung) is: a few minutes for somebody whose name nobody asks; it counts all the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.cases.model import after
from services.chassis.errors import Refused

GIVEN, WITHDRAWN = "given", "withdrawn"
STATUSES = (GIVEN, WITHDRAWN)
WITHDRAW = "withdraw"
TRANSITIONS: dict[str, dict[str, str]] = {GIVEN: {WITHDRAW: WITHDRAWN}, WITHDRAWN: {}}

# A slip of the finger is seen at once; whatever stands longer has been counted.
MAY_BE_WITHDRAWN_FOR = timedelta(minutes=1)


@dataclass(frozen=True)
class Advice:
    """Short advice about one topic, for so many minutes; `counsellor_id` is the account of who gave it.

    Where help failed, `barrier_kind` and `barrier_institution` say on what. Of who was advised nothing is known.
    """

    advice_id: str
    organisation: str
    counsellor_id: str
    topic: str
    language: str
    municipality: str
    minutes: int
    barrier_kind: str | None
    barrier_institution: str | None
    given_at: datetime
    noted_at: datetime
    withdrawn_at: datetime | None = None
    version: int = 0

    noun = "advice"

    @property
    def status(self) -> str:
        """Whether it counts."""
        return WITHDRAWN if self.withdrawn_at else GIVEN

    def may_be_withdrawn(self, at: datetime) -> bool:
        """Whether it can still be taken back at this moment."""
        return self.status == GIVEN and at <= self.noted_at + MAY_BE_WITHDRAWN_FOR

    def withdraw(self, at: datetime) -> Advice:
        """It was noted by mistake. Refused once it is withdrawn, and later than a minute after it was noted."""
        after(TRANSITIONS, self.noun, self.status, WITHDRAW)
        if not self.may_be_withdrawn(at):
            raise Refused("advice_counted", "Short advice can be taken back within a minute of being noted.")
        return replace(self, withdrawn_at=at)
