"""Time and figures: a place, an hour, an invitation in the client's language; and the board's figures move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.test_asking_by_api import key_of
from tests.stories.test_from_the_desk_to_a_case import opened, waiting
from tests.stories.town import Town

Api = Callable[..., Any]
Staff = dict[str, Colleague]

BERLIN = ZoneInfo("Europe/Berlin")
PLACE = "wuerselen-rathaus"
MONTH = datetime.now(BERLIN).strftime("%Y-%m")


@pytest.fixture
def starts_at(numbers: Any) -> datetime:
    """A time at which nobody else of these stories meets Ketevan: another hour each, in the next weeks."""
    days, hour = divmod(next(numbers), 8)
    day = datetime.now(BERLIN).date() + timedelta(days=2 + days)
    return datetime(day.year, day.month, day.day, 9 + hour, tzinfo=BERLIN)


@pytest.fixture(scope="session")
def numbers() -> Any:
    return iter(range(1000))


def accompanied(api: Api, staff: Staff, asked: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """A client's receipt, and the case that has come of the request."""
    receipt = waiting(api, asked)
    return receipt, opened(staff, receipt["request_id"])


def book(staff: Staff, case_id: str, starts_at: datetime, **more: Any) -> dict[str, Any]:
    body = {"case_id": case_id, "place": PLACE, "starts_at": starts_at.isoformat(), "minutes": 60, **more}

    def booked() -> Any:
        answer = staff["ketevan"]("POST", "/appointments", json=body)
        return answer.json() if answer.status_code == 201 else None

    # Scheduling hears of a case a moment after it was opened.
    answer: dict[str, Any] = eventually(booked)
    return answer


def calendar_of(letter: Any) -> Any:
    (part,) = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    return icalendar.Calendar.from_ical(part.get_payload(decode=True))


def letters_to(town: Town, address: str, count: int) -> Any:
    return town.mail.awaits(address, count=count)


def test_a_client_is_invited_in_their_language_with_a_calendar_file_and_sees_the_time(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any], starts_at: datetime
) -> None:
    receipt, case_id = accompanied(api, staff, asked)
    booked = book(staff, case_id, starts_at)

    letter = letters_to(town, asked["email"], 2)[-1]
    assert letter["Content-Language"] == "ka"
    calendar = calendar_of(letter)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert event["UID"].startswith(booked["appointment_id"])
    assert event.decoded("DTSTART") == starts_at.astimezone(UTC)
    assert asked["name"] not in calendar.to_ical().decode()

    def shown() -> Any:
        return api("GET", "/requests/status", params=key_of(receipt)).json()["appointments"]

    (appointment,) = eventually(shown)
    assert datetime.fromisoformat(appointment["starts_at"]) == starts_at
    assert appointment["place"] == PLACE


def test_a_moved_and_a_cancelled_appointment_are_told_under_the_same_identifier(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any], starts_at: datetime
) -> None:
    receipt, case_id = accompanied(api, staff, asked)
    booked = book(staff, case_id, starts_at)
    letters_to(town, asked["email"], 2)
    path = f"/appointments/{booked['appointment_id']}"
    later = starts_at + timedelta(days=100)
    do(staff["ketevan"], f"{path}/move", {"starts_at": later.isoformat()}, of=path)
    moved = letters_to(town, asked["email"], 3)[-1]
    do(staff["ketevan"], f"{path}/cancel", {"by": "client", "reason": "illness"}, of=path)
    cancelled = letters_to(town, asked["email"], 4)[-1]
    told = [calendar_of(letter) for letter in (moved, cancelled)]
    assert [calendar["METHOD"] for calendar in told] == ["REQUEST", "CANCEL"]
    events = [calendar.walk("VEVENT")[0] for calendar in told]
    assert {str(event["UID"]) for event in events} == {str(events[0]["UID"])}
    assert int(events[1]["SEQUENCE"]) > int(events[0]["SEQUENCE"]) > 0
    assert events[0].decoded("DTSTART") == later.astimezone(UTC)
    eventually(lambda: api("GET", "/requests/status", params=key_of(receipt)).json()["appointments"] == [])


def test_nobody_is_booked_twice_at_the_same_time(
    api: Api, staff: Staff, asked: dict[str, Any], starts_at: datetime
) -> None:
    _, case_id = accompanied(api, staff, asked)
    book(staff, case_id, starts_at)
    body = {"case_id": case_id, "place": PLACE, "starts_at": (starts_at + timedelta(minutes=30)).isoformat()}
    taken = staff["ketevan"]("POST", "/appointments", json=body | {"minutes": 60})
    assert (taken.status_code, taken.json()["code"]) == (409, "time_taken")
    assert asked["name"] not in taken.text


def test_hours_become_free_slots_and_a_booked_one_is_free_no_more(
    api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    rima = staff["rima"]
    day = datetime.now(BERLIN).date() + timedelta(days=1)
    while day.weekday() != 2 or (day.month, day.day) in ((12, 25), (12, 26), (1, 1)):
        day += timedelta(days=1)
    hours = {"place": "alsdorf-rathaus", "weekday": 2, "begins": "09:00", "ends": "11:00"}
    do(rima, "/hours", hours, status=201)
    window = f"/slots?place=alsdorf-rathaus&from={day}&to={day}&minutes=60&language=ar"
    slots = eventually(lambda: look(rima, window)["items"])
    first = datetime.fromisoformat(slots[0]["starts_at"])
    assert first == datetime(day.year, day.month, day.day, 9, tzinfo=BERLIN)
    body = {key: asked[key] for key in ("language", "topics", "municipality", "name", "consent")}
    case_id = do(rima, "/cases", body, status=201)["case_id"]
    booking = {"case_id": case_id, "place": "alsdorf-rathaus", "starts_at": slots[0]["starts_at"], "minutes": 60}
    eventually(lambda: rima("POST", "/appointments", json=booking).status_code in (201, 409))
    left = [datetime.fromisoformat(slot["starts_at"]) for slot in look(rima, window)["items"]]
    assert first not in left
    assert datetime(day.year, day.month, day.day, 10, tzinfo=BERLIN) in left


def test_the_figures_move_when_somebody_asks_and_small_ones_are_not_shown(
    api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    coordinator = staff["coordinator"]

    def cell(table: str, *key: str) -> Any:
        report = look(coordinator, f"/reports/{table}?period={MONTH}&audience=inside")
        assert report["is_final"] is False
        found = {tuple(each["key"]): each["count"] for each in report["cells"]}
        return found[key]

    monschau = asked | {"municipality": "monschau", "language": "bs"}
    for number in range(4):
        api("POST", "/requests", json=monschau | {"email": f"{number}.{asked['email']}"})
    eventually(lambda: look(coordinator, f"/reports/requests?period={MONTH}&audience=inside")["cells"])
    assert cell("requests", "monschau", "bs") is None, "four are fewer than five"
    api("POST", "/requests", json=monschau | {"email": f"5.{asked['email']}"})
    assert eventually(lambda: cell("requests", "monschau", "bs")) == 5
    api("POST", "/requests", json=monschau | {"email": f"6.{asked['email']}"})
    eventually(lambda: cell("requests", "monschau", "bs") == 6)


def test_a_report_is_a_spreadsheet_as_well(staff: Staff) -> None:
    answer = staff["steering"]("GET", f"/reports/cases_by_phase?period={MONTH}&audience=inside&format=csv")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.content.startswith("\ufeff".encode())
    assert "·" in answer.text or ";" in answer.text


def test_an_operator_sees_that_nothing_is_parked(staff: Staff) -> None:
    assert look(staff["operator"], "/parked")["items"] == []
