"""What a legal hold is: why somebody must not be forgotten for the time being (GDPR article 17(3)(b) and (e))."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from services.chassis.errors import Refused


@dataclass(frozen=True)
class Hold:
    """Nothing of this person is erased up to and with `until`, unless it is released before. `reason` is in words."""

    hold_id: str
    organisation: str
    person_id: str
    reason: str = field(repr=False)
    until: date
    placed_at: datetime
    placed_by: str
    released_at: datetime | None = None
    released_by: str | None = None
    version: int = 0

    noun = "hold"

    def release(self, by: str, at: datetime) -> Hold:
        """It holds no longer. Refused once it is released."""
        if self.released_at is not None:
            raise Refused("hold_released", "This hold was released already.")
        return replace(self, released_at=at, released_by=by)


def held() -> Refused:
    """The answer to whoever wants to erase somebody on whom there is a hold."""
    return Refused("on_hold", "There is a legal hold on this person: nothing of them is erased as long as it is there.")
