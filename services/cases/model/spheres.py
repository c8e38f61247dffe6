"""What a change of the legal sphere (Rechtskreiswechsel) is in a case: steps that are ticked off, by whom and when.

A reminder for whoever accompanies somebody from one law to the next; what is due to anybody is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.cases.model import after
from services.chassis.errors import NotFound, Refused

UNDER_WAY, COMPLETED, STOPPED = "under_way", "completed", "stopped"
STATUSES = (UNDER_WAY, COMPLETED, STOPPED)
TICK, UNTICK, COMPLETE, STOP = "tick", "untick", "complete", "stop"
TRANSITIONS: dict[str, dict[str, str]] = {
    UNDER_WAY: {TICK: UNDER_WAY, UNTICK: UNDER_WAY, COMPLETE: COMPLETED, STOP: STOPPED},
    COMPLETED: {},
    STOPPED: {},
}
# How it can end: as the counsellor says, whatever is ticked.
ENDS = {COMPLETED: COMPLETE, STOPPED: STOP}


@dataclass(frozen=True)
class Tick:
    """That a step is done: when that was noted, and by whom (an account)."""

    at: datetime
    by: str


@dataclass(frozen=True)
class SphereChange:
    """One change into `sphere` (a code of the programme), with the steps as the programme had them when it began."""

    change_id: str
    organisation: str
    case_id: str
    sphere: str
    status: str
    steps: tuple[str, ...]
    ticks: Mapping[str, Tick]
    started_at: datetime
    by: str
    ended_at: datetime | None = None
    version: int = 0

    noun = "sphere_change"

    def tick(self, step: str, by: str, at: datetime) -> SphereChange:
        """A step is done. Raises NotFound for one that this change does not have, Refused for one that is done."""
        self._require(step, TICK)
        if step in self.ticks:
            raise Refused("step_done_already", f"This step is done already: {step}.", step=step)
        return replace(self, ticks={**self.ticks, step: Tick(at, by)})

    def untick(self, step: str) -> SphereChange:
        """A step was ticked by mistake. Raises NotFound for one that this change does not have, Refused otherwise."""
        self._require(step, UNTICK)
        if step not in self.ticks:
            raise Refused("step_not_done", f"This step is not done: {step}.", step=step)
        return replace(self, ticks={known: tick for known, tick in self.ticks.items() if known != step})

    def end(self, how: str, at: datetime) -> SphereChange:
        """It is over: COMPLETED, or STOPPED because it does not come about. Steps may be left open."""
        return replace(self, status=after(TRANSITIONS, self.noun, self.status, ENDS[how]), ended_at=at)

    def _require(self, step: str, action: str) -> None:
        after(TRANSITIONS, self.noun, self.status, action)
        if step not in self.steps:
            raise NotFound("sphere_step_unknown", f"This change has no such step: {step}.")
