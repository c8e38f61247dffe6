"""`lotse import`: all lines or none, a report line by line, twice changes nothing; exit codes that scripts can use."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from click.testing import CliRunner, Result

from deploy.lotse import lotse
from services.chassis.identity import Actor
from services.chassis.testing import RING, SEAL_KEYS
from tests.builders import Cases
from tests.builders.spreadsheets import write


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, cases: Cases, ketevan: Actor) -> Iterator[None]:
    """An installation of its own, with Ketevan at bruecke."""
    settings = {
        "LOTSE_VAR": str(tmp_path / "var"),
        "LOTSE_ORGANISATION": "kim",
        "CASES_DATABASE_URL": cases.database.url,
        "CASES_VAULT_RING": RING,
        "LOTSE_SEAL_KEYS": SEAL_KEYS,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LOTSE_", "CASES_"))}
    with mock.patch.dict(os.environ, kept | settings, clear=True):
        yield


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cases.xlsx"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(lotse, ["import", *map(str, arguments)])


def take_in(path: Path, *more: str) -> Result:
    return run(path, "--organisation", "bruecke", *more)


def told(result: Result) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def count(cases: Cases, ketevan: Actor) -> int:
    return len(cases.ask(ketevan, "cases", mine=True, limit=100)["items"])


GOOD, OTHER, BAD = {}, {"Nummer": "18", "Name": "Emre Aydın"}, {"Nummer": "19", "Kommune": "Atlantis"}  # type: ignore[var-annotated]


def test_a_list_without_a_fault_is_imported_line_by_line(cases: Cases, ketevan: Actor, path: Path) -> None:
    done = take_in(write(path, GOOD, OTHER))
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-4:] == [
        "line     2  2025-17           new",
        "line     3  18                new",
        "2 lines in sheet Fälle: 2 new.",
        "2 cases imported.",
    ]
    assert count(cases, ketevan) == 2


def test_one_line_that_is_wrong_keeps_all_out(cases: Cases, ketevan: Actor, path: Path) -> None:
    done = take_in(write(path, GOOD, BAD))
    assert done.exit_code == 1
    assert "Kommune: “Atlantis” is not known." in done.output
    assert "Nothing was imported." in done.output
    assert count(cases, ketevan) == 0


def test_the_good_lines_are_imported_where_that_is_asked_for(cases: Cases, ketevan: Actor, path: Path) -> None:
    done = take_in(write(path, GOOD, BAD, OTHER), "--only-good")
    assert (done.exit_code, done.output.splitlines()[-1]) == (1, "2 cases imported.")
    assert count(cases, ketevan) == 2


def test_a_trial_writes_nothing(cases: Cases, ketevan: Actor, path: Path) -> None:
    done = take_in(write(path, GOOD), "--dry-run")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Nothing was imported: this was a trial.")
    assert count(cases, ketevan) == 0


def test_doing_it_again_changes_nothing_and_tells_what_has_changed_there(
    cases: Cases, ketevan: Actor, path: Path
) -> None:
    take_in(write(path, GOOD, OTHER))
    done = take_in(write(path, GOOD, OTHER | {"Kommune": "Alsdorf", "E-Mail": "emre@example.org"}))
    assert done.exit_code == 0
    assert "already here" in done.output
    assert "changed there: differs in E-Mail, Kommune" in done.output
    assert count(cases, ketevan) == 2


def test_what_fails_halfway_leaves_nothing_behind(cases: Cases, ketevan: Actor, path: Path) -> None:
    write(path, GOOD, OTHER)
    with mock.patch("services.cases.store.imports.Imports.add", side_effect=[None, RuntimeError("the power is out")]):
        assert isinstance(take_in(path).exception, RuntimeError)
    assert count(cases, ketevan) == 0


def test_days_to_come_and_counsellors_who_have_left_are_told_with_their_line(
    cases: Cases, ketevan: Actor, path: Path
) -> None:
    done = take_in(write(path, {"Eröffnet am": "01.01.2199"}, {"Nummer": "18", "Zuständig": "mirela"}))
    assert done.exit_code == 1
    assert "line     2  2025-17           Eröffnet am: is still to come." in done.output
    assert "Zuständig: nobody who counsels here at present is called so." in done.output


def test_a_script_reads_one_document(path: Path) -> None:
    answer = told(take_in(write(path, GOOD, BAD | {"Hausfarbe": "rot"}), "--json", "--dry-run"))
    assert answer["counts"] == {"new": 1, "wrong": 1}
    assert (answer["organisation"], answer["sheet"], answer["imported"], answer["dry_run"]) == (
        "bruecke",
        "Fälle",
        0,
        True,
    )
    assert answer["ignored_columns"] == ["Hausfarbe"]
    assert answer["lines"][0] == {"line": 2, "number": "2025-17", "state": "new", "says": "new"}


def test_the_report_names_nobody(path: Path) -> None:
    done = take_in(write(path, GOOD, BAD, {"Nummer": "20", "E-Mail": "nino(at)example", "Telefon": "99 12"}))
    for fact in ("Nino", "Beridze", "nino(at)", "99 12", "Wohnung"):
        assert fact not in done.output


def test_what_cannot_be_read_or_is_not_there_ends_with_2(tmp_path: Path, path: Path) -> None:
    path.write_text("no workbook")
    for done in (take_in(path), run(tmp_path / "nothing.xlsx"), run(), run(path, "--organisation", "atlantis")):
        assert done.exit_code == 2, done.output
        assert "Error: " in done.output


def test_the_template_is_written_once_and_read_back(path: Path) -> None:
    assert run("--template", path).exit_code == 0
    assert run("--template", path).exit_code == 2
    assert take_in(path).output.splitlines()[-2] == "2 lines in sheet Fälle: 2 example."
