"""The access log can only be added to, and a day that is over is signed: what is changed afterwards shows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from services.chassis import anchors
from services.chassis.access import access_log, looks_at, looks_in, note_look
from services.chassis.database import Database
from services.chassis.digests import LogAltered, access_digests, sign_days, verify
from services.chassis.identity import Actor
from services.chassis.testing import ORGANISATION, SEAL_KEYS, StoppedClock, fresh_database
from services.chassis.vault import SealKeys, new_seal_keys

MIRA = Actor(frozenset({"counsellor"}), "kim", "a7")
KEYS = SealKeys(ORGANISATION, SEAL_KEYS)
DAY = timedelta(days=1)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return fresh_database("cases", tmp_path)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


def signed(database: Database, clock: StoppedClock) -> int:
    return sign_days("cases", database, clock, KEYS)


def three_days(database: Database, clock: StoppedClock) -> None:
    """Two looks on the first day, none on the second, one on the third; and three days signed."""
    for subject, later in (("c1", timedelta(minutes=1)), ("c2", 2 * DAY), ("c1", DAY)):
        note_look(database, clock, MIRA, subject, "case")
        clock.advance(later)
    assert signed(database, clock) == 3


@pytest.mark.parametrize("table", ["access_log", "access_digests"])
@pytest.mark.parametrize("deed", ["DELETE FROM {}", "UPDATE {} SET {}"])
def test_the_database_refuses_to_change_or_delete_a_line(
    database: Database, clock: StoppedClock, table: str, deed: str
) -> None:
    three_days(database, clock)
    what = {"access_log": "who = 'nobody'", "access_digests": "looks = 0"}[table]
    with pytest.raises(DBAPIError, match="can only be added to"), database.transaction() as tx:
        tx.execute(text(deed.format(table, what)))
    assert verify("cases", database, KEYS) == 3


def test_a_day_is_signed_once_it_is_over_and_only_once(database: Database, clock: StoppedClock) -> None:
    assert signed(database, clock) == 0, "nobody has looked at anything yet"
    note_look(database, clock, MIRA, "c1", "case")
    clock.advance(timedelta(hours=12, minutes=30))
    assert signed(database, clock) == 0, "half past midnight: a look of yesterday may still be committed"
    clock.advance(timedelta(minutes=30))
    assert (signed(database, clock), signed(database, clock)) == (1, 0)
    with database.reading() as tx:
        (day,) = tx.execute(select(access_digests)).all()
    assert (day.day.isoformat(), day.looks) == ("2026-11-23", 1)
    assert KEYS.verify("access log of cases", day.signed)["digest"] == day.digest


def without_triggers(database: Database, *statements: str) -> None:
    """What somebody does who owns the database."""
    with database.transaction() as tx:
        for (name,) in tx.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            tx.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            tx.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "day"),
    [
        ("UPDATE access_log SET who = 'a8' WHERE subject = 'c2'", "2026-11-23"),
        ("DELETE FROM access_log WHERE subject = 'c2'", "2026-11-23"),
        ("UPDATE access_log SET looked_at = replace(looked_at, '23T', '24T') WHERE subject = 'c2'", "2026-11-23"),
        ("INSERT INTO access_log SELECT 'x', subject, what, who, organisation, roles, looked_at FROM access_log "
         "WHERE looked_at >= '2026-11-25'", "2026-11-25"),
        ("UPDATE access_digests SET digest = '00' WHERE day = '2026-11-24'", "2026-11-25"),
        ("UPDATE access_digests SET signed = 'e30.e30.e30' WHERE day = '2026-11-24'", "2026-11-24"),
        ("DELETE FROM access_digests WHERE day = '2026-11-24'", "2026-11-24"),
    ],
)  # fmt: skip
def test_who_goes_behind_the_databases_back_is_found_out(
    database: Database, clock: StoppedClock, statement: str, day: str
) -> None:
    three_days(database, clock)
    assert verify("cases", database, KEYS) == 3
    without_triggers(database, statement)
    with pytest.raises(LogAltered, match=day):
        verify("cases", database, KEYS)


def told(database: Database, clock: StoppedClock) -> list[str]:
    """What another service keeps of five days of which somebody looked on three."""
    kept: list[str] = []
    for subject, later in (("c1", timedelta(minutes=1)), ("c2", 2 * DAY), ("c1", 3 * DAY)):
        note_look(database, clock, MIRA, subject, "case")
        clock.advance(later)
    assert sign_days("cases", database, clock, KEYS, lambda _tx, said: kept.append(said.signed)) == 5
    return kept


@pytest.mark.parametrize(
    "statements",
    [
        (
            "DELETE FROM access_log WHERE looked_at >= '2026-11-25'",
            "DELETE FROM access_digests WHERE day > '2026-11-24'",
        ),
        ("DELETE FROM access_digests WHERE day > '2026-11-26'",),
        ("DELETE FROM access_log", "DELETE FROM access_digests"),
    ],
)
def test_that_the_newest_days_were_cut_off_with_their_digests_is_known_elsewhere(
    database: Database, clock: StoppedClock, statements: tuple[str, ...]
) -> None:
    kept = told(database, clock)
    assert verify("cases", database, KEYS, kept) == 5
    without_triggers(database, *statements)
    verify("cases", database, KEYS)  # by itself, the chain is whole
    with pytest.raises(LogAltered, match="cut off"):
        verify("cases", database, KEYS, kept)


def test_what_is_kept_elsewhere_counts_only_as_the_organisation_has_signed_it(
    database: Database, clock: StoppedClock
) -> None:
    kept = told(database, clock)
    with pytest.raises(LogAltered, match="has not signed"):
        verify("cases", database, KEYS, [*kept, "e30.e30.e30"])


def test_what_was_said_of_a_day_first_is_kept_and_cannot_be_changed(database: Database) -> None:
    for day, signed_as in ((23, "first"), (23, "second"), (24, "next")):
        anchors.keep(database, "cases", date(2026, 11, day), signed_as)
    assert anchors.kept(database, "cases") == ["next", "first"]
    assert anchors.kept(database, "intake") == []
    for statement in ("UPDATE log_anchors SET signed = ''", "DELETE FROM log_anchors"):
        with pytest.raises(DBAPIError, match="can only be added to"), database.transaction() as tx:
            tx.execute(text(statement))


def test_another_key_or_another_service_cannot_have_signed_it(database: Database, clock: StoppedClock) -> None:
    three_days(database, clock)
    with pytest.raises(LogAltered):
        verify("cases", database, SealKeys(ORGANISATION, new_seal_keys()))
    with pytest.raises(LogAltered):
        verify("intake", database, KEYS)


def test_looks_are_told_in_pages_the_last_one_first_and_to_their_organisation_only(
    database: Database, clock: StoppedClock
) -> None:
    for who in (MIRA, Actor(frozenset({"desk"}), "kim", "a8"), MIRA, Actor(frozenset({"counsellor"}), "bruecke", "b1")):
        note_look(database, clock, who, "c1", "case")
        clock.advance(timedelta(minutes=1))
    first, following = looks_in(database, "kim", None, None, 2)
    rest, end = looks_in(database, "kim", None, following, 2)
    assert [look.who for look in (*first, *rest)] == ["a7", "a8", "a7"]
    assert end is None
    assert [look.who for look in looks_in(database, "kim", "a8", None, 5)[0]] == ["a8"]
    assert [look.who for look in looks_at(database, "c1", "bruecke", None, 5)[0]] == ["b1"]
    with database.reading() as tx:
        assert len(tx.execute(select(access_log)).all()) == 4
