"""The statement of a month of interpreting as a sheet (Office Open XML), for whoever pays."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from flask import Response

from gateway import staff_words
from gateway.installation import here

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS = ("booking_id", "held_on", "pot", "language", "interpreter", "minutes", "cost", "is_late")
_EUROS = '#,##0.00 "€"'


def as_sheet(found: Mapping[str, Any]) -> bytes:
    """What `interpreter_statement` of the scheduling tells, one line for each booking; it names no client."""
    from openpyxl import Workbook  # heavy, and needed once a month

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has one
    sheet.title = found["month"]
    _write(sheet, 1, [staff_words.word("statement", column) for column in _COLUMNS])
    for number, line in enumerate(found["items"], start=2):
        _write(sheet, number, [_value(line, column) for column in _COLUMNS])
    sheet.freeze_panes = "A2"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def as_file(found: Mapping[str, Any]) -> Response:
    """The statement as the file that it is saved as."""
    answer = Response(as_sheet(found), content_type=MEDIA_TYPE)
    answer.headers.set("Content-Disposition", "attachment", filename=f"interpreters-{found['month']}.xlsx")
    return answer


def pot_name(code: str, language: str) -> str:
    """What a pot is called; one that the programme no longer has, by its code."""
    pot = here().programme.interpreting.pots.get(code)
    return (pot.name.get(language) or pot.name["de"]) if pot else code


def _value(line: Mapping[str, Any], column: str) -> Any:
    if column == "cost":
        return line["cost_cents"] / 100
    if column == "is_late":
        return staff_words.word("released_late", str(line["is_late"]).lower())
    if column == "pot":
        return pot_name(line["pot"], here().programme.default_language)
    return line[column]


def _write(sheet: Any, row: int, values: list[Any]) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column, value)
        if isinstance(value, str):
            cell.data_type = "s"  # a name that begins with = is a name, and nothing to be computed
        if isinstance(value, float):
            cell.number_format = _EUROS
