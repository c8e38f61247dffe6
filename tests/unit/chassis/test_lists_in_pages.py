"""A list goes on where its last page ended, whatever has come in between."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, select

from services.chassis.database import Database, Instant
from services.chassis.errors import Invalid
from services.chassis.paging import Paged, page
from services.chassis.testing import NOON, fresh_database

things = Table(
    "things",
    MetaData(),
    Column("thing_id", String(36), primary_key=True),
    Column("weight", Integer, nullable=False),
    Column("came_at", Instant, nullable=False),
)
BY_TIME = (things.c.came_at, things.c.thing_id)
BY_WEIGHT = (things.c.weight, things.c.thing_id)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return fresh_database("intake", tmp_path)


@pytest.fixture
def filled(database: Database) -> Iterator[Database]:
    """Seven things, of which each two came at the same moment."""
    things.create(database.engine)
    with database.transaction() as tx:
        for number in range(7):
            came_at = NOON + timedelta(minutes=number // 2)
            tx.execute(things.insert(), {"thing_id": f"t{number}", "weight": number // 3, "came_at": came_at})
    yield database
    things.drop(database.engine)


def pages_of(filled: Database, order: Any, newest_first: bool = False) -> list[list[str]]:
    """The ids on each page of three."""
    pages, cursor = [], None
    while True:
        with filled.reading() as tx:
            rows, cursor = page(tx, select(things), order, cursor, 3, newest_first)
        pages.append([row.thing_id for row in rows])
        if cursor is None:
            return pages


@pytest.mark.parametrize("order", [BY_TIME, BY_WEIGHT], ids=["moment", "number"])
def test_every_row_is_shown_once_and_in_order(filled: Database, order: Any) -> None:
    assert pages_of(filled, order) == [["t0", "t1", "t2"], ["t3", "t4", "t5"], ["t6"]]
    assert pages_of(filled, order, newest_first=True) == [["t6", "t5", "t4"], ["t3", "t2", "t1"], ["t0"]]


def test_a_row_that_comes_in_between_shifts_nothing(filled: Database) -> None:
    with filled.transaction() as tx:
        _, cursor = page(tx, select(things), BY_TIME, None, 3)
        tx.execute(things.insert(), {"thing_id": "t00", "weight": 0, "came_at": NOON})
        rows, _ = page(tx, select(things), BY_TIME, cursor, 3)
    assert [row.thing_id for row in rows] == ["t3", "t4", "t5"]


def test_a_last_page_that_is_just_full_is_the_last(filled: Database) -> None:
    with filled.reading() as tx:
        rows, cursor = page(tx, select(things), BY_TIME, None, 7)
    assert (len(rows), cursor) == (7, None)


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "cursor",
    ["x", "€", packed("{}"), packed("[1]"), packed('["soon","t1"]'), packed('["2026-11-23T12:00:00","t1"]'),
     packed("[1,2]"), packed("[null,null]"), packed("[[],[]]")],
)  # fmt: skip
def test_a_cursor_that_is_none_of_ours_names_its_field(filled: Database, cursor: str) -> None:
    with filled.reading() as tx, pytest.raises(Invalid) as refusal:
        page(tx, select(things), BY_TIME, cursor, 3)
    assert [(error.field, error.code) for error in refusal.value.errors] == [("cursor", "unknown_cursor")]


def test_a_list_is_asked_in_portions_within_bounds() -> None:
    assert Paged().load({}) == {"cursor": None, "limit": 50}
    assert Paged().load({"limit": "20"})["limit"] == 20
    assert set(Paged().validate({"limit": 101})) == {"limit"}
