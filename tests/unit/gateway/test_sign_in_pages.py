"""Signing in by the page: where it leads, what goes wrong, and what stays behind on the device."""

from __future__ import annotations

from typing import Any

import pytest

from services.chassis.errors import Unavailable
from tests.unit.gateway.conftest import hidden
from tests.unit.gateway.fake_accounts import PASSWORD, ROLES
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import signed_in, text, words


def sign_in(client: Any, user: str, password: str = PASSWORD, wanted: str = "") -> Any:
    page = client.get(f"/en/sign-in?next={wanted}").text
    fields = {"csrf_token": hidden(page, "csrf_token"), "next": hidden(page, "next")}
    return client.post("/en/sign-in", data=fields | {"user": user, "password": password})


@pytest.mark.parametrize(
    ("user", "home"),
    [
        ("desk", "/en/desk"),
        ("counsellor", "/en/work"),
        ("coordinator", "/en/desk"),
        ("steering", "/en/board"),
        ("privacy_officer", "/en/board"),
        ("operator", "/en/operations"),
        ("administrator", "/en/accounts"),
        ("liaison", "/en/questions"),
        ("desk_bruecke", "/en/directory"),
        ("counsellor_bruecke", "/en/work"),
    ],
)
def test_everybody_comes_home_to_the_page_of_their_role(client: Any, user: str, home: str) -> None:
    answer = sign_in(client, user)
    assert (answer.status_code, answer.location) == (303, home)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age" not in cookie
    assert client.get(home).status_code == 200


def test_a_page_that_was_wanted_is_shown_after_signing_in(client: Any) -> None:
    wanted = client.get(f"/de/cases/{CASE_ID}").location
    assert wanted == f"/de/sign-in?next=%2Fde%2Fcases%2F{CASE_ID}"
    assert sign_in(client, "counsellor", wanted=f"/de/cases/{CASE_ID}").location == f"/de/cases/{CASE_ID}"


def test_nobody_is_sent_away_to_another_host(client: Any) -> None:
    assert sign_in(client, "counsellor", wanted="https://example.org/").location == "/en/work"


def test_a_wrong_password_is_said_and_only_the_user_name_stays(client: Any) -> None:
    answer = sign_in(client, "counsellor", "not this one")
    assert answer.status_code == 401
    assert "This did not match" in text(answer)
    assert 'value="counsellor"' in answer.text
    assert "not this one" not in answer.text
    assert "Set-Cookie" not in answer.headers or "lotse-session=token" not in answer.headers["Set-Cookie"]


def test_empty_fields_are_named_with_a_way_to_them(client: Any) -> None:
    answer = sign_in(client, "", "")
    assert answer.status_code == 422
    assert '<a class="kern-link" href="#sign_in-user">Please fill in your user name.</a>' in answer.text
    assert 'id="sign_in-password-error"' in answer.text


def test_after_too_many_attempts_there_is_a_pause(client: Any, calls: FakeCalls) -> None:
    calls.cases.failures["counsellor"] = 10
    answer = sign_in(client, "counsellor")
    assert answer.status_code == 429
    assert "Too many attempts" in text(answer)


def test_while_nobody_can_be_asked_the_page_says_so(client: Any, calls: FakeCalls) -> None:
    calls.breaks_with = Unavailable("unavailable", "Away.")
    assert sign_in(client, "counsellor").status_code == 503


def test_a_form_that_was_open_for_days_is_shown_again(client: Any, calls: FakeCalls) -> None:
    answer = client.post("/de/sign-in", data={"user": "counsellor", "password": PASSWORD})
    assert answer.status_code == 400
    assert "Bitte drücken Sie den Knopf noch einmal" in text(answer)
    assert 'value="counsellor"' in answer.text
    assert not calls.asked


def test_signing_out_ends_the_session_everywhere(client: Any, calls: FakeCalls) -> None:
    page = signed_in(client, "counsellor").get("/en/work").text
    answer = client.post("/en/sign-out", data={"csrf_token": hidden(page, "csrf_token")})
    assert (answer.status_code, answer.location) == (303, "/en/sign-in")
    assert calls.cases.token("counsellor") in calls.cases.ended
    assert "You have signed out." in text(client.get("/en/sign-in"))
    assert client.get("/en/work").location.startswith("/en/sign-in")


def test_signing_out_works_from_a_page_that_was_open_for_days(client: Any, calls: FakeCalls) -> None:
    signed_in(client, "counsellor").post("/en/sign-out")
    assert calls.cases.token("counsellor") in calls.cases.ended


@pytest.mark.parametrize(
    ("user", "sentence"),
    [("administrator", "You look after the accounts of your organisation")],
)
def test_the_welcome_says_what_an_account_is_for(client: Any, user: str, sentence: str) -> None:
    page = words(signed_in(client, user).get("/en/welcome"))
    assert sentence in page
    assert "Accounts" in page


def test_each_role_sees_the_ways_that_are_open_to_it_and_no_others(client: Any) -> None:
    ways = {"counsellor": ("/work", "/calendar"), "coordinator": ("/desk", "/work", "/board"), "steering": ("/board",)}
    ways |= {"operator": ("/operations",), "liaison": ("/questions",), "desk_bruecke": ()}
    for user, theirs in ways.items():
        page = signed_in(client, user).get("/de/welcome").text
        for path in ("/desk", "/work", "/calendar", "/board", "/operations", "/questions"):
            assert (f'href="/de{path}"' in page) == (path in theirs)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_has_more_than_six_ways_at_once(client: Any, role: str) -> None:
    page = signed_in(client, role).get("/en/welcome").text
    assert 1 <= page.split('class="bridge__ways"')[1].split("</nav>")[0].count("<a ") <= 6


def test_the_other_ways_stand_on_the_pages_they_belong_to(client: Any) -> None:
    counsellor = signed_in(client, "counsellor")
    assert "/en/cases/new" not in counsellor.get("/en/calendar").text
    for path in ("/work", "/offers", f"/cases/{CASE_ID}"):
        page = counsellor.get(f"/en{path}").text
        for below in ("/cases/new", "/offers", "/advice", "/organisation"):
            assert f'href="/en{below}"' in page.split('class="below"')[1].split("</nav>")[0]
    assert 'href="/en/work" aria-current="true"' in page


def test_the_wrong_role_is_told_so_in_the_frame_it_knows(client: Any) -> None:
    answer = signed_in(client, "steering").get("/en/work")
    assert answer.status_code == 403
    assert "Your roles do not allow this" in text(answer)
    assert "Sign out" in answer.text


def test_staff_pages_speak_two_languages_and_keep_their_place(client: Any) -> None:
    signed_in(client, "desk")
    page = text(client.get("/de/desk?municipality=wuerselen&speaks=ka"))
    assert 'href="/en/desk?municipality=wuerselen&speaks=ka" lang="en"' in page
    assert "Anliegen" in page
    assert client.get("/ka/desk").status_code == 404


def test_the_language_switch_is_a_path_of_ours_whatever_the_query_says(client: Any) -> None:
    page = text(signed_in(client, "desk").get("/de/desk?_external=1&_scheme=javascript&endpoint=x&language=y"))
    assert 'href="/en/desk?_external=1&_scheme=javascript&endpoint=x&language=y" lang="en"' in page


def test_staff_who_lose_their_way_keep_their_frame(client: Any) -> None:
    page = signed_in(client, "desk").get("/de/desk/requests/00000000-0000-7000-8000-00000000dead")
    assert page.status_code == 404
    assert "Abmelden" in page.text
