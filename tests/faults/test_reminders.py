"""Two processes of notifications, killed at random while reminders are due: everybody is reminded, by one message."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests.eventually import eventually
from tests.faults.reminding import NAME, Reminding

APPOINTMENTS, KILLS, REPLICAS = 200, 4, 2
AT_ONCE = 10  # messages that a process takes at once: so many may have been on their way when it was killed


@pytest.fixture
def town(broker: Any, postgres: Any, tmp_path: Any) -> Iterator[Reminding]:
    town = Reminding(broker, postgres, tmp_path)
    yield town
    town.close()


def test_everybody_is_reminded_by_one_message_while_two_processes_are_killed_at_random(town: Reminding) -> None:
    seed = int(os.environ.get("LOTSE_FAULTS_SEED", random.randrange(1_000_000)))
    chance = random.Random(seed)
    expected = set(town.book(APPOINTMENTS).items())
    replicas = town.start(NAME, REPLICAS, wait=False)
    for kill in range(1, KILLS + 1):
        town.await_letters(APPOINTMENTS * kill // (KILLS + 2))
        town.kill(chance.choice([replica for replica in replicas if replica.alive]))
    town.dismiss()
    town.let_leases_end()
    town.start(NAME, REPLICAS, wait=False)
    eventually(lambda: set(town.arrived()) >= expected, within=60, every=0.2)
    eventually(town.is_done, within=60)
    arrived = town.arrived()
    assert set(arrived) == expected, f"nobody is missing, and nobody has two messages (LOTSE_FAULTS_SEED={seed})"
    repeated = sum(times - 1 for times in arrived.values())
    assert repeated <= (KILLS + REPLICAS) * AT_ONCE, f"only what was on its way (LOTSE_FAULTS_SEED={seed})"
