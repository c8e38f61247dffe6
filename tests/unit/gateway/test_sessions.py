"""Signing in and out over the API, what a token opens, and the cookie of the pages that opens something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, g

from gateway import proofs, sign_in, who
from services.chassis import tracing
from services.chassis.errors import LotseError, TooLate, Unavailable
from services.chassis.identity import Actor
from tests.unit.gateway.fake_accounts import PASSWORD
from tests.unit.gateway.fake_intake import FakeCalls, broken

SESSIONS = "/api/v1/sessions"
REQUESTS = "/api/v1/requests"
RIGHT = {"user": "desk", "password": PASSWORD}
WRONG = {"user": "desk", "password": "wrong"}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def page(gateway: Callable[..., Flask], calls: FakeCalls) -> Any:
    """A client of a gateway with one page more: it tells who was let in."""
    app = gateway(calls)

    @who.staff("desk", "coordinator")
    def told(language: str) -> str:
        return f"{g.account['name']} {g.actor.label}"

    app.add_url_rule("/<any(de,en,ka):language>/told", "told", told)
    return app.test_client()


def test_a_session_is_opened_and_its_token_opens_the_api(client: Any, calls: FakeCalls) -> None:
    answer = client.post(SESSIONS, json=RIGHT)
    assert answer.status_code == 201
    assert set(answer.json) == {"token", "ends_at"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert calls.asked[-1].who == Actor.public()
    assert calls.asked[-1].command_id is None  # a token is remembered nowhere
    assert client.get(REQUESTS, headers=bearer(answer.json["token"])).status_code == 200


@pytest.mark.parametrize("body", [WRONG, {"user": "nobody", "password": PASSWORD}])
def test_a_wrong_user_and_a_wrong_password_are_answered_alike(client: Any, body: dict[str, str]) -> None:
    answer = client.post(SESSIONS, json=body, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json["code"]) == (401, "wrong_credentials")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json["title"] == "This did not match"


def test_what_is_missing_or_unknown_is_named(client: Any) -> None:
    answer = client.post(SESSIONS, json={"user": "desk", "shoe_size": 43}, headers={"Accept-Language": "de"})
    assert answer.status_code == 422
    assert {(error["field"], error["code"]) for error in answer.json["errors"]} == {
        ("password", "required"),
        ("shoe_size", "unknown_field"),
    }
    assert "Bitte geben Sie Ihr Passwort ein." in [error["detail"] for error in answer.json["errors"]]


def test_cases_says_when_one_user_name_was_tried_too_often(client: Any) -> None:
    for _ in range(10):
        client.post(SESSIONS, json=WRONG)
    answer = client.post(SESSIONS, json=RIGHT)
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_sign_ins")
    assert answer.headers["Retry-After"] == "900"


def test_an_address_may_be_wrong_so_many_times_in_an_hour(gateway: Callable[..., Flask], calls: FakeCalls) -> None:
    client: Any = gateway(calls, wrong_sign_ins_per_hour=2).test_client()
    right = [client.post(SESSIONS, json=RIGHT).status_code for _ in range(5)]
    assert right == [201] * 5  # only wrong ones count
    bodies = [WRONG, {"user": "another", "password": "x"}, RIGHT]
    answers = [client.post(SESSIONS, json=body) for body in bodies]
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert answers[-1].json["code"] == "too_many_sign_ins"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600
    elsewhere = client.post(SESSIONS, json=RIGHT, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 201


def test_wrong_sign_ins_are_not_counted_as_requests_of_the_public(
    gateway: Callable[..., Flask], calls: FakeCalls, asked: dict[str, Any]
) -> None:
    client = gateway(calls, wrong_sign_ins_per_hour=1, requests_per_hour=1).test_client()
    assert client.post(SESSIONS, json=WRONG).status_code == 401
    assert client.post(REQUESTS, json=asked).status_code == 201


def test_a_session_is_ended_at_once(client: Any, calls: FakeCalls) -> None:
    headers = bearer(client.post(SESSIONS, json=RIGHT).json["token"])
    assert client.get(REQUESTS, headers=headers).status_code == 200
    ended = client.delete(SESSIONS, headers=headers)
    assert (ended.status_code, ended.data) == (204, b"")
    answer = client.get(REQUESTS, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (401, "session_ended")
    assert client.delete(SESSIONS, headers=headers).status_code == 401


def test_a_session_is_forgotten_here_even_if_cases_cannot_be_told(client: Any, calls: FakeCalls) -> None:
    headers = bearer(calls.cases.token("desk"))
    client.get(REQUESTS, headers=headers)
    calls.away.add("cases")
    assert client.delete(SESSIONS, headers=headers).status_code == 503
    assert client.get(REQUESTS, headers=headers).status_code == 503


def test_a_session_that_was_ended_elsewhere_ends_here_within_a_minute(
    client: Any, calls: FakeCalls, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [0.0]
    with app.app_context():
        monkeypatch.setattr(proofs.proofs(), "_clock", lambda: seconds[0])
    headers = bearer(calls.cases.token("desk"))
    assert client.get(REQUESTS, headers=headers).status_code == 200
    calls.cases.ended.add(calls.cases.token("desk"))
    seconds[0] = 60
    answer = client.get(REQUESTS, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (401, "session_ended")


@pytest.mark.parametrize(("error", "status"), [(Unavailable, 503), (TooLate, 504)])
def test_while_cases_is_away_nobody_can_sign_in_and_that_is_said(
    gateway: Callable[..., Flask], error: type[LotseError], status: int
) -> None:
    client = gateway(broken(error, error.kind)).test_client()
    assert client.post(SESSIONS, json=RIGHT).status_code == status
    assert client.get(REQUESTS, headers=bearer("some-token")).status_code == status


def test_while_cases_is_away_the_desk_goes_on_for_a_while(client: Any, calls: FakeCalls) -> None:
    headers = bearer(calls.cases.token("desk"))
    assert client.get(REQUESTS, headers=headers).status_code == 200
    calls.away.add("cases")
    assert client.get(REQUESTS, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic ZGVzazpwYXNz", "token-of-desk", "bearer=token-of-desk"]
)
def test_without_a_token_the_api_asks_for_one(client: Any, calls: FakeCalls, header: str | None) -> None:
    answer = client.get(REQUESTS, headers={"Authorization": header} if header is not None else {})
    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert not calls.asked


def test_a_token_in_the_address_or_the_body_opens_nothing(client: Any, calls: FakeCalls) -> None:
    token = calls.cases.token("desk")
    assert client.get(f"{REQUESTS}?access_token={token}&token={token}").status_code == 401


def test_no_cookie_opens_the_api(client: Any, calls: FakeCalls) -> None:
    for name in ("lotse-session", "__Host-lotse-session", "lotse"):
        client.set_cookie(name, calls.cases.token("desk"))
    assert client.get(REQUESTS).status_code == 401


def test_no_bearer_token_opens_a_page(page: Any, calls: FakeCalls) -> None:
    answer = page.get("/en/told", headers=bearer(calls.cases.token("desk")))
    assert (answer.status_code, answer.location) == (303, "/en/sign-in?next=%2Fen%2Ftold")
    assert not calls.asked


def test_a_cookie_opens_the_pages(page: Any, calls: FakeCalls) -> None:
    page.set_cookie("lotse-session", calls.cases.token("desk"))
    assert page.get("/en/told").text == "Desk desk:account-desk"


def test_the_wrong_role_gets_a_page_that_says_so(page: Any, calls: FakeCalls) -> None:
    page.set_cookie("lotse-session", calls.cases.token("liaison"))
    answer = page.get("/de/told")
    assert (answer.status_code, answer.mimetype) == (403, "text/html")
    assert "Ihre Rollen erlauben das nicht." in answer.text


def test_an_ended_session_leads_to_the_sign_in_page_and_takes_its_cookie_along(page: Any, calls: FakeCalls) -> None:
    page.set_cookie("lotse-session", "token-of-nobody")
    answer = page.get("/de/told?status=received")
    assert (answer.status_code, answer.location) == (303, "/de/sign-in?next=%2Fde%2Ftold%3Fstatus%3Dreceived")
    assert "lotse-session=;" in answer.headers["Set-Cookie"]


def test_staff_pages_speak_german_where_the_reader_wants_none_of_theirs(page: Any) -> None:
    assert page.get("/ka/told", headers={"Accept-Language": "ka"}).location.startswith("/de/sign-in")


def test_while_cases_is_away_a_page_says_so(page: Any, calls: FakeCalls) -> None:
    page.set_cookie("lotse-session", calls.cases.token("desk"))
    calls.away.add("cases")
    assert page.get("/de/told").status_code == 503


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_ends_with_the_browser_and_no_script_reads_it(
    gateway: Callable[..., Flask], calls: FakeCalls, secure: bool
) -> None:
    app = gateway(calls, secure_cookies=secure)
    with app.test_request_context():
        answer = sign_in.hand_over(app.make_response(""), "the-token")
        cookie = answer.headers["Set-Cookie"]
        taken = sign_in.take_back(app.make_response("")).headers["Set-Cookie"]
    assert cookie.startswith("__Host-lotse-session=the-token;" if secure else "lotse-session=the-token;")
    assert ("; Secure" in cookie) == secure
    assert "; HttpOnly" in cookie
    assert "; SameSite=Lax" in cookie
    assert "; Path=/" in cookie
    assert not {"Max-Age", "Expires", "Domain"} & {part.split("=")[0].strip() for part in cookie.split(";")}
    assert "Expires=Thu, 01 Jan 1970" in taken


@pytest.mark.parametrize("wanted", ["/de/desk", "/de/cases/1?x=1", "/", "/de/desk?next=//somewhere"])
def test_one_goes_back_to_a_page_of_ours(wanted: str) -> None:
    assert sign_in.way_back(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "de/desk",
        "//example.org",
        "///example.org",
        "/\\example.org",
        "\\/example.org",
        "https://example.org/",
        "javascript:alert(1)",
        "/de/\r\nSet-Cookie: a=b",
        "/\t/example.org",
        " /de/desk",
        "/" + "x" * 500,
    ],
)
def test_one_does_not_go_on_to_anybody_else(wanted: str) -> None:
    assert sign_in.way_back(wanted) is None


@pytest.mark.parametrize("path", ["/de/", "/de/request", "/static/none.css", "/api/v1/programme", "/health/live"])
def test_nobody_asks_cases_about_whoever_reads_what_is_for_everybody(client: Any, calls: FakeCalls, path: str) -> None:
    client.set_cookie("lotse-session", calls.cases.token("desk"))
    client.get(path, headers=bearer(calls.cases.token("desk")))
    assert not calls.asked


def test_what_a_request_brings_about_is_traced_to_the_pseudonym(gateway: Callable[..., Flask]) -> None:
    actors = []

    class Listening(FakeCalls):
        def ask(self, *args: Any, **options: Any) -> dict[str, Any]:
            thread = tracing.current()
            actors.append(thread and thread.actor)
            return super().ask(*args, **options)

    calls = Listening()
    gateway(calls).test_client().get(REQUESTS, headers=bearer(calls.cases.token("desk")))
    assert actors == ["public:public", "desk:account-desk"]
    assert calls.asked[-1].who == Actor(frozenset({"desk"}), "kim", "account-desk")
