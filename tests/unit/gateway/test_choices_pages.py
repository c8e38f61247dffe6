"""Staff let a client choose, on the page of their case."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_offered import OFFERED_ID
from tests.unit.gateway.fake_scheduling import PLACE, at
from tests.unit.gateway.staff_browser import sender, words

CASE = f"/en/cases/{CASE_ID}"


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


def drawer(counsellor: Any) -> str:
    page: str = counsellor.get(CASE).text
    form = page[page.index('value="offer_times"') :]
    return form[: form.index("</form>")]


def test_the_first_free_time_of_each_of_three_days_is_ticked_and_can_be_sent_as_it_is(
    counsellor: Any, calls: FakeCalls
) -> None:
    ticked = re.findall(r'name="times" value="([^"]+)" checked', drawer(counsellor))
    assert ticked
    days = [value.partition(" ")[2][:10] for value in ticked]
    assert len(set(days)) == len(days) <= 3
    answer = sender(counsellor, CASE)("offer_times", times=ticked, days="5")
    assert (answer.status_code, answer.location) == (303, CASE)
    (offer,) = calls.scheduling.offers
    assert offer["slots"][0] == {"place": PLACE, "starts_at": ticked[0].partition(" ")[2], "minutes": 60}
    assert offer["until"][:10] in (at(5, "00:30").isoformat()[:10], at(5, "12:00").isoformat()[:10])
    assert "The client can choose now." in words(counsellor.get(CASE))


def test_an_appointment_can_be_what_is_moved(counsellor: Any, calls: FakeCalls) -> None:
    (movable, *_) = re.findall(r'<option value="([0-9a-f-]{36})"', drawer(counsellor))
    sender(counsellor, CASE)("offer_times", times=[f"{PLACE} {at(2, '14:00').isoformat()}"], appointment_id=movable)
    assert calls.scheduling.offers[0]["appointment_id"] == movable


def test_what_is_wrong_is_said_at_the_times_and_what_was_ticked_stays(counsellor: Any, calls: FakeCalls) -> None:
    answer = sender(counsellor, CASE)("offer_times", days="5")
    assert answer.status_code == 422
    assert "Please choose the times, or say how to find them." in words(answer)
    value = re.findall(r'name="times" value="([^"]+)"', drawer(counsellor))[3]
    calls.scheduling.taken = value.partition(" ")[2]
    answer = sender(counsellor, CASE)("offer_times", times=[value], days="5")
    assert answer.status_code == 409
    assert f'value="{value}" checked' in answer.text
    assert answer.text.count('name="times"') > answer.text.count('" checked>') - 3


def test_what_was_offered_is_shown_with_what_is_no_longer_free_and_can_be_taken_back(
    counsellor: Any, calls: FakeCalls
) -> None:
    page = words(counsellor.get(CASE))
    assert "Times to choose from" in page
    assert "(no longer free)" in page
    assert sender(counsellor, CASE)("withdraw_choice", OFFERED_ID).status_code == 303
    page = words(counsellor.get(CASE))
    assert "These times can no longer be chosen." in page
    assert "Taken back" in page


def test_while_the_scheduling_is_away_the_case_is_there(counsellor: Any, calls: FakeCalls) -> None:
    calls.away = {"scheduling"}
    page = counsellor.get(CASE)
    assert page.status_code == 200
    assert "Times to choose from" not in words(page)
