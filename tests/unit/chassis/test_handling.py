"""From the inbox to the effect: done, tried again, parked, not yet; each lane by itself. On SQLite, step by step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, update

from services.chassis import inbox
from services.chassis.bells import Bells
from services.chassis.database import Database, from_now
from services.chassis.envelope import Envelope
from services.chassis.errors import Conflict
from services.chassis.handler import RETRY_SECONDS, Handler, Message, NotYet
from services.chassis.inbox import Heard
from services.chassis.outbox import sequences
from services.chassis.testing import NOON, StoppedClock, fresh_database, message_of
from services.intake.events import RequestErased, RequestReceived, RequestWithdrawn
from tests.eventually import eventually

SOURCE = "intake@kim"


def received(request_id: str, sequence: int = 1, source: str = SOURCE, **changes: Any) -> Envelope:
    said = RequestReceived(request_id, "K7M-4XQ-6", "web", "ka", "written", ("housing",), "wuerselen", ("email",), NOON)
    return message_of(said, source, sequence, **changes)


def withdrawn(request_id: str, sequence: int = 2) -> Envelope:
    return message_of(RequestWithdrawn(request_id, "K7M-4XQ-6", NOON), SOURCE, sequence)


def erased(request_id: str, sequence: int = 9) -> Envelope:
    return message_of(RequestErased(request_id, NOON), SOURCE, sequence)


class Ear:
    """A service's hearing, turned by hand: `turn` lets everything happen that is due now."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, StoppedClock()
        self.ran: list[str] = []
        self.reacts: dict[str, Callable[[Message], None]] = {}
        reactions = dict.fromkeys(("request.received.v1", "request.withdrawn.v1", "request.erased.v1"), self.react)
        self.handler = Handler("notifications", reactions, database, self.clock, Bells(database))

    def react(self, message: Message) -> None:
        self.ran.append(message.envelope.subject)
        with self.database.transaction() as tx:
            effect = f"{message.envelope.subject} {message.envelope.type.split('.')[1]}"
            tx.execute(sequences.insert().values(subject=f"{len(self.done):03} {effect}", last=1))
        self.reacts.get(message.envelope.type, lambda _: None)(message)

    @property
    def done(self) -> list[tuple[str, ...]]:
        """The effects that were committed, in order: (subject, what happened to it)."""
        with self.database.reading() as tx:
            kept = tx.execute(select(sequences.c.subject).order_by(sequences.c.subject)).scalars()
            return [tuple(effect.split()[1:]) for effect in kept]

    def store(self, *envelopes: Envelope, reason: str = "") -> int:
        heard = [Heard(envelope.to_json().encode(), envelope, reason) for envelope in envelopes]
        with self.database.transaction() as tx:
            return inbox.store(tx, heard, self.clock.now())

    def turn(self) -> None:
        while True:
            with self.database.transaction() as tx:
                claims = inbox.claim(tx, 50, 60)
            if not claims:
                return
            self.handler._handle(claims)

    def make_due(self) -> None:
        """Let every pause be over."""
        with self.database.transaction() as tx:
            due = update(inbox.lanes).where(inbox.lanes.c.due_at.is_not(None))
            tx.execute(due.values(due_at=NOON - timedelta(days=300)))

    def rows(self) -> list[Any]:
        with self.database.reading() as tx:
            return list(tx.execute(select(inbox.inbox).order_by(inbox.inbox.c.position)).all())

    def states(self) -> list[str]:
        return [row.state for row in self.rows()]

    def lanes(self) -> list[Any]:
        with self.database.reading() as tx:
            return list(tx.execute(select(inbox.lanes)).all())


@pytest.fixture
def ear(tmp_path: Path) -> Ear:
    return Ear(fresh_database("notifications", tmp_path))


def broken(_: Message) -> None:
    raise RuntimeError("something is wrong with ნინო ბერიძე")


def test_what_was_heard_is_done_once_and_its_lane_is_closed(ear: Ear) -> None:
    message = received("r1")
    assert ear.store(message) == 1
    ear.turn()
    assert (ear.done, ear.states(), ear.lanes()) == ([("r1", "received")], ["done"], [])
    assert ear.store(message) == 0, "the same message again is no message"
    ear.turn()
    assert ear.done == [("r1", "received")]


def test_the_same_message_twice_in_one_batch_is_one(ear: Ear) -> None:
    message = received("r1")
    assert ear.store(message, message, received("r2")) == 2


