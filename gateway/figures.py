"""A table of figures as a file that German spreadsheets open with a double click."""

from __future__ import annotations

import csv as files
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import format_datetime

from gateway import staff_figures
from gateway.staff_figures import NOT_SHOWN
from gateway.staff_sentences import gettext

MEDIA_TYPE = "text/csv"

# A spreadsheet reads a cell that begins with one of these as a formula, and carries it out.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Without it, Excel takes UTF-8 for the code page of its computer.
_BYTE_ORDER_MARK = "\ufeff"


def csv(report: dict[str, Any]) -> bytes:
    """A report of the reporting in the reader's words: a row for each figure, the total, and below them the period,
    when it was counted, and how many figures are left out ("·").

    UTF-8 with a byte order mark, semicolons between cells, a header row; what could be read as a formula is text.
    """
    dimensions = [dimension["name"] for dimension in report["dimensions"]]
    blank = [""] * (len(dimensions) - 1)
    header = [staff_figures.dimension_name(name) for name in dimensions]
    rows = [[*header, gettext(staff_figures.TABLES[report["table"]].of_each)]]
    for cell in report["cells"]:
        named = [staff_figures.name_of(name, code) for name, code in zip(dimensions, cell["key"], strict=True)]
        rows.append([*named, _figure(cell["count"])])
    rows.append([gettext("All together"), *blank, _figure(report["total"])])
    rows.append([gettext("Period"), *blank, staff_figures.period_name(report["period"])])
    rows.append([gettext("As of"), *blank, _as_of(report)])
    if left_out := staff_figures.left_out(report):
        rows.append([NOT_SHOWN, *blank, left_out])
    return written(rows)


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows of cells as the bytes of such a file."""
    file = io.StringIO()
    writer = files.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return (_BYTE_ORDER_MARK + file.getvalue()).encode()


def harmless(cell: str) -> str:
    """The same text, behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell


def file_name(report: dict[str, Any]) -> str:
    """What the file is called: table, period and audience, as codes."""
    return f"{report['table']}-{report['period']}-{report['audience']}.csv"


def _figure(count: int | None) -> str:
    # Digits only: with the separators of a language it would be text to a spreadsheet.
    return NOT_SHOWN if count is None else str(count)


def _as_of(report: dict[str, Any]) -> str:
    counted = str(format_datetime(datetime.fromisoformat(report["as_of"]), "medium"))
    return counted if report["is_final"] else f"{counted}, {gettext('Still running')}"
