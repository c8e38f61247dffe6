"""What a referral (Vermittlung) is: linking a client to an offer outside, from asking to its answer and its end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from services.cases.model import after

ASKED, WAITING, ACCEPTED, DECLINED, ENDED = STATUSES = ("asked", "waiting", "accepted", "declined", "ended")
# What is not answered yet holds up the end of a case, and counts as waiting.
UNANSWERED = (ASKED, WAITING)
ANSWERS = (ACCEPTED, WAITING, DECLINED)
END = "end"
TRANSITIONS: dict[str, dict[str, str]] = {
    ASKED: {ACCEPTED: ACCEPTED, WAITING: WAITING, DECLINED: DECLINED, END: ENDED},
    WAITING: {ACCEPTED: ACCEPTED, WAITING: WAITING, DECLINED: DECLINED, END: ENDED},
    ACCEPTED: {END: ENDED},
    DECLINED: {},
    ENDED: {},
}

END_REASONS = ("finished", "broken_off", "no_answer", "not_needed", "other")


@dataclass(frozen=True)
class Referral:
    """Somebody outside was asked for a client. Who: an entry of the directory (`service_id`), or a name in words.

    `release_id` is what allowed to tell them anything; without one the client went there themselves. `ask_again_on`
    is when to ask once more, if nobody has answered until then.
    """

    referral_id: str
    organisation: str
    case_id: str
    topic: str
    service_id: str | None
    outside_name: str | None = field(repr=False)
    release_id: str | None
    status: str
    asked_at: datetime
    changed_at: datetime
    by: str
    ask_again_on: date | None = None
    answered_at: datetime | None = None
    reason: str | None = None
    version: int = 0

    noun = "referral"

    def answer(self, answer: str, ask_again_on: date | None, at: datetime) -> Referral:
        """They have said something (ANSWERS). On a waiting list it stays open; told again, it is the newer word."""
        answered = self._become(answer, at)
        return replace(
            answered,
            answered_at=None if answer == WAITING else at,
            ask_again_on=ask_again_on if answer == WAITING else None,
        )

    def end(self, reason: str, at: datetime) -> Referral:
        """Nothing more comes of it; `reason` is one of END_REASONS."""
        return replace(self._become(END, at), reason=reason, ask_again_on=None)

    def waited_days(self, now: datetime) -> int:
        """How many whole days passed between asking and the answer, or its end, or now."""
        until = now if self.status in UNANSWERED else self.answered_at or self.changed_at
        return max(0, (until - self.asked_at).days)

    def _become(self, action: str, at: datetime) -> Referral:
        return replace(self, status=after(TRANSITIONS, self.noun, self.status, action), changed_at=at)
