"""What clients do with appointments themselves: on the page of their request, and over the API."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from services.chassis.errors import Refused
from tests.unit.gateway.conftest import hidden
from tests.unit.gateway.fake_choices import CHOICE_ID, PASS
from tests.unit.gateway.fake_intake import REFERENCE, TOKEN, FakeCalls
from tests.unit.gateway.fake_scheduling import COMING_ID, PLACE, at

LANGUAGES = ("de", "en", "ar", "ru", "ka", "bs", "tr", "fr")
API = "/api/v1/requests/status"
KEY = {"reference": REFERENCE, "token": TOKEN}


@pytest.fixture
def nino(client: Any, calls: FakeCalls) -> Any:
    """A browser that holds the key of a request of which a case has come."""
    calls.status, calls.choices.status, calls.choices.may = "handed_over", "open", ["move", "cancel"]
    starts_at, ends_at = at(5, "10:00").isoformat(), at(5, "11:00").isoformat()
    calls.appointments = [
        {"appointment_id": COMING_ID, "place": PLACE, "starts_at": starts_at, "ends_at": ends_at, "status": "booked"}
    ]
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    return client


def text(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", answer.text))


def send(nino: Any, path: str, **typed: str) -> Any:
    token = hidden(nino.get("/en/status").text, "csrf_token")
    return nino.post(f"/en/status/{path}", data={"csrf_token": token, **typed})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_request_offers_its_times_in_every_language(nino: Any, language: str) -> None:
    page = nino.get(f"/{language}/status").text
    assert page.count('type="radio"') == 3
    assert page.count(" disabled>") == 1, "what is taken by now is shown, and cannot be chosen"
    assert 'name="do" value="decline"' in page
    assert f"/{language}/status/appointments/{COMING_ID}/move" in page
    assert PASS not in page
    assert "Choose a time" in page or language != "en"


def test_nothing_is_offered_before_there_is_a_case_or_while_the_scheduling_is_away(nino: Any, calls: FakeCalls) -> None:
    calls.away = {"scheduling"}
    assert nino.get("/en/status").status_code == 200
    assert 'type="radio"' not in nino.get("/en/status").text
    calls.away, calls.status = set(), "received"
    assert 'type="radio"' not in nino.get("/en/status").text


def test_a_time_is_chosen_and_the_page_comes_again(nino: Any, calls: FakeCalls) -> None:
    answer = send(nino, f"choices/{CHOICE_ID}", slot="1")
    assert (answer.status_code, answer.location) == (303, "/en/status")
    assert calls.choices.done == [("choose_time", {"choice_id": CHOICE_ID, "slot": 1})]


def test_without_a_time_nothing_is_sent_and_it_is_said_what_is_missing(nino: Any, calls: FakeCalls) -> None:
    for typed in ({}, {"slot": "x"}):
        answer = send(nino, f"choices/{CHOICE_ID}", **typed)
        assert answer.status_code == 422
        assert "Please choose one of the times." in text(answer)
    assert calls.choices.done == []


def test_who_is_slower_reads_so_and_sees_what_is_left(nino: Any, calls: FakeCalls) -> None:
    calls.choices.breaks_with = Refused("time_taken", "Taken.")
    answer = send(nino, f"choices/{CHOICE_ID}", slot="0")
    assert answer.status_code == 409
    assert "Somebody else was quicker." in text(answer)
    assert 'type="radio"' in answer.text


def test_none_of_the_times_suits_with_or_without_a_reason(nino: Any, calls: FakeCalls) -> None:
    send(nino, f"choices/{CHOICE_ID}", do="decline", reason="")
    send(nino, f"choices/{CHOICE_ID}", do="decline", reason="too_far")
    assert [asked for _, asked in calls.choices.done] == [
        {"choice_id": CHOICE_ID},
        {"choice_id": CHOICE_ID, "reason": "too_far"},
    ]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("lapsed", "None of these times can be chosen any more."),
        ("declined", "You told us that none of the times suits you."),
    ],
)
def test_what_has_ended_is_shown_as_ended(nino: Any, calls: FakeCalls, status: str, sentence: str) -> None:
    calls.choices.status = status
    page = nino.get("/en/status")
    assert sentence in text(page)
    assert 'type="radio"' not in page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_appointment_is_moved_to_one_of_the_free_times(nino: Any, calls: FakeCalls, language: str) -> None:
    page = nino.get(f"/{language}/status/appointments/{COMING_ID}/move")
    assert page.text.count('type="radio"') == 3
    assert page.text.count("<legend") == 2, "by day"
    answer = send(nino, f"appointments/{COMING_ID}/move", starts_at=calls.choices.free[0])
    assert answer.location == "/en/status"
    assert calls.choices.done == [
        ("client_moves", {"appointment_id": COMING_ID, "starts_at": calls.choices.free[0]}),
    ]


def test_a_free_time_that_is_gone_or_was_not_chosen_shows_the_others_again(nino: Any, calls: FakeCalls) -> None:
    answer = send(nino, f"appointments/{COMING_ID}/move")
    assert (answer.status_code, calls.choices.done) == (422, [])
    assert "Please choose one of the times." in text(answer)
    calls.choices.breaks_with = Refused("time_taken", "Taken.")
    answer = send(nino, f"appointments/{COMING_ID}/move", starts_at="2026-01-01T10:00:00Z")
    assert answer.status_code == 409
    assert "Somebody else was quicker." in text(answer)
    assert 'type="radio"' in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_cancelling_is_asked_about_first(nino: Any, calls: FakeCalls, language: str) -> None:
    page = nino.get(f"/{language}/status/appointments/{COMING_ID}/cancel")
    assert page.status_code == 200
    assert calls.choices.done == []
    send(nino, f"appointments/{COMING_ID}/cancel", reason="illness")
    assert calls.choices.done == [("client_cancels", {"appointment_id": COMING_ID, "reason": "illness"})]


def test_when_it_is_too_late_the_ways_are_gone_and_one_is_asked_to_call(nino: Any, calls: FakeCalls) -> None:
    calls.choices.may = []
    page = nino.get("/en/status").text
    assert "/move" not in page
    assert "/cancel" not in page
    assert nino.get(f"/en/status/appointments/{COMING_ID}/move").location == "/en/status"
    calls.choices.breaks_with = Refused("call_us", "Too late.")
    answer = send(nino, f"appointments/{COMING_ID}/cancel")
    assert answer.status_code == 409
    assert "Please call us: we will find a way." in text(answer)


def test_without_the_key_every_way_leads_to_the_form_that_asks_for_it(client: Any, calls: FakeCalls) -> None:
    token = hidden(client.get("/en/status").text, "csrf_token")
    for path in (f"appointments/{COMING_ID}/move", f"appointments/{COMING_ID}/cancel"):
        assert client.get(f"/en/status/{path}").location == "/en/status"
        assert client.post(f"/en/status/{path}", data={"csrf_token": token}).location == "/en/status"
    assert client.post(f"/en/status/choices/{CHOICE_ID}", data={"csrf_token": token}).location == "/en/status"
    assert not [asked for asked in calls.asked if asked.service == "scheduling"]


def test_programs_choose_move_and_cancel_with_reference_and_token(nino: Any, calls: FakeCalls) -> None:
    told = nino.get(f"{API}/choices", query_string=KEY).json
    assert [slot["number"] for slot in told["choices"][0]["slots"]] == [0, 1, 2]
    assert told["appointments"][0]["may"] == ["move", "cancel"]
    one = f"{API}/appointments/{COMING_ID}"
    assert len(nino.get(f"{one}/slots", query_string=KEY).json["items"]) == 3
    for path, asked in (
        (f"{API}/choices/{CHOICE_ID}/choose", {"slot": 1}),
        (f"{API}/choices/{CHOICE_ID}/decline", {"reason": "too_far"}),
        (f"{one}/move", {"starts_at": calls.choices.free[0]}),
        (f"{one}/cancel", {"reason": "illness"}),
    ):
        assert nino.post(path, json=KEY | asked).status_code == 200
        assert nino.post(path, json=KEY | {"token": "wrong"} | asked).status_code == 404
    assert [method for method, _ in calls.choices.done] == [
        "choose_time", "decline_choice", "client_moves", "client_cancels",
    ]  # fmt: skip


def test_a_program_hears_in_words_why_not(nino: Any, calls: FakeCalls) -> None:
    calls.choices.breaks_with = Refused("moved_too_often", "Too often.")
    answer = nino.post(f"{API}/appointments/{COMING_ID}/move", json=KEY | {"starts_at": calls.choices.free[0]})
    assert (answer.status_code, answer.json["code"]) == (409, "moved_too_often")
    calls.status = "received"
    assert nino.get(f"{API}/choices", query_string=KEY).json == {"choices": [], "appointments": []}
    assert nino.post(f"{API}/choices/{CHOICE_ID}/choose", json=KEY | {"slot": 1}).status_code == 404
