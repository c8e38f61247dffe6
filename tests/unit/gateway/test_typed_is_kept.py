"""What somebody typed into a staff page is never lost: not to a colleague who was quicker, not to a service that is
away, not to a session that has ended."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from gateway import who
from gateway.pages import advice, circle, desk, directory, documents, letters, new_request, questions, teams
from gateway.pages.case_forms import FORMS
from gateway.pages.case_forms.walk_in import WALK_IN
from gateway.pages.typed import OWN_WORDS, Form
from services.chassis.errors import Conflict, LotseError, NotFound, Unavailable
from tests.builders.files import SCAN
from tests.unit.gateway.conftest import hidden
from tests.unit.gateway.fake_accounts import PASSWORD, account
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_desk import REQUEST_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_releases import SERVICE_ID
from tests.unit.gateway.staff_browser import form_of, signed_in, text

CASE = f"/en/cases/{CASE_ID}"
# who opens which page, and the forms of it
PAGES: dict[str, tuple[str, Mapping[str, Form]]] = {
    CASE: ("counsellor", FORMS),
    f"{CASE}/circle": ("counsellor", circle.FORMS),
    f"{CASE}/documents": ("counsellor", documents.FORMS),
    f"{CASE}/letters": ("counsellor", {"write_letter": letters._FORM}),
    "/en/cases/new": ("counsellor", WALK_IN),
    "/en/advice": ("counsellor", advice.FORMS),
    "/en/directory": ("counsellor", directory._ADD),
    f"/en/directory/{SERVICE_ID}": ("counsellor", directory._CHANGE),
    "/en/desk/new": ("desk", new_request.FORMS),
    f"/en/desk/requests/{REQUEST_ID}": ("desk", desk.FORMS),
    "/en/organisation": ("coordinator", teams.FORMS),
    "/en/questions": ("liaison", questions.FORMS),
}
WRONG: dict[str, LotseError] = {
    "somebody was quicker": Conflict("changed_meanwhile", "Somebody was quicker."),
    "it is gone": NotFound("case_unknown", "There is no such case."),
    "nobody is there": Unavailable("unavailable", "Away."),
}


def written(do: str, form: Form) -> dict[str, str]:
    """The fields of a form in which one writes words of one's own, filled."""
    chosen = {"reason"} if do != "break_glass" else set()
    return {name: f"Worte für {name}" for name in form.texts if name in set(OWN_WORDS) - chosen}


def a_file() -> tuple[BytesIO, str]:
    return BytesIO(SCAN), "Bescheid.pdf"


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("path", PAGES)
def test_words_are_kept_by_every_form_whatever_comes_in_between(
    client: Any, calls: FakeCalls, monkeypatch: pytest.MonkeyPatch, path: str, wrong: str
) -> None:
    user, forms = PAGES[path]
    token = hidden(signed_in(client, user).get(path).text, "csrf_token")
    answered = calls.ask

    def ask(service: str, method: str, *given: Any, **named: Any) -> dict[str, Any]:
        if named.get("command_id") or wrong != "somebody was quicker":
            raise WRONG[wrong]
        return answered(service, method, *given, **named)

    monkeypatch.setattr(calls, "ask", ask)
    for do, form in forms.items():
        typed = written(do, form)
        if not typed or do == "join_household":  # which first asks whether somebody is known
            continue
        sent: dict[str, Any] = {"csrf_token": token, "do": do, "attempt": "a1", **typed}
        sent |= {"content": a_file()} if do == "upload_document" else {}
        sent |= {"letter": "invitation", "language": "de"} if do == "write_letter" else {}
        answer = client.post(path, data=sent)
        assert answer.status_code >= 400, do
        lost = [name for name, words in typed.items() if words not in text(answer)]
        assert not lost, f"{do} loses {lost}"


def test_what_waits_for_its_service_is_sent_again_as_the_same_deed(client: Any, calls: FakeCalls) -> None:
    page = signed_in(client, "counsellor").get(CASE).text
    calls.away.add("cases")
    kept = client.post(CASE, data=form_of(page, "write_note") | {"words": "Hat angerufen."})
    assert kept.status_code == 503
    calls.away.clear()
    answer = client.post(CASE, data=form_of(kept.text, "write_note"))
    assert (answer.status_code, answer.location) == (303, CASE)
    assert [asked.request["words"] for asked in calls.asked if asked.method == "write_note"] == ["Hat angerufen."] * 2
    assert len({asked.command_id for asked in calls.asked if asked.method == "write_note"}) == 1


def test_while_nobody_can_say_whose_session_it_is_words_are_kept_all_the_same(client: Any, calls: FakeCalls) -> None:
    calls.away.add("cases")
    answer = signed_in(client, "counsellor").post(CASE, data={"do": "write_note", "words": "Hat angerufen."})
    assert answer.status_code == 503
    assert form_of(answer.text, "write_note")["words"] == "Hat angerufen."


def test_a_file_that_was_not_taken_is_asked_for_once_more(client: Any, calls: FakeCalls) -> None:
    path = f"{CASE}/documents"
    page = signed_in(client, "counsellor").get(path).text
    calls.away.add("cases")
    sent = form_of(page, "upload_document") | {"content": a_file(), "title": "Bescheid vom Jobcenter"}
    kept = client.post(path, data=sent)
    assert "Please choose the file once more." in text(kept)
    assert 'enctype="multipart/form-data"' in kept.text
    assert 'type="file"' in kept.text


