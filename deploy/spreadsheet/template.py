"""The spreadsheet that a centre fills in: its columns, the words that may stand in them, and two examples."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from deploy.spreadsheet.words import Column, Words

CASES, CODES, COLUMNS = "Fälle", "Codes", "Spalten"
_ROWS = 5000
_TEXT, _DAY, _YEAR = "@", "DD.MM.YYYY", "0"
_FORMATS = {"opened_on": _DAY, "consent_on": _DAY, "birth_year": _YEAR}
# Columns with words for codes; of those that may hold several nothing is refused, the list is a suggestion.
_KINDS = {
    "language": ("language", True),
    "language_mode": ("language_mode", False),
    "municipality": ("municipality", False),
    "topics": ("topic", True),
    "phase": ("phase", False),
    "track": ("track", False),
    "urgency": ("urgency", False),
    "channel": ("channel", False),
}
# Invented people; numbers from a range kept free for fiction.
_EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "name": "ნინო ბერიძე",
        "name_latin": "Nino Beridze",
        "birth_year": "1984",
        "phone": "030 23125 010",
        "email": "nino@example.org",
        "opened_on": "03.02.2026",
        "consent_on": "03.02.2026",
        "counsellor": "ketevan",
    },
    {"name": "Emre Aydın", "opened_on": "2025-11-17", "consent_on": "2025-11-17", "counsellor": "Ketevan Lomidze"},
)


def write(path: Path, words: Words) -> None:
    """Write the template. Raises FileExistsError rather than write over something."""
    from openpyxl import Workbook  # takes a tenth of a second and 20 MB; nobody else needs it

    book = Workbook()
    columns = [column for column in words.columns.values() if not column.only_read]
    lists = _codes(book.create_sheet(CODES), words)
    _columns(book.create_sheet(COLUMNS), columns)
    sheet = book.active
    sheet.title = CASES
    _cases(sheet, columns, words, lists)
    with path.open("xb") as file:
        book.save(file)


def _cases(sheet: Any, columns: Sequence[Column], words: Words, lists: dict[str, str]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    examples = [_example(number, words) for number in range(len(_EXAMPLES))]
    for index, column in enumerate(columns, 1):
        letter = get_column_letter(index)
        head = sheet.cell(1, index, column.headings[0])
        head.font, head.fill = Font(bold=True), PatternFill("solid", start_color="DDE7EE")
        head.comment = Comment(f"{column.hint['de']}\n\n{column.english}: {column.hint['en']}", "Lotse")
        sheet.column_dimensions[letter].width = max(14, len(column.headings[0]) + 2)
        sheet.column_dimensions[letter].number_format = _FORMATS.get(column.name, _TEXT)
        for row, example in enumerate(examples, 2):
            cell = sheet.cell(row, index, example.get(column.name))
            cell.font, cell.number_format = Font(italic=True, color="777777"), _TEXT
        for row in range(2 + len(examples), 2 + len(examples) + 200):
            sheet.cell(row, index).number_format = _FORMATS.get(column.name, _TEXT)
        if column.name in _KINDS:
            kind, several = _KINDS[column.name]
            sheet.add_data_validation(_validation(lists[kind], several, letter))
    sheet.freeze_panes = "C2"


def _validation(words: str, several: bool, letter: str) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    found = DataValidation(
        type="list",
        formula1=words,
        allow_blank=True,
        showErrorMessage=not several,
        errorTitle="Lotse",
        error=f"Bitte ein Wort oder einen Code aus dem Blatt „{CODES}“. · Please choose from the sheet {CODES}.",
    )
    found.add(f"{letter}2:{letter}{_ROWS + 1}")
    return found


def _example(which: int, words: Words) -> dict[str, str]:
    """An example, marked as such; of every code the first, or the next, by its German word."""
    codes = {
        column: list(words.codes[kind].shown.values())[which][0]
        for column, (kind, _) in _KINDS.items()
        if len(words.codes[kind].shown) > which
    }
    return codes | _EXAMPLES[which] | {"number": f"{words.examples[0]} {which + 1}"}


def _codes(sheet: Any, words: Words) -> dict[str, str]:
    """Write all codes with their words, three columns for each kind; where the German ones stand, by kind."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    lists = {}
    for place, (kind, codes) in enumerate(words.codes.items()):
        first = place * 4 + 1
        column = next((name for name, (of_kind, _) in _KINDS.items() if of_kind == kind), kind)
        heads = (words.columns[column].headings[0], words.columns[column].english, "Code")
        for offset, head in enumerate(heads):
            sheet.cell(1, first + offset, head).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(first + offset)].width = 24
        for row, (code, (german, english)) in enumerate(codes.shown.items(), 2):
            for offset, word in enumerate((german, english, code)):
                sheet.cell(row, first + offset, word)
        letter = get_column_letter(first)
        lists[kind] = f"{CODES}!${letter}$2:${letter}${len(codes.shown) + 1}"
    sheet.freeze_panes = "A2"
    return lists


def _columns(sheet: Any, columns: Sequence[Column]) -> None:
    from openpyxl.styles import Alignment, Font

    for index, head in enumerate(("Spalte", "Column", "Was hineingehört", "What belongs there"), 1):
        sheet.cell(1, index, head).font = Font(bold=True)
    for row, column in enumerate(columns, 2):
        for index, words in enumerate((column.headings[0], column.english, column.hint["de"], column.hint["en"]), 1):
            sheet.cell(row, index, words).alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCD", (34, 24, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
