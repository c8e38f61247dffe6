"""A command that is repeated gets the answer it got, and is not done again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from services.chassis import answers
from services.chassis.database import Database
from services.chassis.errors import Invalid, Refused
from services.chassis.outbox import sequences
from services.chassis.testing import StoppedClock, fresh_database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return fresh_database("intake", tmp_path)


def once(database: Database, work: Any, command_id: str = "c1", fingerprint: bytes = b"asked") -> dict[str, Any]:
    return answers.once(database, StoppedClock(), command_id, fingerprint, work)


def effects(database: Database) -> int:
    with database.reading() as tx:
        return len(tx.execute(select(sequences)).all())


def test_the_second_time_the_first_answer_is_given_and_nothing_is_changed(database: Database) -> None:
    def receive() -> dict[str, Any]:
        with database.transaction() as tx:
            tx.execute(sequences.insert().values(subject=f"request {effects(database)}", last=1))
        return {"reference": f"K7M-4XQ-{effects(database)}", "who": "ნინო"}

    first, again = once(database, receive), once(database, receive)
    assert first == again == {"reference": "K7M-4XQ-1", "who": "ნინო"}
    assert effects(database) == 1


def test_what_its_own_first_run_stands_in_the_way_of_is_answered_and_not_refused(database: Database) -> None:
    def refuse() -> dict[str, Any]:
        raise Refused("already_ended", "It has been withdrawn already.")

    once(database, lambda: {"version": 2})
    assert once(database, refuse) == {"version": 2}
    with pytest.raises(Refused):
        once(database, refuse, command_id="another press of the button")


def test_the_same_id_with_something_else_is_refused(database: Database) -> None:
    once(database, lambda: {"ok": True})
    with pytest.raises(Invalid) as refusal:
        once(database, lambda: {"ok": False}, fingerprint=b"something else")
    assert refusal.value.code == "idempotency_mismatch"


def test_what_was_refused_is_not_remembered(database: Database) -> None:
    def refuse() -> dict[str, Any]:
        raise Refused("already_ended", "It has ended.")

    with pytest.raises(Refused):
        once(database, refuse)
    assert once(database, lambda: {"ok": True}) == {"ok": True}


def test_an_answer_is_kept_with_its_effect_or_not_at_all(database: Database) -> None:
    def lose_power() -> None:
        with database.transaction():
            once(database, lambda: {"ok": 1})
            raise ConnectionError("the power goes")

    with pytest.raises(ConnectionError):
        lose_power()
    assert once(database, lambda: {"ok": 2}) == {"ok": 2}


def test_after_two_days_a_repetition_is_a_new_command(database: Database) -> None:
    clock = StoppedClock()
    answers.once(database, clock, "c1", b"asked", lambda: {"ok": 1})
    clock.advance(timedelta(days=2, seconds=1))
    with database.transaction() as tx:
        assert answers.purge(tx, clock.now() - timedelta(days=2)) == 1
    assert answers.once(database, clock, "c1", b"asked", lambda: {"ok": 2}) == {"ok": 2}
