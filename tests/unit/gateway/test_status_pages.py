"""The pages about one request: opening them with a link or a code, seeing where it stands, taking it back."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

import pytest

from gateway.pages import public
from services.chassis.programme import Programme
from tests.unit.gateway.conftest import hidden
from tests.unit.gateway.fake_intake import REFERENCE, TOKEN, FakeCalls
from tests.unit.gateway.fake_scheduling import at


def text(answer: Any) -> str:
    """A page with its entities read, as a person reads it."""
    return html.unescape(answer.text)


def test_the_mailed_link_hands_its_secret_to_a_cookie_and_leaves_the_address(client: Any, calls: FakeCalls) -> None:
    answer = client.get(f"/ka/status/{REFERENCE}/{TOKEN}")
    assert (answer.status_code, answer.location) == (303, "/ka/status")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age" not in cookie
    assert not calls.asked  # a mail scanner that opens the link changes nothing
    page = text(client.get("/ka/status"))
    assert REFERENCE in page
    assert TOKEN not in page
    assert "Würselen" in page


def test_over_tls_cookies_belong_to_this_host_alone(gateway: Callable[..., Any], calls: FakeCalls) -> None:
    client = gateway(calls, secure_cookies=True).test_client()
    status = client.get(f"/de/status/{REFERENCE}/{TOKEN}", base_url="https://localhost").headers["Set-Cookie"]
    form = client.get("/de/request", base_url="https://localhost").headers["Set-Cookie"]
    for cookie, name in ((status, "__Host-lotse-status="), (form, "__Host-lotse=")):
        assert cookie.startswith(name)
        assert "; Secure" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


def test_a_forged_cookie_opens_nothing(client: Any, calls: FakeCalls) -> None:
    client.set_cookie("lotse-status", "eyJyZWZlcmVuY2UiOiJLN00ifQ.forged")
    assert 'name="reference"' in client.get("/de/status").text
    assert not calls.asked


@pytest.mark.parametrize(
    ("receipt", "sentence"),
    [
        ("none", "Sie haben keine E-Mail-Adresse angegeben."),
        ("queued", "Sie ist unterwegs."),
        ("sent", "Sie wurde verschickt."),
        ("failed", "Unsere Nachricht hat Sie nicht erreicht"),
        ("something_new", "Bestätigung per E-Mail"),
    ],
)
def test_the_status_page_tells_what_became_of_our_message(
    client: Any, calls: FakeCalls, receipt: str, sentence: str
) -> None:
    calls.receipt = receipt
    client.get(f"/de/status/{REFERENCE}/{TOKEN}")
    assert sentence in text(client.get("/de/status"))


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("de", "22. November 2026 · 10:15"),
        ("en", "22 November 2026 · 10:15"),
        ("ar", "22 تشرين الثاني 2026"),
        ("ka", "22 ნოემბერი, 2026"),
    ],
)
def test_times_are_written_as_in_the_language_and_in_the_local_zone(client: Any, language: str, shown: str) -> None:
    client.get(f"/{language}/status/{REFERENCE}/{TOKEN}")
    assert shown in text(client.get(f"/{language}/status"))


def test_a_status_from_a_newer_service_is_still_said_in_words(client: Any, calls: FakeCalls) -> None:
    calls.status = "sung_about"
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    assert "We are working on it" in text(client.get("/en/status"))


def test_reference_and_code_can_be_typed_in(client: Any) -> None:
    token = hidden(client.get("/de/status").text, "csrf_token")
    typed = {"csrf_token": token, "reference": f" {REFERENCE.lower()} ", "token": TOKEN}
    assert client.post("/de/status", data=typed).location == "/de/status"
    assert "Ihr Anliegen ist bei uns" in text(client.get("/de/status"))


def test_a_mistyped_code_is_said_and_the_reference_stays(client: Any) -> None:
    token = hidden(client.get("/de/status").text, "csrf_token")
    answer = client.post("/de/status", data={"csrf_token": token, "reference": REFERENCE, "token": "x"})
    assert answer.status_code == 404
    assert "Wir finden kein Anliegen" in text(answer)
    assert f'value="{REFERENCE}"' in answer.text


def test_a_request_that_is_gone_takes_its_key_along(client: Any) -> None:
    client.get("/de/status/K7M-4XQ-3/other")
    answer = client.get("/de/status")
    assert answer.status_code == 404
    assert "Expires=Thu, 01 Jan 1970" in answer.headers["Set-Cookie"]


def test_taking_back_is_asked_about_first_and_done_by_a_button_only(client: Any, calls: FakeCalls) -> None:
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    page = client.get("/en/withdraw")
    assert "Do you want to take your request back?" in text(page)
    assert calls.status == "received"
    sent = {"csrf_token": hidden(page.text, "csrf_token")}
    assert client.post("/en/withdraw", data=sent).location == "/en/status"
    assert calls.status == "withdrawn"
    assert "You have withdrawn your request" in text(client.get("/en/status"))
    assert client.get("/en/withdraw").location == "/en/status"


def test_taking_back_without_a_token_changes_nothing_and_shows_the_status(client: Any, calls: FakeCalls) -> None:
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    answer = client.post("/en/withdraw")
    assert answer.status_code == 400
    assert "We have your request" in text(answer)
    assert calls.status == "received"


def test_a_device_can_be_left_without_a_trace(client: Any) -> None:
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    token = hidden(client.get("/en/status").text, "csrf_token")
    client.post("/en/status/leave", data={"csrf_token": token})
    assert 'name="reference"' in client.get("/en/status").text


HELPED = "Ankerplatz Eschweiler gGmbH"


@pytest.mark.parametrize(
    ("status", "heading", "back", "anew"),
    [
        ("received", "We have your request", True, False),
        ("triaged", "We have read your request", True, False),
        ("offered", "We have asked a counsellor", True, False),
        ("confirmed", "Somebody will help you", False, False),
        ("handed_over", "A counsellor is there for you", False, False),
        ("answered", "We have answered you", False, True),
        ("withdrawn", "You have withdrawn your request", False, True),
    ],
)
def test_each_status_says_in_calm_words_what_can_be_done(
    client: Any, calls: FakeCalls, monkeypatch: pytest.MonkeyPatch, status: str, heading: str, back: bool, anew: bool
) -> None:
    told = calls.request_status({"reference": REFERENCE, "token": TOKEN})
    told |= {"status": status, "can_withdraw": back, "helper": "ankerplatz" if status == "handed_over" else None}
    monkeypatch.setattr(calls, "request_status", lambda request: told, raising=False)
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    answer = client.get("/en/status")
    assert heading in text(answer)
    assert ('href="/en/withdraw"' in answer.text) == back
    assert ('kern-btn--primary" href="/en/request"' in answer.text) == anew
    assert (HELPED in answer.text) == (status == "handed_over")
    if status == "handed_over":
        assert 'href="tel:+493023125200"' in answer.text
        assert 'href="mailto:ankerplatz@example.org"' in answer.text


def appointment(days: int, **differs: Any) -> dict[str, Any]:
    """An appointment of an hour in so many days, at half past two in Aachen."""
    times = {"starts_at": at(days, "14:30").isoformat(), "ends_at": at(days, "15:30").isoformat()}
    return {"place": "wuerselen-rathaus", "status": "booked"} | times | differs


@pytest.mark.parametrize(
    ("language", "heading", "day", "place"),
    [
        ("de", "Ihr nächster Termin", "Montag, 30. November 2026", "Rathaus Würselen"),
        ("en", "Your next appointment", "Monday, 30 November 2026", "Würselen town hall"),
        ("ar", "موعدكم القادم", "الاثنين، 30 تشرين الثاني 2026", "مبنى بلدية فورزلن"),
        ("ru", "Ваша следующая встреча", "понедельник, 30 ноября 2026\u00a0г.", "Ратуша Вюрзелена"),
        ("ka", "თქვენი შემდეგი შეხვედრა", "ორშაბათი, 30 ნოემბერი, 2026", "ვიურზელენის მერია"),
        ("bs", "Vaš sljedeći termin", "ponedjeljak, 30. novembar 2026.", "Vijećnica Würselen"),
        ("tr", "Bir sonraki randevunuz", "30 Kasım 2026 Pazartesi", "Würselen Belediyesi"),
        ("fr", "Votre prochain rendez-vous", "lundi 30 novembre 2026", "Mairie de Würselen"),
    ],
)
def test_the_next_appointment_is_told_in_the_words_and_dates_of_the_language(
    client: Any, calls: FakeCalls, monkeypatch: pytest.MonkeyPatch, language: str, heading: str, day: str, place: str
) -> None:
    monkeypatch.setattr(public, "datetime", Early)
    times = {"starts_at": "2026-11-30T13:30:00+00:00", "ends_at": "2026-11-30T14:30:00+00:00"}
    calls.appointments = [{"place": "wuerselen-rathaus", "status": "booked"} | times]
    client.get(f"/{language}/status/{REFERENCE}/{TOKEN}")
    page = text(client.get(f"/{language}/status"))
    for part in (heading, day, ">14:30<", place, "Morlaixplatz 1, 52146 Würselen"):
        assert part in page


class Early(datetime):
    """A clock that stands still in autumn."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Early:
        return cls(2026, 11, 22, 12, tzinfo=tz)


