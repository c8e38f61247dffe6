"""What cannot be accepted is answered with a problem document that names the field, and nothing is stored or sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.eventually import eventually
from tests.stories.conftest import NOTICE_VERSION
from tests.stories.town import Town

Api = Callable[..., Any]

LONG_NAMES = {
    "Latin": "Ö" * 201,
    "Arabic": "ل" * 201,
    "Georgian": "ნ" * 201,
    "Cyrillic": "Я" * 201,
    "Ethiopic": "ሀ" * 201,
}
GONE = object()

# what is wrong → (what is changed in a good request, the field that must be named, its code)
CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "an unknown language": ({"language": "tlh"}, "language", "unknown_language"),
    "an unknown topic": ({"topics": ["housing", "gold"]}, "topics", "unknown_topic"),
    "an unknown municipality": ({"municipality": "atlantis"}, "municipality", "unknown_municipality"),
    "an unknown place": ({"preferred_place": "moon"}, "preferred_place", "unknown_place"),
    "an unknown channel": ({"channel": "pigeon"}, "channel", "unknown_channel"),
    "an unknown way of talking": ({"language_mode": "sung"}, "language_mode", "unknown_language_mode"),
    "no topic": ({"topics": []}, "topics", "required"),
    "a topic twice": ({"topics": ["housing", "housing"]}, "topics", "duplicate"),
    "topics that are no list": ({"topics": "housing"}, "topics", "wrong_type"),
    "a topic that is no text": ({"topics": [{"housing": 1}]}, "topics", "wrong_type"),
    "no way to be reached": ({"email": GONE}, "email", "contact_missing"),
    "an address that is none": ({"email": "nino at example"}, "email", "not_an_email"),
    "a second line in the address": (
        {"email": "nino@example.org\nBcc: all@example.org"},
        "email",
        "control_characters",
    ),
    "a number that is none": ({"email": GONE, "phone": "call me"}, "phone", "not_a_phone"),
    "no consent": ({"consent": GONE}, "consent", "required"),
    "consent to an old notice": (
        {"consent": {"notice_version": "2019-01", "language": "ka"}},
        "consent.notice_version",
        "notice_outdated",
    ),
    "consent in an unknown language": (
        {"consent": {"notice_version": NOTICE_VERSION, "language": "tlh"}},
        "consent.language",
        "unknown_language",
    ),
    "no name": ({"name": GONE}, "name", "required"),
    "a name of blanks": ({"name": " \u00a0 "}, "name", "required"),
    "a name that is a number": ({"name": 7}, "name", "wrong_type"),
    "NUL in the name": ({"name": "ნინო\0ბერიძე"}, "name", "control_characters"),
    "an escape in the name": ({"name": "ნინო\x1b[31m"}, "name", "control_characters"),
    "a bidi override in the name": ({"name": "ნინო\u202eeziroeb"}, "name", "control_characters"),
    "a bidi isolate in the message": ({"message": "\u2067ბინა\u2069"}, "message", "control_characters"),
    "NUL in the message": ({"message": "ბინა\0"}, "message", "control_characters"),
    "a message too long": ({"message": "ბ" * 4001}, "message", "too_long"),
    "a line break in the name": ({"name": "ნინო\nბერიძე"}, "name", "control_characters"),
    "a field nobody knows": ({"birthday": "2031-02-30"}, "birthday", "unknown_field"),
    **{f"a very long {script} name": ({"name": name}, "name", "too_long") for script, name in LONG_NAMES.items()},
}


def changed(asked: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (asked | changes).items() if value is not GONE}


@pytest.fixture(autouse=True)
def nothing_is_stored_or_sent(town: Town, settled: Any) -> Any:
    before = settled()
    yield
    assert town.counts() == before


@pytest.fixture
def settled(town: Town) -> Callable[[], dict[str, int]]:
    """The counts, once what earlier stories began has come to its end."""

    def count() -> dict[str, int]:
        due = "SELECT * FROM messages WHERE state = 'queued' AND attempts = 0"
        eventually(lambda: town.is_quiet() and not town.rows("notifications", due), within=20)
        return town.counts()

    return count


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_named_in_georgian_and_nothing_is_stored(api: Api, asked: dict[str, Any], case: str) -> None:
    changes, field, code = CASES[case]
    answer = api("POST", "/requests", json=changed(asked, changes), headers={"Accept-Language": "ka"})

    assert answer.status_code == 422, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Content-Language"] == "ka"
    problem = answer.json()
    assert problem["status"] == 422
    assert problem["trace_id"] == answer.headers["X-Trace-Id"]
    named = {error["field"]: error for error in problem["errors"]}
    assert field in named, problem["errors"]
    assert named[field]["code"] == code
    for sentence in (problem["title"], problem["detail"], named[field]["detail"]):
        assert any("\u10a0" <= letter <= "\u10ff" for letter in sentence), f"not in Georgian: {sentence}"


def test_every_mistake_is_named_at_once(api: Api) -> None:
    answer = api("POST", "/requests", json={"topics": ["gold"], "name": "", "language": "tlh"})
    assert answer.status_code == 422
    named = {error["field"] for error in answer.json()["errors"]}
    assert {"topics", "name", "language", "municipality", "consent"} <= named


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b'{"language": "ka"', "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"ka"', "application/json", 400),
        (b"\xff\xfe\x00", "application/json", 400),
        (b'{"name": NaN}', "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b"", "application/json", 400),
        (b"language=ka&name=nino", "application/x-www-form-urlencoded", 415),
        (b"<request/>", "application/xml", 415),
        (b"{}", "", 415),
        (b"{" + b" " * 10_000_000 + b"}", "application/json", 413),
        (json.dumps({"message": "ბ" * 100_000}).encode(), "application/json", 413),
    ],
    ids=["half", "list", "text", "not UTF-8", "NaN", "deep", "empty", "form", "XML", "untyped", "10 MB", "300 kB"],
)
def test_a_body_that_cannot_be_read_is_a_problem_in_german(
    api: Api, body: bytes, content_type: str, status: int
) -> None:
    headers = {"Content-Type": content_type, "Accept-Language": "de-DE,de;q=0.9"}
    answer = api("POST", "/requests", data=body, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Content-Language"] == "de"
    assert {"type", "title", "status", "detail", "instance", "code", "trace_id"} <= set(answer.json())


@pytest.mark.parametrize("key", ["", "ключ", "k" * 129, "a\tb"])
def test_a_malformed_key_is_named(api: Api, asked: dict[str, Any], key: str) -> None:
    answer = api("POST", "/requests", json=asked, headers={"Idempotency-Key": key.encode()})
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


@pytest.mark.parametrize("reference", ["", "K7M", "K7M-4XQ-6\0", "x" * 5000, "K7M-4XQ-6' OR '1'='1"])
def test_a_reference_that_is_none_opens_nothing(api: Api, reference: str) -> None:
    answer = api("GET", "/requests/status", params={"reference": reference, "token": "A" * 22})
    assert answer.status_code in (404, 414, 422), answer.text
