"""A seeded mixture of faults: short here, long with `make faults`. A seed that fails becomes a test of its own.

LOTSE_FAULTS_SEED=4711 python -m pytest tests/faults/test_mixture.py
"""

import os
import random
import signal
import time
from collections.abc import Callable

import pytest

from services.chassis import failpoints
from tests.faults.load import Load
from tests.faults.neighbours import TABLES
from tests.faults.town import Replica, Village
from tests.faults.verdict import judge

SHORT_SECONDS, LONG_SECONDS = 10.0, 300.0
PATIENCE = 120.0


def kill_one(village: Village, chance: random.Random) -> None:
    village.kill(somebody(village, chance))


def stop_one(village: Village, chance: random.Random) -> None:
    os.kill(somebody(village, chance).pid, signal.SIGTERM)


def freeze_one(village: Village, chance: random.Random) -> None:
    replica = somebody(village, chance)
    village.pause(replica)
    time.sleep(chance.uniform(0.2, 4))  # the fault itself: shorter and longer than the leases
    village.resume(replica)


def arm_one(village: Village, chance: random.Random) -> None:
    replica = somebody(village, chance)
    point, count = chance.choice(sorted(failpoints.NAMES)), chance.randint(1, 20)
    village.retire(replica)
    village.start(replica.service, failpoint=f"{point}:{count}", wait=False)


def cut_connections(village: Village, chance: random.Random) -> None:
    village.postgres.terminate_connections(village.databases[chance.choice(sorted(TABLES))])


def restart_postgres(village: Village, chance: random.Random) -> None:
    chance.choice([village.postgres.stop, village.postgres.kill])()
    village.postgres.start()


def restart_broker(village: Village, chance: random.Random) -> None:
    chance.choice([village.broker.stop, village.broker.kill])()
    village.broker.start()


def freeze_broker(village: Village, chance: random.Random) -> None:
    village.broker.pause()
    time.sleep(chance.uniform(0.2, 3))
    village.broker.resume()


# How often, relatively; a restart of the broker takes as long as ten others.
FAULTS: dict[Callable[[Village, random.Random], None], int] = {
    kill_one: 6,
    stop_one: 4,
    freeze_one: 3,
    arm_one: 4,
    cut_connections: 6,
    restart_postgres: 2,
    freeze_broker: 2,
    restart_broker: 1,
}


def somebody(village: Village, chance: random.Random) -> Replica:
    present = [replica for name in village.names for replica in village.of(name)]
    replica = chance.choice(present)
    village.wait_for(replica)
    return replica


def seed() -> int:
    return int(os.environ.get("LOTSE_FAULTS_SEED") or random.SystemRandom().randrange(1_000_000))


@pytest.mark.parametrize(
    "seconds",
    [SHORT_SECONDS, pytest.param(LONG_SECONDS, marks=[pytest.mark.long, pytest.mark.timeout(LONG_SECONDS + 300)])],
    ids=["short", "long"],
)
def test_nothing_is_lost_in_a_mixture_of_all_faults(seconds: float, village: Village) -> None:
    number = seed()
    print(f"LOTSE_FAULTS_SEED={number}")
    chance = random.Random(number)
    village.start("sayer")
    village.start("hearer")
    done = []
    with Load(village, things=20) as load:
        load.more(5)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            (fault,) = chance.choices(list(FAULTS), list(FAULTS.values()))
            done.append(fault.__name__)
            fault(village, chance)
            load.more(chance.randint(0, 15), within=PATIENCE)
        for name in village.names:
            assert village.of(name)
        load.more(10, within=PATIENCE)
    try:
        judge(village, load.answers, within=PATIENCE)
    except AssertionError as error:
        raise AssertionError(f"LOTSE_FAULTS_SEED={number}, faults {', '.join(done)}:\n{error}") from error
