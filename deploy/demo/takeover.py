"""The list that a free provider has kept its cases in so far: a spreadsheet in the demo's folder, taken in as by an
operator, with `lotse import`."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from deploy.demo.stage import Stage

_ORGANISATION, _FILE, _SHEET = "bruecke", "fallliste-bruecke.xlsx", "Fälle"
_BEFORE = timedelta(minutes=50)  # the present
_HEADINGS = (
    "Lfd. Nr.",
    "Nachname",
    "Vorname",
    "Geburtsjahr",
    "Handy",
    "Sprachen",
    "Wohnort",
    "Anliegen",
    "Phase",
    "Aufnahme",
    "Einwilligung",
    "Beraterin",
    "Bemerkungen",
)
# In the order of the headings; Aufnahme and Einwilligung in days before today.
_LINES = (
    ("B-031", "გელაშვილი", "გიორგი", 1986, "030 23125 431", "Georgisch, Russisch", "Würselen", "Wohnung, Deutschkurs",
     "Begleitung", 410, 410, "Ketevan Lomadze", "Wohnungskarte liegt bei."),
    ("B-034", "Орлова", "Марина", 1979, "030 23125 434", "Russisch", "Alsdorf", "Arbeit", "Vermittlung", 320, 318,
     "Ketevan Lomadze", "Diplom als Lehrerin, Anerkennung beantragt."),
    ("B-037", "Kouassi", "Aminata", 1993, "030 23125 437", "Französisch", "Baesweiler", "Kita, Deutschkurs",
     "Hilfeplanung", 205, 205, "Rima Nassif", None),
    ("B-041", "ناصر", "سامر", 1999, "030 23125 441", "Arabisch, Französisch", "Herzogenrath", "Ausbildung",
     "Begleitung", 188, 187, "Rima Nassif", "Praktikum ab Januar."),
    ("B-042", "Şahin", "Elif", 1990, "030 23125 442", "Türkisch", "Alsdorf", "Gesundheit, Geld", "Assessment", 90, 90,
     "Paul Wirtzfeld", None),
)  # fmt: skip
_DAYS = ("Aufnahme", "Einwilligung")


def bring(stage: Stage) -> None:
    """Put on the agenda that the provider brings its list along."""
    stage.agenda.at(stage.days.until - _BEFORE, "takeover", partial(_take_over, stage))


def _take_over(stage: Stage, _moment: datetime) -> None:
    path = Path(os.environ.get("LOTSE_VAR", "var")) / _FILE
    if not path.exists():
        _write(path, stage)
    # In a process of its own, as an operator does it beside a node that runs. Once more changes nothing.
    command = [sys.executable, "-m", "deploy.lotse", "import", str(path), "--organisation", _ORGANISATION]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the list of {_ORGANISATION} was not taken in: {done.stdout}{done.stderr}")


def _write(path: Path, stage: Stage) -> None:
    # Takes 20 MB; a demo that is filled never needs it.
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = _SHEET
    sheet.append(_HEADINGS)
    days = [_HEADINGS.index(name) for name in _DAYS]
    for line in _LINES:
        cells = [
            stage.days.today - timedelta(days=value) if place in days and isinstance(value, int) else value
            for place, value in enumerate(line)
        ]
        sheet.append(cells)
    book.save(path)
