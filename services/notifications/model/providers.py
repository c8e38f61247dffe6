"""How much whoever carries messages takes, and whether they are there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# Whoever is away is asked again after these, and after the last of them for as long as it takes.
AWAY_PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 30, 60, 120, 300))
# One message shows whether they are back. Whoever sends it may stop in the middle; then another tries.
PROBE_TAKES = timedelta(minutes=1)
# A rate a minute is spread, so that no second has more than a few seconds' worth.
_AT_ONCE = timedelta(seconds=5)


@dataclass(frozen=True)
class Provider:
    """Whoever carries messages on a channel, as all replicas see them.

    `charged_until` is how far what was handed over has used up the rate (the virtual scheduling algorithm of ITU-T
    I.371): in the past, unless they are busy. `failures` counts in a row how often they were away, and `asked_again_at`
    is when one message may try them; None while they are there.
    """

    channel: str
    charged_until: datetime | None = None
    failures: int = 0
    asked_again_at: datetime | None = None

    @property
    def is_away(self) -> bool:
        return self.asked_again_at is not None

    def allowance(self, now: datetime, per_minute: int, at_most: int) -> int:
        """How many messages they may be handed now; 0 for `per_minute` is no limit."""
        if self.asked_again_at is not None:
            return 0 if self._is_ahead(self.asked_again_at, now, AWAY_PAUSES[-1]) else 1
        if not per_minute:
            return at_most
        each, used = timedelta(minutes=1) / per_minute, self._used(now)
        return min(at_most, int((max(_AT_ONCE, each) - used) / each))

    def charged(self, now: datetime, number: int, per_minute: int) -> Provider:
        """So many messages have been taken to hand them over; where they are away, that is the one that tries."""
        if self.is_away:
            return replace(self, asked_again_at=now + PROBE_TAKES)
        if not per_minute:
            return self
        return replace(self, charged_until=now + self._used(now) + number * timedelta(minutes=1) / per_minute)

    def away(self, now: datetime) -> Provider:
        """They could not be reached, or did not let us in."""
        pause = AWAY_PAUSES[min(self.failures, len(AWAY_PAUSES) - 1)]
        return replace(self, failures=self.failures + 1, asked_again_at=now + pause)

    def there(self) -> Provider:
        """They have answered."""
        return replace(self, failures=0, asked_again_at=None)

    def _used(self, now: datetime) -> timedelta:
        if self.charged_until is None or not self._is_ahead(self.charged_until, now, timedelta(minutes=1)):
            return timedelta()
        return self.charged_until - now

    @staticmethod
    def _is_ahead(moment: datetime, now: datetime, furthest: timedelta) -> bool:
        """Whether this is still to come. Further than it can be, and the clock has been put back: then it is past."""
        return timedelta() < moment - now <= furthest
