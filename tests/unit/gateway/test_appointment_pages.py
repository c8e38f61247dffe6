"""Appointments of a case: booked, moved, cancelled, kept, missed; and those of today."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.busy_week import ALSDORF
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_scheduling import APPOINTMENT_ID, COMING_ID, OTHER_PLACE, OVER_ID, PLACE, at
from tests.unit.gateway.staff_browser import form_of, last, sender, signed_in, text, words

CASE, WORK = f"/en/cases/{CASE_ID}", "/en/work"


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


def day(days: int) -> str:
    """A day as a browser's field sends it."""
    return at(days, "12:00").date().isoformat()


def test_what_is_to_come_stands_first_and_what_is_over_is_folded(counsellor: Any) -> None:
    answer = counsellor.get(CASE)
    page = words(answer).partition("Who sees this case")[2]  # behind the list of the page's parts
    appointments = page[page.index("Appointments") : page.index("What it is about")]
    planned, earlier = appointments.split("Earlier appointments (3)")
    begun, coming = planned.index("Took place"), planned.rindex("10:00 – 11:00")  # what began may say the same hour
    assert begun < coming < planned.index("Move", coming)
    assert earlier.index("Took place") < earlier.index("Cancelled") < earlier.index("Did not come")
    assert "The client: Illness" in earlier
    assert "10:00 – 11:00" in earlier


def test_a_free_time_is_booked_with_one_choice_for_an_hour(counsellor: Any, calls: FakeCalls) -> None:
    page = counsellor.get(CASE).text
    drawer = page[page.index('value="book_appointment"') :]
    free = re.findall(r'name="slot" value="([^"]+)"', drawer[: drawer.index("</form>")])
    assert free[0] == f"{PLACE} {at(1, '14:00').isoformat()}"
    assert len(free) == 2 * 16
    answer = sender(counsellor, CASE)("book_appointment", slot=free[1], place=OTHER_PLACE, minutes="60")
    assert (answer.status_code, answer.location) == (303, CASE)
    assert last(calls, "book_appointment") == {
        "case_id": CASE_ID,
        "counsellor_id": "account-counsellor",
        "place": PLACE,
        "starts_at": at(1, "14:30").isoformat(),
        "minutes": 60,
        "with_interpreter": False,
    }
    assert "The appointment is booked." in words(counsellor.get(CASE))


def test_only_the_times_of_the_cases_own_counsellor_are_asked_for(counsellor: Any, calls: FakeCalls) -> None:
    counsellor.get(CASE)
    fortnight = {"from": day(0), "to": day(13), "minutes": 60, "step": 30}
    assert last(calls, "slots") == fortnight | {"counsellor_id": "account-counsellor"}


def test_a_time_that_was_typed_goes_before_and_is_by_the_clock_of_the_region(counsellor: Any, calls: FakeCalls) -> None:
    typed = {"slot": f"{PLACE} {at(1, '14:00').isoformat()}", "day": "2127-07-01", "time": "09:30", "place": ALSDORF}
    more = {"minutes": "60", "other_minutes": "75", "with_interpreter": "yes"}
    assert sender(counsellor, CASE)("book_appointment", **typed, **more).status_code == 303
    asked = last(calls, "book_appointment")
    assert (asked["place"], asked["starts_at"]) == (ALSDORF, "2127-07-01T07:30:00+00:00")
    assert (asked["minutes"], asked["with_interpreter"]) == (75, True)


