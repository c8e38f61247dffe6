"""What several replicas are asked at once, or all think due, is done once."""

import threading
from concurrent.futures import ThreadPoolExecutor

from services.chassis.acts import Act
from services.chassis.clock import SystemClock
from services.chassis.database import Database
from tests.eventually import eventually
from tests.faults.load import Load
from tests.faults.neighbours import new_key
from tests.faults.town import Village
from tests.faults.verdict import judge


def test_the_same_command_twice_at_the_same_moment_has_one_effect_and_one_answer(village: Village) -> None:
    village.start("sayer")
    keys = [new_key() for _ in range(30)]
    with Load(village, clients=1) as load, ThreadPoolExecutor(8) as clients:
        twice = [key for key in keys for _ in range(2)]
        answers = list(clients.map(lambda key: load.say(f"twice-{keys.index(key) % 3}", key=key), twice))
    judge(village, load.answers)
    assert answers[::2] == answers[1::2]


def test_two_clocks_strike_once_for_each_time_that_is_due(village: Village) -> None:
    first, second = village.of("hearer") + village.start("hearer")
    strikes = "SELECT count(*) FROM strikes"

    def await_two() -> None:
        enough = village.one("hearer", strikes) + 2
        eventually(lambda: village.one("hearer", strikes) >= enough, within=20)

    await_two()  # both awake
    for asleep in (first, second):
        village.pause(asleep)
        await_two()
        village.resume(asleep)
    await_two()
    assert village.rows("hearer", "SELECT due_at FROM strikes GROUP BY due_at HAVING count(*) > 1") == []
    assert village.one("hearer", "SELECT count(DISTINCT process) FROM strikes") == 2


def test_two_clocks_that_strike_at_the_same_moment_strike_once(village: Village) -> None:
    database, clock = Database(village.databases["hearer"]), SystemClock()
    struck, go_on = threading.Semaphore(0), threading.Event()

    def strike() -> None:
        struck.release()
        go_on.wait(20)

    day = 86_400.0
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO acts%%'"
    with ThreadPoolExecutor(2) as clocks:
        first = clocks.submit(Act("test.at_once", day, database, clock, strike).perform)
        assert struck.acquire(timeout=20)
        second = clocks.submit(Act("test.at_once", day, database, clock, strike).perform)
        eventually(lambda: village.one("hearer", waiting) or second.done(), within=20)
        go_on.set()
        assert [first.result(20), second.result(20)] == [True, False]
    assert not struck.acquire(blocking=False)
    village.rows("hearer", "DELETE FROM acts WHERE act = 'test.at_once'")
    database.close()
