"""The way ahead on the page of a case: where somebody stands, steps, plans, corrections; and what is due."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from gateway.charts import Point, course
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_plans import NOTE_ID, PLAN_ID, STEP_ID
from tests.unit.gateway.fake_records import BARRIER_ID, CONSULTATION_ID, GOAL_ID
from tests.unit.gateway.staff_browser import form_of, last, sender, signed_in, text, words

CASE = f"/en/cases/{CASE_ID}"


def test_each_topic_shows_its_course_with_its_goals_and_their_steps(counsellor: Any) -> None:
    page = text(counsellor.get(CASE))
    assert page.count('class="chart chart--course"') == 2
    language = page[page.index('id="area-language"') :]
    assert "Language over time, from 0 to 4" in language
    assert "From 1 to 3" in language
    assert language.index("B1 bis zum Sommer") < language.index("Zum Einstufungstest gehen")
    assert "The client · until" in language


def test_an_assessment_is_noted_topic_by_topic_and_what_was_left_open_is_left_out(
    counsellor: Any, calls: FakeCalls
) -> None:
    page = words(counsellor.get(CASE))
    assert page.count("Last time:") == 2
    answer = sender(counsellor, CASE)("record_assessment", **{"scores.housing": "3", "scores.health": "0"})
    assert answer.status_code == 303
    assert last(calls, "record_assessment") == {"case_id": CASE_ID, "scores": {"housing": 3, "health": 0}}
    assert "The assessment is noted." in words(counsellor.get(CASE))


def test_an_empty_assessment_comes_back_with_a_sentence_at_its_field(counsellor: Any) -> None:
    answer = sender(counsellor, CASE)("record_assessment", note="Müde <heute>")
    assert answer.status_code == 422
    assert 'href="#record_assessment-scores"' in answer.text
    assert answer.text.count('id="record_assessment-scores"') == 1
    assert "Müde &lt;heute&gt;" in answer.text


def test_steps_are_planned_done_and_dropped(counsellor: Any, calls: FakeCalls) -> None:
    send = sender(counsellor, CASE)
    send("plan_step", holds=GOAL_ID, words="Kurs suchen", doer="counsellor", due_on="2126-12-01")
    planned = {"goal_id": GOAL_ID, "words": "Kurs suchen", "doer": "counsellor", "due_on": "2126-12-01"}
    assert last(calls, "plan_step") == {"case_id": CASE_ID, **planned}
    send("finish_step", holds=STEP_ID)
    assert last(calls, "finish_step") == {"case_id": CASE_ID, "step_id": STEP_ID, "version": 1}
    assert "The step is done." in words(counsellor.get(CASE))


def test_a_stale_correction_shows_both_texts_and_loses_neither(counsellor: Any, calls: FakeCalls) -> None:
    stale = form_of(counsellor.get(CASE).text, "correct_goal", GOAL_ID)
    calls.cases.cases_[CASE_ID][0]["goals"][0].update(words="B2 bis zum Sommer", version=2)
    answer = counsellor.post(CASE, data=stale | {"words": "B1 bis zum Herbst", "due_on": ""})
    assert answer.status_code == 412
    page = text(answer)
    assert 'It now says: <q dir="auto">B2 bis zum Sommer</q>' in page
    assert 'value="B1 bis zum Herbst"' in page
    again = form_of(answer.text, "correct_goal", GOAL_ID)
    assert counsellor.post(CASE, data=again | {"words": "B1 bis zum Herbst"}).status_code == 303
    assert last(calls, "correct_goal") == {
        "case_id": CASE_ID,
        "goal_id": GOAL_ID,
        "version": 2,
        "words": "B1 bis zum Herbst",
    }


@pytest.mark.parametrize(
    ("do", "which", "said"),
    [
        ("correct_step", {"step_id": STEP_ID}, {"words": "Zum Test gehen", "doer": "client"}),
        ("correct_note", {"note_id": NOTE_ID}, {"words": "Wirkt ausgeruht."}),
        ("correct_consultation", {"consultation_id": CONSULTATION_ID}, {"note": "Kennt die Frist nicht."}),
        ("clear_barrier", {"barrier_id": BARRIER_ID}, {"how": "way_around", "note": "Anderer Träger."}),
    ],
)
def test_what_was_written_is_corrected_where_it_stands(
    counsellor: Any, calls: FakeCalls, do: str, which: dict[str, str], said: dict[str, str]
) -> None:
    answer = sender(counsellor, CASE)(do, holds=next(iter(which.values())), **said)
    assert (answer.status_code, last(calls, do)) == (303, {"case_id": CASE_ID, "version": 1, **which, **said})


def test_a_confidential_note_is_kept(counsellor: Any, calls: FakeCalls) -> None:
    sender(counsellor, CASE)("write_note", words="Kommt nicht gern hierher.")
    assert last(calls, "write_note") == {"case_id": CASE_ID, "words": "Kommt nicht gern hierher."}
    page = words(counsellor.get(CASE))
    assert page.index("Only you and your deputies read this.") < page.index("Kommt nicht gern hierher.")


def test_a_plan_is_agreed_and_its_versions_are_read_again(counsellor: Any, calls: FakeCalls) -> None:
    assert sender(counsellor, CASE)("agree_plan").status_code == 303
    assert last(calls, "agree_plan") == {"case_id": CASE_ID}
    page = counsellor.get(CASE)
    assert f'href="{CASE}/plans/{PLAN_ID}"' in page.text
    version = words(counsellor.get(f"{CASE}/plans/{PLAN_ID}"))
    assert version.index("B1 bis zum Sommer") < version.index("Zum Einstufungstest gehen")
    assert counsellor.get(f"{CASE}/plans/{GOAL_ID}").status_code == 404


def test_what_a_phase_still_wants_is_said_beforehand_and_skipped_for_a_reason(
    counsellor: Any, calls: FakeCalls
) -> None:
    assert "Linking: a plan agreed with the person" in words(counsellor.get(CASE))
    sender(counsellor, CASE)("enter_phase", phase="linking", skip_reason="urgent")
    assert last(calls, "enter_phase") == {
        "case_id": CASE_ID,
        "version": 1,
        "phase": "linking",
        "skip": {"reason": "urgent"},
    }
    sender(counsellor, CASE)("enter_phase", phase="assessment", skip_reason="")
    assert "skip" not in last(calls, "enter_phase")


def test_a_closed_case_is_opened_again(counsellor: Any, calls: FakeCalls) -> None:
    calls.cases.cases_[CASE_ID][0].update(status="closed", may=["reopen"])
    sender(counsellor, CASE)("reopen_case")
    assert last(calls, "reopen_case") == {"case_id": CASE_ID, "version": 1}
    assert "The case is open again." in words(counsellor.get(CASE))


def test_my_work_tells_what_is_due_and_what_is_overdue(client: Any, calls: FakeCalls) -> None:
    page = words(signed_in(client, "counsellor").get("/en/work"))
    due = page[page.index(" Due ") :]
    assert due.index("overdue") < due.index("Zum Einstufungstest gehen") < due.index("B1 bis zum Sommer")
    before = len([asked for asked in calls.asked if asked.method == "due"])
    signed_in(client, "coordinator").get("/en/work")
    assert len([asked for asked in calls.asked if asked.method == "due"]) == before, "they have no cases of their own"


def test_every_id_on_the_page_of_a_case_is_there_once(counsellor: Any) -> None:
    page = counsellor.get(CASE).text
    found = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert sorted(found) == sorted(set(found))


def test_a_course_tells_every_point_and_draws_it_on_one_scale() -> None:
    chart = str(course("course-health", "Health <over> time", [Point("1 June", 1), Point("22 November", 4)], 4))
    tree = ElementTree.fromstring(chart)
    title, description = tree.find("title"), tree.find("desc")
    assert title is not None
    assert description is not None
    assert (title.text, description.text) == ("Health <over> time", "1 June: 1, 22 November: 4")
    points = [(point.get("cx"), point.get("cy")) for point in tree.iter("circle")]
    assert points == [("3.0%", "2.0em"), ("85.0%", "0.5em")]
    assert len([line for line in tree.iter("line") if line.get("class") == "chart__way"]) == 1
    assert [number.text for number in tree.iter("text")] == ["4"]
