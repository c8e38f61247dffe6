"""The way ahead with one person: assessed, planned step by step, agreed on, gone, and begun again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.stories.staff import Colleague, do, look
from tests.stories.town import Town

Staff = dict[str, Colleague]


def test_a_counsellor_goes_the_way_from_an_assessment_to_a_plan_and_corrects_it(
    town: Town, staff: Staff, asked: dict[str, Any]
) -> None:
    ketevan = staff["ketevan"]
    given = {name: asked[name] for name in ("name", "language", "topics", "municipality", "consent")}
    case = f"/cases/{do(ketevan, '/cases', given | {'track': 'case_management'}, status=201)['case_id']}"
    early = ketevan("POST", f"{case}/phase", json={"phase": "planning"}, version=look(ketevan, case)["version"])
    assert (early.status_code, early.json()["code"]) == (409, "not_assessed")
    assert look(ketevan, case)["demands"]["planning"] == ["not_assessed"]
    do(ketevan, f"{case}/assessments", {"scores": {"housing": 1, "language": 3}}, status=201)
    do(ketevan, f"{case}/phase", {"phase": "planning"}, of=case)

    soon = (datetime.now(UTC) + timedelta(days=5)).date().isoformat()
    goal = do(ketevan, f"{case}/goals", {"topic": "housing", "words": "Eine Wohnung für vier"}, status=201)
    step = {"doer": "client", "words": "Beim Bauverein anrufen", "due_on": soon}
    planned = do(ketevan, f"{case}/goals/{goal['goal_id']}/steps", step, status=201)
    due = look(ketevan, "/due")["items"]
    (mine,) = [thing for thing in due if thing["case_id"] == case.rpartition("/")[2]]
    assert (mine["kind"], mine["due_on"], mine["overdue"], mine["name"]) == ("step", soon, False, asked["name"])
    first = do(ketevan, f"{case}/plans", {}, status=201)
    do(ketevan, f"{case}/phase", {"phase": "linking"}, of=case)

    words = {"words": "Eine Wohnung für fünf"}
    corrected = ketevan("PATCH", f"{case}/goals/{goal['goal_id']}", json=words, version=goal["version"])
    assert (corrected.status_code, corrected.headers["ETag"]) == (200, '"2"')
    stale = ketevan("PATCH", f"{case}/goals/{goal['goal_id']}", json={"words": "Ein Haus"}, version=goal["version"])
    assert stale.status_code == 412
    done = ketevan("POST", f"{case}/steps/{planned['step_id']}/done", version=planned["version"])
    assert done.status_code == 200, done.text
    agreed = look(ketevan, f"{case}/plans/{first['plan_id']}")
    assert agreed["goals"][0]["words"] == "Eine Wohnung für vier", "an old version stays as it was agreed"
    assert look(ketevan, case)["goals"][0]["words"] == words["words"]

    note = do(ketevan, f"{case}/notes", {"words": "Wirkt erschöpft."}, status=201)
    hidden = staff["rima"]("PATCH", f"{case}/notes/{note['note_id']}", json={"words": "?"}, version=1)
    assert hidden.status_code in (403, 404)
    do(ketevan, f"{case}/close", {"reason": "no_contact", "outcome": "unknown"}, of=case)
    do(ketevan, f"{case}/reopen", {}, of=case)
    found = look(ketevan, case)
    assert (found["status"], found["phase"], found["notes"][0]["words"]) == ("open", "linking", "Wirkt erschöpft.")
    stored = town.rows("cases", "SELECT words FROM notes WHERE note_id = :which", which=note["note_id"])
    assert "erschöpft".encode() not in bytes(stored[0]["words"])
