"""How much a provider is handed, and how one that is away is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.notifications.model.providers import AWAY_PAUSES, PROBE_TAKES, Provider

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MANY = 1000


def handed(per_minute: int, seconds: int, at_most: int = 10) -> int:
    """How many messages a provider of this rate is handed who is asked every second."""
    provider, total = Provider("email"), 0
    for second in range(seconds):
        now = NOW + second * SECOND
        number = provider.allowance(now, per_minute, at_most)
        provider, total = provider.charged(now, number, per_minute), total + number
    return total


@pytest.mark.parametrize("per_minute", [1, 7, 60, 300])
def test_nobody_is_handed_more_than_their_rate_but_for_a_few_seconds_worth_at_the_beginning(per_minute: int) -> None:
    minutes = 10
    most = minutes * per_minute + max(1, per_minute // 12)
    assert most * 0.9 <= handed(per_minute, minutes * 60) <= most


def test_without_a_rate_all_are_handed_over() -> None:
    assert handed(0, 60) == 600


def test_whoever_is_away_is_tried_with_one_message_after_ever_longer_pauses() -> None:
    provider, now = Provider("email"), NOW
    for pause in (*AWAY_PAUSES, AWAY_PAUSES[-1]):
        provider = provider.away(now)
        assert provider.allowance(now + pause - SECOND, 0, MANY) == 0
        now += pause
        assert provider.allowance(now, 0, MANY) == 1
    trying = provider.charged(now, 1, 0)
    assert trying.allowance(now, 0, MANY) == 0, "another replica does not try at the same time"
    assert trying.allowance(now + PROBE_TAKES, 0, MANY) == 1, "but when the first has stopped in the middle"
    back = trying.there()
    assert (back.is_away, back.allowance(now, 0, MANY)) == (False, MANY)
    assert back.away(now).allowance(now + AWAY_PAUSES[0], 0, MANY) == 1, "and it begins anew with short pauses"


def test_a_clock_that_is_put_back_stops_nobody() -> None:
    away, busy = Provider("email").away(NOW), Provider("email").charged(NOW, 10, 60)
    earlier = NOW - timedelta(hours=1)
    assert away.allowance(earlier, 0, MANY) == 1
    assert busy.allowance(earlier, 60, 10) == 5