def test_the_same_id_from_another_source_is_another_message(ear: Ear) -> None:
    assert ear.store(received("r1", id="m1"), received("r1", id="m1", source="intake@aachen")) == 2


def test_messages_of_one_subject_are_done_in_the_order_they_were_said_in(ear: Ear) -> None:
    ear.store(withdrawn("r1", 2), received("r1", 1))
    ear.turn()
    assert ear.done == [("r1", "received"), ("r1", "withdrawn")]


def test_a_reaction_that_fails_waits_with_what_is_behind_it_and_nobody_else_does(ear: Ear) -> None:
    ear.reacts["request.received.v1"] = lambda message: broken(message) if message.envelope.subject == "r1" else None
    ear.store(received("r1"), withdrawn("r1"), received("r2"), withdrawn("r2"))
    ear.turn()
    assert ear.done == [("r2", "received"), ("r2", "withdrawn")]
    assert ear.states() == ["waiting", "waiting", "done", "done"]
    first = ear.rows()[0]
    assert first.attempts == 1
    assert first.reason.startswith("RuntimeError in broken")
    assert "ნინო" not in first.reason
    ear.reacts.clear()
    ear.turn()
    assert len(ear.done) == 2, "not before its pause is over"
    ear.make_due()
    ear.turn()
    assert ear.done[2:] == [("r1", "received"), ("r1", "withdrawn")]


def test_the_pauses_are_those_of_the_timetable_and_after_the_last_the_message_is_parked(ear: Ear) -> None:
    ear.reacts["request.received.v1"] = broken
    ear.store(received("r1"), withdrawn("r1"))
    for attempt, pause in enumerate(RETRY_SECONDS, 1):
        ear.turn()
        (lane,) = ear.lanes()
        assert ear.rows()[0].attempts == attempt
        assert 0.7 * pause < (lane.due_at - now_of(ear)).total_seconds() < 1.25 * pause
        ear.make_due()
    ear.turn()
    assert ear.states() == ["parked", "waiting"]
    assert ear.lanes()[0].due_at is None, "an operator decides whether what is behind it may pass"
    ear.turn()
    assert ear.done == []


def now_of(ear: Ear) -> Any:
    """The database's clock, by which pauses are measured."""
    with ear.database.reading() as tx:
        return tx.execute(select(from_now(0))).scalar_one()


def park(ear: Ear, *envelopes: Envelope) -> None:
    ear.reacts["request.received.v1"] = broken
    ear.store(*envelopes)
    for _ in range(len(RETRY_SECONDS) + 1):
        ear.turn()
        ear.make_due()
    assert ear.states()[0] == "parked"
    ear.reacts.clear()


def decide(ear: Ear, decision: Callable[..., int]) -> int:
    with ear.database.transaction() as tx:
        return decision(tx, [row.position for row in inbox.parked(tx)])


def test_a_parked_message_that_is_replayed_has_all_its_attempts_again_and_goes_first(ear: Ear) -> None:
    park(ear, received("r1"), withdrawn("r1"))
    assert decide(ear, inbox.replay) == 1
    assert ear.rows()[0].attempts == 0
    ear.turn()
    assert ear.done == [("r1", "received"), ("r1", "withdrawn")]


def test_behind_a_parked_message_that_is_archived_the_others_pass(ear: Ear) -> None:
    park(ear, received("r1"), withdrawn("r1"))
    assert decide(ear, inbox.archive) == 1
    ear.turn()
    assert ear.done == [("r1", "withdrawn")]
    assert ear.states() == ["archived", "done"]


def test_what_is_not_parked_is_not_decided_on(ear: Ear) -> None:
    ear.store(received("r1"))
    with ear.database.transaction() as tx:
        assert inbox.replay(tx, [1]) == inbox.archive(tx, [1]) == 0
    assert ear.states() == ["waiting"]


def test_not_yet_costs_no_attempt_and_is_asked_again(ear: Ear) -> None:
    known: list[bool] = []

    def wait_for_contact(_: Message) -> None:
        if not known:
            raise NotYet("the contact has not arrived")

    ear.reacts["request.received.v1"] = wait_for_contact
    ear.store(received("r1"))
    for postponed in (1, 2, 3):
        ear.turn()
        row = ear.rows()[0]
        assert (row.state, row.attempts, row.postponed) == ("waiting", 0, postponed)
        ear.make_due()
    known.append(True)
    ear.turn()
    assert ear.states() == ["done"]


