"""A centre brings the cases of its spreadsheet: they are in the hands of their counsellor, everywhere, once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.builders.spreadsheets import write
from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.town import TREE, Town

Staff = dict[str, Colleague]


def lotse_import(town: Town, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deploy.lotse", "import", str(path), "--organisation", "bruecke"]
    return subprocess.run(command, cwd=TREE, env=town.environment(), capture_output=True, text=True, timeout=60)


def test_cases_of_a_spreadsheet_are_cases_like_any_other(town: Town, staff: Staff, tmp_path: Path) -> None:
    rima = staff["rima"]
    lines: list[dict[str, Any]] = [
        {"Zuständig": "rima", "Nummer": "2025-17", "Name": "შორენა წიკლაური", "E-Mail": "shorena.import@example.org"},
        {"Zuständig": "Rima Nassif", "Nummer": "2025-18", "Name": "Emre Karadağlı", "Telefon": 3023125018},
    ]
    path = write(tmp_path / "cases.xlsx", *lines)
    done = lotse_import(town, path)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "2 cases imported."), done.stdout + done.stderr

    (found,) = do(rima, "/people/search", {"name": "Shorena Tsiklauri"})["items"]
    case_id = found["cases"][0]["case_id"]
    case = look(rima, f"/cases/{case_id}")
    assert (case["phase"], case["municipality"], case["topics"]) == ("monitoring", "wuerselen", ["housing", "language"])
    assert case["opened_at"].startswith("2025-02-01")
    assert staff["mirela"]("GET", f"/cases/{case_id}").status_code == 404, "another organisation"
    heard = "SELECT count(*) AS n FROM cases WHERE case_id = :case_id"
    eventually(lambda: town.rows("scheduling", heard, case_id=case_id)[0]["n"] == 1)
    eventually(lambda: town.rows("reporting", heard, case_id=case_id)[0]["n"] == 1)
    known = "SELECT type FROM inbox WHERE subject = :case_id"
    eventually(lambda: {"type": "contact.given.v1"} in town.rows("notifications", known, case_id=case_id))

    before = town.rows("cases", "SELECT count(*) AS n FROM outbox")
    again = lotse_import(town, path)
    assert (again.returncode, again.stdout.splitlines()[-1]) == (0, "0 cases imported.")
    assert again.stdout.count("already here") == 2
    assert town.rows("cases", "SELECT count(*) AS n FROM outbox") == before
    assert b"2025-17" not in town.stored("cases"), "its number there is nobody's business"