class Door:
    """Somebody whose session has ended sends a form, and signs in."""

    def __init__(self, client: Any, calls: FakeCalls) -> None:
        self.client, self.calls = client, calls

    def send(self, path: str, do: str, **fields: Any) -> Any:
        page = signed_in(self.client, "counsellor").get(path).text
        self.calls.cases.ended.add(self.calls.cases.token("counsellor"))
        with self.client.application.app_context():
            who.proofs.proofs().forget(self.calls.cases.token("counsellor"))
        return self.client.post(path, data=form_of(page, do) | fields)

    def sign_in(self, page: str, password: str = PASSWORD, **changes: str) -> Any:
        """Fill in the page as a browser does, and go where it leads."""
        self.calls.cases.ended.clear()
        fields = dict(self._hidden(page)) | {"user": "counsellor", "password": password} | changes
        answer = self.client.post("/en/sign-in", data=fields)
        # Browsers send the body on; this client forgets that it has read it.
        return self.client.post(answer.location, data=fields) if answer.status_code == 307 else answer

    def _hidden(self, page: str) -> list[tuple[str, str]]:
        form = page.split('action="/en/sign-in"')[1].split("</form>", maxsplit=1)[0]
        found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
        return [(name, html.unescape(value)) for name, value in found]


@pytest.fixture
def door(client: Any, calls: FakeCalls) -> Door:
    return Door(client, calls)


def test_a_session_that_ended_while_somebody_typed_loses_nothing(door: Door, calls: FakeCalls) -> None:
    closed = door.send(CASE, "write_note", words="Hat <angerufen> & geweint.")
    assert closed.status_code == 401
    assert "What you typed is kept in this page only." in text(closed)
    back = door.sign_in(closed.text)
    assert (back.status_code, back.request.path) == (200, CASE)
    assert "You have signed in again." in text(back)
    assert "Hat <angerufen> & geweint.</textarea>" in text(back)
    assert not [asked for asked in calls.asked if asked.method == "write_note"], "nothing was done without its button"
    again = form_of(back.text, "write_note") | {"words": "Hat angerufen."}
    assert door.client.post(CASE, data=again).status_code == 303


def test_it_survives_a_wrong_password_and_a_sign_in_page_that_was_open_for_days(door: Door) -> None:
    closed = door.send(CASE, "agree_goal", topic="housing", words="Eine Wohnung")
    wrong = door.sign_in(closed.text, "not this one")
    assert wrong.status_code == 401
    stale = door.sign_in(wrong.text, csrf_token="of last week")
    assert stale.status_code == 400
    back = door.sign_in(stale.text)
    assert back.request.path == CASE
    assert 'value="Eine Wohnung"' in back.text


def test_a_file_has_to_be_chosen_again_and_its_title_has_not_to_be_typed(door: Door) -> None:
    closed = door.send(f"{CASE}/documents", "upload_document", content=a_file(), title="Bescheid vom Jobcenter")
    assert closed.status_code == 401
    assert "Please choose the file once more." in text(closed)
    back = door.sign_in(closed.text)
    assert 'value="Bescheid vom Jobcenter"' in back.text
    assert "Please choose the file once more." in text(back)


def test_who_signs_in_as_somebody_else_and_may_not_go_there_can_copy_the_words(door: Door) -> None:
    closed = door.send(CASE, "write_note", words="Hat angerufen.")
    refused = door.sign_in(closed.text, user="steering")
    assert refused.status_code == 403
    assert "Hat angerufen." in text(refused)
    assert "Your roles do not allow this" in text(refused)


def test_who_first_has_to_set_up_a_second_factor_can_copy_the_words(door: Door, calls: FakeCalls) -> None:
    closed = door.send(CASE, "write_note", words="Hat angerufen.")
    calls.cases.accounts_["newcomer"] = account("newcomer", "enrolling")
    back = door.sign_in(closed.text, user="newcomer")
    assert (back.status_code, back.request.path) == (200, "/en/account")
    assert "First set up a second factor" in text(back)
    assert "Hat angerufen." in text(back)


def test_no_page_carries_a_password_that_was_typed_into_another(client: Any, calls: FakeCalls) -> None:
    sent = {"do": "change_own_password", "password": "an old one", "new_password": "a new one", "code": "123456"}
    closed = client.post("/en/account", data=sent)
    calls.away.add("cases")
    away = signed_in(client, "counsellor").post("/en/account", data=sent)
    assert (closed.status_code, away.status_code) == (401, 503)
    for secret in ("an old one", "a new one", "123456"):
        assert secret not in closed.text + away.text


def test_whoever_wants_to_sign_in_without_it_may(door: Door) -> None:
    closed = door.send(CASE, "write_note", words="Hat angerufen.")
    assert '<a class="kern-link" href="/en/sign-in">Sign in without it</a>' in closed.text


def test_every_page_with_a_form_shows_it_again_to_whoever_has_signed_in_again(app: Flask, client: Any) -> None:
    for rule in app.url_map.iter_rules():
        said = who.declared(app.view_functions[rule.endpoint])
        if said and said.proof == "cookie" and "POST" in (rule.methods or ()):
            assert app.error_handler_spec[rule.endpoint.split(".")[0]][400], f"{rule.endpoint} forgets what was typed"
