"""The gateway's way of asking: many calls in flight, a deadline on each, and a service that may be away."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.chassis import bus
from services.chassis.calls import Calls
from services.chassis.errors import FieldError, Invalid, Refused, TooLate, Unavailable
from services.chassis.identity import Actor, Signer, Verifier
from services.chassis.testing import TRACE
from services.chassis.tracing import span
from services.chassis.vault import identity_key, new_identity_keys
from tests.eventually import eventually
from tests.integration.conftest import World

PRIVATE, PUBLIC = map(identity_key, new_identity_keys())
DESK = Actor(frozenset({"desk"}), "kim", "a7")


class Counter:
    """A service reduced to its counter: takes calls from `intake.calls` and answers them as `answers` says."""

    def __init__(self, url: str, answers: Callable[[str, dict[str, Any]], dict[str, Any] | None]) -> None:
        self.answers = answers
        self.taken: list[Any] = []
        self.close = threading.Event()
        self._to_reply: list[tuple[Any, dict[str, Any]]] = []
        self._url = url
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> Counter:
        opened = threading.Event()
        self._opened = opened
        self._thread.start()
        assert opened.wait(10)
        return self

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(10)

    def _run(self) -> None:
        link = bus.Link(self._url, "counter")
        channel = link.channel()
        channel.queue_declare(queue=bus.calls_queue("intake"), durable=True, auto_delete=True)
        bus.attend(channel, bus.calls_queue("intake"), bus.CALLS)
        channel.basic_qos(0, 100, False)
        tag = channel.basic_consume(
            queue=bus.calls_queue("intake"), callback=lambda message: self._take(channel, message)
        )
        self._opened.set()
        while not self._stop.is_set():
            link.drain_all(0.02)
            if self.close.is_set() and tag:
                channel.basic_cancel(getattr(tag, "consumer_tag", tag))
                tag = None
            while self._to_reply:
                self._reply(channel, *self._to_reply.pop())
        link.close()

    def _take(self, channel: Any, message: Any) -> None:
        self.taken.append(message)
        method = message.properties["application_headers"]["method"]
        reply = self.answers(method, json.loads(message.body))
        if reply is None:
            return
        self._reply(channel, message, reply)

    def reply(self, message: Any, answer: dict[str, Any]) -> None:
        """Answer a call that was taken before, from another thread."""
        self._to_reply.append((message, {"answer": answer}))

    @staticmethod
    def _reply(channel: Any, message: Any, reply: dict[str, Any]) -> None:
        properties = {"correlation_id": message.properties["correlation_id"]}
        answer = channel.prepare_message(
            json.dumps(reply), content_type="application/json", content_encoding="utf-8", properties=properties
        )
        channel.basic_publish(answer, bus.REPLIES, message.properties["reply_to"])
        channel.basic_ack(message.delivery_info["delivery_tag"])


@pytest.fixture
def calls(world: World) -> Iterator[Calls]:
    found = Calls(world.broker_url, Signer(PRIVATE), deadline=5)
    found.start()
    eventually(found.ready)
    yield found
    found.stop()


@pytest.fixture
def counter(world: World) -> Iterator[Callable[..., Counter]]:
    """Opens a counter; `counter(answers)`."""
    opened: list[Counter] = []

    def start(answers: Callable[[str, dict[str, Any]], dict[str, Any] | None]) -> Counter:
        opened.append(Counter(world.broker_url, answers).start())
        return opened[-1]

    yield start
    for one in opened:
        one.stop()


def echo(method: str, request: dict[str, Any]) -> dict[str, Any]:
    return {"answer": {"method": method, **request}}


def test_a_question_is_answered_and_carries_who_asks_the_command_and_the_trace(calls: Calls, counter: Any) -> None:
    desk = counter(echo)
    with span("POST /requests", f"00-{TRACE}-00f067aa0ba902b7-01"):
        answer = calls.ask("intake", "receive_request", {"name": "ნინო ბერიძე"}, who=DESK, command_id="c1")
    assert answer == {"method": "receive_request", "name": "ნინო ბერიძე"}
    (taken,) = desk.taken
    headers = taken.properties["application_headers"]
    assert Verifier(PUBLIC).read(headers["actor"]) == DESK
    assert headers["command_id"] == "c1"
    assert headers["traceparent"].split("-")[1] == TRACE
    assert time.time() < int(headers["deadline"]) / 1000 < time.time() + 6
    assert int(taken.properties["expiration"]) <= 5000, "nobody wants it after the deadline"


def test_many_threads_ask_at_the_same_time_and_each_gets_its_own_answer(calls: Calls, counter: Any) -> None:
    counter(echo)
    with ThreadPoolExecutor(32) as threads:
        asked = [threads.submit(calls.ask, "intake", "status", {"number": number}, who=DESK) for number in range(500)]
        answers = [one.result(20) for one in asked]
    assert [answer["number"] for answer in answers] == list(range(500))


def test_a_slow_answer_holds_up_nobody_else(calls: Calls, counter: Any) -> None:
    """The first question is never answered; the others, asked later, are."""
    counter(lambda method, request: None if method == "slow" else {"answer": request})
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(calls.ask, "intake", "slow", {}, who=DESK, deadline=2)
        for number in range(20):
            assert calls.ask("intake", "status", {"n": number}, who=DESK) == {"n": number}
        with pytest.raises(TooLate):
            slow.result(10)


def test_what_the_service_refuses_is_raised_here_as_it_was_there(calls: Calls, counter: Any) -> None:
    refusal = Invalid("invalid", "No.", errors=(FieldError.of("name", "too_long", max=200),))
    counter(
        lambda method, _: {
            "error": (refusal if method == "receive" else Refused("already_ended", "It is over.")).to_wire()
        }
    )
    with pytest.raises(Invalid) as raised:
        calls.ask("intake", "receive", {}, who=DESK)
    assert raised.value.errors == refusal.errors
    with pytest.raises(Refused):
        calls.ask("intake", "withdraw", {}, who=DESK)


def test_without_an_answer_it_is_too_late_at_the_deadline(calls: Calls, counter: Any) -> None:
    counter(lambda _method, _request: None)
    began = time.monotonic()
    with pytest.raises(TooLate):
        calls.ask("intake", "status", {}, who=DESK, deadline=0.7)
    assert 0.5 < time.monotonic() - began < 2


def test_a_service_that_is_not_there_is_unavailable_soon_and_says_when_to_come_again(calls: Calls) -> None:
    began = time.monotonic()
    with pytest.raises(Unavailable) as absence:
        calls.ask("intake", "status", {}, who=DESK, deadline=30)
    assert time.monotonic() - began < 5
    assert absence.value.params["retry_after"] > 0


def test_a_service_that_restarts_meanwhile_answers_all_the_same(calls: Calls, counter: Any) -> None:
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(calls.ask, "intake", "status", {"n": 1}, who=DESK)
        counter(echo)
        assert asked.result(10)["n"] == 1


def test_a_call_that_was_taken_and_not_answered_is_answered_by_the_next_replica(calls: Calls, counter: Any) -> None:
    dying = counter(lambda _method, _request: None)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(calls.ask, "intake", "receive_request", {"n": 1}, who=DESK, command_id="c1")
        eventually(lambda: dying.taken)
        heir = counter(echo)
        dying.stop()
        assert asked.result(10)["n"] == 1
    assert heir.taken[0].properties["application_headers"]["command_id"] == "c1"


def test_while_the_broker_is_away_it_is_unavailable() -> None:
    calls = Calls("pyamqp://guest:guest@127.0.0.1:1/", Signer(PRIVATE), deadline=0.5)
    calls.start()
    try:
        assert not calls.ready()
        with pytest.raises(Unavailable):
            calls.ask("intake", "status", {}, who=DESK)
    finally:
        calls.stop()


def test_after_its_connection_was_lost_the_next_question_is_answered(calls: Calls, counter: Any) -> None:
    counter(echo)
    assert calls.ask("intake", "status", {"n": 1}, who=DESK)["n"] == 1

    def cut(channel: Any) -> None:
        raise ConnectionResetError("the line is cut")

    calls._wire.do(cut)
    assert calls.ask("intake", "status", {"n": 2}, who=DESK)["n"] == 2


def test_an_answer_that_comes_after_the_deadline_disturbs_nobody(calls: Calls, counter: Any) -> None:
    late = threading.Event()

    def keep(method: str, request: dict[str, Any]) -> dict[str, Any]:
        if method == "late":
            late.wait(5)
        return {"answer": request}

    counter(keep)
    with pytest.raises(TooLate):
        calls.ask("intake", "late", {}, who=DESK, deadline=0.4)
    late.set()
    assert calls.ask("intake", "status", {"n": 3}, who=DESK)["n"] == 3
    assert len(calls._pending) == 0, "nothing is kept of a question that nobody waits for"


def test_an_answer_that_comes_late_counts_although_the_call_was_sent_once_more(calls: Calls, counter: Any) -> None:
    """The desk is slow and works off one call after another; the second copy of the question is never answered."""
    sent_once_more = threading.Event()

    def answer_the_first(_method: str, request: dict[str, Any]) -> dict[str, Any] | None:
        if len(desk.taken) > 1:
            return None
        threading.Thread(target=lambda: (sent_once_more.wait(10), desk.reply(desk.taken[0], request))).start()
        return None

    desk = counter(answer_the_first)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(calls.ask, "intake", "status", {"n": 1}, who=DESK, deadline=4)
        eventually(lambda: len(desk.taken) == 2)
        sent_once_more.set()
        assert asked.result(10) == {"n": 1}


def test_a_call_under_way_with_a_desk_that_takes_no_more_is_still_answered(calls: Calls, counter: Any) -> None:
    """So ends a service that is told to stop: its queue is gone, and what it had taken it answers."""
    desk = counter(lambda _method, _request: None)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(calls.ask, "intake", "receive_request", {"n": 1}, who=DESK, command_id="c1", deadline=4)
        eventually(lambda: desk.taken)
        desk.close.set()
        began = time.monotonic()
        eventually(lambda: time.monotonic() - began > 2.5)
        desk.reply(desk.taken[0], {"n": 1})
        assert asked.result(10) == {"n": 1}
