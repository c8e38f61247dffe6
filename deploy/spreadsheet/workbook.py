"""A workbook as somebody sends it: opened with care, its sheet found by the headings, its rows one after the other.

Nothing in it is ever run: of formulas the value is read that stands in the cell, macros and links are not opened.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from deploy.spreadsheet.words import Words

FILE_MAX = 20 * 2**20
# A sheet of 20,000 lines unpacks to some 30 MB; what unpacks to more than this is no list of cases.
UNPACKED_MAX = 100 * 2**20
LINES_MAX = 20_000
_COLUMNS_MAX = 100
_HEADING_WITHIN = 30
_BOOK = "xl/workbook.xml"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

NO_VALUE, BROKEN, MERGED = "formula_without_value", "broken_formula", "merged"


class NotUsable(Exception):
    """The file cannot be read; the message is a sentence that says what to do."""


@dataclass(frozen=True)
class Row:
    """A row with something in it: values by column name, what is wrong with a cell, and whether it is hidden."""

    number: int
    values: Mapping[str, Any] = field(repr=False)
    faults: Mapping[str, str]
    hidden: bool


@dataclass(frozen=True)
class Sheet:
    """The sheet with the cases: what its columns are called there, which are ignored, and its rows."""

    title: str
    headings: Mapping[str, str]
    ignored: Sequence[str]
    rows: Sequence[Row] = field(repr=False)


def read(path: Path, words: Words, title: str | None) -> Sheet:
    """The cases in this file, in the sheet with this title (None: the one whose headings are known).

    Raises NotUsable for what is no workbook, is locked or too big, and where no sheet or more than one fits.
    """
    try:
        with _opened(path) as (book, package):
            sheet, top = _found(book, words, title)
            return _sheet(sheet, top, words, _marks(package, sheet))
    # What is wrong with XML is a SyntaxError, whichever parser says it.
    except (zipfile.BadZipFile, zipfile.LargeZipFile, SyntaxError, KeyError, ValueError) as error:
        raise NotUsable(
            f"{path.name} is damaged. Open it in the program it was made with, and save it as .xlsx."
        ) from error


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Any, zipfile.ZipFile]]:
    import openpyxl  # takes a tenth of a second and 20 MB; nobody else needs it

    with path.open("rb") as file:
        _require_workbook(path, file.read(len(_OLE)))
        with zipfile.ZipFile(file) as package, warnings.catch_warnings():
            _require_size(path, package)
            warnings.simplefilter("ignore")  # of what openpyxl leaves out, nothing is read here
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            try:
                yield book, package
            finally:
                book.close()


def _require_workbook(path: Path, begins: bytes) -> None:
    if path.stat().st_size > FILE_MAX:
        raise NotUsable(f"{path.name} has more than {FILE_MAX // 2**20} MB. Delete pictures, or split the list.")
    if begins == _OLE:
        # The list of what such a file holds stands near its end.
        locked = _ENCRYPTED in path.read_bytes()
        what = "is protected by a password" if locked else "is a workbook of an old kind (.xls)"
        raise NotUsable(f"{path.name} {what}. Open it, and save it as .xlsx without a password.")
    if not zipfile.is_zipfile(path):
        raise NotUsable(f"{path.name} is no workbook. Open the list in a spreadsheet program, and save it as .xlsx.")


def _require_size(path: Path, package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if _BOOK not in {part.filename for part in parts}:
        raise NotUsable(f"{path.name} is no Excel workbook. Open it in a spreadsheet program, and save it as .xlsx.")
    # Not a byte more than is announced is ever unpacked: zipfile stops there.
    if sum(part.file_size for part in parts) > UNPACKED_MAX:
        raise NotUsable(
            f"{path.name} would unpack to more than {UNPACKED_MAX // 2**20} MB. Copy the lines into a new workbook."
        )


def _found(book: Any, words: Words, title: str | None) -> tuple[Any, int]:
    """The sheet with the cases, and the row of its headings."""
    if title is not None and title not in book.sheetnames:
        raise NotUsable(f"There is no sheet {title}; there are {', '.join(book.sheetnames)}.")
    sheets = [sheet for sheet in book.worksheets if sheet.title == (title or sheet.title)]
    found = [(sheet, top) for sheet in sheets if (top := _heading_row(sheet, words))]
    visible = [each for each in found if each[0].sheet_state == "visible"] or found
    if not visible:
        raise NotUsable(
            "No sheet has a row of headings with at least a number and a name. 'lotse import --template FILE.xlsx' "
            "shows what the columns are called."
        )
    if len(visible) > 1:
        titles = ", ".join(sheet.title for sheet, _ in visible)
        raise NotUsable(f"More than one sheet looks like the list of cases: {titles}. Say which: --sheet TITLE.")
    return visible[0]


def _heading_row(sheet: Any, words: Words) -> int | None:
    sheet.reset_dimensions()  # some programs write a wrong size down, and rows would be missing
    top = sheet.iter_rows(max_row=_HEADING_WITHIN, max_col=_COLUMNS_MAX, values_only=True)
    for number, row in enumerate(top, 1):
        names = {column.name for cell in row if isinstance(cell, str) and (column := words.column(cell))}
        if "number" in names and ("name" in names or {"given_name", "family_name"} <= names):
            return number
    return None


@dataclass(frozen=True)
class _Marks:
    """What openpyxl does not tell of a sheet that is read row by row."""

    hidden: frozenset[int]
    without_value: frozenset[str]  # addresses of formulas
    merged: Mapping[int, Sequence[tuple[int, int]]]  # row → from which column to which it belongs to a row above


def _marks(package: zipfile.ZipFile, sheet: Any) -> _Marks:
    from openpyxl.utils import range_boundaries

    hidden, without_value, merged = set(), set(), dict[int, list[tuple[int, int]]]()
    with package.open(sheet._worksheet_path.lstrip("/")) as part:
        for _, element in ElementTree.iterparse(part):
            if element.tag == f"{_NAMESPACE}row":
                if element.get("hidden") in ("1", "true"):
                    hidden.add(int(element.get("r", 0)))
                formulas = (cell for cell in element if cell.find(f"{_NAMESPACE}f") is not None)
                without_value |= {cell.get("r", "") for cell in formulas if not cell.findtext(f"{_NAMESPACE}v")}
                element.clear()
            elif element.tag == f"{_NAMESPACE}mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref", ""))
                for row in range(top + 1, min(bottom, top + LINES_MAX) + 1):
                    merged.setdefault(row, []).append((left, right))
    return _Marks(frozenset(hidden), frozenset(without_value), merged)


def _sheet(sheet: Any, top: int, words: Words, marks: _Marks) -> Sheet:
    rows = sheet.iter_rows(min_row=top, max_col=_COLUMNS_MAX)
    headings: dict[str, str] = {}
    columns: dict[int, str] = {}
    ignored = []
    for index, cell in enumerate(next(rows), 1):
        heading = " ".join(str(cell.value or "").split())
        column = words.column(heading) if heading else None
        if column is None or column.name in headings:
            ignored += [heading] if heading else []
            continue
        columns[index] = column.name
        headings[column.name] = heading
    found = []
    for number, cells in enumerate(rows, top + 1):
        row = _row(number, [(columns[i], i, cell) for i, cell in enumerate(cells, 1) if i in columns], marks)
        if row.values or set(row.faults.values()) - {MERGED}:
            found.append(row)
        if len(found) > LINES_MAX:
            raise NotUsable(f"The list has more than {LINES_MAX:,} lines. Split it.")
    return Sheet(sheet.title, headings, ignored, found)


def _row(number: int, cells: Sequence[tuple[str, int, Any]], marks: _Marks) -> Row:
    values, faults = {}, {}
    for column, index, cell in cells:
        value = cell.value.strip() if isinstance(cell.value, str) else cell.value
        if getattr(cell, "data_type", None) == "e":
            faults[column] = BROKEN
        elif value not in (None, ""):
            values[column] = value
        elif getattr(cell, "coordinate", None) in marks.without_value:
            faults[column] = NO_VALUE
        elif any(left <= index <= right for left, right in marks.merged.get(number, ())):
            faults[column] = MERGED
    return Row(number, values, faults, number in marks.hidden)
