"""What a goal (Ziel) is: agreed with the client, for one topic, in their words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from services.cases.model import after

AGREED, REACHED, DROPPED = "agreed", "reached", "dropped"
STATUSES = (AGREED, REACHED, DROPPED)
REACH, DROP, CORRECT = "reach", "drop", "correct"
TRANSITIONS: dict[str, dict[str, str]] = {
    AGREED: {REACH: REACHED, DROP: DROPPED, CORRECT: AGREED},
    REACHED: {},
    DROPPED: {},
}

DROP_REASONS = ("no_longer_wanted", "not_possible", "replaced", "other")


@dataclass(frozen=True)
class Goal:
    """What was agreed with the client for one topic, in their words; by when (`due_on`), if that was said."""

    goal_id: str
    organisation: str
    case_id: str
    topic: str
    words: str = field(repr=False)
    due_on: date | None
    status: str
    agreed_at: datetime
    changed_at: datetime
    reason: str | None = None
    version: int = 0

    noun = "goal"

    def reach(self, at: datetime) -> Goal:
        """It has come about. Refused once it is reached or dropped."""
        return self._become(REACH, at)

    def drop(self, reason: str, at: datetime) -> Goal:
        """It is not aimed at any more; `reason` is one of DROP_REASONS."""
        return replace(self._become(DROP, at), reason=reason)

    def correct(self, words: str, due_on: date | None, at: datetime) -> Goal:
        """It reads like this from now on. Refused once it is reached or dropped."""
        return replace(self._become(CORRECT, at), words=words, due_on=due_on)

    def require_agreed(self) -> None:
        """Raises Refused unless it is still aimed at."""
        after(TRANSITIONS, self.noun, self.status, REACH)

    def _become(self, action: str, at: datetime) -> Goal:
        return replace(self, status=after(TRANSITIONS, self.noun, self.status, action), changed_at=at)
