"""Everything one request brought about hangs on one id, from the HTTP answer to the last message."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from tests.eventually import eventually
from tests.stories.staff import Colleague
from tests.stories.test_asking_by_api import await_receipt, key_of
from tests.stories.test_from_the_desk_to_a_case import opened, waiting
from tests.stories.town import TREE, Town

Api = Callable[..., Any]


def test_the_trace_id_of_the_answer_leads_through_every_table_to_the_receipt_that_was_sent(
    town: Town, api: Api, asked: dict[str, Any]
) -> None:
    answer = api("POST", "/requests", json=asked)
    trace, receipt = answer.headers["X-Trace-Id"], answer.json()
    await_receipt(api, receipt, "sent")

    def of(service: str, table: str) -> list[dict[str, Any]]:
        return town.rows(service, f"SELECT * FROM {table} WHERE correlation_id = :trace ORDER BY position", trace=trace)

    said = of("intake", "outbox")
    assert [row["type"] for row in said] == ["contact.given.v1", "request.received.v1"]
    assert [row["sequence"] for row in said] == [1, 2]
    assert {row["subject"] for row in said} == {receipt["request_id"]}

    heard = of("notifications", "inbox")
    assert [row["message_id"] for row in heard] == [row["message_id"] for row in said]
    assert {row["state"] for row in heard} == {"done"}

    (message,) = town.rows("notifications", "SELECT * FROM messages WHERE about = :about", about=receipt["request_id"])
    assert message["traceparent"].split("-")[1] == trace
    (sent,) = of("notifications", "outbox")
    assert sent["type"] == "message.sent.v1"
    assert json.loads(sent["body"])["data"]["message_id"] == message["message_id"]

    (noted,) = eventually(lambda: of("intake", "inbox"))
    assert (noted["type"], noted["message_id"], noted["state"]) == ("message.sent.v1", sent["message_id"], "done")


def test_a_trace_that_the_caller_has_begun_is_continued(town: Town, api: Api, asked: dict[str, Any]) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    answer = api("POST", "/requests", json=asked, headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
    assert answer.headers["X-Trace-Id"] == trace
    assert town.rows("intake", "SELECT * FROM outbox WHERE correlation_id = :trace", trace=trace)


def test_the_envelope_says_who_and_the_reason_but_no_name(town: Town, api: Api, asked: dict[str, Any]) -> None:
    answer = api("POST", "/requests", json=asked)
    trace = answer.headers["X-Trace-Id"]
    rows = town.rows("intake", "SELECT body FROM outbox WHERE correlation_id = :trace ORDER BY position", trace=trace)
    for row in rows:
        envelope = json.loads(row["body"])
        assert envelope["specversion"] == "1.0"
        assert envelope["source"] == "intake@kim"
        assert envelope["actor"] == "public:public"
        assert envelope["correlationid"] == trace
        assert "causationid" not in envelope, "a person caused it, not a message"

    await_receipt(api, answer.json(), "sent")
    (sent,) = town.rows("notifications", "SELECT body FROM outbox WHERE correlation_id = :trace", trace=trace)
    assert json.loads(sent["body"])["source"] == "notifications@kim"


def test_everything_of_one_client_can_be_followed_by_the_reference(
    town: Town, api: Api, staff: dict[str, Colleague], asked: dict[str, Any]
) -> None:
    receipt = waiting(api, asked)
    opened(staff, receipt["request_id"])
    eventually(lambda: api("GET", "/requests/status", params=key_of(receipt)).json()["status"] == "handed_over")
    command = [sys.executable, "-m", "deploy.lotse", "follow", receipt["reference"], "--json"]
    done = subprocess.run(command, cwd=TREE, env=town.environment(), capture_output=True, text=True, timeout=60)
    trail = [(line["service"], line["what"], line["type"]) for line in json.loads(done.stdout)]
    said = [type_ for _, what, type_ in trail if what == "says"]
    for sooner, later in itertools.pairwise(
        ["request.received.v1", "message.sent.v1", "request.triaged.v1", "request.offered.v1", "offer.accepted.v1",
         "request.offer_confirmed.v1", "request.handed_over.v1", "case.opened.v1", "contact.erased.v1"]
    ):  # fmt: skip
        assert said.index(sooner) < said.index(later)
    assert ("cases", "hears", "request.handed_over.v1") in trail
