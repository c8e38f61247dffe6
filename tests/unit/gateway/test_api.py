"""The HTTP API: what goes to the service, what comes back, and what is said when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.chassis.identity import Actor
from tests.unit.gateway.fake_intake import REFERENCE, TOKEN, FakeCalls

REQUESTS = "/api/v1/requests"
STATUS = f"/api/v1/requests/status?reference={REFERENCE}&token={TOKEN}"


def test_a_request_reaches_the_service_as_it_was_sent_and_its_receipt_comes_back(
    client: Any, calls: FakeCalls, asked: dict[str, Any]
) -> None:
    answer = client.post(REQUESTS, json=asked)
    assert answer.status_code == 201
    assert answer.json == {
        "request_id": "00000000-0000-7000-8000-000000000001",
        "reference": REFERENCE,
        "channel": "web",
        "status_token": TOKEN,
        "version": 1,
    }
    (call,) = calls.asked
    assert (call.method, call.request, call.who) == ("receive_request", asked, Actor.public())


def test_the_same_key_is_the_same_command_and_another_key_another(
    client: Any, calls: FakeCalls, asked: dict[str, Any]
) -> None:
    keys = ["retro-clock", "retro-clock", "tall-tower"]
    answers = [client.post(REQUESTS, json=asked, headers={"Idempotency-Key": key}).json for key in keys]
    first, again, other = [call.command_id for call in calls.asked]
    assert first == again != other
    assert answers[0] == answers[1] != answers[2]


def test_without_a_key_every_request_is_a_command_of_its_own(
    client: Any, calls: FakeCalls, asked: dict[str, Any]
) -> None:
    client.post(REQUESTS, json=asked)
    client.post(REQUESTS, json=asked)
    assert calls.asked[0].command_id != calls.asked[1].command_id


def test_one_key_means_different_commands_on_different_routes(
    client: Any, calls: FakeCalls, asked: dict[str, Any]
) -> None:
    headers = {"Idempotency-Key": "retro-clock"}
    client.post(REQUESTS, json=asked, headers=headers)
    client.post(f"{REQUESTS}/withdraw", json={"reference": REFERENCE, "token": TOKEN}, headers=headers)
    assert calls.asked[0].command_id != calls.asked[1].command_id


@pytest.mark.parametrize("key", ["", "x" * 129, "ключ", "tab\there"])
def test_a_malformed_key_is_refused_and_nothing_is_asked(
    client: Any, calls: FakeCalls, asked: dict[str, Any], key: str
) -> None:
    answer = client.post(REQUESTS, json=asked, headers={"Idempotency-Key": key})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["field"] == "Idempotency-Key"
    assert not calls.asked


def test_the_status_is_told_as_code_and_in_words(client: Any, calls: FakeCalls) -> None:
    answer = client.get(STATUS, headers={"Accept-Language": "en"})
    assert answer.json["status"] == "received"
    assert answer.json["status_text"].startswith("We have your request.")
    assert calls.asked[0].request == {"reference": REFERENCE, "token": TOKEN}


def test_an_unchanged_status_is_not_sent_again_and_a_changed_one_is(client: Any, calls: FakeCalls) -> None:
    etag = client.get(STATUS).headers["ETag"]
    same = client.get(STATUS, headers={"If-None-Match": etag})
    assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", etag)
    calls.version = 2
    assert client.get(STATUS, headers={"If-None-Match": etag}).status_code == 200


def test_the_status_tells_of_the_next_appointment_although_the_request_has_not_changed(
    client: Any, calls: FakeCalls
) -> None:
    before = client.get(STATUS)
    assert before.json["appointments"] == []
    times = {"starts_at": "2026-11-30T09:00:00+00:00", "ends_at": "2026-11-30T10:00:00+00:00"}
    told = {"place": "wuerselen-rathaus", "status": "booked"} | times
    calls.appointments.append(told | {"appointment_id": "00000000-0000-7000-8000-0000000000a2"})
    after = client.get(STATUS, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.json["version"]) == (200, before.json["version"])
    assert after.json["appointments"] == [told]
    assert client.get(STATUS, headers={"If-None-Match": after.headers["ETag"]}).status_code == 304


def test_a_wrong_reference_and_a_wrong_token_are_answered_alike(client: Any) -> None:
    wrong = [f"reference={REFERENCE}&token=no", f"reference=K7M-4XQ-3&token={TOKEN}", ""]
    answers = [client.get(f"/api/v1/requests/status?{query}").json for query in wrong]
    for answer in answers:
        answer.pop("trace_id")
    assert answers[0] == answers[1] == answers[2]


def test_a_secret_in_the_address_is_not_repeated_in_the_problem(client: Any) -> None:
    answer = client.get(f"/api/v1/requests/status?reference={REFERENCE}&token=almost-{TOKEN}")
    assert TOKEN not in answer.text


def test_a_request_is_withdrawn_once_and_then_has_ended(client: Any) -> None:
    key = {"reference": REFERENCE, "token": TOKEN}
    assert client.post(f"{REQUESTS}/withdraw", json=key).json["version"] == 2
    again = client.post(f"{REQUESTS}/withdraw", json=key)
    assert (again.status_code, again.json["code"]) == (409, "already_ended")


def test_the_programme_comes_in_every_language_or_in_one(client: Any) -> None:
    whole, one = client.get("/api/v1/programme").json, client.get("/api/v1/programme?language=ka").json
    housing = next(topic for topic in whole["topics"] if topic["code"] == "housing")
    assert set(housing["names"]) == {"de", "en", "ar", "ru", "ka", "bs", "tr", "fr"}
    assert {tuple(topic["names"]) for topic in one["topics"]} == {("ka",)}
    assert {"code": "wuerselen", "name": "Würselen"} in whole["municipalities"]
    assert next(x for x in whole["languages"] if x["code"] == "ka")["names"]["de"] == "Georgisch"


def test_places_are_told_to_everybody_as_the_programme_tells_them(client: Any) -> None:
    answer = client.get("/api/v1/places")
    named = {place["code"]: place for place in client.get("/api/v1/programme").json["places"]}
    assert {place["code"]: place | named[place["code"]] for place in answer.json["items"]} == {
        place["code"]: place for place in answer.json["items"]
    }, "the programme says the same, and less"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    place = next(place for place in answer.json["items"] if place["code"] == "wuerselen-rathaus")
    assert place["names"]["fr"] == "Mairie de Würselen"
    assert place["address"] == "Morlaixplatz 1, 52146 Würselen"


def test_every_language_of_the_programme_has_a_name_in_every_page_language(client: Any) -> None:
    nameless = {
        (language["code"], shown_in)
        for language in client.get("/api/v1/programme").json["languages"]
        for shown_in, name in language["names"].items()
        if name.lower() == language["code"]
    }
    assert not nameless


@pytest.mark.parametrize("path", ["/api/v1/programme", "/api/v1/notice?language=ar"])
def test_what_seldom_changes_may_be_kept_and_is_asked_for_by_its_digest(client: Any, path: str) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_the_notice_speaks_the_language_asked_for(client: Any) -> None:
    assert client.get("/api/v1/notice?language=ar").json["language"] == "ar"
    assert client.get("/api/v1/notice", headers={"Accept-Language": "ru"}).json["language"] == "ru"
    unknown = client.get("/api/v1/notice?language=xx")
    assert (unknown.status_code, unknown.json["errors"][0]["code"]) == (422, "unknown_language")


def test_an_address_may_send_its_share_by_page_and_api_together(
    gateway: Callable[..., Any], calls: FakeCalls, asked: dict[str, Any]
) -> None:
    client = gateway(calls, requests_per_hour=2).test_client()
    assert [client.post(REQUESTS, json=asked).status_code for _ in range(3)] == [201, 201, 429]
    over = client.post(REQUESTS, json=asked)
    assert over.json["code"] == "too_many_requests"
    assert 0 < int(over.headers["Retry-After"]) <= 3600
    assert len(calls.stored()) == 2
    elsewhere = client.post(REQUESTS, json=asked, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 201


def test_all_addresses_of_one_household_count_as_one(
    gateway: Callable[..., Any], calls: FakeCalls, asked: dict[str, Any]
) -> None:
    client = gateway(calls, requests_per_hour=1).test_client()
    phones = ["2001:db8:1:2::a", "2001:db8:1:2::b", "2001:db8:1:3::a"]
    answers = [client.post(REQUESTS, json=asked, environ_overrides={"REMOTE_ADDR": phone}) for phone in phones]
    assert [answer.status_code for answer in answers] == [201, 429, 201]


def test_a_forged_forwarding_header_changes_nothing_without_a_proxy(
    gateway: Callable[..., Any], calls: FakeCalls, asked: dict[str, Any]
) -> None:
    client = gateway(calls, requests_per_hour=1).test_client()
    statuses = [
        client.post(REQUESTS, json=asked, headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in range(2)
    ]
    assert statuses == [201, 429]


def test_health_tells_living_from_ready(client: Any, calls: FakeCalls) -> None:
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 200
    calls.is_ready = False
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 503
