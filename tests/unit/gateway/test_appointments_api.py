"""Appointments, hours and free times over the API: what reaches the scheduling, and what comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_scheduling import APPOINTMENT_ID, COMING_ID, HOURS_ID, OF_BRUECKE_ID, OVER_ID, PLACE, at
from tests.unit.gateway.staff_bodies import BODIES
from tests.unit.gateway.staff_routes import API, IDS

BOOK, ONE = "POST /appointments", "GET /appointments/<uuid:appointment_id>"
MOVE, CANCEL, KEPT, MISSED = (
    f"POST /appointments/<uuid:appointment_id>/{deed}" for deed in ("move", "cancel", "kept", "missed")
)


@pytest.fixture
def headers(calls: FakeCalls) -> dict[str, str]:
    """Those of a counsellor who has seen the first version."""
    token = calls.cases.token("counsellor")
    return {"Authorization": f"Bearer {token}", "If-Match": '"1"', "Accept-Language": "en"}


def test_a_booked_appointment_says_where_it_is(call: Any, client: Any, headers: dict[str, str]) -> None:
    booked = call(BOOK, "counsellor")
    assert (booked.status_code, booked.headers["ETag"]) == (201, '"1"')
    assert booked.headers["Location"] == f"{API}/appointments/{booked.json['appointment_id']}"
    found = client.get(booked.headers["Location"], headers=headers).json
    assert (found["place"], found["starts_at"], found["status"]) == (PLACE, at(2, "14:00").isoformat(), "booked")
    assert found["counsellor_id"] == IDS["counsellor_id"]
    assert found["may"] == ["move", "cancel"]


def test_an_appointment_sent_twice_is_booked_once(call: Any, calls: FakeCalls) -> None:
    before = len(calls.scheduling.held)
    answers = [call(BOOK, "counsellor", Idempotency_Key="market-day") for _ in range(2)]
    assert [answer.json for answer in answers] == [answers[0].json] * 2
    assert len(calls.scheduling.held) == before + 1


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "This time is not free any more"), ("de", "Zu dieser Zeit gibt es schon einen anderen Termin.")],
)
def test_a_time_that_is_taken_is_refused_and_tells_nothing_of_who_has_it(
    call: Any, language: str, sentence: str
) -> None:
    call(BOOK, "counsellor")
    answer = call(BOOK, "coordinator", Accept_Language=language)
    assert (answer.status_code, answer.json["code"]) == (409, "time_taken")
    assert sentence in answer.json["detail"]
    assert set(answer.json) == {"type", "title", "status", "detail", "instance", "code", "trace_id", "alternatives"}


def test_a_time_that_is_over_is_explained_at_its_field(call: Any) -> None:
    answer = call(BOOK, "counsellor", BODIES["book_appointment"] | {"starts_at": at(-1, "10:00").isoformat()})
    assert answer.status_code == 422
    assert answer.json["errors"] == [
        {"field": "starts_at", "code": "in_the_past", "detail": "This time is over. Please choose a later one."}
    ]


@pytest.mark.parametrize("route", [MOVE, CANCEL, KEPT, MISSED])
def test_of_two_changes_of_what_was_seen_the_second_is_told(call: Any, route: str) -> None:
    first, second = call(route, "counsellor"), call(route, "coordinator")
    assert (first.status_code, first.headers["ETag"]) == (200, '"2"')
    assert first.json == {"appointment_id": APPOINTMENT_ID, "version": 2}
    assert (second.status_code, second.json["code"]) == (412, "changed_meanwhile")


def test_a_moved_appointment_lasts_as_long_as_before(call: Any) -> None:
    call(MOVE, "counsellor")
    moved = call(ONE, "counsellor").json
    ends_at = at(3, "14:00") + timedelta(hours=1)
    assert (moved["starts_at"], moved["ends_at"]) == (at(3, "14:00").isoformat(), ends_at.isoformat())
    assert (moved["status"], moved["revision"]) == ("booked", 1)


def test_a_cancelled_appointment_says_for_whom_and_why_and_nothing_more_can_be_done(call: Any) -> None:
    call(CANCEL, "counsellor")
    found = call(ONE, "counsellor").json
    assert [found[name] for name in ("status", "by", "reason", "may")] == ["cancelled", "client", "illness", []]
    again = call(KEPT, "counsellor", If_Match='"2"')
    assert (again.status_code, again.json["code"]) == (409, "not_in_this_state")
    wrong = call(CANCEL, "counsellor", {"by": "nobody", "reason": "rain"})
    assert [error["code"] for error in wrong.json["errors"]] == ["unknown_by", "unknown_reason"]


def test_what_came_of_an_appointment_is_noted_once_it_has_begun(client: Any, headers: dict[str, str]) -> None:
    answer = client.post(f"{API}/appointments/{COMING_ID}/kept", headers=headers)
    assert (answer.status_code, answer.json["code"]) == (409, "not_begun")
    assert answer.json["detail"].startswith("What came of an appointment can be noted once it has begun.")


def test_the_appointment_of_another_organisation_does_not_exist(client: Any, headers: dict[str, str]) -> None:
    nowhere = "00000000-0000-7000-8000-00000000dead"
    answers = [client.get(f"{API}/appointments/{which}", headers=headers) for which in (OF_BRUECKE_ID, nowhere)]
    answers += [client.post(f"{API}/appointments/{OF_BRUECKE_ID}/kept", headers=headers)]
    assert {(answer.status_code, answer.json["code"], answer.json["detail"]) for answer in answers} == {
        (404, "appointment_unknown", answers[1].json["detail"])
    }


def test_the_appointments_of_some_days_come_by_time_in_pages(client: Any, headers: dict[str, str]) -> None:
    query = f"from={at(-10, '00:00').date()}&to={at(10, '00:00').date()}&case_id={CASE_ID}"
    whole = client.get(f"{API}/appointments?{query}", headers=headers)
    assert [item["appointment_id"] for item in whole.json["items"]] == [OVER_ID, APPOINTMENT_ID, COMING_ID]
    assert "may" not in whole.json["items"][0]
    first = client.get(f"{API}/appointments?{query}&limit=2", headers=headers)
    assert first.headers["Link"] == f'<{API}/appointments?{query}&limit=2&cursor=2>; rel="next"'


@pytest.mark.parametrize("path", ["/appointments", "/slots"])
def test_days_have_to_be_named_and_in_order(client: Any, headers: dict[str, str], path: str) -> None:
    missing = client.get(API + path, headers=headers).json
    assert [(error["field"], error["code"]) for error in missing["errors"]] == [
        ("from", "required"),
        ("to", "required"),
    ]
    backwards = client.get(f"{API}{path}?from=2026-11-29&to=2026-11-23", headers=headers)
    assert (backwards.status_code, backwards.json["errors"][0]["code"]) == (422, "ends_before_it_begins")


def test_free_times_are_asked_for_as_they_were_sent(client: Any, calls: FakeCalls) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('desk')}"}
    asked = {
        "place": PLACE,
        "language": "ka",
        "from": str(at(0, "12:00").date()),
        "to": str(at(3, "12:00").date()),
        "minutes": "45",
    }
    answer = client.get(f"{API}/slots", query_string=asked, headers=headers)
    assert calls.asked[-1].request == asked
    assert [slot["starts_at"] for slot in answer.json["items"]] == [at(day, "11:00").isoformat() for day in (1, 2)]
    assert set(answer.json["items"][0]) == {"place", "counsellor_id", "starts_at", "ends_at"}
    misspelt = client.get(f"{API}/slots?from=2026-11-23&to=2026-11-29&plaice=x", headers=headers)
    assert (misspelt.status_code, misspelt.json["errors"][0]["field"]) == (422, "plaice")


def test_hours_are_kept_and_dropped(call: Any) -> None:
    kept = call("POST /hours", "counsellor")
    assert (kept.status_code, kept.headers["ETag"], kept.json["version"]) == (201, '"1"', 1)
    assert "Location" not in kept.headers
    listed = call("GET /hours", "counsellor").json["items"]
    assert [(hours["weekday"], hours["begins"], hours["ends"]) for hours in listed] == [
        (0, "09:00", "12:00"),
        (2, "09:00", "12:30"),
    ]
    dropped = call("POST /hours/<uuid:hours_id>/drop", "counsellor")
    assert (dropped.status_code, dropped.json) == (200, {"hours_id": HOURS_ID})
    again = call("POST /hours/<uuid:hours_id>/drop", "counsellor")
    assert (again.status_code, again.json["code"]) == (404, "hours_unknown")


def test_hours_that_end_before_they_begin_are_explained(call: Any) -> None:
    answer = call("POST /hours", "counsellor", BODIES["keep_hours"] | {"ends": "08:00"})
    assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [("ends", "ends_before_it_begins")]


def test_while_the_scheduling_is_away_the_rest_goes_on(call: Any, calls: FakeCalls) -> None:
    calls.away.add("scheduling")
    answer = call(BOOK, "counsellor")
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert call("GET /cases", "counsellor").status_code == 200
