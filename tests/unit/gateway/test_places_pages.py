"""Where one can meet us, for everybody; and when a counsellor is away, for themselves."""

from __future__ import annotations

from typing import Any

import pytest

from gateway import places
from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_absences import ABSENCE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import last, sender, words

CALENDAR = "/en/calendar"


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


def test_the_page_of_places_says_when_each_is_open_and_how_one_gets_there_and_in(client: Any) -> None:
    answer = client.get("/en/places")
    page = words(answer)
    assert "Würselen town hall" in page
    assert "Open today" in page
    assert "Go to the main entrance." in page
    assert "Entrance without steps" in page
    assert 'id="wuerselen-rathaus"' in answer.text
    assert "max-age" in answer.headers["Cache-Control"]


def test_on_a_public_holiday_no_place_is_open(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places.public_holidays, "name_of", lambda _day: "Christmas Day")
    told = client.get("/api/v1/places").json["items"]
    assert words(client.get("/en/places")).count("Open today: closed") == len(told)


def test_the_api_tells_all_that_one_needs_to_come(client: Any) -> None:
    told = {place["code"]: place for place in client.get("/api/v1/places").json["items"]}["monschau-rathaus"]
    assert told["opening"][:2] == [
        {"weekday": 0, "begins": "08:00", "ends": "12:30"},
        {"weekday": 0, "begins": "13:30", "ends": "17:00"},
    ]
    assert [each["code"] for each in told["accessibility"]] == ["step_free"]
    assert told["directions"]["de"]


def test_my_week_shows_when_i_am_away_and_what_is_to_be_moved(counsellor: Any) -> None:
    page = words(counsellor.get(CALENDAR))
    assert "Leave" in page
    assert "To be moved" in page
    assert "Dragan Petrović" in page


def test_an_absence_is_noted_and_removed_on_the_page(counsellor: Any, calls: FakeCalls) -> None:
    answer = sender(counsellor, CALENDAR)("note_absence", **{"from": "2126-12-23", "to": "2126-12-24", "kind": "leave"})
    assert answer.status_code == 303
    assert last(calls, "note_absence") == {"from": "2126-12-23", "to": "2126-12-24", "kind": "leave"}
    assert sender(counsellor, CALENDAR)("drop_absence", absence_id=ABSENCE_ID, version="1").status_code == 303
    assert "No absence is planned." in words(counsellor.get(CALENDAR))


def test_what_is_missing_in_an_absence_is_said_at_its_field(counsellor: Any) -> None:
    answer = sender(counsellor, CALENDAR)("note_absence", **{"from": "2126-12-23", "to": "", "kind": "leave"})
    assert answer.status_code == 422
    assert 'id="note_absence-to-error"' in answer.text
