"""What was written to the person in a case stands in its history, and who may be told of it is the case's to say."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.cases.store.history import history
from services.chassis import warrants
from services.chassis.envelope import Envelope
from services.chassis.errors import NotAllowed, NotFound
from services.chassis.identity import Actor
from services.chassis.testing import message_of
from services.chassis.warrants import Warrant
from services.notifications.events import messages as events
from tests.builders import Cases

MESSAGE = "01a20846-fe00-7000-8000-0000000000b1"
NEVER = "01a20846-fe00-7000-8000-00000000ffff"
INVITED = ("appointment_invitation", "email")


def sent(about: str, at: datetime) -> Envelope:
    return message_of(events.MessageSent(MESSAGE, about, *INVITED, "ka", at), "notifications@kim")


def bounced(about: str, at: datetime) -> Envelope:
    return message_of(events.MessageBounced(MESSAGE, about, *INVITED, "dsn_5.1.1", at), "notifications@kim")


def lines(cases: Cases, who: Actor, case_id: str) -> list[dict[str, Any]]:
    found = cases.ask(who, "history", case_id=case_id)["items"]
    return [line for line in found if line["what"].startswith("message.")]


def test_what_became_of_a_message_is_a_line_each_by_the_moment_it_happened_whatever_the_order(cases: Cases) -> None:
    ketevan = cases.engage()
    case_id = cases.open(ketevan)
    left = cases.clock.now()
    back = left + timedelta(minutes=5)
    cases.clock.advance(timedelta(hours=1))
    cases.hear(bounced(case_id, back), sent(case_id, left), bounced(case_id, back))
    newest, first = lines(cases, ketevan, case_id)
    assert (newest["what"], newest["happened_at"]) == ("message.bounced", back.isoformat())
    assert (first["what"], first["happened_at"], first["by"]) == ("message.sent", left.isoformat(), None)
    told = {"message_id": MESSAGE, "kind": INVITED[0], "channel": "email"}
    assert (newest["about"], first["about"]) == (told | {"reason": "dsn_5.1.1"}, told)


def test_what_is_told_of_the_request_stands_in_the_case_that_came_of_it(cases: Cases) -> None:
    ketevan = cases.engage()
    offer = cases.offer()
    case_id = cases.accept(ketevan, offer)["case_id"]
    cases.hand_over(offer)
    cases.hear(bounced(offer["request_id"], cases.clock.now()))
    assert [line["what"] for line in lines(cases, ketevan, case_id)] == ["message.bounced"]


def test_what_is_about_nobody_here_is_passed_over(cases: Cases) -> None:
    case_id = cases.open(cases.engage())
    cases.hear(sent(NEVER, cases.clock.now()))
    with cases.database.reading() as tx:
        rows = tx.execute(history.select()).all()
    assert {row.case_id for row in rows} == {case_id}
    assert "message.sent" not in {row.what for row in rows}


def test_whoever_reads_a_case_gets_a_warrant_for_it_and_its_request(cases: Cases) -> None:
    ketevan = cases.engage()
    offer = cases.offer()
    case_id = cases.accept(ketevan, offer)["case_id"]
    cases.hand_over(offer)
    told = cases.ask(ketevan, "messages_warrant", case_id=case_id)["warrant"]
    read = warrants.read(cases.parts.seal_keys, ketevan, cases.clock, told)
    assert read == Warrant((case_id,), (offer["request_id"],), works=True)


def test_who_may_not_read_a_case_gets_none(cases: Cases) -> None:
    case_id = cases.open(cases.engage())
    coordinator = Actor(frozenset({"coordinator"}), "bruecke", NEVER)
    with pytest.raises(NotAllowed):
        cases.ask(coordinator, "messages_warrant", case_id=case_id)
    with pytest.raises(NotFound):
        cases.ask(cases.engage("mirela", "kim"), "messages_warrant", case_id=case_id)


def test_through_the_glass_one_reads_and_sends_nothing(cases: Cases) -> None:
    case_id = cases.open(cases.engage())
    lioba = cases.engage("lioba")
    reason = "Ketevan ist krank, ein Brief muss heute noch hinaus"
    cases.ask(lioba, "break_glass", case_id=case_id, reason=reason, hours=2)
    told = cases.ask(lioba, "messages_warrant", case_id=case_id)["warrant"]
    assert not warrants.read(cases.parts.seal_keys, lioba, cases.clock, told).works
