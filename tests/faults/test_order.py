"""What belongs together stays in order, also when one part of it has to wait; the rest of the town does not wait."""

from tests.eventually import eventually
from tests.faults.load import Load
from tests.faults.town import Village
from tests.faults.verdict import Spoken, judge


def test_later_messages_wait_in_order_behind_one_that_fails_three_times_and_others_do_not(village: Village) -> None:
    with Load(village) as load:
        load.say("patient", "fail 3")
        for _ in range(5):
            load.say("patient")
        eventually(
            lambda: village.one("hearer", "SELECT count(*) FROM effects WHERE thing = 'patient'") == 6, within=20
        )
    judge(village, load.answers)
    tried = village.rows("hearer", "SELECT at FROM tries WHERE thing = 'patient' ORDER BY at")
    assert village.one("hearer", "SELECT attempts FROM inbox WHERE subject = 'patient' ORDER BY sequence LIMIT 1") == 3
    between = "SELECT count(*) FROM effects WHERE thing <> 'patient' AND at BETWEEN %s AND %s"
    assert village.one("hearer", between, tried[0][0], tried[-1][0]) > 5


def test_not_yet_waits_for_what_it_refers_to_and_spends_no_attempt(village: Village) -> None:
    with Load(village) as load:
        load.say("early", "after late")
        load.say("early")
        eventually(lambda: village.one("hearer", "SELECT count(*) FROM tries WHERE thing = 'early'") >= 3, within=20)
        load.say("late")
    judge(village, load.answers)
    spent = village.rows(
        "hearer", "SELECT attempts, postponed >= 2 FROM inbox WHERE subject = 'early' ORDER BY sequence"
    )
    assert spent == [(0, True), (0, False)]


def test_erasure_overtakes_what_waits_and_what_is_parked_and_wipes_it(village: Village) -> None:
    with Load(village) as load:
        wiped = [
            load.say(thing, deed)
            for thing, first in {"parked": "fail", "waiting": "after never"}.items()
            for deed in (first, "")
        ]
        eventually(lambda: village.one("hearer", "SELECT count(*) FROM inbox WHERE state = 'parked'"), within=20)
        erasures = [load.say(thing, how="forget") for thing in ("parked", "waiting")]
        after = [load.say(thing) for thing in ("parked", "waiting")]
        load.more(5)
    record = judge(village, load.answers, without_effect=[Spoken(**spoken) for spoken in wiped])
    effects = {spoken for _, spoken, _ in record.effects}
    assert {Spoken(**spoken) for spoken in erasures + after} <= effects
    states = village.rows(
        "hearer",
        "SELECT DISTINCT state, body, reason FROM inbox WHERE subject IN ('parked', 'waiting') AND sequence < 3",
    )
    assert states == [("erased", "", None)]
