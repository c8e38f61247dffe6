"""The board: what many requests, cases, appointments and barriers have in common, for those who steer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Response, request, url_for
from markupsafe import Markup

from gateway import charts, staff_figures, who
from gateway import figures as file_of_figures
from gateway.pages import staff_frame
from gateway.pages.typed import Form, Typed
from gateway.staff_figures import Report
from gateway.staff_sentences import gettext
from gateway.who import staff
from services.chassis.errors import Invalid

blueprint = staff_frame.blueprint("board")

Cell = Mapping[str, Any]
_ASKED_WITH = Form("reporting", texts=("period", "audience"))
_INSIDE = "inside"


@dataclass(frozen=True)
class Chart:
    """One chart of a table; `name` is that of the group it draws, empty where there is one chart only."""

    name: str
    drawing: Markup


@blueprint.get("/board")
@staff("steering", "coordinator", "privacy_officer")
def figures() -> Response:
    """Every table over one period, as one audience may see it: first the last month that is over."""
    # A newer reporting may have tables for which there are no words here yet.
    catalogue = [item for item in who.ask("reporting", "reports", {})["items"] if item["table"] in staff_figures.TABLES]
    periods = list(dict.fromkeys(period for item in catalogue for period in item["periods"]))
    chosen = {
        "period": request.args.get("period") or _first_shown(periods),
        "audience": request.args.get("audience") or _INSIDE,
    }
    shown: dict[str, Any] = {
        "chosen": chosen,
        "periods": _by_kind(periods),
        "audiences": staff_figures.AUDIENCES,
        "period_name": staff_figures.period_name,
    }
    try:
        tables = [_shown(item, who.ask("reporting", "report", chosen | {"table": item["table"]})) for item in catalogue]
    except Invalid as error:
        typed = Typed("board", request.args)
        typed.explain(error.errors, _ASKED_WITH)
        shown["chosen"] = {"period": _first_shown(periods), "audience": _INSIDE}
        return staff_frame.page("staff/board.html", typed=typed, problem=error, tables=[], beside={}, **shown)
    return staff_frame.page("staff/board.html", tables=tables, beside=_beside(periods, chosen), **shown)


@blueprint.get("/board/<table>.csv")
@staff("steering", "coordinator", "privacy_officer")
def as_csv(table: str) -> Response:
    """One table as a file for a spreadsheet, with the small numbers left out as on the page."""
    asked = {name: value for name in ("period", "audience") if (value := request.args.get(name))}
    report = who.ask("reporting", "report", asked | {"table": table})
    answer = Response(file_of_figures.csv(report), content_type=f"{file_of_figures.MEDIA_TYPE}; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=file_of_figures.file_name(report))
    return answer


def _first_shown(periods: Sequence[str]) -> str:
    months = [period for period in periods if staff_figures.kind_of(period) == "month"]
    return (months[1:] or months)[0]  # newest first, and the newest is still running


def _by_kind(periods: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Months, quarters, years, as they come."""
    return [(kind, list(found)) for kind, found in groupby(periods, staff_figures.kind_of)]


def _beside(periods: Sequence[str], chosen: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The period before the chosen one and the one after it, of the same kind: name and address."""
    alike = [period for period in periods if staff_figures.kind_of(period) == staff_figures.kind_of(chosen["period"])]
    if chosen["period"] not in alike:
        return {}
    here = alike.index(chosen["period"])
    found = {"before": alike[here + 1 : here + 2], "after": alike[max(here - 1, 0) : here]}
    audience = chosen["audience"]
    return {
        way: (staff_figures.period_name(period), url_for("board.figures", period=period, audience=audience))
        for way, periods in found.items()
        for period in periods
    }


def _shown(item: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """One table, ready to be drawn."""
    told = staff_figures.TABLES[report["table"]]
    dimensions = [dimension["name"] for dimension in report["dimensions"]]
    return {
        "code": report["table"],
        "title": gettext(told.title),
        "by": gettext(told.by),
        "counted": gettext(told.counted),
        "how": gettext(told.how),
        "total": _written(report["total"]),
        "sentences": staff_figures.sentences(report, item["when"] == "at_end"),
        "left_out": staff_figures.left_out(report),
        "charts": list(_charts(report)) if any(cell["count"] for cell in report["cells"]) else [],
        "columns": _columns(report),
        "rows": list(_rows(report)),
        "corner": staff_figures.dimension_name(dimensions[0]),
        "period": staff_figures.period_name(report["period"]),
        "as_of": report["as_of"],
        "is_final": report["is_final"],
        "k": report["k"],
    }


def _columns(report: Report) -> list[str]:
    told = staff_figures.TABLES[report["table"]]
    if len(report["dimensions"]) == 1:
        return [gettext(told.of_each)]
    across = report["dimensions"][1]
    return [staff_figures.name_of(across["name"], code) for code in across["codes"]]


def _rows(report: Report) -> Iterator[tuple[str, list[str | None]]]:
    """A name and the numbers of its row, each as it is written; none for one that is not shown."""
    down = report["dimensions"][0]
    for code, cells in groupby(report["cells"], lambda cell: cell["key"][0]):
        yield staff_figures.name_of(down["name"], code), [_written(cell["count"]) for cell in cells]


def _written(count: int | None) -> str | None:
    return None if count is None else staff_figures.number(count)


def _charts(report: Report) -> Iterator[Chart]:
    """One chart where a table has one dimension; otherwise one per group that has a number to show, on one scale."""
    table, names = report["table"], [dimension["name"] for dimension in report["dimensions"]]
    title = gettext(staff_figures.TABLES[table].title)
    longest = _most(report["cells"])
    if len(names) == 1:
        title = f"{title} {gettext(staff_figures.TABLES[table].by)}"
        yield Chart("", _drawn(table, title, report["cells"], names[0], longest))
        return
    grouped = [(code, list(cells)) for code, cells in groupby(report["cells"], lambda cell: cell["key"][0])]
    with_numbers = [group for group in grouped if _most(group[1])]
    for code, cells in sorted(with_numbers, key=lambda group: _most(group[1]), reverse=True):
        name = staff_figures.name_of(names[0], code)
        yield Chart(name, _drawn(f"{table}-{code}", f"{title}: {name}", cells, names[1], longest))


def _drawn(id: str, title: str, cells: Iterable[Cell], dimension: str, longest: int) -> Markup:
    # Where codes have an order, what is missing would be missed; elsewhere the numbers that are shown say enough.
    in_order = staff_figures.has_order(dimension)
    bars = [
        charts.Bar(
            staff_figures.name_of(dimension, cell["key"][-1]), cell["count"], staff_figures.number(cell["count"])
        )
        for cell in cells
        if in_order or cell["count"]
    ]
    if not in_order:
        bars.sort(key=lambda bar: -(bar.count or 0))
    return charts.bars(f"chart-{id}", title, bars, longest, gettext("not shown"))


def _most(cells: Iterable[Cell]) -> int:
    return max(cell["count"] or 0 for cell in cells)
