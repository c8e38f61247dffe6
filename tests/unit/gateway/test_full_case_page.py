"""The page of a case that has gone on for years: as short as that of a new one, and nothing is out of reach."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import form_of, signed_in, words

CASE = f"/en/cases/{CASE_ID}"
MANY = 40


@pytest.fixture
def case(calls: FakeCalls) -> dict[str, Any]:
    """One with many of everything."""
    case = calls.cases.cases_[CASE_ID][0]
    for part, id_ in (
        ("steps", "step_id"),
        ("consultations", "consultation_id"),
        ("notes", "note_id"),
        ("plans", "plan_id"),
    ):
        (first,) = case[part][:1]
        case[part] = [
            first | {id_: f"00000000-0000-7000-8000-0000000f{number:04d}"} | _told(part, number)
            for number in range(1, MANY + 1)
        ]
    return case


def _told(part: str, number: int) -> dict[str, Any]:
    told: dict[str, dict[str, Any]] = {
        "steps": {"words": f"Step {number}.", "due_on": f"2126-{1 + number // 28:02d}-{1 + number % 28:02d}"},
        "consultations": {"note": f"Talk {number}.", "held_at": f"2026-01-01T{number // 60:02d}:{number % 60:02d}:00Z"},
        "notes": {"words": f"Note {number}."},
        "plans": {"number": number},
    }
    return told[part]


def unfolded(page: str) -> str:
    """What is seen before anything is unfolded."""
    fold = re.compile(r"<details(?![^>]* open)(?:(?!<details).)*?</details>", re.DOTALL)
    while fold.search(page):
        page = fold.sub("", page)
    return page


@pytest.mark.usefixtures("case")
def test_of_what_there_is_much_the_page_shows_a_few_and_says_how_many_there_are(client: Any) -> None:
    answer = signed_in(client, "counsellor").get(CASE)
    at_once = re.sub(r"<textarea.*?</textarea>", "", unfolded(answer.text), flags=re.DOTALL)
    assert re.findall(r">Step (\d+)\.", at_once.split('id="about"')[1]) == ["1", "2", "3"]
    assert re.findall(r">Talk (\d+)\.", at_once) == ["40", "39", "38", "37"]
    assert re.findall(r">Note (\d+)\.", at_once) == ["40", "39", "38", "37"]
    assert re.findall(r">Version (\d+)", at_once) == ["40", "39", "38"]
    for said in ("37 more steps", "36 earlier consultations", "36 earlier notes", "37 earlier versions"):
        assert said in words(answer)


def test_who_looks_in_through_the_glass_is_offered_nothing_to_change(client: Any, case: dict[str, Any]) -> None:
    case |= {"through_glass_until": "2126-01-01T12:00:00Z", "may": [], "releases": []}
    page = signed_in(client, "counsellor").get(CASE).text
    assert not re.findall(r'name="do" value="[a-z_]+"', page)


def test_an_old_consultation_is_corrected_by_the_way_that_stands_at_it(client: Any, case: dict[str, Any]) -> None:
    old = case["consultations"][0]["consultation_id"]
    counsellor = signed_in(client, "counsellor")
    assert counsellor.get(CASE).text.count('value="correct_consultation"') == 4
    page = counsellor.get(f"{CASE}?correct={old}").text
    sent = form_of(unfolded(page), "correct_consultation", old) | {"note": "Anders."}
    assert client.post(CASE, data=sent).status_code == 303


def test_a_step_further_down_is_changed_by_the_way_that_stands_at_it(client: Any, case: dict[str, Any]) -> None:
    later = case["steps"][30]["step_id"]
    counsellor = signed_in(client, "counsellor")
    page = counsellor.get(CASE).text
    assert page.count('value="correct_step"') == page.count('value="drop_step"') == 3
    assert f"?correct={later}#step-{later}" in page
    page = counsellor.get(f"{CASE}?correct={later}").text
    assert client.post(CASE, data=form_of(unfolded(page), "drop_step", later)).status_code == 303


def test_a_correction_that_was_refused_is_unfolded(client: Any, case: dict[str, Any]) -> None:
    step, note = case["steps"][30], case["notes"][0]
    page = signed_in(client, "counsellor").get(f"{CASE}?correct={step['step_id']}").text
    for do, thing, typed in (
        ("correct_step", step["step_id"], "Jetzt so"),
        ("correct_note", note["note_id"], "Anders"),
    ):
        sent = form_of(page, do, thing) | {"version": "7", "words": typed, "doer": "client"}
        answer = client.post(CASE, data=sent)
        assert answer.status_code == 412
        assert typed in unfolded(answer.text)


def test_a_closed_case_says_on_which_day_it_ended_why_and_what_had_come_of_it(
    client: Any, case: dict[str, Any]
) -> None:
    ended = {"closed_at": "2026-10-30T09:00:00Z", "reason": "goals_reached", "outcome": "found_feet"}
    case.update(ended, status="closed", may=["reopen"])
    page = words(signed_in(client, "counsellor").get(CASE))
    assert "Closed 30 Oct 2026 Goals reached · Has found their feet" in page
