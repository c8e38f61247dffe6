"""A day with its places side by side, and booking one of its free times."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.busy_week import ALSDORF
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_scheduling import COMING_ID, PLACE, at
from tests.unit.gateway.staff_browser import last, sender, signed_in, text, words

DAY, CALENDAR = "/en/calendar/day", "/en/calendar"
CHILDS_CASE_ID = "00000000-0000-7000-8000-0000000000c9"


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


def on(days: int) -> str:
    return at(days, "12:00").date().isoformat()


def a_free_time(counsellor: Any, path: str) -> str:
    """The address under the first free time of a page."""
    found = re.search(r'href="(/en/calendar/book[^"]+)"', counsellor.get(path).text)
    assert found
    return found[1].replace("&amp;", "&")


def test_a_day_has_a_column_for_each_place_where_something_is_booked_or_free(counsellor: Any, calls: FakeCalls) -> None:
    page = counsellor.get(f"{DAY}?on={on(3)}")
    places = re.findall(r'<h2 class="day__name" id="at-([^"]+)"', page.text)
    assert places == [ALSDORF]
    shown = words(page)
    assert "13:00 – 14:00" in shown
    assert "15:00 – 16:00 Book" in shown
    assert last(calls, "slots")["from"] == last(calls, "slots")["to"] == on(3)


def test_one_place_is_shown_alone_even_when_nothing_is_there(counsellor: Any) -> None:
    page = counsellor.get(f"{DAY}?on={on(3)}&place={PLACE}")
    assert re.findall(r'id="at-([^"]+)"', page.text) == [PLACE]
    assert "Nothing planned." in words(page)
    assert f'href="{DAY}?on={on(4)}&amp;place={PLACE}"' in page.text


def test_mode_room_and_interpreter_stand_at_each_appointment(counsellor: Any, calls: FakeCalls) -> None:
    calls.scheduling.held[COMING_ID][0].update(mode="phone", room="2.04", interpreting="asked")
    for path in (f"{DAY}?on={on(1)}", f"{CALENDAR}?week={at(1, '12:00'):%G-W%V}"):
        shown = words(counsellor.get(path))
        assert "By telephone " in shown
        assert "Room 2.04 · Interpreter: Asked, no answer yet" in shown


def test_holidays_and_absences_are_marked(counsellor: Any) -> None:
    page = words(counsellor.get(f"{DAY}?on=2126-12-24"))
    assert "Away: Leave" in page
    assert "Christmas Day" in words(counsellor.get(f"{DAY}?on=2026-12-25"))
    assert "Christmas Day" in words(counsellor.get(f"{CALENDAR}?week=2026-W52"))
    assert "Away: Leave" in words(counsellor.get(f"{CALENDAR}?week=2126-W52"))


def test_whose_appointment_a_colleague_has_is_not_told(counsellor: Any, calls: FakeCalls) -> None:
    calls.scheduling.held[COMING_ID][0].update(counsellor_id="somebody", case_id="another")
    page = words(counsellor.get(f"{DAY}?on={on(1)}"))
    assert "10:00 – 11:00 Booked With somebody else" in page


def test_coordinators_see_the_day_and_book_nothing_there(client: Any) -> None:
    coordinator = signed_in(client, "coordinator")
    page = coordinator.get(f"{DAY}?on={on(3)}")
    assert page.status_code == 200
    assert "/calendar/book" not in page.text
    assert coordinator.get("/en/calendar/book").status_code == 403


@pytest.mark.parametrize("asked", ["on=yesterday", "on=2026-02-30", "place=nowhere"])
def test_a_day_that_is_none_is_today(counsellor: Any, calls: FakeCalls, asked: str) -> None:
    assert counsellor.get(f"{DAY}?{asked}").status_code == 200
    assert last(calls, "appointments")["from"] == on(0)


def test_while_the_scheduling_is_away_the_day_says_so(counsellor: Any, calls: FakeCalls) -> None:
    counsellor.get(DAY)
    calls.away = {"scheduling"}
    assert "Appointments cannot be shown at the moment" in words(counsellor.get(DAY))


def test_a_free_time_of_the_week_is_booked_by_a_reference_alone(counsellor: Any, calls: FakeCalls) -> None:
    path = a_free_time(counsellor, f"{CALENDAR}?week={at(1, '12:00'):%G-W%V}")
    answer = sender(counsellor, path)("book_appointment", case="k7m4xq6", minutes="60", mode="in_person")
    assert (answer.status_code, answer.location) == (303, f"{CALENDAR}?week={at(1, '12:00'):%G-W%V}")
    asked = last(calls, "book_appointment")
    assert asked == {
        "case_id": CASE_ID,
        "place": PLACE,
        "starts_at": at(1, "14:00").isoformat(),
        "minutes": 60,
        "mode": "in_person",
        "with_interpreter": False,
    }
    assert "The appointment is booked." in words(counsellor.get(CALENDAR))


def test_one_comes_back_to_the_day_from_which_one_booked(counsellor: Any) -> None:
    path = a_free_time(counsellor, f"{DAY}?on={on(1)}")
    answer = sender(counsellor, path)("book_appointment", case="ნინო", minutes="60")
    assert (answer.status_code, answer.location) == (303, f"{DAY}?on={on(1)}")


@pytest.mark.parametrize("typed", ["Nino Beridze", "nino", "ნინო ბერიძე", "K7M-4XQ-6", "k7m 4xq 6"])
def test_a_name_in_any_letters_or_a_reference_says_whose_it_is(counsellor: Any, calls: FakeCalls, typed: str) -> None:
    path = a_free_time(counsellor, f"{DAY}?on={on(1)}")
    assert sender(counsellor, path)("book_appointment", case=typed, minutes="60").status_code == 303
    assert last(calls, "book_appointment")["case_id"] == CASE_ID


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Please say whose appointment it is: a name or a reference."),
        ("nobody at all", "None of the open cases has this name or reference."),
        ("a", "This fits several of your cases. Please take one of the list, or type its reference."),
    ],
)
def test_what_fits_nobody_or_several_is_said_at_the_field(counsellor: Any, typed: str, sentence: str) -> None:
    answer = sender(counsellor, a_free_time(counsellor, f"{DAY}?on={on(1)}"))("book_appointment", case=typed)
    assert answer.status_code == 422
    assert f'href="#book_appointment-case">{sentence}' in text(answer)


def test_who_of_the_household_could_come_along_is_shown_when_asked_for(counsellor: Any, calls: FakeCalls) -> None:
    child = calls.cases.cases_[CASE_ID][0]["household"][0]
    child["cases"] = [{"case_id": CHILDS_CASE_ID, "reference": "AC-1111-2222", "status": "open", "phase": "entry"}]
    path = a_free_time(counsellor, f"{DAY}?on={on(1)}")
    send = sender(counsellor, path)
    page = send("book_appointment", case="nino", minutes="60", look="household")
    assert page.status_code == 200
    assert f'name="with_case_ids" value="{CHILDS_CASE_ID}"' in page.text
    assert 'value="nino"' in page.text
    assert "book_appointment" not in {asked.method for asked in calls.asked}
    send("book_appointment", case="nino", minutes="60", with_case_ids=CHILDS_CASE_ID)
    assert last(calls, "book_appointment")["with_case_ids"] == [CHILDS_CASE_ID]


def test_an_address_that_names_no_time_asks_for_day_and_time(counsellor: Any, calls: FakeCalls) -> None:
    for path in ("/en/calendar/book", f"/en/calendar/book?place={PLACE}&at=soon", "/en/calendar/book?at=2026-11-30"):
        page = counsellor.get(path)
        assert page.status_code == 200
        assert 'name="slot"' not in page.text
    typed = {"day": "2127-07-01", "time": "09:30", "place": PLACE, "minutes": "60", "case": "nino"}
    assert sender(counsellor, "/en/calendar/book")("book_appointment", **typed).status_code == 303
    assert last(calls, "book_appointment")["starts_at"] == "2127-07-01T07:30:00+00:00"


def test_a_lost_form_token_keeps_whose_it_was(counsellor: Any) -> None:
    answer = counsellor.post("/en/calendar/book", data={"do": "book_appointment", "case": "nino"})
    assert answer.status_code == 400
    assert 'value="nino"' in answer.text
