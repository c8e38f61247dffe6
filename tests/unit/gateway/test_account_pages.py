"""Accounts by page: the second step of signing in, a new password, one's own account, and those of the organisation."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.gateway.conftest import hidden
from tests.unit.gateway.fake_account_keeping import ACCOUNT_ID, APP_CODE, KEY, PROFILE, RECOVERY_CODES, RESET_CODE
from tests.unit.gateway.fake_accounts import PASSWORD, account
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import last, sender, signed_in, text, words

ONE = f"/en/accounts/{ACCOUNT_ID}"
OWN, FACTOR = "/en/account", "/en/account/second-factor"
NEW_PASSWORD = "mohnfeld hinter Monschau"
LISTS = {name: PROFILE[name] for name in ("languages", "municipalities", "topics")}


def first_step(client: Any, wanted: str = "") -> Any:
    page = client.get(f"/en/sign-in?next={wanted}").text
    fields = {name: hidden(page, name) for name in ("csrf_token", "next")}
    return client.post("/en/sign-in", data=fields | {"user": "counsellor", "password": PASSWORD})


def second_step(client: Any, page: Any, code: str, **more: str) -> Any:
    fields = {name: hidden(page.text, name) for name in ("csrf_token", "next", "ticket")}
    return client.post("/en/sign-in/code", data=fields | {"code": code} | more)


def test_who_has_a_second_factor_is_asked_for_the_code_and_goes_on_where_they_wanted(
    client: Any, calls: FakeCalls
) -> None:
    calls.cases.with_app.add("counsellor")
    asked = first_step(client, "/en/calendar")
    assert asked.status_code == 200
    assert "One more step" in asked.text
    assert PASSWORD not in asked.text
    assert "lotse-session=token" not in str(asked.headers)
    wrong = second_step(client, asked, "000000")
    assert (wrong.status_code, "This code did not match" in text(wrong)) == (401, True)
    empty = second_step(client, wrong, "")
    assert (empty.status_code, 'href="#sign_in_code-code"' in empty.text) == (422, True)
    done = second_step(client, empty, APP_CODE)
    assert (done.status_code, done.location) == (303, "/en/calendar")
    assert "lotse-session=token-of-counsellor" in str(done.headers)


def test_a_ticket_that_is_too_old_leads_back_to_the_password(client: Any, calls: FakeCalls) -> None:
    calls.cases.with_app.add("counsellor")
    asked = first_step(client, "/en/calendar")
    calls.cases.with_app.clear()
    again = second_step(client, asked, APP_CODE)
    assert again.status_code == 401
    assert "Please sign in again" in text(again)
    assert hidden(again.text, "next") == "/en/calendar"


def test_what_was_typed_before_the_session_ended_travels_through_both_steps(client: Any, calls: FakeCalls) -> None:
    calls.cases.with_app.add("counsellor")
    page = client.get("/en/sign-in").text
    fields = {"csrf_token": hidden(page, "csrf_token"), "next": "/en/work", "kept.words": "Eine Wohnung"}
    asked = client.post("/en/sign-in", data=fields | {"user": "counsellor", "password": PASSWORD})
    assert hidden(asked.text, "kept.words") == "Eine Wohnung"
    done = second_step(client, asked, APP_CODE, **{"kept.words": "Eine Wohnung"})
    assert (done.status_code, done.location) == (307, "/en/work")


@pytest.mark.parametrize("path", ["/de/sign-in/code", "/de/sign-in/new-password"])
def test_a_form_that_was_open_for_days_is_shown_again(client: Any, calls: FakeCalls, path: str) -> None:
    answer = client.post(path, data={"ticket": "t", "user": "mira"})
    assert answer.status_code == 400
    assert "Bitte drücken Sie den Knopf noch einmal" in text(answer)
    assert not calls.asked


def test_a_missing_code_is_no_wrong_sign_in_and_a_wrong_one_is(gateway: Any, calls: FakeCalls) -> None:
    calls.cases.with_app.add("desk")
    client = gateway(calls, wrong_sign_ins_per_hour=1).test_client()
    body = {"user": "desk", "password": PASSWORD}
    answers = [client.post("/api/v1/sessions", json=body) for _ in range(3)]
    assert [(answer.status_code, answer.json["code"]) for answer in answers] == [(401, "code_needed")] * 3
    assert "ticket" not in answers[0].text
    assert client.post("/api/v1/sessions", json=body | {"code": APP_CODE}).status_code == 201
    reset = {"user": "desk", "code": "wrong", "password": NEW_PASSWORD}
    assert client.post("/api/v1/sessions/reset", json=reset).json["code"] == "wrong_reset_code"
    assert client.post("/api/v1/sessions/reset", json=reset | {"code": RESET_CODE}).status_code == 429


def test_a_new_password_is_chosen_with_a_one_time_code(client: Any, calls: FakeCalls) -> None:
    path = "/en/sign-in/new-password"
    assert path in client.get("/en/sign-in").text
    token = hidden(client.get(path).text, "csrf_token")

    def send(**fields: str) -> Any:
        return client.post(path, data={"csrf_token": token, "user": "mira", **fields})

    short = send(code=RESET_CODE, password="short")
    assert (short.status_code, 'id="new_password-password-error"' in short.text) == (422, True)
    wrong = send(code="AAAA", password=NEW_PASSWORD)
    assert (wrong.status_code, "one-time code is wrong" in text(wrong)) == (401, True)
    assert 'value="mira"' in wrong.text
    assert NEW_PASSWORD not in wrong.text
    done = send(code=RESET_CODE, password=NEW_PASSWORD)
    assert (done.status_code, done.location) == (303, "/en/sign-in")
    assert "Your new password is saved" in text(client.get("/en/sign-in"))
    assert client.post("/api/v1/sessions/reset", json=last(calls, "reset_password")).status_code == 204


def test_everybody_has_a_page_for_their_own_account(client: Any) -> None:
    visitor = signed_in(client, "liaison")
    assert f'href="{OWN}"' in visitor.get("/en/questions").text
    assert "You ask about one case at a time" in words(visitor.get(OWN))


def test_the_own_password_is_changed_with_the_old_one_and_the_session_goes_on_under_another_token(
    client: Any, calls: FakeCalls
) -> None:
    send = sender(signed_in(client, "counsellor"), OWN)
    wrong = send("change_own_password", password="not this one", new_password=NEW_PASSWORD)
    assert (wrong.status_code, "This is not your password" in text(wrong)) == (422, True)
    assert NEW_PASSWORD not in wrong.text
    done = send("change_own_password", password=PASSWORD, new_password=NEW_PASSWORD)
    assert (done.status_code, done.location) == (303, OWN)
    assert "lotse-session=token-of-counsellor-2;" in str(done.headers)
    assert last(calls, "change_own_password")["token"] == "token-of-counsellor"
    assert "Everybody else is signed out" in text(client.get(OWN))
    send("end_other_sessions")
    assert last(calls, "end_other_sessions") == {"token": "token-of-counsellor-2"}


def test_a_second_factor_is_set_up_by_picture_or_key_and_its_recovery_codes_are_shown_once(
    client: Any, calls: FakeCalls
) -> None:
    send = sender(signed_in(client, "counsellor"), OWN)
    assert (client.get(FACTOR).status_code, "Please begin again" in text(client.get(FACTOR))) == (409, True)
    assert send("begin_second_factor", password=PASSWORD).location == FACTOR
    page = client.get(FACTOR)
    assert "<svg" in page.text
    assert "style=" not in page.text.split("<svg")[1].split("</svg>")[0], "the Content-Security-Policy forbids it"
    assert KEY in page.text.replace(" ", "")
    confirm = sender(client, FACTOR)
    wrong = confirm("confirm_second_factor", code="000000")
    assert (wrong.status_code, "<svg" in wrong.text, "This code is wrong" in text(wrong)) == (422, True, True)
    done = confirm("confirm_second_factor", code=APP_CODE)
    assert done.status_code == 200
    assert all(code in done.text for code in RECOVERY_CODES)
    assert "lotse-session=token-of-counsellor-2;" in str(done.headers)
    page = client.get(OWN)
    assert "8 recovery codes are left" in text(page)
    assert not any(code in page.text for code in RECOVERY_CODES)
    removed = sender(client, OWN)("remove_own_second_factor", password=PASSWORD, code=APP_CODE)
    assert removed.location == OWN
    assert "Set up a second factor" in client.get(OWN).text


def test_who_has_to_set_up_a_second_factor_first_is_led_there_from_everywhere(client: Any, calls: FakeCalls) -> None:
    calls.cases.accounts_["newcomer"] = account("newcomer", "enrolling")
    newcomer = signed_in(client, "newcomer")
    for path in ("/en/work", "/en/desk", "/en/accounts"):
        assert (newcomer.get(path).status_code, newcomer.get(path).location) == (303, OWN)
    page = words(newcomer.get(OWN))
    assert "First set up a second factor" in page
    refused = client.get("/api/v1/cases", headers={"Authorization": "Bearer token-of-newcomer"})
    assert (refused.status_code, refused.json["code"]) == (403, "second_factor_missing")
    assert client.get("/api/v1/account", headers={"Authorization": "Bearer token-of-newcomer"}).status_code == 200


def test_an_administrator_sees_who_there_is_page_by_page(client: Any) -> None:
    page = signed_in(client, "administrator").get("/en/accounts")
    assert "Mirela Kostić" in page.text
    assert 'href="/en/accounts?cursor=c2"' in page.text
    assert 'href="/en/organisation"' in page.text.split('class="below"')[1].split("</nav>")[0]


def test_an_account_is_added_with_what_a_counsellor_covers_or_the_page_says_what_is_missing(
    client: Any, calls: FakeCalls
) -> None:
    send = sender(signed_in(client, "administrator"), "/en/accounts")
    missing = send("create_account", user="nadja", name="Nadja Roth", roles=["counsellor"])
    assert missing.status_code == 422
    assert '<a class="kern-link" href="#create_account-counsellor">' in missing.text
    assert 'id="create_account-counsellor"' in missing.text
    assert 'value="nadja"' in missing.text
    done = send("create_account", user="nadja", name="Nadja Roth", roles=["counsellor"], capacity="20", **LISTS)
    assert (done.status_code, done.location) == (303, ONE)
    created = {"user": "nadja", "name": "Nadja Roth", "roles": ["counsellor"], "counsellor": PROFILE}
    assert last(calls, "create_account") == created
    send("create_account", user="karin", name="Karin Eschenbach", roles=["desk"])
    assert last(calls, "create_account") == {"user": "karin", "name": "Karin Eschenbach", "roles": ["desk"]}


def test_name_and_roles_are_changed_and_the_form_holds_what_there_is(client: Any, calls: FakeCalls) -> None:
    send = sender(signed_in(client, "administrator"), ONE)
    page = client.get(ONE).text
    assert 'id="change_account-roles-counsellor" name="roles" value="counsellor" checked' in page
    assert 'id="change_account-languages-ka" name="languages" value="ka" checked' in page
    fields = {"name": "Mirela Kostić-Vell", "roles": ["counsellor", "desk"], "capacity": "20", **LISTS}
    assert send("change_account", "change_account-name", **fields).location == ONE
    changed = {"account_id": ACCOUNT_ID, "version": 1, "name": "Mirela Kostić-Vell", "roles": ["counsellor", "desk"]}
    assert last(calls, "change_account") == changed | {"counsellor": PROFILE}


def test_an_account_is_deactivated_and_activated_by_one_button(client: Any, calls: FakeCalls) -> None:
    send = sender(signed_in(client, "administrator"), ONE)
    assert send("change_account", 'name="active" value="no"').location == ONE
    assert last(calls, "change_account") == {"account_id": ACCOUNT_ID, "version": 1, "active": False}
    assert "Nobody can sign in with it" in text(client.get(ONE))
    send("change_account", 'name="active" value="yes"')
    assert calls.cases.kept_["active"] is True
    calls.cases.kept_["roles"] = ["administrator"]
    refused = send("change_account", 'name="active" value="no"')
    assert (refused.status_code, "The last administrator" in text(refused)) == (409, True)


def test_a_one_time_code_is_shown_by_the_answer_and_never_again(client: Any, calls: FakeCalls) -> None:
    send = sender(signed_in(client, "administrator"), ONE)
    given = send("give_reset_code")
    assert given.status_code == 200
    assert RESET_CODE in given.text
    assert given.headers["Cache-Control"] == "no-store"
    assert RESET_CODE not in client.get(ONE).text


def test_a_second_factor_is_taken_away_and_sessions_are_ended(client: Any, calls: FakeCalls) -> None:
    send = sender(signed_in(client, "administrator"), ONE)
    assert send("end_sessions").location == ONE
    assert send("remove_second_factor").location == ONE
    assert "Take the second factor away" not in client.get(ONE).text


def test_on_the_page_of_ones_own_account_it_goes_on_to_where_the_password_is_asked_for(
    client: Any, calls: FakeCalls
) -> None:
    administrator = signed_in(client, "administrator")
    calls.cases.kept_["account_id"] = calls.cases.accounts_["administrator"]["account_id"]
    page = administrator.get(ONE).text
    assert 'href="/en/account">Password and second factor</a>' in page
    assert "Give a one-time code" not in page


@pytest.mark.parametrize("path", [OWN, "/en/accounts", ONE])
def test_every_form_of_these_pages_comes_back_after_its_token_was_lost(client: Any, path: str) -> None:
    answer = signed_in(client, "administrator").post(path, data={"do": "change_account", "name": "Neu"})
    assert answer.status_code == 400


def test_accounts_of_other_organisations_are_not_there(client: Any, calls: FakeCalls) -> None:
    calls.cases.accounts_["otto"] = account("otto", "administrator", organisation="bruecke")
    assert signed_in(client, "otto").get(ONE).status_code == 404
