"""The public pages, as a browser without a script sees them."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest

from services.chassis.errors import TooLate, TooMany, Unavailable
from services.chassis.programme import Programme
from tests.unit.gateway.conftest import hidden
from tests.unit.gateway.fake_intake import REFERENCE, TOKEN, FakeCalls, broken

LANGUAGES = ("de", "en", "ar", "ru", "ka", "bs", "tr", "fr")
PAGES = ("", "request", "status", "received", "notice", "accessibility", "places")

Send = Callable[..., Any]


def text(answer: Any) -> str:
    """A page with its entities read, as a person reads it."""
    return html.unescape(answer.text)


@pytest.mark.parametrize(
    ("header", "where"), [("ka-GE,ka;q=0.9", "/ka/"), ("en-US", "/en/"), ("sr", "/bs/"), ("ja", "/de/"), (None, "/de/")]
)
def test_the_first_page_is_in_the_language_of_the_browser(client: Any, header: str | None, where: str) -> None:
    answer = client.get("/", headers={"Accept-Language": header} if header else {})
    assert (answer.status_code, answer.location) == (302, where)
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_in_every_language_with_its_direction(client: Any, language: str, page: str) -> None:
    answer = client.get(f"/{language}/{page}")
    assert answer.status_code == 200
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in answer.text
    assert ("lotse.rtl.css" in answer.text) == (language == "ar")
    for other in LANGUAGES:
        assert f'href="/{other}/{page}" lang="{other}" hreflang="{other}"' in answer.text
    assert "<script" not in answer.text
    assert " style=" not in answer.text


def test_a_translation_nobody_has_checked_says_so(client: Any) -> None:
    assert "მშობლიური" in client.get("/ka/").text
    assert "Muttersprache" not in client.get("/de/").text


def test_a_card_of_the_first_page_opens_the_form_with_its_topic_ticked(client: Any) -> None:
    page = client.get("/ka/request?topic=housing").text
    assert 'value="housing" checked' in page
    assert page.count(" checked") == 2  # the topic, and how to talk


def test_a_sent_form_becomes_a_request_and_its_receipt_shows_the_reference(
    client: Any, calls: FakeCalls, send: Send, filled: dict[str, Any], asked: dict[str, Any]
) -> None:
    answer = send("ka", filled | {"message": "  ", "language_mode": "written"})
    assert (answer.status_code, answer.location) == (303, "/ka/received")
    (stored,) = calls.stored()
    assert stored.request == asked | {"channel": "web", "language_mode": "written"}
    receipt = client.get("/ka/received").text
    assert f'<bdi dir="ltr">{REFERENCE}</bdi>' in receipt
    assert f"http://localhost:8080/ka/status/{REFERENCE}/{TOKEN}" in receipt


def test_pressing_the_button_twice_makes_one_request_and_a_corrected_form_another(
    client: Any, calls: FakeCalls, filled: dict[str, Any]
) -> None:
    page = client.get("/de/request").text
    own = {name: hidden(page, name) for name in ("csrf_token", "attempt", "notice_version")}
    for name in ("Nino", "Nino", "Nina"):
        client.post("/de/request", data=own | filled | {"name": name})
    first, again, corrected = [call.command_id for call in calls.stored()]
    assert first == again != corrected


def test_a_form_with_mistakes_comes_back_filled_with_a_summary_that_has_the_focus(
    client: Any, send: Send, filled: dict[str, Any]
) -> None:
    wrong = filled | {"name": "", "email": "no-address", "message": "<b>Zeile</b>", "topics": ["health"]}
    wrong |= {"asked_by": "Anna", "relation": "volunteer", "consent_of": "person"}
    answer = send("de", wrong)
    page = text(answer)
    assert answer.status_code == 422
    assert "2 Angaben müssen noch korrigiert werden" in page
    assert 'tabindex="-1" autofocus' in page
    assert '<a class="kern-link" href="#name">Bitte sagen Sie uns Ihren Namen.</a>' in page
    assert page.index('href="#name"') < page.index('href="#email"')
    assert 'aria-describedby="name-error" aria-invalid="true"' in page
    assert 'value="no-address"' in page
    assert 'value="health" checked' in page
    assert "&lt;b&gt;Zeile&lt;/b&gt;" in answer.text
    assert '<option value="ka" selected>' in page
    assert '<option value="wuerselen" selected>' in page
    assert 'id="consent" name="consent" value="yes" checked' in page
    assert "<title>Bitte korrigieren: " in page


def test_who_asks_for_somebody_else_says_what_they_are_and_who_agreed(
    calls: FakeCalls, send: Send, filled: dict[str, Any]
) -> None:
    told = {"asked_by": "Anna", "relation": "volunteer", "consent_of": "person"}
    assert send("ka", filled | told).status_code == 303
    assert calls.stored()[-1].request["behalf"] == {"relation": "volunteer", "consent_of": "person"}
    assert calls.stored()[-1].request["asked_by"] == "Anna"
    half = send("en", filled | {"asked_by": "Anna"})
    page = text(half)
    assert half.status_code == 422
    assert '<a class="kern-link" href="#behalf">Please tell us what you are to this person' in page
    assert 'id="behalf" tabindex="-1"' in page
    assert '<details class="more" open>' in page
    nobody = text(send("en", filled | {"relation": "volunteer", "consent_of": "person"}))
    assert 'href="#asked_by">Please tell us who you are.' in nobody


def test_a_single_mistake_is_counted_as_one(send: Send, filled: dict[str, Any]) -> None:
    assert "One thing is still to be corrected" in text(send("en", filled | {"name": ""}))


def test_without_any_contact_the_form_says_that_one_of_them_is_needed(send: Send, filled: dict[str, Any]) -> None:
    assert "Please give an e-mail address or a telephone number" in text(send("en", filled | {"email": ""}))


def test_without_consent_nothing_is_agreed_to(send: Send, filled: dict[str, Any], calls: FakeCalls) -> None:
    filled.pop("consent")
    assert send("en", filled).status_code == 422
    assert "consent" not in calls.stored()[0].request


def test_agreeing_to_an_old_notice_does_not_tick_the_box_for_the_new_one(send: Send, filled: dict[str, Any]) -> None:
    page = text(send("en", filled | {"name": "", "notice_version": "2020-01"}))
    assert 'name="consent" value="yes">' in page


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [
        (Unavailable, "unavailable", 503),
        (TooLate, "too_late", 504),
        (TooMany, "too_many_requests_for_contact", 429),
    ],
)
def test_when_a_service_does_not_answer_what_was_written_is_still_there(
    gateway: Callable[..., Any], filled: dict[str, Any], kind: Any, code: str, status: int
) -> None:
    client = gateway(broken(kind, code)).test_client()
    page = client.get("/tr/request").text
    own = {name: hidden(page, name) for name in ("csrf_token", "attempt", "notice_version")}
    answer = client.post("/tr/request", data=own | filled)
    assert answer.status_code == status
    assert "ნინო ბერიძე" in answer.text
    assert hidden(answer.text, "attempt") == own["attempt"]
    assert "autofocus" in answer.text


def test_a_program_that_fills_in_everything_is_thanked_and_nothing_is_stored(
    client: Any, calls: FakeCalls, send: Send, filled: dict[str, Any]
) -> None:
    answer = send("de", filled | {"homepage": "https://example.org"})
    assert (answer.status_code, answer.location) == (303, "/de/received")
    assert not calls.asked
    assert client.get("/de/received").status_code == 200


def test_a_lost_form_token_brings_the_filled_form_again(client: Any, calls: FakeCalls, filled: dict[str, Any]) -> None:
    answer = client.post("/de/request", data=filled | {"notice_version": "2026-11"})
    assert answer.status_code == 400
    assert "Bitte drücken Sie den Knopf noch einmal" in text(answer)
    assert "ნინო ბერიძე" in answer.text
    assert not calls.asked
    again = filled | {name: hidden(answer.text, name) for name in ("csrf_token", "attempt", "notice_version")}
    assert client.post("/de/request", data=again).status_code == 303


def test_a_flood_from_one_address_gets_the_form_back_with_a_kind_sentence(
    gateway: Callable[..., Any], calls: FakeCalls, filled: dict[str, Any]
) -> None:
    client = gateway(calls, requests_per_hour=1).test_client()
    page = client.get("/en/request").text
    own = {name: hidden(page, name) for name in ("csrf_token", "attempt", "notice_version")}
    client.post("/en/request", data=own | filled)
    answer = client.post("/en/request", data=own | filled)
    assert answer.status_code == 429
    assert "Many requests came from your network" in text(answer)
    assert "Retry-After" in answer.headers


def test_an_address_that_leads_nowhere_is_a_kind_page_in_its_language(client: Any) -> None:
    lost, elsewhere = client.get("/ka/nowhere"), client.get("/nowhere", headers={"Accept-Language": "fr"})
    assert (lost.status_code, elsewhere.status_code) == (404, 404)
    assert '<html lang="ka"' in lost.text
    assert '<html lang="fr"' in elsewhere.text
    assert 'href="/ru/" lang="ru"' in lost.text


def test_a_form_that_is_too_long_is_a_page_too(client: Any) -> None:
    answer = client.post("/de/request", data={"message": "x" * 70_000})
    assert answer.status_code == 413
    assert "<html" in answer.text


def test_a_service_that_is_away_is_a_page_that_says_when_to_come_back(gateway: Callable[..., Any]) -> None:
    client = gateway(broken(Unavailable, "unavailable")).test_client()
    client.get(f"/ru/status/{REFERENCE}/{TOKEN}")
    answer = client.get("/ru/status")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "через минуту" in text(answer)


def test_a_bug_is_a_page_with_a_number_to_quote(gateway: Callable[..., Any]) -> None:
    client = gateway(FakeCalls(breaks_with=ZeroDivisionError())).test_client()
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    answer = client.get("/en/status")
    assert answer.status_code == 500
    assert answer.headers["X-Trace-Id"] in answer.text
    assert "ZeroDivision" not in answer.text


def test_the_form_offers_every_language_and_every_place(client: Any, programme: Programme) -> None:
    page = client.get("/de/request").text
    for code in (*programme.request_languages, *programme.municipalities, *programme.places):
        assert f'<option value="{code}"' in page


def test_text_messages_are_sent_only_to_who_ticks_that_they_may_be(
    calls: FakeCalls, send: Send, filled: dict[str, Any]
) -> None:
    send("ka", filled | {"phone": "030 23125011"})
    assert "sms_allowed" not in calls.stored()[-1].request
    send("ka", filled | {"phone": "030 23125011", "sms_allowed": "yes"})
    assert calls.stored()[-1].request["sms_allowed"] is True
    wrong = send("en", filled | {"name": "", "sms_allowed": "yes"})
    assert 'name="sms_allowed" value="yes" checked' in wrong.text
