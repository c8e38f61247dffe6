"""What operators see of a service and decide in it: whose right it is, and that no message's body is ever shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.chassis import answers, inbox, outbox
from services.chassis.bells import Bells
from services.chassis.database import Database
from services.chassis.errors import Invalid, NotAllowed, NotFound
from services.chassis.handler import Message, Unlike
from services.chassis.identity import Actor
from services.chassis.operations import Operations
from services.chassis.receiver import read
from services.chassis.testing import NOON, ORGANISATION, fresh_database
from services.intake.events import RequestWithdrawn
from tests.unit.chassis.test_handling import Ear, received, withdrawn

OPERATOR = Actor(frozenset({"operator"}), ORGANISATION, "a9")
OTHER_ROLES = (
    "public", "system", "counsellor", "desk", "coordinator", "steering", "liaison", "privacy_officer", "administrator",
)  # fmt: skip
SECRET = "ნინო ბერიძე"
READS = frozenset({"request.received.v1", "request.withdrawn.v1", "request.erased.v1"})


@pytest.fixture
def ear(tmp_path: Path) -> Ear:
    return Ear(fresh_database("notifications", tmp_path))


@pytest.fixture
def operations(ear: Ear) -> Operations:
    return Operations("notifications", ORGANISATION, ear.database)


def unlike(_: Message) -> None:
    raise Unlike("reference")


def park_unlike(ear: Ear, *requests: str) -> None:
    """What was said of these requests is not of the shape we read."""
    ear.reacts["request.received.v1"] = unlike
    ear.store(*map(received, requests))
    ear.turn()
    ear.reacts.clear()


def hear(ear: Ear, body: bytes) -> None:
    """Something arrives that the receiver has to make sense of."""
    with ear.database.transaction() as tx:
        inbox.store(tx, [read(body, READS)], ear.clock.now())


def positions(operations: Operations) -> list[int]:
    return [item["position"] for item in operations.parked(OPERATOR)["items"]]


def every_question(operations: Operations) -> dict[str, Callable[[Actor], Any]]:
    return {
        "condition": operations.condition,
        "parked": operations.parked,
        "replay": lambda who: operations.replay(who, 1),
        "archive": lambda who: operations.archive(who, 1),
    }


@pytest.mark.parametrize("question", ["condition", "parked", "replay", "archive"])
def test_only_operators_of_the_installation_see_and_decide(ear: Ear, operations: Operations, question: str) -> None:
    park_unlike(ear, "r1")
    strangers = [Actor(frozenset({role}), ORGANISATION, "a1") for role in OTHER_ROLES]
    strangers += [Actor(frozenset(OTHER_ROLES), ORGANISATION, "a1"), Actor(frozenset(), ORGANISATION, "a1")]
    strangers += [Actor(frozenset({"operator"}), other, "a1") for other in ("bruecke", "")]
    for who in strangers:
        with pytest.raises(NotAllowed) as refusal:
            every_question(operations)[question](who)
        assert refusal.value.code == "not_allowed"
    assert ear.states() == ["parked"]
    assert every_question(operations)[question](OPERATOR)


def test_a_service_at_rest_has_nothing_to_tell(operations: Operations) -> None:
    told = {"service": "notifications", "unsent": 0, "oldest_unsent_at": None, "waiting": 0, "parked": 0}
    assert operations.condition(OPERATOR) == told
    assert operations.parked(OPERATOR) == {"items": [], "next": None}


def test_the_condition_counts_what_is_to_be_said_and_done_and_decided(ear: Ear, operations: Operations) -> None:
    park_unlike(ear, "r1", "r2")
    ear.store(received("r3"), withdrawn("r3"), withdrawn("r4"))
    mouth = outbox.Outbox(f"notifications@{ORGANISATION}", ear.clock, Bells(ear.database))
    for _ in range(4):
        with ear.database.transaction() as tx:
            mouth.say(tx, RequestWithdrawn("r1", "K7M-4XQ-6", NOON))
        ear.clock.advance(timedelta(minutes=1))
    told = {"unsent": 4, "oldest_unsent_at": NOON.isoformat(), "waiting": 3, "parked": 2}
    assert operations.condition(OPERATOR) == {"service": "notifications", **told}


def test_what_waits_to_be_sent_is_counted_no_further_than_asked(ear: Ear) -> None:
    mouth = outbox.Outbox(f"notifications@{ORGANISATION}", ear.clock, Bells(ear.database))
    with ear.database.transaction() as tx:
        mouth.say(tx, *(RequestWithdrawn(f"r{number}", "K7M-4XQ-6", NOON) for number in range(5)))
        assert [outbox.count_unsent(tx, up_to) for up_to in (3, 5, 100)] == [3, 5, 5]


def test_a_parked_message_is_shown_with_its_header_and_why_it_is_stuck(ear: Ear, operations: Operations) -> None:
    park_unlike(ear, "r1")
    (item,) = operations.parked(OPERATOR)["items"]
    assert item == {
        "position": 1,
        "type": "request.received.v1",
        "subject": "r1",
        "source": "intake@kim",
        "received_at": NOON.isoformat(),
        "parked_at": NOON.isoformat(),
        "attempts": 1,
        "reason": "not of the shape we read: reference",
    }


def test_when_it_was_parked_is_when_it_had_been_tried_for_the_last_time(ear: Ear, operations: Operations) -> None:
    ear.reacts["request.received.v1"] = unlike
    ear.store(received("r1"))
    parked_at = ear.clock.advance(timedelta(hours=7))
    ear.turn()
    (item,) = operations.parked(OPERATOR)["items"]
    assert (item["received_at"], item["parked_at"]) == (NOON.isoformat(), parked_at.isoformat())


def test_only_what_is_parked_is_listed_the_oldest_first_in_pages(ear: Ear, operations: Operations) -> None:
    park_unlike(ear, "r1", "r2", "r3")
    ear.store(withdrawn("r4"))
    first = operations.parked(OPERATOR, limit=2)
    assert [item["subject"] for item in first["items"]] == ["r1", "r2"]
    rest = operations.parked(OPERATOR, cursor=first["next"], limit=2)
    assert ([item["subject"] for item in rest["items"]], rest["next"]) == (["r3"], None)


@pytest.mark.parametrize("cursor", ["W10", "WyJhIl0", "W3RydWVd", "WzFlMzBd", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5XQ", "ნინო"])
def test_a_cursor_that_no_list_has_given_is_refused(operations: Operations, cursor: str) -> None:
    with pytest.raises(Invalid) as refusal:
        operations.parked(OPERATOR, cursor=cursor)
    assert [(error.field, error.code) for error in refusal.value.errors] == [("cursor", "unknown_cursor")]


def broken_bodies() -> list[bytes]:
    """Messages that say who somebody is, and that nobody can read for one reason or another."""
    whole = json.loads(received("r1").to_json()) | {"data": {"name": SECRET}}
    broken = [{name: SECRET} for name in ("time", "sequence", "specversion", "data")] + [{"id": SECRET * 40}]
    texts = [json.dumps(whole | wrong, ensure_ascii=False) for wrong in broken]
    return [*(text.encode() for text in texts), texts[0].encode()[:-1], texts[0].encode("utf-16"), SECRET.encode()]


def test_nothing_of_a_body_is_shown_whatever_is_wrong_with_it(ear: Ear, operations: Operations) -> None:
    for body in broken_bodies():
        hear(ear, body)
    park_unlike(ear, "r1")
    items = operations.parked(OPERATOR)["items"]
    assert len(items) == len(broken_bodies()) + 1
    assert any(SECRET in row.body for row in ear.rows()), "it is kept"
    shown = json.dumps(items, ensure_ascii=False)
    assert not [word for word in (*SECRET.split(), "K7M-4XQ-6", "wuerselen") if word in shown]
    assert {tuple(sorted(item)) for item in items} == {
        ("attempts", "parked_at", "position", "reason", "received_at", "source", "subject", "type")
    }


def test_a_message_that_nobody_can_read_is_shown_and_archived_but_not_replayed(
    ear: Ear, operations: Operations
) -> None:
    hear(ear, b"{")
    (item,) = operations.parked(OPERATOR)["items"]
    assert (item["source"], item["type"], item["subject"]) == ("unreadable", "", "")
    assert (item["reason"], item["parked_at"]) == ("the body is not JSON", NOON.isoformat())
    with pytest.raises(NotFound) as refusal:
        operations.replay(OPERATOR, item["position"])
    assert refusal.value.code == "message_not_parked"
    assert ear.states() == ["parked"]
    assert operations.archive(OPERATOR, item["position"]) == {"position": item["position"]}
    assert ear.states() == ["archived"]


def test_what_was_archived_is_forgotten_in_time_even_if_it_was_never_tried(ear: Ear, operations: Operations) -> None:
    hear(ear, b"{")
    hear(ear, received("r1", type="request.unheard.v1").to_json().encode())
    with ear.database.transaction() as tx:
        assert inbox.purge(tx, NOON + timedelta(days=14)) == 0, "what is parked stays until somebody decides"
    for position in positions(operations):
        operations.archive(OPERATOR, position)
    with ear.database.transaction() as tx:
        assert inbox.purge(tx, NOON + timedelta(days=14)) == 2


def test_what_is_replayed_has_its_turn_again_before_what_is_behind_it(ear: Ear, operations: Operations) -> None:
    park_unlike(ear, "r1")
    ear.store(withdrawn("r1"))
    (position,) = positions(operations)
    assert operations.replay(OPERATOR, position) == {"position": position}
    assert positions(operations) == []
    ear.turn()
    assert ear.done == [("r1", "received"), ("r1", "withdrawn")]


def test_behind_what_is_archived_the_others_pass(ear: Ear, operations: Operations) -> None:
    park_unlike(ear, "r1")
    ear.store(withdrawn("r1"))
    operations.archive(OPERATOR, positions(operations)[0])
    ear.turn()
    assert ear.done == [("r1", "withdrawn")]


@pytest.mark.parametrize("decision", ["replay", "archive"])
def test_what_is_not_parked_here_or_no_longer_is_not_decided_on(
    ear: Ear, operations: Operations, decision: str
) -> None:
    park_unlike(ear, "r1")
    ear.store(withdrawn("r2"))
    decide = getattr(operations, decision)
    decide(OPERATOR, 1)
    for position in (1, 2, 3, 2**53):
        with pytest.raises(NotFound) as refusal:
            decide(OPERATOR, position)
        assert refusal.value.code == "message_not_parked"


def test_a_decision_that_is_sent_twice_is_answered_twice_and_made_once(ear: Ear, operations: Operations) -> None:
    park_unlike(ear, "r1")

    def once(database: Database) -> dict[str, Any]:
        return answers.once(database, ear.clock, "c1", b"replay 1", lambda: operations.replay(OPERATOR, 1))

    assert once(ear.database) == once(ear.database) == {"position": 1}
    ear.turn()
    assert once(ear.database) == {"position": 1}
    assert ear.done == [("r1", "received")]
