"""The desk takes down a request while somebody talks, and hands out a slip in their language."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.gateway.fake_desk import REQUEST_ID
from tests.unit.gateway.fake_intake import REFERENCE, TOKEN, FakeCalls
from tests.unit.gateway.staff_browser import sender, signed_in, text, words

NEW = "/en/desk/new"
SLIP = f"/en/desk/requests/{REQUEST_ID}/slip"
FILLED: dict[str, Any] = {
    "channel": "phone",
    "name": "ნინო ბერიძე",
    "phone": "030 23125 417",
    "municipality": "wuerselen",
    "language": "ka",
    "language_mode": "spoken",
    "topics": ["housing"],
    "consent": "yes",
    "notice_language": "ka",
}


@pytest.fixture
def desk(client: Any) -> Any:
    return signed_in(client, "desk")


def last(calls: FakeCalls) -> dict[str, Any]:
    return calls.stored()[-1].request


def test_a_call_becomes_a_request_and_a_slip_in_the_clients_language(desk: Any, calls: FakeCalls) -> None:
    answer = sender(desk, NEW)("receive_request", **FILLED)
    assert answer.status_code == 200
    asked = {name: value for name, value in FILLED.items() if name not in ("consent", "notice_language")}
    said = {"sms_allowed": False, "consent": {"notice_version": "2026-11", "language": "ka"}}
    assert last(calls) == asked | said
    sender(desk, NEW)("receive_request", **FILLED | {"sms_allowed": "yes"})
    assert last(calls)["sms_allowed"] is True
    assert calls.stored()[-1].who.ref == "account-desk"
    assert '<section class="sheet slip" lang="ka" dir="ltr"' in answer.text
    assert REFERENCE in answer.text
    assert TOKEN in answer.text
    assert "თქვენ" in answer.text or "მიმართვ" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_reads_arabic_gets_it_from_right_to_left_and_others_german_and_english(desk: Any) -> None:
    send = sender(desk, NEW)
    assert 'lang="ar" dir="rtl"' in send("receive_request", **FILLED | {"language": "ar"}).text
    tigrinya = send("receive_request", **FILLED | {"language": "ti"}).text
    assert ['lang="de" dir="ltr"' in tigrinya, 'lang="en" dir="ltr"' in tigrinya] == [True, True]


def test_what_is_passed_on_gives_no_access_code_away(desk: Any) -> None:
    page = sender(desk, NEW)("receive_request", **FILLED | {"channel": "authority"}).text
    assert REFERENCE in page
    assert TOKEN not in page
    assert "access code" not in page


def test_who_asks_for_another_says_all_of_it(desk: Any, calls: FakeCalls) -> None:
    send = sender(desk, NEW)
    told = {"asked_by": "Frau Lenz", "relation": "school", "consent_of": "guardian", "birth_year": "2014"}
    assert send("receive_request", **FILLED | told).status_code == 200
    assert last(calls)["behalf"] == {"relation": "school", "consent_of": "guardian"}
    assert (last(calls)["asked_by"], last(calls)["birth_year"]) == ("Frau Lenz", 2014)
    half = send("receive_request", **FILLED | {"asked_by": "Frau Lenz"})
    assert half.status_code == 422
    assert 'href="#receive_request-behalf">Please note what they are to the person, and who has agreed.' in text(half)
    assert 'id="receive_request-behalf" tabindex="-1"' in half.text
    assert "ნინო ბერიძე" in half.text, "what was typed is kept"


def test_what_is_missing_is_named_at_its_field(desk: Any) -> None:
    page = text(sender(desk, NEW)("receive_request", **FILLED | {"name": "", "phone": "", "consent": ""}))
    for name in ("name", "email", "consent"):
        assert f'href="#receive_request-{name}"' in page
        assert f'id="receive_request-{name}' in page


def test_the_slip_can_be_printed_again_without_the_code(desk: Any) -> None:
    page = desk.get(SLIP)
    assert "K7M-4XQ-6" in page.text
    assert TOKEN not in page.text
    assert f'href="{SLIP}"' in desk.get(f"/en/desk/requests/{REQUEST_ID}").text


def test_the_desk_leads_to_the_form(desk: Any) -> None:
    assert f'href="{NEW}"' in desk.get("/en/desk").text
    assert "Somebody is calling or has come in." in words(desk.get(NEW))


def test_a_lost_form_token_keeps_what_was_typed(desk: Any, calls: FakeCalls) -> None:
    answer = desk.post(NEW, data=FILLED | {"do": "receive_request"})
    assert answer.status_code == 400
    assert "ნინო ბერიძე" in answer.text
    assert not calls.stored()


def test_a_counsellor_has_no_desk(client: Any) -> None:
    assert signed_in(client, "counsellor").get(NEW).status_code == 403