def test_a_time_that_is_taken_meanwhile_is_said_at_the_field_and_nothing_is_lost(counsellor: Any) -> None:
    typed = {"day": day(1), "time": "10:00", "place": ALSDORF, "other_minutes": "20", "with_interpreter": "yes"}
    answer = sender(counsellor, CASE)("book_appointment", **typed)
    page = text(answer)
    assert answer.status_code == 409
    assert 'href="#book_appointment-starts_at">This time is not free any more.' in page
    assert 'id="book_appointment-starts_at-error"' in page
    assert 'name="record" open> <summary>Appointment' in page
    form = page[page.index('id="book_appointment-starts_at"') :]
    form = form[: form.index("</form>")]
    assert f'type="date" value="{day(1)}"' in form
    assert 'value="10:00"' in form
    assert f'<option value="{ALSDORF}" selected>' in form
    assert 'name="other_minutes" value="20"' in form
    assert 'name="with_interpreter" value="yes" checked' in form
    assert '<details class="fold" open> <summary>Another time or place' in form


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Please choose one of the free times, or fill in a day and a time."),
        ({"day": "2127-07-01"}, "Please fill in both, the day and the time."),
        ({"day": "soon", "time": "09:30"}, "We cannot read this day or this time."),
        ({"day": "2027-03-28", "time": "02:30"}, "There is no such time: clocks are put forward in that night."),
        ({"day": "2020-01-01", "time": "09:30"}, "This time is over. Please choose a later one."),
    ],
)
def test_a_time_that_cannot_be_used_is_said_at_the_field(
    counsellor: Any, calls: FakeCalls, typed: dict[str, str], sentence: str
) -> None:
    answer = sender(counsellor, CASE)("book_appointment", minutes="30", place=PLACE, **typed)
    assert answer.status_code == 422
    assert f'href="#book_appointment-starts_at">{sentence}' in text(answer)
    assert 'id="book_appointment-minutes-30" name="minutes" value="30" checked' in answer.text


def test_an_appointment_is_moved_and_stays_where_it_was_unless_another_place_is_chosen(
    counsellor: Any, calls: FakeCalls
) -> None:
    send = sender(counsellor, CASE)
    answer = send("move_appointment", holds=COMING_ID, day=day(2), time="16:00", place=PLACE)
    assert (answer.status_code, answer.location) == (303, CASE)
    assert last(calls, "move_appointment") == {
        "appointment_id": COMING_ID,
        "version": 1,
        "place": PLACE,
        "starts_at": at(2, "16:00").isoformat(),
    }
    assert "The appointment is moved." in words(counsellor.get(CASE))


def test_a_mistake_in_moving_opens_that_appointment_only(counsellor: Any) -> None:
    answer = sender(counsellor, CASE)("move_appointment", holds=COMING_ID, place=ALSDORF)
    page = text(answer)
    assert answer.status_code == 422
    assert page.count('id="move_appointment-starts_at"') == 1
    assert page.count('<details class="fold" open> <summary>Move') == 1
    assert page.count(f'<option value="{ALSDORF}" selected>') == 1
    assert 'name="record" open' not in page


def test_cancelling_wants_to_know_who_and_why(counsellor: Any, calls: FakeCalls) -> None:
    send = sender(counsellor, CASE)
    answer = send("cancel_appointment", holds=COMING_ID, by="client")
    page = text(answer)
    assert answer.status_code == 422
    assert 'href="#cancel_appointment-reason">Please choose one of the reasons.' in page
    by_whom = re.findall(r'<select [^>]*name="by".*?</select>', page)
    assert sum('<option value="client" selected>' in select for select in by_whom) == 1 < len(by_whom)
    assert page.count('id="cancel_appointment-reason"') == 1
    assert send("cancel_appointment", holds=COMING_ID, by="client", reason="illness").status_code == 303
    asked = {"appointment_id": COMING_ID, "version": 1, "by": "client", "reason": "illness", "and_following": False}
    assert last(calls, "cancel_appointment") == asked
    assert "Earlier appointments (4)" in words(counsellor.get(CASE))


@pytest.mark.parametrize(
    ("do", "said"),
    [("appointment_kept", "It is noted that you have met."), ("appointment_missed", "It is noted that nobody came.")],
)
def test_what_became_of_it_is_one_button_once_it_has_begun(
    counsellor: Any, calls: FakeCalls, do: str, said: str
) -> None:
    page = counsellor.get(CASE).text
    assert page[: page.index("Earlier appointments")].count(f'value="{do}"') == 1
    assert f'value="{APPOINTMENT_ID}"' in page
    assert sender(counsellor, CASE)(do, holds=APPOINTMENT_ID).status_code == 303
    assert last(calls, do) == {"appointment_id": APPOINTMENT_ID, "version": 1}
    assert said in words(counsellor.get(CASE))


