"""What is counted from too few persons is shown to nobody, and a zero is not told from one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.chassis.testing import NOON
from services.reporting.model import (
    AUDIENCES,
    LOWEST,
    TABLES,
    Counted,
    Figure,
    Region,
    periods_ended_by,
    report_of,
    shown,
    small_number,
)
from tests.builders import PROGRAMME

REGION = Region.of(PROGRAMME, "kim")
counts = st.integers(0, 40)
figures = st.builds(lambda persons, more: Figure(persons + more, persons), counts, counts)


@given(st.integers(-5, 100))
def test_no_programme_can_ask_for_fewer_than_three(wished: int) -> None:
    assert small_number(wished) == (wished if wished >= LOWEST else 3)


def test_the_programme_names_its_small_numbers() -> None:
    assert REGION.small_numbers == {"inside": 5, "public": 10}
    careless = replace(PROGRAMME, thresholds={"small_number_inside": 0, "small_number_public": 1})
    assert Region.of(careless, "kim").small_numbers == {"inside": 3, "public": 3}


@given(figures, st.integers(3, 20))
def test_a_figure_is_shown_from_k_persons_on_however_much_they_did(figure: Figure, k: int) -> None:
    assert shown(figure, k) == (figure.count if figure.persons >= k else None)


@st.composite
def counted_tables(draw: Any) -> tuple[str, Counted]:
    table = draw(st.sampled_from(sorted(TABLES)))
    keys = st.tuples(*(st.sampled_from([*REGION.codes[name], "closed-meanwhile"]) for name in TABLES[table].dimensions))
    return table, Counted(draw(st.dictionaries(keys, figures, max_size=12)), draw(figures))


@given(counted_tables(), st.sampled_from(AUDIENCES))
def test_no_cell_and_no_total_below_k_is_in_any_report(made: tuple[str, Counted], audience: str) -> None:
    (code, counted), (period,) = made, periods_ended_by("2026-10")
    report = report_of(TABLES[code], period, audience, counted, REGION, NOON, is_final=True)
    k = REGION.small_numbers[audience]
    assert report["k"] == k
    for cell in report["cells"]:
        figure = counted.cells.get(tuple(cell["key"]), Figure(0, 0))
        assert cell["count"] == (figure.count if figure.persons >= k else None)
    assert report["total"] == (counted.total.count if counted.total.persons >= k else None)


@given(counted_tables())
def test_every_combination_of_codes_is_a_cell_so_that_no_missing_one_tells_a_zero(made: tuple[str, Counted]) -> None:
    (code, counted), (period,) = made, periods_ended_by("2026-10")
    report = report_of(TABLES[code], period, "inside", counted, REGION, NOON, is_final=True)
    empty = report_of(TABLES[code], period, "inside", Counted({}, Figure(0, 0)), REGION, NOON, is_final=True)
    assert [cell["key"] for cell in report["cells"]] == [cell["key"] for cell in empty["cells"]]
    assert {cell["count"] for cell in empty["cells"]} == {empty["total"]} == {None}


def test_a_public_report_shows_nothing_that_the_inside_one_hides() -> None:
    figure = Figure(30, 7)
    assert shown(figure, REGION.small_numbers["inside"]) == 30
    assert shown(figure, REGION.small_numbers["public"]) is None
