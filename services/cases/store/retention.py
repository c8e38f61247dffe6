"""Which cases are not kept any more: so many years after the end of the year in which they were closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from services.cases.model.erasures import DueCase, due_since
from services.cases.store.erasures import Erasures
from services.cases.store.holds import Holds
from services.cases.store.standings import Standings


class Retention:
    """The rule of the programme, and what it is about. `years` is how long, `zone` where a year ends."""

    def __init__(self, erasures: Erasures, holds: Holds, standings: Standings, years: int, zone: ZoneInfo):
        self._erasures = erasures
        self._holds = holds
        self._standings = standings
        self.years = years
        self.zone = zone

    def due(self, organisation: str, at_most: int) -> Sequence[DueCase]:
        """Cases of an organisation whose time is over and that no erasure is about yet, the longest ago first; those
        on hold are left out. Three statements."""
        today = self._standings.today()
        before = datetime(today.year - self.years, 1, 1, tzinfo=self.zone)
        stale = self._erasures.stale(organisation, before, at_most)
        kept = self._holds.held({each.person_id for each in stale if each.person_id}, today)
        return [
            DueCase(each.case_id, due_since(each.closed_at.astimezone(self.zone), self.years))
            for each in stale
            if each.person_id not in kept
        ]
