"""My week: the grid and the list of it, and the hours at which one can be met."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from gateway import wall_clock
from gateway.pages import calendar
from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_scheduling import HOURS_ID, PLACE, at
from tests.unit.gateway.staff_browser import last, sender, signed_in, text, words

CALENDAR = "/en/calendar"
MONDAY = date(2026, 11, 23)


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


def tomorrows_week() -> str:
    """The address of the week in which tomorrow is."""
    year, week, _ = at(1, "12:00").date().isocalendar()
    return f"{CALENDAR}?week={year}-W{week:02}"


def test_a_week_shows_who_comes_when_and_where_and_what_is_free(counsellor: Any) -> None:
    answer = counsellor.get(tomorrows_week())
    page = words(answer)
    assert "08:15 – 09:00 Dragan Petrović Würselen town hall" in page
    assert f'href="/en/cases/{CASE_ID}#appointments"' in answer.text
    assert 'class="is-free"' in answer.text
    assert " style=" not in answer.text


def test_the_week_of_the_address_is_asked_for_and_its_neighbours_are_one_step_away(
    counsellor: Any, calls: FakeCalls
) -> None:
    page = counsellor.get(f"{CALENDAR}?week=2026-W01").text
    assert last(calls, "appointments") == {"from": "2025-12-29", "to": "2026-01-04", "limit": 100}
    assert "slots" not in {asked.method for asked in calls.asked}  # nothing that is over can be free
    assert 'rel="prev" href="/en/calendar?week=2025-W52"' in page
    assert 'rel="next" href="/en/calendar?week=2026-W02"' in page
    assert ">This week</a>" in page


@pytest.mark.parametrize("week", ["2026", "2026-W54", "W-W", "99999-W01"])
def test_a_week_that_is_not_one_is_this_one(counsellor: Any, calls: FakeCalls, week: str) -> None:
    assert counsellor.get(f"{CALENDAR}?week={week}").status_code == 200
    asked = last(calls, "appointments")
    assert asked["from"] <= at(0, "12:00").date().isoformat() <= asked["to"]


def test_what_was_cancelled_and_what_others_have_is_not_in_my_week(counsellor: Any, calls: FakeCalls) -> None:
    for held, _organisation in calls.scheduling.held.values():
        held["counsellor_id" if held["place"] == PLACE else "status"] = "cancelled"
    page = counsellor.get(tomorrows_week()).text
    assert 'class="event' not in page
    assert "agenda__one" not in page


def test_without_names_there_is_a_way_to_the_case(counsellor: Any, calls: FakeCalls) -> None:
    assert counsellor.get(tomorrows_week()).status_code == 200  # the session is known from now on
    calls.away = {"cases"}
    page = words(counsellor.get(tomorrows_week()))
    assert "To the case" in page
    assert "Dragan" not in page


def test_hours_stand_under_their_place_and_are_added_every_week(counsellor: Any, calls: FakeCalls) -> None:
    page = words(counsellor.get(CALENDAR))
    assert page.index("StädteRegion main building") < page.index("Tuesday 09:00–12:00")
    assert "until 23 Dec 2126" in page
    week = f"{CALENDAR}?week=2026-W49"
    given = {"place": PLACE, "weekday": "4", "begins": "10:00", "ends": "12:30"}
    answer = sender(counsellor, week)("keep_hours", **given, valid_from="2127-01-01", valid_until="")
    assert (answer.status_code, answer.location) == (303, week)
    assert last(calls, "keep_hours") == given | {"weekday": 4, "valid_from": "2127-01-01"}
    page = words(counsellor.get(CALENDAR))
    assert "The hours are added." in page
    assert "Friday 10:00–12:30 from 1 Jan 2127" in page


def test_hours_that_cannot_be_come_back_as_they_were_typed(counsellor: Any) -> None:
    given = {"place": PLACE, "weekday": "4", "begins": "12:00", "ends": "10:00", "valid_until": "2127-01-01"}
    answer = sender(counsellor, CALENDAR)("keep_hours", **given)
    page = text(answer)
    assert answer.status_code == 422
    assert 'href="#keep_hours-ends">The end has to come after the beginning.' in page
    assert 'name="weekday" value="4" checked' in page
    assert 'value="12:00"' in page
    assert '<details class="fold" open>' in page


def test_hours_can_name_a_room_of_their_place(counsellor: Any, calls: FakeCalls) -> None:
    given = {"place": PLACE, "weekday": "4", "begins": "10:00", "ends": "12:30", "room": "2.04"}
    assert sender(counsellor, CALENDAR)("keep_hours", **given).status_code == 303
    assert last(calls, "keep_hours")["room"] == "2.04"
    assert "Friday 10:00–12:30 Room 2.04" in words(counsellor.get(CALENDAR))


def test_a_day_of_the_week_has_to_be_chosen(counsellor: Any) -> None:
    answer = sender(counsellor, CALENDAR)("keep_hours", place=PLACE, begins="10:00", ends="12:00")
    assert 'href="#keep_hours-weekday">Please choose a day of the week.' in text(answer)


def test_hours_are_removed_with_one_button_that_says_which(counsellor: Any, calls: FakeCalls) -> None:
    assert "Remove : Würselen town hall, Monday 09:00–12:00" in words(counsellor.get(CALENDAR))
    assert sender(counsellor, CALENDAR)("drop_hours", holds=HOURS_ID).location == CALENDAR
    assert last(calls, "drop_hours") == {"hours_id": HOURS_ID, "version": 1}
    assert "The hours are removed." in words(counsellor.get(CALENDAR))


def test_somebody_without_hours_is_told_what_they_are_for(counsellor: Any, calls: FakeCalls) -> None:
    calls.scheduling.week = {}
    assert "Say when and where you can be met" in words(counsellor.get(CALENDAR))


def test_a_lost_form_token_keeps_what_was_typed(counsellor: Any, calls: FakeCalls) -> None:
    answer = counsellor.post(CALENDAR, data={"do": "keep_hours", "begins": "07:45"})
    assert answer.status_code == 400
    assert 'value="07:45"' in answer.text
    assert "keep_hours" not in {asked.method for asked in calls.asked}


def test_the_calendar_is_that_of_somebody_who_counsels(client: Any) -> None:
    assert signed_in(client, "coordinator").get(CALENDAR).status_code == 403
    assert "Calendar" not in words(client.get("/en/work"))


def one(begins: str, ends: str) -> dict[str, Any]:
    """An appointment on a Monday in winter, by the clock in Aachen."""
    return {"starts_at": f"2026-11-23T{begins}:00+01:00", "ends_at": f"2026-11-23T{ends}:00+01:00"}


def test_an_appointment_reaches_over_the_half_hours_in_which_it_lies(app: Flask) -> None:
    with app.app_context():
        rows = calendar.grid([MONDAY], [one("09:10", "10:05"), one("10:15", "10:45")], [])
    assert [row.begins for row in rows][0::17] == ["08:00", "16:30"]
    by_row = {row.begins: row.cells for row in rows}
    both = by_row["09:00"][0]  # the second begins before the rows of the first are over
    assert (both.rows, len(both.appointments)) == (4, 2)
    assert [by_row[begins] for begins in ("09:30", "10:00", "10:30")] == [[], [], []]
    assert by_row["11:00"][0].rows == 1


def test_the_grid_reaches_as_far_as_the_day_does(app: Flask) -> None:
    with app.app_context():
        rows = calendar.grid([MONDAY], [one("06:40", "07:00"), one("23:30", "23:55")], [one("17:15", "17:45")])
    assert (rows[0].begins, rows[-1].begins) == ("06:30", "23:30")
    assert [row.begins for row in rows if row.cells and row.cells[0].is_free] == ["17:00"]


def test_a_night_over_which_somebody_stays_is_shown_until_midnight(app: Flask) -> None:
    night = one("23:00", "23:30") | {"ends_at": "2026-11-24T00:30:00+01:00"}
    with app.app_context():
        rows = calendar.grid([MONDAY, MONDAY + timedelta(days=1)], [night], [])
    assert rows[-1].begins == "23:30"
    assert [cell.rows for cell in rows[-2].cells] == [2, 1]


def test_every_row_of_the_table_fills_every_day(counsellor: Any) -> None:
    page = counsellor.get(tomorrows_week()).text
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    rows = table.split("<tr")[1:]
    columns = page[page.index("<thead>") : page.index("</thead>")].count('scope="col"') - 1
    spans = sum(int(found or 1) for found in re.findall(r'<td(?: rowspan="(\d+)")?', table))
    assert spans == len(rows) * columns


@pytest.mark.parametrize(
    ("day", "clock", "at"),
    [
        ("2026-11-23", "09:30", "2026-11-23T08:30:00+00:00"),
        ("23.11.2026", "9.30", "2026-11-23T08:30:00+00:00"),
        ("2026-07-01", "09:30", "2026-07-01T07:30:00+00:00"),
        ("2026-10-25", "02:30", "2026-10-25T00:30:00+00:00"),  # shown twice: the first
        ("2026-10-25", "03:00", "2026-10-25T02:00:00+00:00"),
        ("2027-03-28", "03:00", "2027-03-28T01:00:00+00:00"),
    ],
)
def test_what_is_typed_is_meant_by_the_clock_on_the_wall(app: Flask, day: str, clock: str, at: str) -> None:
    with app.app_context():
        assert wall_clock.starts_at(day, clock) == at


def test_an_hour_that_is_shown_twice_is_told_apart(app: Flask) -> None:
    with app.test_request_context("/de/calendar"):
        shown = [wall_clock.hour(f"2026-10-25T0{hour}:30:00+00:00") for hour in (0, 1, 2)]
    assert shown == ["02:30 MESZ", "02:30 MEZ", "03:30"]
