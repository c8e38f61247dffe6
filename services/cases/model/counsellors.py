"""Who counsels: what they speak, cover and know, and how many cases they have room for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CAPACITY_MAX = 200


@dataclass(frozen=True)
class Counsellor:
    """A counsellor of one organisation; `counsellor_id` is their account. Whoever is not active gets no new cases."""

    counsellor_id: str
    organisation: str
    languages: tuple[str, ...]
    municipalities: tuple[str, ...]
    topics: tuple[str, ...]
    capacity: int
    active: bool
    changed_at: datetime
    version: int = 0

    noun = "counsellor"

    def free(self, under_way: int) -> int:
        """How many cases they still have room for, when so many are under way; never less than none."""
        return max(0, self.capacity - under_way)