def test_a_conflict_shows_the_appointment_as_it_is_now(counsellor: Any, calls: FakeCalls) -> None:
    fields = form_of(counsellor.get(CASE).text, "cancel_appointment", COMING_ID) | {"by": "office", "reason": "other"}
    calls.scheduling.held[COMING_ID][0]["version"] = 3
    answer = counsellor.post(CASE, data=fields)
    assert answer.status_code == 412
    assert form_of(answer.text, "cancel_appointment", COMING_ID)["version"] == "3"
    assert '<option value="office" selected>' in answer.text


def test_nothing_is_booked_for_a_case_that_is_closed_but_what_is_booked_can_be_cancelled(
    counsellor: Any, calls: FakeCalls
) -> None:
    calls.cases.cases_[CASE_ID][0].update(status="closed", may=[])
    page = counsellor.get(CASE).text
    assert "book_appointment" not in page
    assert "move_appointment" not in page
    assert page.count('value="cancel_appointment"') == 3
    assert "slots" not in {asked.method for asked in calls.asked}


def test_a_coordinator_books_for_the_counsellor_of_the_case(client: Any, calls: FakeCalls) -> None:
    coordinator = signed_in(client, "coordinator")
    sender(coordinator, CASE)("book_appointment", day=day(5), time="09:00", place=PLACE, minutes="45")
    assert last(calls, "book_appointment")["counsellor_id"] == "account-counsellor"


def test_while_the_scheduling_is_away_the_case_is_there_without_its_appointments(
    counsellor: Any, calls: FakeCalls
) -> None:
    calls.away = {"scheduling"}
    page = counsellor.get(CASE)
    assert page.status_code == 200
    assert "Appointments cannot be shown at the moment." in words(page)
    assert "ბინა სამი ოთახით" in page.text
    assert "Appointments cannot be shown at the moment." in words(counsellor.get(WORK))


def test_what_was_typed_is_kept_while_the_scheduling_is_away(counsellor: Any, calls: FakeCalls) -> None:
    fields = form_of(counsellor.get(CASE).text, "book_appointment") | {"day": day(5), "time": "09:00", "place": PLACE}
    calls.away = {"scheduling"}
    answer = counsellor.post(CASE, data=fields)
    assert answer.status_code == 503
    assert f'name="day" value="{day(5)}"' in answer.text


def test_all_appointments_of_a_long_case_are_shown(counsellor: Any, calls: FakeCalls) -> None:
    kept = calls.scheduling.held[OVER_ID][0]
    for number in range(150):
        held = kept | {"appointment_id": f"00000000-0000-7000-8000-0000000b{number:04d}"}
        calls.scheduling.held[held["appointment_id"]] = (held, "kim")
    assert "Earlier appointments (153)" in words(counsellor.get(CASE))


def test_today_stands_on_top_of_my_work_with_names_and_only_my_own(counsellor: Any, calls: FakeCalls) -> None:
    held = calls.scheduling.held[COMING_ID][0]
    other = held | {"counsellor_id": "account-two", "starts_at": at(0, "07:05").isoformat(), "appointment_id": "other"}
    calls.scheduling.held["other"] = (other, "kim")
    page = words(counsellor.get(WORK))
    top = page[page.index("Today") : page.index("New offers")]
    assert "07:05" not in top
    assert top.index("08:30 – 09:30 Amina Haddad") < top.index("23:30 – 23:55 Dragan Petrović")
    assert "Würselen town hall · with an interpreter Took place" in top
    assert "My week" in top


def test_a_coordinator_sees_everybodys_day(client: Any, calls: FakeCalls) -> None:
    held = calls.scheduling.held[COMING_ID][0]
    other = held | {"counsellor_id": "account-two", "starts_at": at(0, "07:05").isoformat(), "appointment_id": "other"}
    calls.scheduling.held["other"] = (other, "kim")
    page = words(signed_in(client, "coordinator").get(WORK))
    top = page[page.index("Today") : page.index("New offers")]
    assert "07:05" in top
    assert "With Counsellor" in top
    assert "My week" not in top


def test_a_day_without_appointments_says_so_and_further_pages_of_the_list_have_none(
    counsellor: Any, calls: FakeCalls
) -> None:
    calls.scheduling.held = {}
    assert "No appointments today." in words(counsellor.get(WORK))
    assert "Today" not in words(counsellor.get(f"{WORK}?status=closed"))
