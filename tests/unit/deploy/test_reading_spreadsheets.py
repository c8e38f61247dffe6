"""Spreadsheets as real people keep them: what is understood, and what is refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from deploy.spreadsheet import cells, template, words, workbook
from deploy.spreadsheet.lines import EXAMPLE, WRONG, Line, Reader
from services.cases.model.imports import NEW
from tests.builders import PROGRAMME
from tests.builders.spreadsheets import LINE, write

FOLDER = Path(__file__).parents[3] / "deploy" / "programmes" / "aachen"
WORDS = words.load(FOLDER, PROGRAMME)
KETEVAN, LADO = "0192f0c1-0000-7000-8000-000000000001", "0192f0c1-0000-7000-8000-000000000002"
A_DAY, AN_HOUR = date(2025, 2, 1), datetime(2025, 2, 1, 9, 30)  # noqa: DTZ001 (cells know no zone)
CALLED = {"ketevan": {KETEVAN}, "ketevanlomidze": {KETEVAN}, "lado": {LADO}, "anna": {KETEVAN, LADO}}


def read(path: Path, title: str | None = None) -> list[Line]:
    sheet = workbook.read(path, WORDS, title)
    reader = Reader(PROGRAMME, WORDS, sheet.headings, CALLED)
    return [reader.read(row) for row in sheet.rows]


def one(path: Path, **cells_of_line: Any) -> Line:
    (line,) = read(write(path / "cases.xlsx", cells_of_line))
    return line


def refused(path: Path, title: str | None = None) -> str:
    with pytest.raises(workbook.NotUsable) as error:
        read(path, title)
    return str(error.value)


def test_a_line_is_read_as_the_schema_wants_it(tmp_path: Path) -> None:
    line = one(tmp_path)
    assert (line.row, line.number, line.state, line.says) == (2, "2025-17", NEW, "new")
    assert line.asked is not None
    told = {name: line.asked[name] for name in ("name", "language", "languages", "topics", "municipality", "phase")}
    assert told == {
        "name": "Nino Beridze",
        "language": "ka",
        "languages": ["ru"],
        "topics": ["housing", "language"],
        "municipality": "wuerselen",
        "phase": "monitoring",
    }
    assert (line.asked["phone"], line.asked["counsellor_id"]) == ("+493023125010", KETEVAN)
    assert (line.asked["opened_on"], line.asked["consent_on"]) == (date(2025, 2, 1), date(2025, 2, 1))


@pytest.mark.parametrize(
    "value", [A_DAY, AN_HOUR, "01.02.2025", "1.2.25", " 1. 2. 2025 ", "2025-02-01", 45689, "45689"]
)
def test_a_day_is_understood_in_every_form(value: Any) -> None:
    assert cells.day(value) == "2025-02-01"


@pytest.mark.parametrize("value", ["bald", "2025", "02/01/2025", "31.02.2025", "1.13.2025", 17, 1e12, True])
def test_what_is_no_day_is_refused(value: Any) -> None:
    with pytest.raises(cells.Unreadable, match="not_a_day"):
        cells.day(value)


@pytest.mark.parametrize("value", ["1984", 1984, 1984.0, date(1984, 5, 2), "02.05.1984", "2.5.84", 30804])
def test_of_a_date_of_birth_the_year_is_taken(value: Any) -> None:
    assert cells.birth_year(value) == 1984


@pytest.mark.parametrize("value", ["030 23125 010", 3023125010, 3023125010.0, "+49 30 23125010", 493023125010])
def test_a_telephone_number_is_understood_also_where_a_program_took_it_for_a_number(tmp_path: Path, value: Any) -> None:
    line = one(tmp_path, Telefon=value)
    assert line.asked is not None, line.says
    assert line.asked["phone"] == "+493023125010"


@pytest.mark.parametrize(
    "name",
    [
        "Ali und Fatma Demir",
        "Ali & Fatma",
        "Ali/Fatma",
        "Ali\nFatma",
        "Ali and Fatma",
        "Ali; Fatma",
        "Ali Demir, Eva Demir",
    ],
)
def test_two_people_in_one_cell_are_refused(tmp_path: Path, name: str) -> None:
    line = one(tmp_path, Name=name)
    assert line.state == WRONG
    assert line.says == "Name: there is more than one person in it. Every person needs a line of their own."


@pytest.mark.parametrize(
    ("written", "said"),
    [("  Nino\xa0  Beridze ", "Nino Beridze"), ("Beridze, Nino", "Nino Beridze"), ("Raimund Anders", "Raimund Anders")],
)
def test_a_name_is_written_as_it_is_said(written: str, said: str) -> None:
    assert cells.name(written) == said


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("Kommune", "WUERSELEN", "wuerselen"),
        ("Kommune", " würselen ", "wuerselen"),
        ("Phase", "erstklärung", "clarification"),
        ("Phase", "Follow-up", None),
        ("Weg", "Case-Management", "case_management"),
        ("Dringlichkeit", "DRINGEND", "high"),
        ("Eingangsweg", "In person", "walk_in"),
        ("Verständigung", "mündlich", "spoken"),
    ],
)
def test_words_stand_for_codes(tmp_path: Path, column: str, value: str, code: str | None) -> None:
    line = one(tmp_path, **{column: value})
    assert code in line.asked.values() if line.asked else code is None, line.says


def test_every_code_and_every_word_of_the_template_is_understood() -> None:
    for kind, codes in WORDS.codes.items():
        for code, shown in codes.shown.items():
            assert {codes.of(word) for word in (code, *shown)} == {code}, (kind, code)


def test_an_unknown_word_is_named_with_what_may_be_meant(tmp_path: Path) -> None:
    says = one(tmp_path, Kommune="Würslen", Sprache="Klingonisch").says
    assert "Kommune: “Würslen” is not known. Is “Würselen” meant?" in says
    assert "Sprache: “Klingonisch” is not known. The sheet" in says


def test_everything_that_is_wrong_with_a_line_is_told_at_once(tmp_path: Path) -> None:
    empty = dict.fromkeys(LINE) | {"Nummer": "9", "Telefon": "0176 / 030", "E-Mail": "nino", "Zuständig": "anna"}
    says = one(tmp_path, **empty).says
    for missing in ("Name", "Sprache", "Kommune", "Themen", "Eröffnet am", "Einwilligung am"):
        assert f"{missing}: is missing." in says
    assert "Telefon: is no telephone number, or more than one." in says
    assert "E-Mail: is no e-mail address" in says
    assert "Zuständig: more than one counsellor is called so." in says


def test_the_same_number_twice_is_refused_and_the_same_person_twice_is_remarked(tmp_path: Path) -> None:
    first, again, person = read(write(tmp_path / "cases.xlsx", {}, {}, {"Nummer": "18"}))
    assert (first.state, again.state) == (NEW, WRONG)
    assert again.says == "Nummer: stands in line 2 already. Every case needs a number of its own."
    assert (person.state, person.says) == (NEW, "new; may be the person of line 2")


def test_examples_are_left_out(tmp_path: Path) -> None:
    assert one(tmp_path, Nummer="Beispiel 1").state == EXAMPLE


def mess(sheet: Any, book: Workbook) -> None:
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Unsere Fälle"
    sheet.merge_cells("A1:F1")
    sheet.append([])
    sheet.append([" "])
    sheet.row_dimensions[4].hidden = True
    cover = book.create_sheet("Deckblatt", 0)
    cover["A1"] = "Nur ein Deckblatt"


def test_the_list_is_found_below_a_title_and_behind_other_sheets_and_blank_lines_are_none(tmp_path: Path) -> None:
    hidden, other = read(write(tmp_path / "cases.xlsx", {}, {"Nummer": 18, "Name": "Emre Aydın"}, change=mess))
    assert (hidden.row, hidden.says) == (4, "new; hidden in the sheet")
    assert (other.row, other.number, other.says) == (5, "18", "new")


def test_columns_are_known_by_their_headings_in_any_order_and_others_are_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Hausfarbe", "SURNAME", "Case number", "First  name", "Consent on", "Handy", "Telefon"])
    book.active.append(["rot", "Beridze", "7", "Nino"])
    book.save(tmp_path / "cases.xlsx")
    sheet = workbook.read(tmp_path / "cases.xlsx", WORDS, None)
    assert sheet.ignored == ["Hausfarbe", "Telefon"], "of two columns for the same thing the first is read"
    (line,) = read(tmp_path / "cases.xlsx")
    assert "Name: is missing" not in line.says


def spoil(sheet: Any, _: Workbook) -> None:
    sheet["B2"] = '="Nino "&"Beridze"'  # has no value: no program has reckoned it yet
    sheet["C2"] = "#REF!"
    sheet["C2"].data_type = "e"
    sheet.merge_cells("K2:K3")


def test_formulas_without_a_value_broken_ones_and_merged_cells_are_refused(tmp_path: Path) -> None:
    first, second = read(write(tmp_path / "cases.xlsx", {}, {"Nummer": "18"}, change=spoil))
    assert "Name: the formula has no value yet." in first.says
    assert "Geburtsjahr: the formula in it is broken." in first.says
    assert "Zuständig: the cell is merged with one above." in second.says


def test_a_number_that_a_program_took_for_a_date_is_refused(tmp_path: Path) -> None:
    assert "Nummer: the program has made a date of it." in one(tmp_path, Nummer=date(2025, 3, 17)).says


def test_of_two_sheets_that_could_be_it_one_has_to_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "cases.xlsx", {}, change=lambda sheet, book: book.copy_worksheet(sheet))
    assert (
        refused(path)
        == "More than one sheet looks like the list of cases: Fälle, Fälle Copy. Say which: --sheet TITLE."
    )
    assert len(read(path, "Fälle")) == 1
    assert refused(path, "Nothing").startswith("There is no sheet Nothing; there are Fälle, Fälle Copy.")


def archive(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return path


def test_what_is_no_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    text, old, locked = (tmp_path / name for name in ("list.csv", "list.xls", "locked.xlsx"))
    text.write_text("Nummer;Name\n1;Nino\n")
    old.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    locked.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    assert "is no workbook" in refused(text)
    assert "is a workbook of an old kind (.xls)" in refused(old)
    assert "is protected by a password" in refused(locked)
    assert "is no Excel workbook" in refused(archive(tmp_path / "a.ods", mimetype=b"application/x"))
    assert "is damaged" in refused(archive(tmp_path / "b.xlsx", xl__workbook=b"", **{"xl__workbook.xml": b"<a>"}))
    empty = Workbook()
    empty.save(tmp_path / "c.xlsx")
    assert "No sheet has a row of headings" in refused(tmp_path / "c.xlsx")


def test_what_unpacks_to_more_than_a_list_of_cases_is_never_unpacked(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.xlsx", **{"xl__workbook.xml": bytes(workbook.UNPACKED_MAX + 1)})
    assert bomb.stat().st_size < 2**20
    assert "would unpack to more than 100 MB" in refused(bomb)


def replaced(path: Path, part: str, content: Any) -> Path:
    """The same workbook with `content(of before)` as this part."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    return archive(path, **parts | {part: content(parts.get(part, b""))})


