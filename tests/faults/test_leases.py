"""Who oversleeps a lease can do no harm: what it does afterwards is undone or changes nothing."""

from tests.eventually import eventually
from tests.faults.load import Load
from tests.faults.town import HANDLING_SECONDS, LEASE_SECONDS, Replica, Village, logged
from tests.faults.verdict import judge


def test_a_handler_whose_lease_has_run_out_undoes_what_it_did(village: Village) -> None:
    village.start("hearer")
    already = times_lost(village.of("hearer"))
    effects = "SELECT count(*) FROM effects WHERE thing = 'slow' AND number = 1"
    with Load(village) as load:
        load.say("slow", f"sleep {HANDLING_SECONDS + 2}")
        for _ in range(3):
            load.say("slow")
        eventually(lambda: village.one("hearer", effects), within=30)
        # The sleeper wakes, and either finds out or does it a second time.
        eventually(
            lambda: times_lost(village.of("hearer")) > already or village.one("hearer", effects) > 1,
            within=30,
            every=0.1,
        )
    judge(village, load.answers)
    assert village.one("hearer", "SELECT count(*) FROM tries WHERE thing = 'slow'") > 1


def test_a_relay_that_overslept_its_lease_marks_nothing(village: Village) -> None:
    seconds = LEASE_SECONDS + 3
    (sleeper,) = village.instead("sayer", f"pause:relay.confirmed:1:{seconds}")
    village.wait_for(sleeper)
    eventually(lambda: village.relay_holder("sayer") == sleeper.pid, within=20)
    (successor,) = village.start("sayer")
    with Load(village) as load:
        load.more(5)
        eventually(lambda: village.relay_holder("sayer") == successor.pid, within=20)
        eventually(lambda: village.one("sayer", "SELECT sent_at FROM outbox ORDER BY position LIMIT 1"), within=20)
        sent = set(village.rows("sayer", "SELECT position, sent_at FROM outbox WHERE sent_at IS NOT NULL"))

        def marked_anew() -> set[tuple[object, ...]]:
            return sent - set(village.rows("sayer", "SELECT position, sent_at FROM outbox"))

        eventually(lambda: times_lost([sleeper]) or marked_anew(), within=seconds + 10, every=0.1)
        assert not marked_anew()
    judge(village, load.answers)


def times_lost(replicas: list[Replica]) -> int:
    """How often they have found out that a lease is not theirs any more."""
    entries = [entry for replica in replicas for entry in logged(replica)]
    return sum(entry.get("event") == "lease_lost" or "LeaseLost" in str(entry.get("error")) for entry in entries)
