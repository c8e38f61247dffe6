"""@answers, @hears, @every and @works_off in a real container of nameko's, in both worlds; and the bounded drain."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import amqp
import pytest
from sqlalchemy import select

from services.chassis import bus
from services.chassis.errors import Failed, Invalid, NotAllowed, NotFound, NotSignedIn, Refused, Unavailable
from services.chassis.identity import Actor, Signer
from services.chassis.inbox import Heard, inbox
from services.chassis.inbox import store as keep
from services.chassis.outbox import outbox
from services.chassis.testing import NOON, TRACE
from services.chassis.tracing import span
from services.chassis.vault import identity_key, new_identity_keys
from tests.eventually import eventually
from tests.patched.clerk import BELL, ClerkService, effects_of
from tests.patched.conftest import Office

Ask = Callable[..., Any]


def done(office: Office, what: str) -> int:
    return effects_of(office.database).count(what)


def test_a_question_is_answered_for_whoever_asks(ask: Ask) -> None:
    assert ask("look", {"thing": "r1"}) == {"times": 0}
    assert ask("note", {"thing": "r1"})["who"] == "desk:a7"
    assert ask("look", {"thing": "r1"}) == {"times": 1}


def test_a_command_that_is_repeated_gets_its_answer_again_and_is_not_done_again(office: Office, ask: Ask) -> None:
    first, again = (ask("note", {"thing": "r1"}, command_id="c1") for _ in range(2))
    assert first == again
    assert done(office, "noted r1") == 1
    with pytest.raises(Invalid):
        ask("note", {"thing": "r2"}, command_id="c1")


def test_a_repetition_by_somebody_else_is_not_told_the_answer(ask: Ask) -> None:
    ask("note", {"thing": "r1"}, command_id="c1")
    with pytest.raises(Invalid):
        ask("note", {"thing": "r1"}, command_id="c1", who=Actor(frozenset({"desk"}), "kim", "a8"))


def test_a_password_is_not_part_of_what_a_command_is_known_again_by(office: Office, ask: Ask) -> None:
    for password in ("one", "another"):
        ask("note", {"thing": "r1", "password": password}, command_id="c1")
    assert done(office, "noted r1") == 1


def test_a_secret_is_in_the_answer_and_not_in_what_is_remembered(office: Office, ask: Ask) -> None:
    from services.chassis.answers import answers

    answer = ask("note", {"thing": "r1"}, command_id="c1")
    assert len(answer["secret"]) == 22
    with office.database.reading() as tx:
        (kept,) = tx.execute(select(answers.c.answer)).scalars()
    assert "secret" not in json.loads(kept)


def test_what_is_refused_is_undone_and_comes_back_as_it_was_said(office: Office, ask: Ask) -> None:
    with pytest.raises(Refused) as refusal:
        ask("refuse", {"thing": "r1"})
    assert (refusal.value.code, refusal.value.params) == ("already_ended", {"status": "ended"})
    assert done(office, "something that must be undone") == 0


def test_what_breaks_is_undone_and_quotes_nobody(office: Office, ask: Ask, capfd: Any) -> None:
    with pytest.raises(Failed) as failure:
        ask("break_down", {"thing": "r1"})
    assert "ნინო" not in failure.value.sentence
    assert done(office, "something that must be undone") == 0
    assert "ნინო" not in "".join(capfd.readouterr())
    assert ask("look", {"thing": "r1"}) == {"times": 0}, "the next question is answered"


def test_an_unknown_method_a_wrong_request_and_a_forged_proof_are_told_apart(office: Office, ask: Ask) -> None:
    with pytest.raises(NotFound):
        ask("no_such_method", {})
    with pytest.raises(Invalid) as refusal:
        ask("note", {"thing": "x" * 21})
    assert [(error.field, error.code) for error in refusal.value.errors] == [("thing", "too_long")]
    other, _ = new_identity_keys()
    office.calls._signer = Signer(identity_key(other))
    with pytest.raises(NotSignedIn):
        ask("note", {"thing": "r1"})
    assert done(office, "noted r1") == 0


def test_what_is_said_is_heard_once_under_the_trace_of_who_asked(office: Office, ask: Ask) -> None:
    with span("POST /things", f"00-{TRACE}-00f067aa0ba902b7-01"):
        ask("note", {"thing": "r1"})
    eventually(lambda: done(office, "heard r1") == 1)
    with office.database.reading() as tx:
        said = tx.execute(select(outbox.c.correlation_id, outbox.c.body)).one()
        heard = eventually(lambda: tx.execute(select(inbox.c.correlation_id, inbox.c.state)).all())
    assert said.correlation_id == TRACE
    assert json.loads(said.body)["actor"] == "desk:a7"
    assert [tuple(row) for row in heard] == [(TRACE, "done")]


def test_many_are_answered_and_everything_is_heard(office: Office, ask: Ask) -> None:
    threads = [threading.Thread(target=ask, args=("note", {"thing": f"r{number}"})) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    eventually(lambda: sum(what.startswith("heard") for what in effects_of(office.database)) == 40, within=20)


def test_operators_see_what_is_stuck_and_their_decision_is_remembered(office: Office, ask: Ask) -> None:
    operator = Actor(frozenset({"operator"}), "kim", "a9")
    with pytest.raises(NotAllowed):
        ask("condition", {})
    with office.database.transaction() as tx:
        keep(tx, [Heard(b"{", None, "the body is not JSON")], NOON)
    assert ask("condition", {}, who=operator)["parked"] == 1
    (item,) = ask("parked", {}, who=operator)["items"]
    decision = {"position": item["position"]}
    with pytest.raises(NotFound):
        ask("replay_parked", decision, who=operator, command_id="c1")
    first, again = (ask("archive_parked", decision, who=operator, command_id="c2") for _ in range(2))
    assert first == again == decision
    assert ask("parked", {}, who=operator) == {"items": [], "next": None}


def test_two_clerks_share_the_work_and_nothing_is_done_twice(office: Office, ask: Ask) -> None:
    office.hire()
    for number in range(20):
        ask("note", {"thing": f"r{number}"})
    eventually(lambda: sum(what.startswith("heard") for what in effects_of(office.database)) == 20, within=20)
    found = effects_of(office.database)
    assert all(found.count(f"{verb} r{number}") == 1 for verb in ("noted", "heard") for number in range(20))


def test_what_is_to_be_done_every_second_is_done_once_however_many_clerks_there_are(office: Office) -> None:
    office.hire()
    began = time.time()
    eventually(lambda: done(office, "ticked") >= 3)
    assert done(office, "ticked") <= time.time() - began + 2.5


def test_a_heap_is_worked_off_when_the_bell_rings(office: Office) -> None:
    ClerkService.heap.extend(["one", "two", "three"])
    parts = next(provider for provider in office.clerks[0].dependencies if provider.attr_name == "parts").make()
    parts.bells.ring(BELL)
    eventually(lambda: [what for what in effects_of(office.database) if "worked" in what] == [
        "worked off one", "worked off two", "worked off three"
    ])  # fmt: skip


def test_who_is_told_to_stop_finishes_what_is_under_way_and_it_is_not_done_twice(office: Office, ask: Ask) -> None:
    answered: list[Any] = []
    asking = threading.Thread(target=lambda: answered.append(ask("take_time", {"thing": "r1"}, command_id="c1")))
    asking.start()
    assert ClerkService.begun.wait(10)
    clerk = office.clerks[0]
    stopping = threading.Thread(target=office.dismiss, args=(clerk,))
    stopping.start()
    eventually(lambda: is_unattended(office))
    assert not answered
    ClerkService.may_finish.set()
    stopping.join(15)
    assert not stopping.is_alive()
    asking.join(5)
    assert answered == [{"done": True}]
    assert done(office, "took time for r1") == 1


def is_unattended(office: Office) -> bool:
    """Whether nobody takes calls any more."""
    link = bus.Link(office.world.broker_url, "test")
    try:
        link.channel().queue_declare(queue=bus.calls_queue("clerk"), passive=True)
        return False
    except amqp.exceptions.NotFound:
        return True
    finally:
        link.close()


def test_after_the_stop_nobody_is_there_and_the_next_clerk_answers(office: Office, ask: Ask) -> None:
    office.dismiss(office.clerks[0])
    with pytest.raises(Unavailable):
        ask("look", {"thing": "r1"}, deadline=5)
    office.hire()
    assert ask("look", {"thing": "r1"}) == {"times": 0}


def put_on_the_queue(office: Office, body: str, **headers: Any) -> None:
    link = bus.Link(office.world.broker_url, "test")
    channel = link.channel()
    message = channel.prepare_message(
        body, content_type="application/json", content_encoding="utf-8", headers=headers, properties={}
    )
    channel.basic_publish(message, bus.CALLS, bus.calls_queue("clerk"))
    link.close()


def test_a_call_whose_deadline_is_over_is_dropped_unread(office: Office, ask: Ask) -> None:
    past = str(int((time.time() - 1) * 1000))
    put_on_the_queue(office, '{"thing": "r1"}', method="note", deadline=past)
    assert ask("look", {"thing": "r1"}) == {"times": 0}


@pytest.mark.parametrize("deadline", ["soon", "", "9" * 5000])
def test_a_call_with_headers_that_make_no_sense_is_dropped_and_disturbs_nobody(
    office: Office, ask: Ask, deadline: str, capfd: Any
) -> None:
    in_time = str(int((time.time() + 5) * 1000))
    put_on_the_queue(office, '{"thing": "r1"}', method="note", deadline=deadline)
    put_on_the_queue(office, "{", method="note", deadline=in_time)
    put_on_the_queue(office, "[]", method="note", deadline=in_time)
    assert ask("note", {"thing": "r2"})["thing"] == "r2"
    assert done(office, "noted r1") == 0
    assert "clerk.desk" not in "".join(capfd.readouterr()), "the desk has not lost its connection over it"
