"""Figures over the API: as JSON for programs, as CSV for spreadsheets, and never as a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from gateway import figures
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_reporting import PERIODS, TABLES
from tests.unit.gateway.staff_routes import API


@pytest.fixture
def get(client: Any, calls: FakeCalls) -> Any:
    """Asks for a path below /reports, as the steering group unless somebody else is named."""

    def get(path: str = "", user: str = "steering", language: str = "de") -> Any:
        headers = {"Authorization": f"Bearer {calls.cases.token(user)}", "Accept-Language": language}
        return client.get(f"{API}/reports{path}", headers=headers)

    return get


def rows(answer: Any) -> list[list[str]]:
    """The cells of a CSV file, as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_catalogue_names_every_table_and_its_periods(get: Any) -> None:
    answer = get()
    assert [item["table"] for item in answer.json["items"]] == list(TABLES)
    assert answer.json["items"][0] == {
        "table": "requests",
        "title": "requests_received",
        "dimensions": ["municipality", "language"],
        "counts": "requests",
        "when": "during",
        "periods": list(PERIODS),
    }


def test_a_table_tells_what_is_shown_and_hides_what_is_small(get: Any, calls: FakeCalls) -> None:
    report = get("/requests?period=2026-10").json
    counts = {tuple(cell["key"]): cell["count"] for cell in report["cells"]}
    assert (counts["wuerselen", "ka"], counts["stolberg", "tr"], counts["monschau", "de"]) == (23, None, None)
    assert (report["total"], report["k"], report["is_final"], report["audience"]) == (43, 5, True, "inside")
    assert calls.asked[-1].request == {"table": "requests", "period": "2026-10"}
    public = get("/requests?period=2026-10&audience=public").json
    assert {tuple(cell["key"]): cell["count"] for cell in public["cells"]}["alsdorf", "ar"] is None


@pytest.mark.parametrize(
    ("path", "field", "code"),
    [
        ("/requests", "period", "required"),
        ("/requests?period=october", "period", "not_a_period"),
        ("/requests?period=2027-01", "period", "period_not_begun"),
        ("/requests?period=2026&audience=press", "audience", "unknown_audience"),
        ("/people?period=2026", "table", "unknown_table"),
        ("/requests?period=2026&language=ka", "language", "unknown_field"),
        ("/requests?period=2026&format=xlsx", "format", "unknown_format"),
        ("/requests?period=2026&format=pdf", "format", "unknown_format"),
    ],
)
def test_what_cannot_be_asked_for_is_explained(get: Any, path: str, field: str, code: str) -> None:
    answer = get(path, language="en")
    assert answer.status_code == 422
    assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [(field, code)]
    assert answer.json["errors"][0]["detail"] != "This cannot be accepted. Please check it."


def test_no_parameter_puts_another_table_in_the_place_of_the_one_in_the_address(get: Any, calls: FakeCalls) -> None:
    get("/requests?period=2026-10&table=barriers")
    assert calls.asked[-1].request["table"] == "requests"


def test_a_german_spreadsheet_opens_the_file_with_a_double_click(get: Any) -> None:
    answer = get("/requests?period=2026-10&format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=requests-2026-10-inside.csv"
    assert (answer.headers["Content-Language"], answer.headers["Cache-Control"]) == ("de", "no-store")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.data.count(b"\r\n") == answer.data.count(b"\n")
    cells = rows(answer)
    assert cells[0] == ["Kommune", "Sprache", "Anliegen"]
    assert ["Würselen", "Georgisch", "23"] in cells
    assert ["Stolberg", "Türkisch", "·"] in cells
    assert len({len(row) for row in cells}) == 1
    assert cells[-2] == ["Stand", "", "22.11.2026, 10:15:00"]
    assert cells[-1][0] == "·"
    assert "5" in cells[-1][-1]


def test_the_file_speaks_the_language_of_its_reader(get: Any) -> None:
    cells = rows(get("/appointments?period=2026-11&format=csv", language="en"))
    assert cells[0][0] == "Place"
    assert ["Würselen town hall", "Kept", "19"] in cells
    assert cells[-2][0] == "As of"
    assert "22 Nov 2026" in cells[-2][-1]
    assert "Still running" in cells[-2][-1]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_had_as_a_file(get: Any, table: str) -> None:
    answer = get(f"/{table}?period=2026-Q4&format=csv")
    report = get(f"/{table}?period=2026-Q4").json
    assert answer.status_code == 200
    assert len(rows(answer)) == len(report["cells"]) + 5  # header, all together, period, as of, the dot
    codes = {code for dimension in report["dimensions"] for code in dimension["codes"] if "-" in code or "_" in code}
    assert not codes & {cell for row in rows(answer) for cell in row}


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_carry_out_is_written_as_text(begins: str) -> None:
    cell = f'{begins}HYPERLINK("https://example.org";"here")'
    file = figures.written([["Place", "Count"], [cell, "7"]])
    read = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read == [["Place", "Count"], [f"'{cell}", "7"]]
    assert figures.harmless(f"a{begins}b") == f"a{begins}b"


def test_semicolons_and_quotation_marks_stay_in_their_cell() -> None:
    cells = [['Haus "Am Markt"; Würselen', "two\nlines"]]
    read = list(csv.reader(io.StringIO(figures.written(cells).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read == cells


def test_the_figures_of_the_region_are_for_its_own_staff(get: Any, calls: FakeCalls) -> None:
    calls.cases.accounts_["steering"]["organisation"] = "bruecke"
    answer = get("/requests?period=2026-10&format=csv")
    assert (answer.status_code, answer.json["code"]) == (403, "not_allowed")


def test_the_document_names_both_formats(client: Any) -> None:
    operation = client.get("/api/openapi.json").json["paths"][f"{API}/reports/{{table}}"]["get"]
    assert set(operation["responses"]["200"]["content"]) == {"application/json", "text/csv"}
    said = {parameter["name"]: parameter["schema"] for parameter in operation["parameters"]}
    assert said["format"] == {"type": "string", "enum": ["json", "csv"], "default": "json"}
