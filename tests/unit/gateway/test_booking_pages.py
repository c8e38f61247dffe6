"""Booking on the page of a case: what is free instead, who comes along, in which room, and how often."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_scheduling import COMING_ID, OVER_ID, PLACE, at
from tests.unit.gateway.staff_browser import form_of, last, sender, text, words

CASE = f"/en/cases/{CASE_ID}"
CHILDS_CASE_ID = "00000000-0000-7000-8000-0000000000c9"


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


def slot(days: int, clock: str) -> str:
    """A free time as the form sends it."""
    return f"{PLACE} {at(days, clock).isoformat()}"


def day(days: int) -> str:
    return at(days, "12:00").date().isoformat()


def test_times_that_are_free_instead_are_buttons_that_book_with_what_was_typed(
    counsellor: Any, calls: FakeCalls
) -> None:
    typed = {"day": day(1), "time": "10:00", "place": PLACE, "minutes": "45", "mode": "phone"}
    refused = sender(counsellor, CASE)("book_appointment", **typed)
    assert refused.status_code == 409
    offered = re.findall(r'name="instead" value="([^"]+)"', refused.text)
    assert offered == [f"{slot(days, '11:00')} 2.04" for days in (2, 8)]
    summary = words(refused)
    assert "These times are free instead" in summary
    assert "11:00–12:00" in summary
    sent = form_of(refused.text[refused.text.index('class="instead"') - 20 :], "book_appointment")
    answer = counsellor.post(CASE, data=sent | {"instead": offered[1]})
    assert (answer.status_code, answer.location) == (303, CASE)
    asked = last(calls, "book_appointment")
    assert (asked["starts_at"], asked["room"]) == (at(8, "11:00").isoformat(), "2.04")
    assert (asked["minutes"], asked["mode"]) == (45, "phone")


def test_what_was_refused_once_more_is_offered_anew(counsellor: Any) -> None:
    refused = sender(counsellor, CASE)("book_appointment", day=day(1), time="10:00", place=PLACE, minutes="45")
    sent = form_of(refused.text[refused.text.index('class="instead"') - 20 :], "book_appointment")
    again = counsellor.post(CASE, data=sent | {"instead": f"{PLACE} {at(1, '10:00').isoformat()}"})
    assert again.status_code == 409
    assert again.text.count('name="instead" value="') == 2, "and the one that was pressed is not carried on"


def test_the_api_tells_what_is_free_instead(client: Any) -> None:
    asked = {"case_id": CASE_ID, "place": PLACE, "starts_at": at(1, "10:00").isoformat(), "minutes": 60}
    headers = {"Authorization": "Bearer token-of-counsellor"}
    problem = client.post("/api/v1/appointments", json=asked, headers=headers)
    assert (problem.status_code, problem.json["code"]) == (409, "time_taken")
    assert problem.json["alternatives"][0] == {
        "starts_at": at(2, "11:00").isoformat(),
        "ends_at": at(2, "12:00").isoformat(),
        "place": PLACE,
        "room": "2.04",
    }


def test_mode_room_and_who_of_the_household_comes_along_are_booked(counsellor: Any, calls: FakeCalls) -> None:
    child = calls.cases.cases_[CASE_ID][0]["household"][0]
    line = {"case_id": CHILDS_CASE_ID, "reference": "AC-1111-2222", "status": "open", "phase": "entry"}
    child["cases"] = [line, line | {"case_id": "closed", "status": "closed"}]
    page = counsellor.get(CASE).text
    assert page.count('name="with_case_ids"') == 1
    assert "Luka" in page or "ლუკა" in page
    more = {"mode": "video", "room": "2.04", "with_case_ids": CHILDS_CASE_ID, "minutes": "60"}
    assert sender(counsellor, CASE)("book_appointment", slot=slot(1, "14:00"), **more).status_code == 303
    asked = last(calls, "book_appointment")
    assert (asked["mode"], asked["room"], asked["with_case_ids"]) == ("video", "2.04", [CHILDS_CASE_ID])
    shown = words(counsellor.get(CASE))
    assert "By video Würselen town hall, Room 2.04" in shown
    assert "one more comes along" in shown


def test_the_room_of_a_free_time_goes_with_it_unless_another_is_chosen(counsellor: Any, calls: FakeCalls) -> None:
    send = sender(counsellor, CASE)
    send("book_appointment", slot=f"{slot(1, '14:00')} 2.05", minutes="30")
    assert last(calls, "book_appointment")["room"] == "2.05"
    send("book_appointment", slot=f"{slot(1, '15:00')} 2.05", minutes="30", room="2.04")
    assert last(calls, "book_appointment")["room"] == "2.04"


def test_a_series_says_which_dates_are_booked_and_which_are_not_and_why(counsellor: Any, calls: FakeCalls) -> None:
    book = calls.scheduling.book_series

    def with_a_holiday(request: dict[str, Any], who: Any) -> dict[str, Any]:
        answer = book(request, who)
        answer["items"][1] |= {"appointment_id": None, "version": None, "left_out": "holiday"}
        return answer

    calls.scheduling.book_series = with_a_holiday  # type: ignore[method-assign]
    typed = {"slot": slot(1, "14:00"), "minutes": "60", "every": "two_weeks", "count": "3"}
    assert sender(counsellor, CASE)("book_appointment", **typed).status_code == 303
    asked = last(calls, "book_series")
    assert (asked["every"], asked["count"], asked["case_id"]) == ("two_weeks", 3, CASE_ID)
    said = words(counsellor.get(CASE))
    assert "2 appointments are booked: " in said
    missing = at(1, "14:00") + timedelta(days=14)
    assert re.search(rf"Not booked: \w+,? {missing.day} \w+ \(public holiday\)", said)


def test_a_series_says_how_often(counsellor: Any) -> None:
    answer = sender(counsellor, CASE)("book_appointment", slot=slot(1, "14:00"), minutes="60", every="week")
    assert answer.status_code == 422
    assert 'href="#book_appointment-count">Please say how many times in all.' in text(answer)


def test_one_of_a_series_is_cancelled_alone_or_with_all_that_follow(counsellor: Any, calls: FakeCalls) -> None:
    assert "This and all that follow" not in counsellor.get(CASE).text
    one, organisation = calls.scheduling.held[COMING_ID]
    one["series_id"] = "a series"
    later = {"starts_at": at(9, "10:00").isoformat(), "ends_at": at(9, "11:00").isoformat()}
    calls.scheduling.held["later"] = (one | {"appointment_id": "later"} | later, organisation)
    page = counsellor.get(CASE).text
    assert page.count("This and all that follow") == 1, "nothing follows the last"
    more = {"by": "client", "reason": "illness", "and_following": "yes"}
    assert sender(counsellor, CASE)("cancel_appointment", holds=COMING_ID, **more).status_code == 303
    assert last(calls, "cancel_appointment")["and_following"] is True


def test_what_came_of_it_can_be_corrected_for_a_week(counsellor: Any, calls: FakeCalls) -> None:
    one, _ = calls.scheduling.held[OVER_ID]
    one |= {"starts_at": at(-2, "10:00").isoformat(), "ends_at": at(-2, "11:00").isoformat()}
    send = sender(counsellor, CASE)
    assert send("appointment_missed", holds=OVER_ID).status_code == 303
    assert calls.scheduling.held[OVER_ID][0]["status"] == "missed"
    assert send("appointment_kept", holds=OVER_ID).status_code == 303
    one |= {"starts_at": at(-9, "10:00").isoformat(), "ends_at": at(-9, "11:00").isoformat()}
    assert OVER_ID not in counsellor.get(CASE).text
