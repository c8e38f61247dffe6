"""Where messages go may be away or gone: others are served meanwhile, and what was missed is said again."""

from datetime import UTC, datetime

import pytest

from services.chassis import bus, outbox
from services.chassis.database import Database
from tests.eventually import eventually
from tests.faults.load import Load
from tests.faults.town import Replica, Village, logged
from tests.faults.verdict import judge

UNSENT = "SELECT count(*) FROM outbox WHERE destination = 'sayer.asides' AND sent_at IS NULL"


def test_a_destination_that_is_away_keeps_nobody_else_waiting(village: Village) -> None:
    with Load(village) as load:
        load.more(5)
        with village.channel() as channel:
            channel.exchange_delete("sayer.asides")
        whispers = [load.say(f"whisper-{number}", how="whisper") for number in range(5)]
        load.more(10)
        served = load.say("served")
        count = "SELECT count(*) FROM effects WHERE thing = %s"
        eventually(lambda: village.one("hearer", count, served["thing"]), within=20)
        assert village.one("sayer", UNSENT) == len(whispers)
        village.declare()
        eventually(lambda: village.one("sayer", UNSENT) == 0, within=20)
    judge(village, load.answers)


def test_a_destination_that_has_come_back_is_trusted_again(village: Village) -> None:
    (sayer,) = village.of("sayer")
    first_rests = []
    with Load(village) as load:
        for _ in range(2):
            already = len(rests(sayer))
            with village.channel() as channel:
                channel.exchange_delete("sayer.asides")
            load.say("whisper", how="whisper")
            eventually(lambda: len(rests(sayer)) >= already + 2, within=20)  # noqa: B023
            first_rests.append(rests(sayer)[already])
            village.declare()
            eventually(lambda: village.one("sayer", UNSENT) == 0, within=20)
            load.more(5)
    judge(village, load.answers)
    assert first_rests[0] == first_rests[1]


@pytest.mark.parametrize("lost", ["queue", "binding"])
def test_a_lost_queue_or_binding_is_mended_and_what_it_missed_is_offered_again(lost: str, village: Village) -> None:
    since = datetime.now(UTC)
    (hearer,) = village.of("hearer")
    with Load(village) as load:
        load.more(10)
        before = eventually(lambda: village.active_consumer("hearer"))
        with village.channel() as channel:
            if lost == "queue":
                channel.queue_delete(bus.inbound_queue("hearer"))
            else:
                channel.queue_unbind(bus.inbound_queue("hearer"), "sayer.events", "thing.said.v1")
        load.more(10)
        if lost == "binding":  # nobody tells a consumer that a binding has gone; its next connection mends it
            village.kill(hearer)
        eventually(lambda: village.active_consumer("hearer") not in ("", before), within=30)
        load.more(10)
    eventually(lambda: village.one("sayer", "SELECT count(*) FROM outbox WHERE sent_at IS NULL") == 0)
    offer_again(village, since)
    # What was missed comes after what was not: that is the price of a queue that somebody deleted.
    judge(village, load.answers, unchecked=["order"])


def rests(sayer: Replica) -> list[float]:
    """How long the relay has let the destination rest, each time."""
    return [entry["seconds"] for entry in logged(sayer) if entry.get("event") == "destination_rests"]


def offer_again(village: Village, since: datetime) -> None:
    """What `lotse outbox replay --to hearer --since …` does."""
    database = Database(village.databases["sayer"])
    with database.transaction() as tx:
        assert outbox.offer_again(tx, since) > 0
    database.close()
