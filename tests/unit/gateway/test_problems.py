"""What the API says when something is wrong: which problem, in which language, and what would help."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from services.chassis.errors import (
    Conflict,
    Failed,
    FieldError,
    Invalid,
    LotseError,
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refused,
    TooLate,
    TooMany,
    Unavailable,
)
from tests.unit.gateway.fake_intake import FakeCalls, broken

REQUESTS = "/api/v1/requests"


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [
        (Invalid, "invalid", 422),
        (NotSignedIn, "not_signed_in", 401),
        (NotAllowed, "not_allowed", 403),
        (NotFound, "request_unknown", 404),
        (Refused, "already_ended", 409),
        (Conflict, "conflict", 412),
        (Conflict, "idempotency_mismatch", 422),
        (TooMany, "too_many_requests_for_contact", 429),
        (Failed, "failed", 500),
        (Unavailable, "unavailable", 503),
        (TooLate, "too_late", 504),
        (Refused, "a_code_from_next_year", 409),
        (NotFound, "a_thing_from_next_year", 404),
    ],
)
def test_every_refusal_of_a_service_is_a_problem_document(
    gateway: Callable[..., Any], asked: dict[str, Any], kind: type[LotseError], code: str, status: int
) -> None:
    answer = gateway(broken(kind, code)).test_client().post(REQUESTS, json=asked)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    problem = answer.json
    assert problem["status"] == status
    assert problem["code"] == code
    assert problem["type"] == f"http://localhost:8080/api/documentation#{code}"
    assert problem["instance"] == REQUESTS
    assert problem["title"]
    assert problem["detail"]
    assert re.fullmatch("[0-9a-f]{32}", problem["trace_id"])
    assert problem["trace_id"] == answer.headers["X-Trace-Id"]
    assert ("Retry-After" in answer.headers) == (status in (429, 503))


def test_a_bug_is_a_problem_without_a_stack_trace(gateway: Callable[..., Any], asked: dict[str, Any]) -> None:
    calls = FakeCalls(breaks_with=KeyError("ნინო"))
    answer = gateway(calls).test_client().post(REQUESTS, json=asked)
    assert (answer.status_code, answer.json["code"]) == (500, "failed")
    assert "ნინო" not in answer.text
    assert "Traceback" not in answer.text


def test_too_many_from_one_contact_says_when_to_come_back(gateway: Callable[..., Any], asked: dict[str, Any]) -> None:
    calls = broken(TooMany, "too_many_requests_for_contact", retry_after=7200)
    answer = gateway(calls).test_client().post(REQUESTS, json=asked)
    assert answer.headers["Retry-After"] == "7200"


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "broken_json"),
        (b"\xff\xfe", "application/json", 400, "broken_json"),
        (b"[" * 60_000, "application/json", 400, "broken_json"),
        (b'{"version": NaN}', "application/json", 400, "broken_json"),
        (b"1" * 5_000, "application/json", 400, "broken_json"),
        (b'"just a word"', "application/json", 400, "not_an_object"),
        (b"name=Nino", "application/x-www-form-urlencoded", 415, "wrong_content_type"),
        (b"{}", None, 415, "wrong_content_type"),
        (b"{" + b" " * 70_000 + b"}", "application/json", 413, "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_before_anybody_is_asked(
    client: Any, calls: FakeCalls, body: bytes, content_type: str | None, status: int, code: str
) -> None:
    answer = client.post(REQUESTS, data=body, content_type=content_type)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert not calls.asked


def test_a_body_without_length_is_bounded_too(client: Any) -> None:
    endless = BytesIO(b" " * 200_000)
    environ = {"wsgi.input_terminated": True}
    answer = client.post(REQUESTS, input_stream=endless, content_type="application/json", environ_overrides=environ)
    assert answer.status_code == 413


@pytest.mark.parametrize("name", ["a\x00b", "a\u202eb", "\ud800"])
def test_control_characters_travel_to_the_service_which_refuses_them(
    client: Any, calls: FakeCalls, asked: dict[str, Any], name: str
) -> None:
    body = json.dumps(asked | {"name": name})
    client.post(REQUESTS, data=body, content_type="application/json")
    assert calls.asked[0].request["name"] == name


def test_an_unknown_address_and_a_wrong_method_are_problems_that_say_what_would_work(client: Any) -> None:
    unknown, wrong = client.get("/api/v1/nothing"), client.delete(REQUESTS)
    assert (unknown.status_code, unknown.json["code"]) == (404, "address_unknown")
    assert (wrong.status_code, wrong.json["code"]) == (405, "method_not_allowed")
    assert "POST" in wrong.headers["Allow"]


def test_each_field_is_named_with_a_sentence_in_the_language_of_the_body(client: Any) -> None:
    answer = client.post(REQUESTS, json={"language": "ka", "email": "x"})
    assert answer.headers["Content-Language"] == "ka"
    by_field = {error["field"]: error for error in answer.json["errors"]}
    assert by_field["name"] == {"field": "name", "code": "required", "detail": "გთხოვთ, მიუთითოთ თქვენი სახელი."}
    assert by_field["email"]["code"] == "not_an_email"


def test_the_header_decides_about_the_language_before_the_body_does(client: Any) -> None:
    answer = client.post(REQUESTS, json={"language": "ka"}, headers={"Accept-Language": "tr-TR,tr;q=0.9"})
    assert answer.headers["Content-Language"] == "tr"


@pytest.mark.parametrize(
    ("header", "language"),
    [("hr", "bs"), ("sr-Latn-RS", "bs"), ("zh, fr;q=0.5", "fr"), ("xx", "de"), ("", "de"), ("ar-SY", "ar")],
)
def test_a_reader_gets_a_language_he_can_read(client: Any, header: str, language: str) -> None:
    answer = client.get("/api/v1/nothing", headers={"Accept-Language": header})
    assert answer.headers["Content-Language"] == language


def test_numbers_of_a_sentence_are_filled_in_and_a_missing_one_breaks_nothing(
    gateway: Callable[..., Any], asked: dict[str, Any]
) -> None:
    errors = (FieldError.of("name", "too_long", max=200), FieldError.of("message", "too_long"), FieldError.of("x", "y"))
    calls = FakeCalls(breaks_with=Invalid("invalid", "", errors=errors))
    answer = gateway(calls).test_client().post(REQUESTS, json=asked, headers={"Accept-Language": "en"})
    assert [error["detail"] for error in answer.json["errors"]] == [
        "This is too long. At most 200 characters fit.",
        "This is too long. At most · characters fit.",
        "This cannot be accepted. Please check it.",
    ]
