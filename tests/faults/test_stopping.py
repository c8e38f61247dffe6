"""Who is told to stop finishes what is under way, and another takes over without a message overtaking one."""

from tests.eventually import eventually
from tests.faults.load import Load
from tests.faults.town import HANDLING_SECONDS, Village
from tests.faults.verdict import judge


def test_work_under_way_is_finished_and_nothing_runs_twice_when_a_service_is_told_to_stop(village: Village) -> None:
    first, second = village.of("hearer") + village.start("hearer")
    with Load(village) as load:
        for number in range(4):
            load.say(f"slow-{number}", f"sleep {HANDLING_SECONDS / 8}")
        eventually(lambda: village.one("hearer", "SELECT count(*) FROM tries"))
        assert village.retire(first) == 0
        load.more(5)
        assert village.retire(second) == 0
        village.start("hearer")
    judge(village, load.answers)
    assert village.rows("hearer", "SELECT thing FROM tries GROUP BY thing HAVING count(*) > 1") == []


def test_calls_under_way_are_answered_when_a_service_is_told_to_stop(village: Village) -> None:
    (first,) = village.of("sayer")
    village.start("sayer")
    with Load(village, pace=0.005, clients=5) as load:
        load.more(20)
        assert village.retire(first) == 0
        load.more(20)
    judge(village, load.answers)


def test_the_one_active_receiver_changes_under_load_without_loss_or_disorder(village: Village) -> None:
    first, second = village.of("hearer") + village.start("hearer")
    active = eventually(lambda: village.active_consumer("hearer"), within=20)
    with Load(village, pace=0.01) as load:
        load.more(20)
        village.kill(first)
        active = await_other_than(active, village)
        load.more(20)
        assert village.retire(second) == 0
        await_other_than(active, village)
        load.more(20)
    judge(village, load.answers)


def await_other_than(active: str, village: Village) -> str:
    """Wait until the broker serves another consumer than this one."""
    return eventually(lambda: tag if (tag := village.active_consumer("hearer")) != active else "", within=20)
