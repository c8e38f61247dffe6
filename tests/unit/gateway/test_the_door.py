"""What holds for every route: who may call it, what it tells the browser, what it writes down."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from structlog.testing import capture_logs

from gateway import openapi, tracks, who
from tests.unit.gateway.fake_intake import REFERENCE, TOKEN, FakeCalls

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


def test_every_route_says_who_may_call_it(app: Any) -> None:
    silent = {rule.endpoint for rule in app.url_map.iter_rules() if not who.declared(app.view_functions[rule.endpoint])}
    assert not silent


def test_a_route_that_says_nothing_answers_nobody(gateway: Callable[..., Any], calls: FakeCalls) -> None:
    app = gateway(calls)
    app.add_url_rule("/api/v1/forgotten", "forgotten", lambda: "secrets")
    answer = app.test_client().get("/api/v1/forgotten")
    assert (answer.status_code, answer.json["code"]) == (500, "failed")


@pytest.mark.parametrize("path", ["/de/", "/de/request", "/api/v1/programme", "/api/v1/x", "/health/live", "/nowhere"])
def test_every_answer_carries_the_headers_that_keep_a_browser_safe(client: Any, path: str) -> None:
    sent = client.get(path).headers
    policy = sent["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in sent["Permissions-Policy"]
    assert "Strict-Transport-Security" not in sent


def test_over_tls_the_browser_is_told_to_stay_there(gateway: Callable[..., Any], calls: FakeCalls) -> None:
    answer = gateway(calls, secure_cookies=True).test_client().get("/de/")
    assert "max-age=63072000" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("path", ["/de/request", "/de/status", "/de/received"])
def test_pages_about_one_person_are_kept_nowhere(client: Any, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_pages_for_everybody_may_be_kept_and_set_no_cookie(client: Any) -> None:
    answer = client.get("/de/")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in answer.headers


def test_the_api_sets_no_cookie(client: Any, asked: dict[str, Any]) -> None:
    assert "Set-Cookie" not in client.post("/api/v1/requests", json=asked).headers


def test_the_trace_of_the_caller_is_continued(client: Any) -> None:
    answer = client.get("/health/live", headers={"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"})
    assert answer.headers["X-Trace-Id"] == TRACE


def test_without_a_trace_each_request_begins_one(client: Any) -> None:
    assert client.get("/health/live").headers["X-Trace-Id"] != client.get("/health/live").headers["X-Trace-Id"]


def test_each_request_is_one_line_with_its_rule_and_no_secret(
    client: Any, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    with capture_logs() as lines:
        client.get(f"/ka/status/{REFERENCE}/{TOKEN}")
        client.get(f"/api/v1/requests/status?reference={REFERENCE}&token={TOKEN}")
        client.post("/api/v1/requests", json=asked)
    assert [line["event"] for line in lines] == ["request"] * 3
    assert lines[0]["route"].endswith("/status/<reference>/<token>")
    assert set(lines[0]) >= {"method", "route", "status", "ms"}
    written = json.dumps(lines, ensure_ascii=False)
    for secret in (REFERENCE, TOKEN, asked["name"], asked["email"]):
        assert secret not in written


def test_a_bug_is_written_down_by_its_place_and_not_by_its_message() -> None:
    app = Flask("quoting")
    with capture_logs() as lines, app.test_request_context():
        try:
            raise KeyError("ნინო ბერიძე")
        except KeyError as error:
            tracks.log_failure(error)
    (line,) = lines
    assert line["error"] == "KeyError"
    assert "ნინო" not in json.dumps(line, ensure_ascii=False)


def test_the_committed_openapi_document_is_the_present_one() -> None:
    """Write it anew with `python -m gateway.openapi`."""
    assert openapi.COMMITTED.read_text(encoding="utf-8") == openapi.document()


def test_the_document_that_is_served_is_the_committed_one(client: Any) -> None:
    assert client.get("/api/openapi.json").json == json.loads(openapi.COMMITTED.read_text(encoding="utf-8"))


def test_the_documentation_page_explains_every_path_and_every_problem(client: Any) -> None:
    page = client.get("/api/documentation").text
    for path in client.get("/api/openapi.json").json["paths"]:
        assert path in page
    assert 'id="request_unknown"' in page
    assert 'href="http' not in page
    assert "src=" not in page