def test_what_it_waits_for_may_take_a_day_and_then_it_is_parked(ear: Ear) -> None:
    def never(_: Message) -> None:
        raise NotYet("the contact has not arrived")

    ear.reacts["request.received.v1"] = never
    ear.store(received("r1"))
    ear.turn()
    ear.clock.advance(timedelta(days=1, seconds=1))
    ear.make_due()
    ear.turn()
    assert ear.states() == ["parked"]
    assert "has not come" in ear.rows()[0].reason


def test_a_conflict_is_tried_again_at_once_and_spends_nothing(ear: Ear) -> None:
    tries: list[int] = []

    def quarrel(_: Message) -> None:
        tries.append(1)
        if len(tries) < 4:
            raise Conflict("changed_meanwhile", "Somebody was quicker.")

    ear.reacts["request.received.v1"] = quarrel
    ear.store(received("r1"))
    ear.turn()
    assert ear.states() == ["done"]
    assert ear.rows()[0].attempts == 0


def test_erasure_overtakes_what_waits_and_what_is_parked_and_wipes_their_bodies(ear: Ear) -> None:
    park(ear, received("r1"), withdrawn("r1"), received("r2", id="other"))
    ear.store(erased("r1"))
    ear.turn()
    assert ("r1", "erased") in ear.done
    assert ("r1", "received") not in ear.done
    of_r1 = [row for row in ear.rows() if row.subject == "r1"]
    assert [(row.state, row.body) for row in of_r1[:2]] == [("erased", ""), ("erased", "")]
    assert ("r2", "received") in ear.done or ear.rows()[2].body, "others keep theirs"


def test_what_comes_after_the_erasure_is_handled(ear: Ear) -> None:
    ear.store(received("r1", 1), erased("r1", 5), withdrawn("r1", 6))
    ear.turn()
    assert ear.done == [("r1", "erased"), ("r1", "withdrawn")]


def test_what_cannot_be_read_is_parked_with_the_reason_and_holds_up_nobody(ear: Ear) -> None:
    with ear.database.transaction() as tx:
        unreadable = Heard(b"\xff\x00 broken", None, "the body is not UTF-8")
        assert inbox.store(tx, [unreadable, unreadable], NOON) == 1
    ear.store(received("r1"))
    ear.turn()
    assert ear.states() == ["parked", "done"]
    assert decide(ear, inbox.replay) == 0, "nobody can read it the second time either"
    assert decide(ear, inbox.archive) == 1


def test_a_handler_that_has_lost_its_lease_changes_nothing(ear: Ear) -> None:
    ear.store(received("r1"))
    with ear.database.transaction() as tx:
        (slow,) = inbox.claim(tx, 50, -1)
    with ear.database.transaction() as tx:
        other = inbox.claim_suspect(tx, 60)
    assert other
    ear.handler._handle([slow])
    assert ear.states() == ["waiting"]
    ear.handler._handle([other])
    assert ear.states() == ["done"]
    assert ear.ran == ["r1", "r1"], "it ran twice …"
    assert ear.done == [("r1", "received")], "… and only one of the two was committed"


def test_a_message_that_has_ended_three_processes_is_parked(ear: Ear) -> None:
    ear.store(received("r1"))
    with ear.database.transaction() as tx:
        inbox.claim(tx, 50, -1)
    for _ in range(2):
        with ear.database.transaction() as tx:
            assert inbox.claim_suspect(tx, -1)
    assert ear.handler._handle_suspect()
    assert ear.states() == ["parked"]
    assert "3 processes" in ear.rows()[0].reason


def test_a_claim_that_was_not_committed_costs_no_worker(ear: Ear) -> None:
    def cut(_: Any) -> None:
        raise OSError("the connection was cut")

    ear.store(received("r1"))
    event.listen(ear.database.engine, "commit", cut)
    for _ in range(5):  # one more than there are workers
        with pytest.raises(OSError, match="cut"):
            ear.handler.step()
    event.remove(ear.database.engine, "commit", cut)
    ear.handler.step()
    eventually(lambda: ear.states() == ["done"])


def test_done_messages_are_forgotten_after_their_time_and_parked_ones_stay(ear: Ear) -> None:
    park(ear, received("r1"))
    ear.store(received("r2"))
    ear.turn()
    with ear.database.transaction() as tx:
        assert inbox.purge(tx, NOON + timedelta(days=14)) == 1
        assert inbox.count_parked(tx) == 1
    assert [row.subject for row in ear.rows()] == ["r1"]
