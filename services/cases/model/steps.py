"""What a step (Schritt) is: what somebody does next towards a goal, and by when."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from services.cases.model import after

OPEN, DONE, DROPPED = "open", "done", "dropped"
STATUSES = (OPEN, DONE, DROPPED)
FINISH, DROP, CORRECT = "finish", "drop", "correct"
TRANSITIONS: dict[str, dict[str, str]] = {
    OPEN: {FINISH: DONE, DROP: DROPPED, CORRECT: OPEN},
    DONE: {},
    DROPPED: {},
}
# Who does it: the client, the counsellor, or somebody else.
DOERS = ("client", "counsellor", "other")


@dataclass(frozen=True)
class Step:
    """What `doer` (DOERS) does towards a goal, in plain words; by when (`due_on`), if that was said."""

    step_id: str
    organisation: str
    case_id: str
    goal_id: str
    doer: str
    words: str = field(repr=False)
    due_on: date | None
    status: str
    planned_at: datetime
    changed_at: datetime
    version: int = 0

    noun = "step"

    def finish(self, at: datetime) -> Step:
        """It is done. Refused once it is done or dropped."""
        return self._become(FINISH, at)

    def drop(self, at: datetime) -> Step:
        """Nobody will do it any more. Refused once it is done or dropped."""
        return self._become(DROP, at)

    def correct(self, doer: str, words: str, due_on: date | None, at: datetime) -> Step:
        """It reads like this from now on. Refused once it is done or dropped."""
        return replace(self._become(CORRECT, at), doer=doer, words=words, due_on=due_on)

    def _become(self, action: str, at: datetime) -> Step:
        return replace(self, status=after(TRANSITIONS, self.noun, self.status, action), changed_at=at)
