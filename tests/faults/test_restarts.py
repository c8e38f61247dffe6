"""Broker and database may go and come back at any time, politely or not."""

from collections.abc import Callable

import pytest

from tests.eventually import eventually
from tests.faults.load import Load
from tests.faults.town import Village, say_directly, unread_bytes
from tests.faults.verdict import judge


def broker_killed(village: Village) -> None:
    village.broker.kill()
    village.broker.start()


def broker_restarted(village: Village) -> None:
    village.broker.restart()


def postgres_killed(village: Village) -> None:
    village.postgres.kill()
    village.postgres.start()


def postgres_restarted(village: Village) -> None:
    village.postgres.restart()


def connections_cut(village: Village) -> None:
    for _ in range(5):
        for url in village.databases.values():
            # Looked at before it is cut: whoever cuts each as it comes never sees three.
            eventually(lambda: village.postgres.connections(url) > 2, within=30)  # noqa: B023
            assert village.postgres.terminate_connections(url)


FAULTS = [broker_killed, broker_restarted, postgres_killed, postgres_restarted, connections_cut]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_broker_and_database_may_go_and_come_back(fault: Callable[[Village], None], village: Village) -> None:
    with Load(village) as load:
        load.more(10)
        fault(village)
        load.more(10)
    judge(village, load.answers)
    assert not any(replica.deaths for replica in village.replicas), "a service ended"


def test_what_the_broker_has_not_confirmed_is_sent_again(village: Village) -> None:
    with Load(village) as load:
        load.more(5)
    judge(village, load.answers)
    village.broker.pause()  # what is sent now stays in the socket
    for number in range(20):
        say_directly(village, f"unconfirmed-{number}")
    eventually(lambda: unread_bytes(village.broker.port) > 5000, within=20)
    village.broker.kill()
    village.broker.start()
    record = judge(village, load.answers)
    assert len(record.effects) == len(load.answers) + 20
