"""A case: the person as a whole, and what is written down in seconds."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_records import BARRIER_ID, GOAL_ID
from tests.unit.gateway.staff_browser import form_of, last, sender, signed_in, text, words

CASE, NEW = f"/en/cases/{CASE_ID}", "/en/cases/new"
CONSULTATION = {"kind": "phone", "topics": ["housing"], "minutes": "15"}


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


def test_the_page_shows_the_whole_person_and_no_name_in_its_title(counsellor: Any) -> None:
    answer = counsellor.get(CASE)
    page = words(answer)
    assert "<title>Case K7M-4XQ-6 · Lotse</title>" in answer.text
    for part in ("Georgian", "prefers to talk", "Würselen", "for 43 days", "+49 30 23125 417", "In person, 45 minutes"):
        assert part in page
    assert answer.text.count('aria-current="step"') == 1
    assert answer.text.count('class="is-past"') == 3
    assert "Waiting time too long, Jobcenter" in page
    assert "This day has passed" in page
    assert '<p class="area__words" dir="auto">' in answer.text
    assert " style=" not in answer.text


def test_consultations_stand_with_the_last_one_first(counsellor: Any) -> None:
    page = words(counsellor.get(CASE))
    assert page.index("45 minutes") < page.index("15 minutes") < page.index("90 minutes")


def test_a_consultation_is_noted_with_three_touches(counsellor: Any, calls: FakeCalls) -> None:
    answer = sender(counsellor, CASE)("hold_consultation", **CONSULTATION)
    assert (answer.status_code, answer.location) == (303, CASE)
    assert last(calls, "hold_consultation") == {
        "case_id": CASE_ID,
        "kind": "phone",
        "topics": ["housing"],
        "minutes": 15,
        "with_interpreter": False,
    }
    assert "The consultation is noted." in words(counsellor.get(CASE))


def test_another_number_of_minutes_goes_before_the_quick_one_and_times_become_utc(
    counsellor: Any, calls: FakeCalls
) -> None:
    more = {"other_minutes": "20", "with_interpreter": "yes", "held_at": "2026-11-20T10:30", "note": " Frist bekannt. "}
    sender(counsellor, CASE)("hold_consultation", **CONSULTATION | more)
    asked = last(calls, "hold_consultation")
    assert (asked["minutes"], asked["with_interpreter"], asked["note"]) == (20, True, "Frist bekannt.")
    assert asked["held_at"] == "2026-11-20T09:30:00+00:00"


@pytest.mark.parametrize("typed", ["yesterday", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_strange_time_is_left_to_the_service_to_judge(counsellor: Any, calls: FakeCalls, typed: str) -> None:
    sender(counsellor, CASE)("hold_consultation", **CONSULTATION | {"held_at": typed})
    assert last(calls, "hold_consultation")["held_at"].startswith(typed[:4])


def test_a_mistake_opens_the_form_again_with_everything_in_it(counsellor: Any) -> None:
    send = sender(counsellor, CASE)
    answer = send("hold_consultation", **CONSULTATION | {"other_minutes": "999", "note": "Frist <bald>"})
    page = text(answer)
    assert answer.status_code == 422
    assert 'href="#hold_consultation-minutes">Please fill in a number from 1 to 600.' in page
    assert 'autofocus role="alert"' in page
    assert 'name="record" open> <summary>Consultation' in page
    assert page.count('name="record" open>') == 1
    assert ">Frist &lt;bald&gt;</textarea>" in answer.text
    assert 'id="hold_consultation-kind-phone" name="kind" value="phone" checked' in page
    assert 'name="other_minutes" value="999"' in page


def test_goals_are_agreed_reached_and_dropped(counsellor: Any, calls: FakeCalls) -> None:
    send = sender(counsellor, CASE)
    assert send("agree_goal", topic="housing", words="ბინა", due_on="2127-01-01").status_code == 303
    assert last(calls, "agree_goal") == {
        "case_id": CASE_ID,
        "topic": "housing",
        "words": "ბინა",
        "due_on": "2127-01-01",
    }
    assert send("reach_goal", holds=GOAL_ID).status_code == 303
    assert last(calls, "reach_goal") == {"case_id": CASE_ID, "goal_id": GOAL_ID, "version": 1}
    assert "Well done!" in words(counsellor.get(CASE))


def test_dropping_a_goal_wants_a_reason_and_opens_that_goal_only(counsellor: Any, calls: FakeCalls) -> None:
    answer = sender(counsellor, CASE)("drop_goal", holds=GOAL_ID)
    assert answer.status_code == 422
    assert answer.text.count('id="drop_goal-reason"') == 1
    assert answer.text.count('<details class="fold" open>') == 1
    sender(counsellor, CASE)("drop_goal", holds=GOAL_ID, reason="replaced")
    assert last(calls, "drop_goal")["reason"] == "replaced"


def test_a_barrier_is_noted_for_the_municipality_of_the_case_and_cleared(counsellor: Any, calls: FakeCalls) -> None:
    page = counsellor.get(CASE).text
    assert '<option value="wuerselen" selected>' in page
    given = {"topic": "housing", "kind": "no_place", "institution": "housing_provider", "municipality": "wuerselen"}
    assert sender(counsellor, CASE)("meet_barrier", **given).status_code == 303
    assert last(calls, "meet_barrier") == given | {"case_id": CASE_ID}
    assert sender(counsellor, CASE)("clear_barrier", holds=BARRIER_ID, how="solved").status_code == 303
    cleared = {"case_id": CASE_ID, "barrier_id": BARRIER_ID, "version": 1, "how": "solved"}
    assert last(calls, "clear_barrier") == cleared


def test_the_case_itself_is_moved_assigned_and_closed_with_its_version(client: Any, calls: FakeCalls) -> None:
    coordinator = signed_in(client, "coordinator")
    calls.cases.accounts_["counsellor_two"] = calls.cases.accounts_["counsellor"] | {
        "account_id": "account-two",
        "name": "Maryam Karimi",
    }
    assert ">Maryam Karimi</option>" in coordinator.get(CASE).text
    sender(coordinator, CASE)("assign_case", counsellor_id="account-two")
    assert last(calls, "assign_case") == {"case_id": CASE_ID, "version": 1, "counsellor_id": "account-two"}
    calls.cases.cases_[CASE_ID][0]["counsellor_id"] = "account-counsellor"
    counsellor = signed_in(client, "counsellor")
    send = sender(counsellor, CASE)
    send("enter_phase", phase="monitoring")
    assert last(calls, "enter_phase") == {"case_id": CASE_ID, "version": 2, "phase": "monitoring"}
    send("close_case", reason="goals_reached", outcome="found_feet")
    assert last(calls, "close_case")["outcome"] == "found_feet"
    left = set(re.findall(r'name="do" value="([^"]+)"', counsellor.get(CASE).text))
    booked = {"appointment_kept", "appointment_missed", "cancel_appointment"}
    assert left - {"withdraw_release"} == booked, "what is booked is still booked"


def test_only_what_may_be_done_now_is_offered(counsellor: Any, calls: FakeCalls) -> None:
    calls.cases.cases_[CASE_ID][0]["may"] = ["assign"]
    page = counsellor.get(CASE).text
    assert 'value="assign_case"' in page
    for do in ("hold_consultation", "agree_goal", "reach_goal", "meet_barrier", "clear_barrier", "close_case"):
        assert f'value="{do}"' not in page


def test_a_conflict_shows_the_case_anew_and_keeps_what_was_chosen(counsellor: Any, calls: FakeCalls) -> None:
    fields = form_of(counsellor.get(CASE).text, "close_case") | {"reason": "moved_away", "outcome": "improved"}
    calls.cases.cases_[CASE_ID][0]["version"] = 4
    answer = counsellor.post(CASE, data=fields)
    assert answer.status_code == 412
    assert 'value="moved_away" checked' in answer.text
    assert form_of(answer.text, "close_case")["version"] == "4"


def test_a_lost_form_token_brings_back_what_was_typed(counsellor: Any, calls: FakeCalls) -> None:
    sent = {"do": "agree_goal", "topic": "housing", "words": "ბინა სამი ოთახით, სწრაფად"}
    answer = counsellor.post(CASE, data=sent)
    assert answer.status_code == 400
    assert 'value="ბინა სამი ოთახით, სწრაფად"' in answer.text
    assert "agree_goal" not in {asked.method for asked in calls.asked}


def test_a_case_without_its_person_yet_can_be_looked_at(counsellor: Any, calls: FakeCalls) -> None:
    case = calls.cases.cases_[CASE_ID][0]
    nothing: dict[str, Any] = {"person": None, "name": None, "opened_at": None, "received_at": None, "reference": None}
    case.update(nothing, status="provisional", may=[], consultations=[], goals=[], barriers=[])
    assert "Being handed over" in words(counsellor.get(CASE))


def test_somebody_elses_case_is_a_kind_page(client: Any) -> None:
    answer = signed_in(client, "counsellor_bruecke").get(CASE)
    assert answer.status_code == 404
    assert "Case not found" in text(answer)


def test_somebody_who_comes_in_becomes_a_case(counsellor: Any, calls: FakeCalls) -> None:
    given = {"name": "ნინო ბერიძე", "language": "ka", "topics": ["housing"], "municipality": "wuerselen"}
    chosen = {"language_mode": "spoken", "track": "case_management", "urgency": "normal", "notice_language": "ka"}
    answer = sender(counsellor, NEW)("open_case", **given, **chosen, consent="yes", phone=" ")
    assert answer.status_code == 303
    assert counsellor.get(answer.location).status_code == 200
    chosen.pop("notice_language")
    assert last(calls, "open_case") == given | chosen | {"consent": {"notice_version": "2026-11", "language": "ka"}}


def test_an_incomplete_walk_in_comes_back_filled(counsellor: Any) -> None:
    answer = sender(counsellor, NEW)("open_case", language="ka", phone="0171 3920012")
    page = text(answer)
    assert answer.status_code == 422
    assert 'href="#open_case-name">Please fill in the person’s name.' in page
    assert 'href="#open_case-consent">' in page
    assert page.index('href="#open_case-name"') < page.index('href="#open_case-municipality"')
    assert '<option value="ka" selected>' in page
    assert 'value="0171 3920012"' in page


def test_a_walk_in_form_that_was_open_for_days_keeps_its_words(counsellor: Any) -> None:
    answer = counsellor.post(NEW, data={"do": "open_case", "name": "ნინო ბერიძე"})
    assert answer.status_code == 400
    assert 'value="ნინო ბერიძე"' in answer.text
