"""The API of those who work with Lotse: what reaches the services, what comes back, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from services.chassis.errors import FieldError, Invalid, LotseError, NotFound, Refused, TooLate, Unavailable
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_desk import OFFERED_ID, REQUEST_ID
from tests.unit.gateway.fake_intake import FakeCalls, broken
from tests.unit.gateway.fake_offers import OFFER_ID, OFFER_OF_BRUECKE
from tests.unit.gateway.staff_bodies import BODIES
from tests.unit.gateway.staff_routes import API, ROUTES, path_of


def test_a_consultation_sent_twice_is_written_down_once(call: Any, calls: FakeCalls) -> None:
    route = "POST /cases/<uuid:case_id>/consultations"
    answers = [call(route, "counsellor", Idempotency_Key="retro-clock") for _ in range(2)]
    assert answers[0].json == answers[1].json
    case, _ = calls.cases.cases_[CASE_ID]
    assert len(case["consultations"]) == 2


def test_a_malformed_key_is_refused(call: Any, calls: FakeCalls) -> None:
    answer = call("POST /cases", "counsellor", Idempotency_Key="x" * 129)
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (422, "idempotency_key_malformed")
    assert not calls.of_staff()


def test_a_new_case_says_where_it_is(client: Any, calls: FakeCalls, call: Any) -> None:
    answer = call("POST /cases", "counsellor")
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{API}/cases/{answer.json['case_id']}"
    assert answer.headers["ETag"] == '"1"'
    headers = {"Authorization": f"Bearer {calls.cases.token('counsellor')}"}
    assert client.get(answer.headers["Location"], headers=headers).json["name"] == "سامر الخطيب"


def test_a_request_goes_from_the_desk_to_an_offer(call: Any) -> None:
    triaged = call("POST /requests/<uuid:request_id>/triage", "desk")
    assert triaged.json == {"request_id": REQUEST_ID, "version": 2}
    offered = call("POST /requests/<uuid:request_id>/offers", "desk", If_Match=triaged.headers["ETag"])
    assert offered.status_code == 201
    assert set(offered.json) == {"offer_id", "request_id", "version", "expires_at"}
    seen = call("GET /requests/<uuid:request_id>", "desk").json
    assert (seen["status"], seen["offers"][0]["to"], seen["version"]) == ("offered", "bruecke", 3)
    assert seen["person"]["name"] == "ნინო ბერიძე"


def test_the_list_of_the_desk_names_nobody(call: Any) -> None:
    answer = call("GET /requests", "desk")
    assert len(answer.json["items"]) == 2
    assert "person" not in answer.json["items"][0]
    assert "ნინო" not in answer.text
    assert set(answer.json) == {"items"}


def test_an_accepted_offer_answers_with_its_case(call: Any) -> None:
    answer = call("POST /offers/<uuid:offer_id>/accept", "counsellor")
    assert set(answer.json) == {"offer_id", "case_id", "version"}
    again = call("POST /offers/<uuid:offer_id>/decline", "counsellor", If_Match='"2"')
    assert (again.status_code, again.json["code"]) == (409, "offer_closed")


def test_what_belongs_to_another_organisation_does_not_exist(client: Any, calls: FakeCalls) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('counsellor_bruecke')}", "Accept-Language": "en"}
    nowhere = "00000000-0000-7000-8000-00000000dead"
    for path, other in ((f"/cases/{CASE_ID}", f"/cases/{nowhere}"), (f"/offers/{OFFER_ID}", f"/offers/{nowhere}")):
        found, missing = client.get(API + path, headers=headers), client.get(API + other, headers=headers)
        assert (found.status_code, missing.status_code) == (404, 404)
        for name in ("code", "title", "detail"):
            assert found.json[name] == missing.json[name]
    assert client.get(f"{API}/offers/{OFFER_OF_BRUECKE}", headers=headers).status_code == 200


def test_the_desk_of_another_organisation_has_nothing_to_do_here(call: Any) -> None:
    answer = call("GET /requests", "desk_bruecke")
    assert (answer.status_code, answer.json["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("path", ["/cases/17", "/cases/x", f"/cases/{CASE_ID}x", "/offers/..%2f"])
def test_what_is_no_id_is_no_address(client: Any, calls: FakeCalls, path: str) -> None:
    answer = client.get(API + path, headers={"Authorization": f"Bearer {calls.cases.token('counsellor')}"})
    assert (answer.status_code, answer.json["code"]) == (404, "address_unknown")


def test_a_list_goes_on_where_its_link_leads(client: Any, calls: FakeCalls) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('desk')}"}
    first = client.get(f"{API}/requests?limit=1&municipality=wuerselen", headers=headers)
    link = first.headers["Link"]
    assert link == f'<{API}/requests?limit=1&municipality=wuerselen&cursor=1>; rel="next"'
    second = client.get(link[1 : link.index(">")], headers=headers)
    assert "Link" not in second.headers
    listed = [item["request_id"] for answer in (first, second) for item in answer.json["items"]]
    assert listed == [REQUEST_ID, OFFERED_ID]
    assert calls.asked[-1].request == {"limit": "1", "municipality": "wuerselen", "cursor": "1"}


def test_a_misspelt_filter_is_refused_and_not_ignored(client: Any, calls: FakeCalls) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('desk')}"}
    answer = client.get(f"{API}/requests?municipalty=wuerselen", headers=headers)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "municipalty")
    client.get(f"{API}/requests?status=received&status=triaged", headers=headers)
    assert calls.asked[-1].request == {"status": ["received", "triaged"]}


@pytest.mark.parametrize("route", [route for route in ROUTES if route.startswith("POST")])
@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [(b"{", "application/json", 400), (b"[]", "application/json", 400), (b"reason=other", "text/plain", 415)],
)
def test_what_cannot_be_read_reaches_no_service(
    client: Any, calls: FakeCalls, route: str, data: bytes, content_type: str, status: int
) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token(ROUTES[route][0][0])}", "If-Match": '"1"'}
    path = f"{API}{path_of(route.split(' ')[1])}"
    answer = client.post(path, data=data, content_type=content_type, headers=headers)
    assert answer.status_code == status
    assert not calls.of_staff()


@pytest.mark.parametrize(
    ("error", "language", "title", "sentence"),
    [
        (Refused("already_there", ""), "de", "Schon dort", "So steht es schon: in dieser Phase"),
        (Refused("already_there", ""), "en", "Already there", "It is there already: in this phase"),
        (NotFound("case_unknown", ""), "de", "Fall nicht gefunden", "Diesen Fall gibt es nicht"),
        (Refused("already_ended", ""), "en", "Already ended", "Nothing more can be done about it."),
        (Refused("a_code_from_next_year", ""), "de", "Zurzeit nicht möglich", "Stand"),
    ],
)
def test_staff_are_told_in_their_own_words(
    client: Any, calls: FakeCalls, error: LotseError, language: str, title: str, sentence: str
) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('desk')}", "Accept-Language": language}
    client.get(f"{API}/requests", headers=headers)
    calls.breaks_with = error
    answer = client.get(f"{API}/requests", headers=headers)
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Content-Language"] == language
    assert answer.json["title"] == title
    assert sentence in answer.json["detail"]


@pytest.mark.parametrize(("asked_for", "spoken"), [("ka", "de"), ("ar, en;q=0.5", "en"), ("", "de")])
def test_staff_are_told_in_german_or_english(client: Any, asked_for: str, spoken: str) -> None:
    answer = client.get(f"{API}/cases", headers={"Accept-Language": asked_for})
    assert answer.headers["Content-Language"] == spoken


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("de", "Bitte tragen Sie eine Zahl von 1 bis 600 ein."), ("en", "Please fill in a number from 1 to 600.")],
)
def test_each_field_is_explained_with_its_numbers(call: Any, language: str, sentence: str) -> None:
    body = BODIES["hold_consultation"] | {"minutes": 601}
    answer = call("POST /cases/<uuid:case_id>/consultations", "counsellor", body, Accept_Language=language)
    assert answer.json["errors"] == [{"field": "minutes", "code": "number_out_of_range", "detail": sentence}]


def test_a_field_means_the_client_and_not_the_reader(call: Any, client: Any) -> None:
    answer = call("POST /cases", "counsellor", {})
    details = {error["field"]: error["detail"] for error in answer.json["errors"]}
    assert details["name"] == "Please fill in the person’s name."
    public = client.post(f"{API}/requests", json={}, headers={"Accept-Language": "en"})
    details = {error["field"]: error["detail"] for error in public.json["errors"]}
    assert details["name"] == "Please tell us your name."


@pytest.mark.parametrize(("error", "status"), [(Unavailable, 503), (TooLate, 504)])
def test_a_service_that_is_away_is_said(gateway: Callable[..., Flask], error: type[LotseError], status: int) -> None:
    calls = broken(error, error.kind)
    answer = gateway(calls).test_client().get(f"{API}/cases", headers={"Authorization": "Bearer some-token"})
    assert answer.status_code == status


def test_the_desk_works_while_cases_is_away_and_its_proofs_are_fresh(call: Any, calls: FakeCalls) -> None:
    call("GET /requests", "desk")
    calls.away.add("cases")
    assert call("POST /requests/<uuid:request_id>/triage", "desk").status_code == 200
    assert call("GET /offers", "coordinator").status_code == 503


def test_whoever_must_want_it_is_asked_first(call: Any, calls: FakeCalls) -> None:
    body = {"track": "case_management", "criteria": ["complex_need"], "urgency": "low"}
    answer = call("POST /requests/<uuid:request_id>/triage", "desk", body)
    assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [("criteria", "client_must_want")]


def test_an_error_of_a_newer_service_has_words_too(call: Any, calls: FakeCalls) -> None:
    call("GET /offers", "counsellor")
    errors = (FieldError.of("status", "of_next_year"),)
    calls.breaks_with = Invalid("invalid", "", errors=errors)
    assert call("GET /offers", "counsellor").json["errors"][0]["detail"] == "This cannot be accepted. Please check it."
