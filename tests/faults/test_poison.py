"""A message that cannot be handled is parked with its reason, and no innocent one with it."""

import json
from typing import Any

import amqp
import pytest

from services.chassis import inbox
from services.chassis.clock import new_id
from services.chassis.database import Database
from tests.eventually import eventually
from tests.faults.load import Load
from tests.faults.town import RETRY_SECONDS, Village
from tests.faults.verdict import Spoken, judge


def envelope(**others: Any) -> bytes:
    """A good message of the sayer's, but for what is said otherwise."""
    message = {
        "specversion": "1.0",
        "id": new_id(),
        "source": "sayer@kim",
        "type": "thing.said.v1",
        "subject": "poison",
        "time": "2026-11-20T08:00:00Z",
        "sequence": 1,
        "correlationid": "0" * 32,
        "data": {"thing": "poison", "number": 1, "deed": ""},
    }
    return json.dumps(message | others).encode()


# what it is → (its body, what the reason has to say)
UNREADABLE = {
    "bad JSON": (b'{"specversion": "1.0", "id": ', "not JSON"),
    "another encoding": ("{'größe': 1}".encode("latin-1"), "not UTF-8"),
    "another envelope": (b'{"hello": "world"}', "no CloudEvent"),
    "20 MB": (envelope(data={"thing": "x" * 20_000_000}), "more than"),
    "an unknown type": (envelope(type="thing.unheard_of.v1", subject="thing-0"), "does not read thing.unheard_of.v1"),
    "a wrong shape": (envelope(subject="shapeless", data={"thing": ["no", "text"]}), "shape we read"),
}


def test_poison_of_all_kinds_is_parked_and_what_is_good_passes(village: Village) -> None:
    with Load(village) as load:
        load.more(5)
        for body, _ in UNREADABLE.values():
            publish(village, body)
            load.more(2)
        raising = load.say("raising", "fail")
        load.more(10)
        eventually(lambda: len(parked(village)) == len(UNREADABLE) + 1, within=30)
    reasons = sorted(reason for _, reason, _ in parked(village))
    for kind, (_, expected) in UNREADABLE.items():
        assert [reason for reason in reasons if expected in reason], f"{kind} is not parked: {reasons}"
    (attempts,) = (attempts for _, reason, attempts in parked(village) if "RuntimeError" in reason)
    assert attempts == len(RETRY_SECONDS) + 1
    judge(village, load.answers, without_effect=[Spoken(**raising)], parked=3)


def test_what_cannot_be_read_holds_up_nothing_of_its_subject(village: Village) -> None:
    publish(village, envelope(type="thing.unheard_of.v1", subject="innocent"))
    eventually(lambda: parked(village), within=20)
    with Load(village) as load:
        load.say("innocent", "sleep 0.5")
        eventually(lambda: village.one("hearer", "SELECT count(*) FROM tries"), within=20)
        for _ in range(3):
            load.say("innocent")
    judge(village, load.answers, parked=1)


def test_a_message_that_kills_its_process_is_parked_at_the_third_and_no_other_with_it(village: Village) -> None:
    (hearer,) = village.of("hearer")
    with Load(village, things=30) as load:
        load.more(10)
        killing = load.say("killing", "kill")
        eventually(lambda: parked(village), within=60)
        load.more(5)
    ((_, reason, _),) = parked(village)
    assert "has ended 3 processes" in reason
    assert len(hearer.deaths) == 3
    judge(village, load.answers, without_effect=[Spoken(**killing)], parked=1)


@pytest.mark.parametrize("decision", [inbox.archive, inbox.replay], ids=lambda decision: decision.__name__)
def test_what_stands_behind_a_parked_message_waits_for_a_persons_decision(decision: Any, village: Village) -> None:
    with Load(village) as load:
        stubborn = load.say("stubborn", "need remedy")
        behind = load.say("stubborn")
        eventually(lambda: parked(village), within=30)
        load.more(10)
        assert village.rows("hearer", "SELECT number FROM effects WHERE thing = 'stubborn'") == []
        load.say("remedy")
        ((position, _, _),) = parked(village)
        decide(village, decision, position)
        count = "SELECT count(*) FROM effects WHERE thing = 'stubborn' AND number = %s"
        eventually(lambda: village.one("hearer", count, behind["number"]))
    judge(village, load.answers, without_effect=[Spoken(**stubborn)] if decision is inbox.archive else [])


def publish(village: Village, body: bytes) -> None:
    """Send something to everybody who hears what the sayer says."""
    with village.channel() as channel:
        channel.confirm_select()
        message = amqp.Message(body, content_type="application/cloudevents+json", delivery_mode=2)
        channel.basic_publish_confirm(message, "sayer.events", "thing.said.v1")


def parked(village: Village) -> list[tuple[Any, ...]]:
    return village.rows(
        "hearer", "SELECT position, reason, attempts FROM inbox WHERE state = 'parked' ORDER BY position"
    )


def decide(village: Village, decision: Any, position: int) -> None:
    database = Database(village.databases["hearer"])
    with database.transaction() as tx:
        assert decision(tx, [position]) == 1
    database.close()
