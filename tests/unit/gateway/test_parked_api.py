"""Parked messages over the API: every service is asked, who is absent is told as absent, and a person decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import g

from gateway import operations
from services.chassis.errors import Failed, LotseError, NotAllowed, NotFound, TooLate, Unavailable
from services.chassis.identity import Actor
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_routes import API

LIST = "GET /parked"
REPLAY, ARCHIVE = (f"POST /parked/<parked_id>/{deed}" for deed in ("replay", "archive"))


@pytest.fixture
def get(client: Any, calls: FakeCalls) -> Any:
    """Asks for the list with this query, as an operator."""
    headers = {"Authorization": f"Bearer {calls.cases.token('operator')}", "Accept-Language": "en"}
    return lambda query="": client.get(f"{API}/parked{query}", headers=headers)


def test_every_service_is_asked_and_told_in_turn(get: Any, calls: FakeCalls) -> None:
    answer = get()
    assert sorted(asked.service for asked in calls.of_staff()) == sorted(operations.SERVICES)  # at once
    assert [item["parked_id"] for item in answer.json["items"]] == ["intake-17", "intake-21", "notifications-3"]
    assert answer.json["items"][0] == {
        "parked_id": "intake-17",
        "service": "intake",
        "position": 17,
        "type": "offer.accepted.v1",
        "subject": "00000000-0000-7000-8000-0000000000f1",
        "source": "cases",
        "received_at": "2026-11-22T09:15:00Z",
        "parked_at": "2026-11-22T09:15:00Z",
        "attempts": 7,
        "reason": "IntegrityError in services/intake/store/offers.py:52",
    }
    assert (answer.json["absent"], answer.json["more"]) == ([], [])


def test_one_that_is_absent_is_told_and_spoils_nothing(get: Any, calls: FakeCalls) -> None:
    get()
    calls.away |= {"intake", "reporting"}
    answer = get()
    assert answer.status_code == 200
    assert answer.json["absent"] == ["intake", "reporting"]
    assert [item["parked_id"] for item in answer.json["items"]] == ["notifications-3"]
    assert get("?service=intake").json == {"items": [], "absent": ["intake"], "more": []}


def test_the_list_of_one_service_goes_on_where_its_link_leads(get: Any, client: Any, calls: FakeCalls) -> None:
    first = get("?service=intake&limit=1")
    assert first.headers["Link"] == f'<{API}/parked?service=intake&limit=1&cursor=1>; rel="next"'
    assert (first.json["more"], [item["position"] for item in first.json["items"]]) == (["intake"], [17])
    second = get("?service=intake&limit=1&cursor=1")
    assert "Link" not in second.headers
    assert [item["position"] for item in second.json["items"]] == [21]
    assert {asked.service for asked in calls.of_staff()} == {"intake"}
    whole = get("?limit=1")
    assert (whole.json["more"], "Link" in whole.headers) == (["intake"], False)


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("?service=kitchen", "service", "unknown_service"),
        ("?service=", "service", "unknown_service"),
        ("?cursor=1", "service", "required"),
        ("?servise=intake", "servise", "unknown_field"),
    ],
)
def test_what_cannot_be_listed_is_explained(get: Any, query: str, field: str, code: str) -> None:
    answer = get(query)
    assert answer.status_code == 422
    assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [(field, code)]


@pytest.mark.parametrize(("route", "command"), [(REPLAY, "replay_parked"), (ARCHIVE, "archive_parked")])
def test_a_message_is_decided_about_once(call: Any, calls: FakeCalls, route: str, command: str) -> None:
    answer = call(route, "operator")
    assert (answer.status_code, answer.json) == (
        200,
        {"parked_id": "intake-17", "service": "intake", "position": 17},
    )
    asked = calls.asked[-1]
    assert (asked.service, asked.method, asked.request) == ("intake", command, {"position": 17})
    again = call(route, "operator")
    assert (again.status_code, again.json["code"]) == (404, "message_not_parked")
    assert again.json["detail"].startswith("There is no such parked message any more")


@pytest.mark.parametrize("route", [REPLAY, ARCHIVE])
def test_the_same_key_decides_once_and_is_answered_alike(call: Any, route: str) -> None:
    answers = [call(route, "operator", Idempotency_Key="monday") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json == answers[1].json


@pytest.mark.parametrize(
    "parked_id",
    ["kitchen-17", "intake", "intake-", "intake-0", "intake-017", "intake-1x", "17", "intake--1", "intake-\u0661"],
)
def test_what_names_no_message_reaches_no_service(client: Any, calls: FakeCalls, parked_id: str) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('operator')}"}
    answer = client.post(f"{API}/parked/{parked_id}/replay", headers=headers)
    assert (answer.status_code, answer.json["code"]) == (404, "message_not_parked")
    assert not calls.of_staff()


def test_deciding_needs_its_service(call: Any, calls: FakeCalls) -> None:
    call(LIST, "operator")
    calls.away.add("intake")
    assert call(REPLAY, "operator").status_code == 503


@pytest.fixture
def operator(app: Any) -> Iterator[None]:
    """An operator is asking, whatever for."""
    with app.test_request_context():
        g.actor = Actor(frozenset({"operator"}), "kim", "account-operator")
        yield


@pytest.mark.usefixtures("operator")
def test_how_every_service_is() -> None:
    found = {each["service"]: each for each in operations.conditions()}
    assert list(found) == list(operations.SERVICES)
    assert found["intake"] == {
        "service": "intake",
        "present": True,
        "unsent": 2,
        "oldest_unsent_at": "2026-11-22T09:15:00Z",
        "waiting": 0,
        "parked": 2,
    }


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize(
    "error",
    [
        Unavailable("unavailable", "It is not there."),
        TooLate("too_late", "It did not answer in time."),
        Failed("failed", "It broke."),
        NotFound("unknown_method", "It is of last year."),
    ],
)
def test_whatever_keeps_a_service_from_answering_it_is_absent(calls: FakeCalls, error: LotseError) -> None:
    calls.breaks_with = error
    assert operations.conditions() == [{"service": service, "present": False} for service in operations.SERVICES]


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize("error", [NotFound("message_not_parked", ""), NotAllowed("not_allowed", "")])
def test_any_other_answer_is_said(calls: FakeCalls, error: LotseError) -> None:
    calls.breaks_with = error
    with pytest.raises(type(error)):
        operations.conditions()


def test_the_operators_of_another_organisation_have_nothing_to_do_here(get: Any, calls: FakeCalls) -> None:
    calls.cases.accounts_["operator"]["organisation"] = "bruecke"
    answer = get()
    assert (answer.status_code, answer.json["code"]) == (403, "not_allowed")
