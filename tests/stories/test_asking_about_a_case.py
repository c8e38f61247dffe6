"""The foreigners' authority asks about a case: under a release, answered by the counsellor, seen by the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.test_asking_by_api import key_of
from tests.stories.test_from_the_desk_to_a_case import opened, waiting

Api = Callable[..., Any]
Staff = dict[str, Colleague]

ANSWER = "Den Nachweis bringt sie am Montag mit."


def test_a_question_is_answered_under_a_release_and_the_person_sees_that_there_was_one(
    api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    receipt = waiting(api, asked)
    case = f"/cases/{opened(staff, receipt['request_id'])}"
    ketevan, liaison = staff["ketevan"], staff["liaison"]
    question = {"reference": receipt["reference"], "purpose": "documents_missing", "words": "Fehlt der Nachweis?"}

    refusals = [
        liaison("POST", "/questions", json=question | {"reference": reference}).json()
        for reference in (receipt["reference"], "H3R-8TW-U")
    ]
    for refusal in refusals:
        refusal.pop("trace_id")
    assert refusals[0] == refusals[1], "nobody learns whether there is such a case"
    assert refusals[0]["code"] == "not_released"

    release = {"recipient": "foreigners_authority", "data": ["documents"], "purpose": "documents_missing"}
    until = {"valid_until": (datetime.now(UTC) + timedelta(30)).date().isoformat()}
    do(ketevan, f"{case}/releases", release | until, status=201)
    question_id = do(liaison, "/questions", question, status=201)["question_id"]
    assert liaison("GET", case).status_code == 403

    (seen,) = look(ketevan, case)["questions"]
    answered = ketevan("POST", f"/questions/{question_id}/answer", json={"words": ANSWER}, version=seen["version"])
    assert answered.status_code == 200, answered.text
    assert look(liaison, f"/questions/{question_id}")["answer"] == ANSWER

    def on_the_status_page() -> list[dict[str, Any]]:
        questions: list[dict[str, Any]] = api("GET", "/requests/status", params=key_of(receipt)).json()["questions"]
        return [one for one in questions if one["status"] == "answered"]

    (told,) = eventually(on_the_status_page)
    assert told["purpose"] == "documents_missing"
    assert "words" not in told


def test_a_residence_document_is_noted_and_a_change_of_the_legal_sphere_is_ticked_off(
    api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    ketevan = staff["ketevan"]
    named = {name: asked[name] for name in ("name", "email", "language", "topics", "municipality", "consent")}
    case = f"/cases/{do(ketevan, '/cases', named, status=201)['case_id']}"
    do(ketevan, f"{case}/residence", {"document": "duldung_60a", "valid_until": "2030-01-31"}, status=201)
    change_id = do(ketevan, f"{case}/sphere-changes", {"sphere": "sgb2"}, status=201)["change_id"]
    ticked = ketevan("POST", f"{case}/sphere-changes/{change_id}/tick", json={"step": "bank_account"}, version=1)
    assert ticked.status_code == 200, ticked.text
    again = ketevan("POST", f"{case}/sphere-changes/{change_id}/tick", json={"step": "end_notice"}, version=1)
    assert again.status_code == 412
    found = look(ketevan, case)
    assert found["residence"][0]["document"] == "duldung_60a"
    done = [step["step"] for step in found["sphere_changes"][0]["steps"] if step["done_at"]]
    assert done == ["bank_account"]
