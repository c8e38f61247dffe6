"""What all builders share."""

from __future__ import annotations

from pathlib import Path

from services.chassis.database import Database
from services.chassis.testing import Parts, StoppedClock, fresh_database, parts_of


class Service:
    """What both builders share: their parts on a database of their own."""

    name: str

    def __init__(self, place: Path | Database, clock: StoppedClock | None = None) -> None:
        database = place if isinstance(place, Database) else fresh_database(self.name, place)
        self.parts: Parts = parts_of(self.name, database, clock)
        self.database, self.clock = self.parts.database, self.parts.clock
