"""Who looked at whom is written down before anything is shown."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from services.chassis.access import access_log, last_looks, note_look
from services.chassis.database import Database
from services.chassis.identity import Actor
from services.chassis.testing import NOON, StoppedClock, fresh_database

DESK = Actor(frozenset({"desk", "coordinator"}), "kim", "a7")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return fresh_database("intake", tmp_path)


def test_a_look_is_one_line_with_account_roles_and_time_and_no_name(database: Database) -> None:
    note_look(database, StoppedClock(), DESK, "r1", "request")
    with database.reading() as tx:
        (line,) = tx.execute(select(access_log)).mappings()
    assert {key: value for key, value in line.items() if key != "look_id"} == {
        "subject": "r1",
        "what": "request",
        "who": "a7",
        "organisation": "kim",
        "roles": "coordinator desk",
        "looked_at": NOON,
    }


def test_the_last_look_is_told_for_each_that_was_looked_at(database: Database) -> None:
    clock = StoppedClock()
    for subject in ("r1", "r2", "r1"):
        note_look(database, clock, DESK, subject, "request")
        clock.advance(timedelta(minutes=1))
    with database.reading() as tx:
        assert last_looks(tx, ["r1", "r2", "r3"]) == {
            "r1": NOON + timedelta(minutes=2),
            "r2": NOON + timedelta(minutes=1),
        }
        assert last_looks(tx, []) == {}