def test_entities_that_grow_without_end_are_not_followed(tmp_path: Path) -> None:
    grown = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE worksheet [<!ENTITY l0 "lol">{grown}]>'.encode()
    path = write(tmp_path / "cases.xlsx", {})
    swollen = replaced(path, "xl/worksheets/sheet1.xml", lambda was: bomb + was.replace(b"Notiz", b"&l9;"))
    assert "is damaged" in refused(swollen)


def test_macros_and_links_to_elsewhere_are_not_opened(tmp_path: Path) -> None:
    path = write(tmp_path / "cases.xlsm", {})
    content = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    replaced(path, "[Content_Types].xml", lambda was: was.replace(plain.encode(), content.encode()))
    replaced(path, "xl/vbaProject.bin", lambda _: b"not even a macro")
    replaced(path, "xl/externalLinks/externalLink1.xml", lambda _: b"<not a link")
    assert [line.state for line in read(path)] == [NEW]


def test_a_list_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LINES_MAX", 2)
    path = write(tmp_path / "cases.xlsx", {}, {"Nummer": "18"}, {"Nummer": "19"})
    assert refused(path) == "The list has more than 2 lines. Split it."


def test_the_template_has_every_column_and_every_code_and_is_read_as_examples_only(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    template.write(path, WORDS)
    assert [line.state for line in read(path)] == [EXAMPLE, EXAMPLE]
    book = load_workbook(path)
    assert book.sheetnames == [template.CASES, template.CODES, template.COLUMNS]
    assert {cell.value for cell in book[template.CASES][1]} == {
        column.headings[0] for column in WORDS.columns.values() if not column.only_read
    }
    codes = {value for row in book[template.CODES].iter_rows(values_only=True) for value in row}
    assert {code for kind in WORDS.codes.values() for code in kind.shown} <= codes
    assert len(book[template.CASES].data_validations.dataValidation) == 8


def test_the_examples_would_be_right_if_they_were_not_examples(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    template.write(path, WORDS)
    book = load_workbook(path)
    book[template.CASES]["A2"], book[template.CASES]["A3"] = "1", "2"
    book.save(path)
    assert [line.says for line in read(path)] == ["new", "new"]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        template.write(path, WORDS)