def test_what_is_over_or_will_not_be_is_not_told_and_further_appointments_come_after_the_next(
    client: Any, calls: FakeCalls
) -> None:
    calls.appointments = [
        appointment(9, place="alsdorf-rathaus"),
        appointment(2),
        appointment(1, status="cancelled"),
        appointment(-1),
    ]
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    page = text(client.get("/en/status"))
    assert page.count(">14:30<") == 2
    assert page.count("until 15:30") == 1
    assert page.index("Würselen town hall") < page.index("Your further appointments") < page.index("Alsdorf town hall")


def test_who_cannot_come_calls_those_who_help_them(
    client: Any, calls: FakeCalls, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls.appointments = [appointment(2, place="a-tent")]
    calls.status, told = "handed_over", calls.request_status
    monkeypatch.setattr(calls, "request_status", lambda asked: told(asked) | {"helper": "bruecke"})
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    page = text(client.get("/en/status"))
    meeting = page[page.index('class="receipt meeting"') : page.index('id="helper"')]
    assert programme.organisations["bruecke"].phone in meeting
    assert "a-tent" not in page


@pytest.mark.parametrize("appointments", [[], None])
def test_without_an_appointment_the_page_says_nothing_of_one(client: Any, calls: FakeCalls, appointments: Any) -> None:
    calls.appointments = appointments
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    assert "appointment" not in text(client.get("/en/status")).replace("Ask for an appointment", "")
