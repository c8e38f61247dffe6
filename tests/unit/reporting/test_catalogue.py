"""The tables there are: every one can be counted, by codes that exist, without reading facts of other months."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from services.chassis.errors import Invalid, NotAllowed
from services.chassis.identity import Actor
from services.reporting.model import AT_END, DURING, TABLES, read_period
from services.reporting.store.counting import SOURCES
from tests.builders import STEERING, Reporting
from tests.statements import statements
from tests.unit.reporting import voices


@pytest.fixture
def reporting(tmp_path: Path) -> Reporting:
    return Reporting(tmp_path)


def cell(report: dict[str, Any], *key: str) -> int | None:
    (found,) = (cell["count"] for cell in report["cells"] if cell["key"] == list(key))
    return found  # type: ignore[no-any-return]


def test_every_table_has_codes_a_source_and_a_unit() -> None:
    assert set(SOURCES) == set(TABLES)
    for table in TABLES.values():
        assert len(SOURCES[table.code].dimensions) == len(table.dimensions)
        assert all(Reporting.region.codes[name] for name in table.dimensions)
        assert table.counts in ("requests", "persons", "appointments", "contacts")
        assert table.when in (DURING, AT_END)
        assert table.sentence.endswith(".")


def test_the_catalogue_tells_tables_and_periods(reporting: Reporting) -> None:
    reporting.hear(voices.request_received("r1"))
    items = reporting.reports()
    assert [item["table"] for item in items] == list(TABLES)
    assert items[0] == {
        "table": "requests",
        "title": "requests_received",
        "dimensions": ["municipality", "language"],
        "counts": "requests",
        "when": "during",
        "periods": ["2026-11", "2026-Q4", "2026"],
    }


def test_a_report_names_its_codes_and_what_is_not_shown(reporting: Reporting) -> None:
    reporting.hear(*(voices.request_received(request) for request in voices.many(5)))
    reporting.hear(*(voices.request_received(request, language="ti") for request in voices.many(4, "t")))
    report = reporting.report("requests", "2026-11")
    assert cell(report, "wuerselen", "ka") == 5
    assert cell(report, "wuerselen", "other") is None, "four are a small number"
    assert cell(report, "monschau", "de") is None, "and so is none"
    assert report["total"] == 9
    assert len(report["cells"]) == 9 * 9
    assert [dimension["name"] for dimension in report["dimensions"]] == ["municipality", "language"]
    assert report["dimensions"][1]["codes"][-1] == "other"
    assert (report["is_final"], report["k"], report["as_of"]) == (False, 5, "2026-11-23T12:00:00+00:00")
    assert reporting.report("requests", "2026-11", "public")["total"] is None


@pytest.mark.parametrize(
    ("asked", "field", "code"),
    [
        (("members", "2026-10"), "table", "unknown_table"),
        (("requests", "October"), "period", "not_a_period"),
        (("requests", "2026-13"), "period", "not_a_period"),
        (("requests", "2026-12"), "period", "period_not_begun"),
        (("requests", "2027"), "period", "period_not_begun"),
        (("requests", "2026-10", "press"), "audience", "unknown_audience"),
    ],
)
def test_what_cannot_be_asked_is_named(reporting: Reporting, asked: tuple[Any, ...], field: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        reporting.report(*asked)
    assert [(error.field, error.code) for error in refusal.value.errors] == [(field, code)]


@pytest.mark.parametrize("role", ["steering", "coordinator", "privacy_officer"])
def test_the_figures_are_for_the_staff_of_the_region(reporting: Reporting, role: str) -> None:
    reporting.report("barriers", "2026-11", who=Actor(frozenset({role}), "kim", "a1"))
    elsewhere = Actor(frozenset({role}), "bruecke", "a2")
    for ask in (
        lambda: reporting.report("barriers", "2026-11", who=elsewhere),
        lambda: reporting.report("barriers", "2026-11", "public", who=elsewhere),
        lambda: reporting.reports(elsewhere),
        lambda: reporting.publish(STEERING),
    ):
        with pytest.raises(NotAllowed):
            ask()


@pytest.mark.parametrize("role", ["public", "counsellor", "desk", "liaison", "operator", "administrator", "system"])
def test_nobody_else_sees_figures(reporting: Reporting, role: str) -> None:
    for audience in ("inside", "public"):
        with pytest.raises(NotAllowed):
            reporting.report("requests", "2026-11", audience, Actor(frozenset({role}), "kim", "a1"))


@pytest.mark.parametrize("table", TABLES)
def test_counting_searches_an_index_and_reads_two_answers_however_many_facts_there_are(
    reporting: Reporting, table: str
) -> None:
    run: list[tuple[str, Any]] = []
    period = read_period("2026-11")
    assert period is not None
    listener = lambda *told: run.append((told[2], told[3]))  # noqa: E731
    event.listen(reporting.database._reader, "before_cursor_execute", listener)
    reporting.store.count(TABLES[table], period)
    event.remove(reporting.database._reader, "before_cursor_execute", listener)
    assert len(run) == 2, "the cells and the total"
    with reporting.database.engine.connect() as connection:
        for statement, parameters in run:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [row[3] for row in plan]
            assert any("SEARCH" in step for step in steps)
            assert not any(step.startswith("SCAN") for step in steps), steps


def test_what_is_published_is_read_with_one_statement(reporting: Reporting) -> None:
    first = reporting.report("requests", "2026-10")
    with statements(reporting.database) as run:
        assert reporting.report("requests", "2026-10") == first
    assert len(run) == 1


def test_no_table_holds_anything_personal(reporting: Reporting) -> None:
    reporting.hear(
        voices.case_opened("c1", "ref-of-nino"),
        voices.barrier_met("b1", "ref-of-nino"),
        voices.appointment_booked("a1", "c1"),
        voices.request_received("r1", language="ti"),
    )
    with reporting.database.reading() as tx:
        (language,) = tx.execute(text("SELECT language FROM requests")).scalars()
    assert language == "other", "a rare language is nearly a name"
