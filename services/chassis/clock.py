"""What time it is, and the next id: passed in, so that a test can stop the one and foretell the other."""

from __future__ import annotations

import os
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that can say what time it is."""

    def now(self) -> datetime:
        """This moment, in UTC, with its time zone."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class TravellingClock:
    """A clock that starts in the past and is put forward until it has arrived: how the demo comes by its history.

    Between two journeys it goes as fast as any other. It never goes back, and never ahead of the clock it follows.
    Only what is handed one travels: no setting names it, so that no service does so by accident.
    """

    def __init__(self, at: datetime, follows: Clock | None = None):
        self._follows = follows or SystemClock()
        self._behind = max(timedelta(), self._follows.now() - at)
        self._last = datetime.min.replace(tzinfo=UTC)
        self._lock = threading.Lock()

    def now(self) -> datetime:
        with self._lock:
            self._last = max(self._last, self._follows.now() - self._behind)
            return self._last

    def travel_to(self, moment: datetime) -> None:
        """Put it forward to this moment, or to the present if that is earlier; nothing happens if it is there."""
        with self._lock:
            self._behind = min(self._behind, max(timedelta(), self._follows.now() - moment))

    def arrive(self) -> None:
        """Show the present from now on."""
        with self._lock:
            self._behind = timedelta()


def new_id() -> str:
    """A new id, sortable by the millisecond it was made in (UUID version 7, RFC 9562 section 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    number = milliseconds << 80 | random
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
