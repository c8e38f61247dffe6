"""A process that is killed at any point loses nothing, doubles nothing and leaves nothing half done."""

import signal

import pytest

from tests.eventually import eventually
from tests.faults.load import Load
from tests.faults.town import Village
from tests.faults.verdict import judge

# Two at a time, because a start costs more than a fault: the speaker dies at one point, the listener at another.
POINTS = [
    ("relay.claimed", "receiver.taken"),
    ("relay.confirmed", "receiver.stored"),
    ("answer.inside", "handler.claimed"),
    ("answer.committed", "handler.inside"),
    ("relay.confirmed", "handler.committed"),
]


@pytest.mark.parametrize(("speaking", "listening"), POINTS)
def test_services_killed_at_named_points_lose_and_double_nothing(
    speaking: str, listening: str, village: Village
) -> None:
    with Load(village) as load:
        load.more(5)
        armed = village.instead("sayer", f"{speaking}:5") + village.instead("hearer", f"{listening}:5")
        eventually(lambda: all(replica.deaths == [-signal.SIGKILL] for replica in armed), within=30)
        load.more(10)
    record = judge(village, load.answers)
    assert len(record.effects) == len(load.answers)


def test_a_receiver_killed_while_the_database_makes_it_wait_loses_nothing(village: Village) -> None:
    storing = (
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO inbox %%'"
    )
    (hearer,) = village.of("hearer")
    with Load(village) as load:
        load.more(5)
        with village.locked("hearer", "inbox"):
            eventually(lambda: village.one("hearer", storing), within=20)
            village.kill(hearer)
            eventually(lambda: hearer.deaths)
        load.more(10)
    judge(village, load.answers)
