"""Replicas that send at the same time keep to one rate, and find out together that a provider is away."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

from services.chassis.database import Database
from services.chassis.testing import StoppedClock
from services.notifications.carriers.outcomes import ProviderAway
from services.notifications.model.providers import AWAY_PAUSES
from tests.builders import Notifications
from tests.unit.notifications.scheduling import Booked, given, told

REPLICAS, MESSAGES, PER_MINUTE = 4, 30, 60


class Counter:
    """Takes mails away, or is away, and counts how often it was tried."""

    def __init__(self, is_away: bool = False) -> None:
        self.tried: list[str] = []
        self.is_away = is_away

    def send(self, mail: EmailMessage) -> None:
        self.tried.append(mail["Message-ID"])
        if self.is_away:
            raise ProviderAway("smtp_421")

    def rest(self) -> None:
        """There is nothing to let go of."""


def replicas(database: Database, counter: Counter) -> list[Notifications]:
    """Some that share a database in which invitations wait."""
    clock = StoppedClock()
    found = [Notifications(database, clock) for _ in range(REPLICAS)]
    found[0].hear(given())
    for number in range(1, MESSAGES + 1):
        found[0].hear(told(Booked(appointment_id=f"01a20846-fe00-7000-8000-000000000a{number:02}")))
    for replica in found:
        replica.carrier = counter  # type: ignore[assignment]
        replica.per_minute = {"email": PER_MINUTE}
    return found


def send_at_once(together: list[Notifications]) -> None:
    with ThreadPoolExecutor(REPLICAS) as pool:
        for _ in range(5):
            list(pool.map(lambda replica: replica.send(), together))


def test_replicas_share_one_rate(new_database: Callable[[str], Database]) -> None:
    counter = Counter()
    send_at_once(replicas(new_database("notifications"), counter))
    assert len(counter.tried) == len(set(counter.tried)) == 5, "five seconds' worth at once, and then by the clock"


def test_once_a_provider_is_away_no_replica_tries_before_its_time(new_database: Callable[[str], Database]) -> None:
    counter = Counter(is_away=True)
    together = replicas(new_database("notifications"), counter)
    send_at_once(together)
    assert 1 <= len(counter.tried) <= REPLICAS, "those that had begun when the first found out"
    together[0].clock.advance(AWAY_PAUSES[-1])
    before = len(counter.tried)
    send_at_once(together)
    assert len(counter.tried) == before + 1
