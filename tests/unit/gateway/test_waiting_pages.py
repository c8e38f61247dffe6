"""The waiting list on its page and on the page of a case, and over the API."""

from __future__ import annotations

from typing import Any

from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_waiting import WAITING_ID
from tests.unit.gateway.staff_browser import form_of, sender, text, words

CASE, LINE = f"/en/cases/{CASE_ID}", "/en/waiting"


def test_the_list_shows_who_waits_for_what_how_many_and_what_became_of_freed_times(counsellor: Any) -> None:
    page = words(counsellor.get(LINE))
    for said in ("Georgian", "Housing", "urgent", "60 minutes", "any: 2", "Offered to one who waits"):
        assert said in page, said
    assert f"{CASE}#appointments" in counsellor.get(LINE).text
    assert "Nobody waits." in text(counsellor.get(f"{LINE}?speaks=ar"))


def test_somebody_is_taken_off_the_list_on_its_page_and_on_that_of_the_case(counsellor: Any, calls: FakeCalls) -> None:
    assert form_of(counsellor.get(LINE).text, "withdraw_waiting")["waiting_id"] == WAITING_ID
    page = words(counsellor.get(CASE))
    assert "On the waiting list" in page
    assert "Put on the waiting list" not in page
    answer = sender(counsellor, LINE)("withdraw_waiting", waiting_id=WAITING_ID, version="1")
    assert (answer.status_code, answer.location) == (303, LINE)
    assert "Taken off the waiting list." in text(counsellor.get(LINE))
    assert calls.scheduling.line == []


def test_somebody_is_put_on_the_list_on_the_page_of_their_case(counsellor: Any, calls: FakeCalls) -> None:
    calls.scheduling.line.clear()
    send = sender(counsellor, CASE)
    answer = send("join_waiting_list", topic="housing", minutes="45", urgent="yes")
    assert (answer.status_code, answer.location) == (303, CASE)
    (wish,) = calls.scheduling.wishes
    assert wish == {
        "case_id": CASE_ID, "topic": "housing", "minutes": 45, "urgent": True, "with_interpreter": False,
    }  # fmt: skip
    answer = send("join_waiting_list", minutes="45")
    assert answer.status_code == 409
    assert "On the waiting list already" in text(answer)
