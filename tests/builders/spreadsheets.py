"""Spreadsheets as a centre keeps them. Everybody in here is invented.

write(path, {"Nummer": "1"}, {"Nummer": "2", "Name": "Emre Aydın"})      # whatever is not named is as in LINE
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

LINE: dict[str, Any] = {
    "Nummer": "2025-17",
    "Name": "Nino Beridze",
    "Geburtsjahr": 1984,
    "Telefon": "030 23125 010",
    "E-Mail": "nino@example.org",
    "Sprache": "Georgisch, Russisch",
    "Kommune": "Würselen",
    "Themen": "Wohnen; Sprache",
    "Phase": "Begleitung",
    "Eröffnet am": date(2025, 2, 1),
    "Zuständig": "ketevan",
    "Einwilligung am": "01.02.2025",
    "Notiz": "Sucht eine Wohnung.",
}


def write(
    path: Path, *lines: dict[str, Any], title: str = "Fälle", change: Callable[[Any, Workbook], None] | None = None
) -> Path:
    """A workbook with a sheet of these lines; `change(sheet, book)` does to it what nobody should."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    wanted: Sequence[str] = list(dict.fromkeys([*LINE, *(name for line in lines for name in line)]))
    sheet.append(wanted)
    for line in lines:
        sheet.append([(LINE | line).get(name) for name in wanted])
    if change:
        change(sheet, book)
    book.save(path)
    return path
