"""Private calendars: whose appointments stand in them, and who can read them until when."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from services.chassis.errors import NotAllowed, NotFound
from services.chassis.identity import Actor
from services.scheduling.commands import feeds as feed_commands
from services.scheduling.queries import feeds as feed_queries
from services.scheduling.store.feeds import feeds
from tests.builders import RUTH, Scheduling
from tests.builders.interpreters import MARTA, Interpreting
from tests.builders.scheduling import ADA, BEN


def address(scheduling: Scheduling, who: Any = ADA, interpreter_id: str | None = None) -> str:
    made = feed_commands.make_feed(scheduling.store, who, scheduling.clock, interpreter_id)
    return scheduling.store.feeds.token_of(made["feed_id"])


def read(scheduling: Scheduling, token: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = feed_queries.feed(scheduling.store, scheduling.clock, token)["items"]
    return found


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    return Scheduling(tmp_path)


@pytest.fixture
def at_ten(scheduling: Scheduling) -> dict[str, Any]:
    scheduling.engage(ADA)
    scheduling.engage(BEN)
    return scheduling.book(scheduling.open_case())


@pytest.mark.usefixtures("at_ten")
def test_whoever_has_the_address_reads_when_and_where_and_neither_case_nor_language(scheduling: Scheduling) -> None:
    (one,) = read(scheduling, address(scheduling))
    assert set(one) == {
        *("entry_id", "starts_at", "ends_at", "place", "room", "mode", "status", "revision", "changed_at"),
    }
    assert read(scheduling, address(scheduling, BEN)) == []


def test_a_move_is_a_new_revision_and_a_cancellation_is_told_as_such(
    scheduling: Scheduling, at_ten: dict[str, Any]
) -> None:
    token = address(scheduling)
    moved = scheduling.move(at_ten)
    assert [(one["revision"], one["status"]) for one in read(scheduling, token)] == [(1, "booked")]
    scheduling.cancel(moved)
    assert [(one["revision"], one["status"]) for one in read(scheduling, token)] == [(2, "cancelled")]


@pytest.mark.usefixtures("at_ten")
def test_what_is_long_over_is_no_longer_told(scheduling: Scheduling) -> None:
    token = address(scheduling)
    scheduling.clock.advance(timedelta(days=60))
    assert read(scheduling, token) == []


def test_a_new_address_ends_the_old_one_and_taking_it_back_ends_both(scheduling: Scheduling) -> None:
    scheduling.engage(ADA)
    old, new = address(scheduling), address(scheduling)
    assert old != new
    assert read(scheduling, new) == []
    feed_commands.revoke_feed(scheduling.store, ADA)
    for token in (old, new, "", "AAAA", new[:-1], new + "A", "é" * 44, new[:22] + old[22:]):
        with pytest.raises(NotFound) as unknown:
            read(scheduling, token)
        assert unknown.value.code == "feed_unknown"
    with pytest.raises(NotFound):
        feed_commands.revoke_feed(scheduling.store, ADA)


def test_whoever_no_longer_works_here_has_no_calendar(scheduling: Scheduling) -> None:
    scheduling.engage(ADA)
    token = address(scheduling)
    scheduling.clock.advance(timedelta(minutes=1))
    scheduling.engage(ADA, active=False)
    with pytest.raises(NotFound):
        read(scheduling, token)


def test_what_is_booked_in_a_case_that_is_locked_for_them_does_not_stand_in_it(scheduling: Scheduling) -> None:
    scheduling.engage(ADA)
    case_id = scheduling.open_case()
    scheduling.book(case_id)
    token = address(scheduling)
    scheduling.lock_case(case_id, ADA, counsellor=BEN)
    assert read(scheduling, token) == []


def test_only_counsellors_have_one(scheduling: Scheduling) -> None:
    desk = Actor(frozenset({"desk"}), "kim", "018f4a7e-0000-7000-8000-0000000000d4")
    with pytest.raises(NotAllowed):
        feed_commands.make_feed(scheduling.store, desk, scheduling.clock)


@pytest.mark.usefixtures("at_ten")
def test_the_secret_stands_in_no_table(scheduling: Scheduling) -> None:
    token = address(scheduling)
    with scheduling.database.reading() as tx:
        rows = tx.execute(select(feeds)).all()
    assert len(rows) == 1
    assert token[22:] not in str(rows)


def test_an_interpreter_s_calendar_shows_what_they_are_asked_for_and_come_to(tmp_path: Path) -> None:
    lasha = Interpreting(Scheduling(tmp_path))
    scheduling, interpreter_id = lasha.scheduling, lasha.add()
    token = address(scheduling, MARTA, interpreter_id)
    asked = lasha.ask(lasha.request(scheduling.book(scheduling.open_case(), mode="phone")), interpreter_id)
    first = read(scheduling, token)
    lasha.release(lasha.confirm(asked))
    assert [(one["entry_id"], one["status"], one["mode"]) for one in first] == [
        (asked["booking_id"], "asked", "in_person")
    ], "how the interpreter comes is what counts, not how the client does"
    (gone,) = read(scheduling, token)
    assert (gone["entry_id"], gone["status"]) == (asked["booking_id"], "cancelled")
    assert gone["revision"] > first[0]["revision"]


def test_what_an_interpreter_has_declined_is_cancelled_in_their_calendar_whoever_comes(tmp_path: Path) -> None:
    lasha = Interpreting(Scheduling(tmp_path))
    scheduling, first, second = lasha.scheduling, lasha.add(), lasha.add()
    tokens = [address(scheduling, MARTA, one) for one in (first, second)]
    booking = lasha.request(scheduling.book(scheduling.open_case()))
    lasha.decline(lasha.ask(booking, first))
    lasha.confirm(lasha.ask(booking, second))
    assert [[one["status"] for one in read(scheduling, token)] for token in tokens] == [["cancelled"], ["booked"]]


def test_only_who_keeps_the_list_of_their_organisation_makes_one_for_an_interpreter(tmp_path: Path) -> None:
    lasha = Interpreting(Scheduling(tmp_path))
    interpreter_id = lasha.add()
    for who, refused in ((ADA, NotAllowed), (RUTH, NotFound)):
        with pytest.raises(refused):
            address(lasha.scheduling, who, interpreter_id)


def test_an_interpreter_who_has_left_has_no_calendar(tmp_path: Path) -> None:
    lasha = Interpreting(Scheduling(tmp_path))
    interpreter_id = lasha.add()
    token = address(lasha.scheduling, MARTA, interpreter_id)
    lasha.change(interpreter_id, lasha.see(interpreter_id)["version"], active=False)
    with pytest.raises(NotFound) as unknown:
        read(lasha.scheduling, token)
    assert unknown.value.code == "feed_unknown"
