"""By which ways somebody may be written to: on the page of their case or request, and on their own."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from tests.unit.gateway.conftest import hidden
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_contacting import FakeContacting, way
from tests.unit.gateway.fake_desk import REQUEST_ID
from tests.unit.gateway.fake_intake import REFERENCE, TOKEN, FakeCalls
from tests.unit.gateway.staff_browser import sender, signed_in, words

API = "/api/v1/requests/status/ways"
KEY = {"reference": REFERENCE, "token": TOKEN}
LANGUAGES = ("de", "en", "ar", "ru", "ka", "bs", "tr", "fr")
OF_STAFF = (f"/en/cases/{CASE_ID}", f"/en/desk/requests/{REQUEST_ID}")


@pytest.fixture
def known(calls: FakeCalls) -> FakeContacting:
    return calls.notifications.contacting


@pytest.fixture
def nino(client: Any, calls: FakeCalls) -> Any:
    """A browser that holds the key of a request of which a case has come."""
    calls.status = "handed_over"
    client.get(f"/en/status/{REFERENCE}/{TOKEN}")
    return client


def staff(client: Any, path: str) -> Any:
    return signed_in(client, "counsellor" if "/cases/" in path else "desk")


@pytest.mark.parametrize("path", OF_STAFF)
def test_staff_see_how_a_way_was_allowed_and_how_it_ended(client: Any, known: FakeContacting, path: str) -> None:
    known.items = [way("email", state="stopped", how="link", may=["allow"]), way("sms", proof="at the town hall")]
    page = words(staff(client, path).get(path))
    for part in (
        "E-mail: they want no more messages",
        "by the link in a mail",
        "SMS: we may write",
        "at the town hall",
    ):
        assert part in page
    assert "The address was given for this" in page


@pytest.mark.parametrize("path", OF_STAFF)
def test_staff_write_down_what_somebody_said(client: Any, known: FakeContacting, path: str) -> None:
    not_yet = way("sms", state="not_allowed", proof=None, since=None, may=["allow"])
    known.items = [way("email", may=["stop"]), not_yet]
    send = sender(staff(client, path), path)
    assert send("allow_way", proof="on the telephone", is_shared="yes").status_code == 303
    assert send("stop_way", 'value="email"').status_code == 303
    known.items = [way("sms", may=["stop", "share"])]
    assert send("share_telephone").status_code == 303
    assert known.done == [
        ("allow_way", {"channel": "sms", "proof": "on the telephone", "is_shared": True}),
        ("stop_way", {"channel": "email"}),
        ("share_telephone", {"is_shared": True}),
    ]


def test_without_proof_nothing_is_allowed_and_the_field_says_so(client: Any, known: FakeContacting) -> None:
    known.items = [way("sms", state="not_allowed", proof=None, since=None, may=["allow"])]
    answer = sender(staff(client, OF_STAFF[0]), OF_STAFF[0])("allow_way", proof="")
    assert (answer.status_code, known.done) == (422, [])
    assert "Please write down when and how they said so." in words(answer)


@pytest.mark.parametrize("path", OF_STAFF)
def test_the_page_stands_while_the_ways_cannot_be_told(client: Any, calls: FakeCalls, path: str) -> None:
    calls.away = {"notifications"}
    answer = staff(client, path).get(path)
    assert answer.status_code == 200
    assert "This cannot be shown at the moment." in words(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_clients_see_in_their_language_how_they_are_written_to(nino: Any, language: str) -> None:
    page = nino.get(f"/{language}/status").text
    assert page.count('name="do" value="stop"') == 2
    assert "How we write to you" in page or language != "en"


def test_clients_switch_text_messages_off_and_on_again(nino: Any, known: FakeContacting) -> None:
    page = nino.get("/en/status").text
    token = hidden(page, "csrf_token")
    for do, state in (("stop", "stopped"), ("allow", "allowed")):
        answer = nino.post("/en/status/ways/sms", data={"csrf_token": token, "do": do})
        assert (answer.status_code, known.items[1]["state"]) == (303, state)
    known.items[1]["state"] = "not_allowed"
    assert "We send no text messages (SMS) to your telephone." in nino.get("/en/status").text


def test_where_messages_came_back_only_another_address_helps(nino: Any, known: FakeContacting) -> None:
    known.items[0]["state"], known.refuses = "bounced", "address_bounced"
    page = nino.get("/en/status").text
    assert "Please call us and tell us another one." in page
    assert "/en/status/ways/email" not in page
    sent = nino.post("/en/status/ways/email", data={"csrf_token": hidden(page, "csrf_token"), "do": "allow"})
    assert sent.status_code == 409
    assert "We cannot write there" in re.sub(r"\s+", " ", html.unescape(sent.text))


def test_nothing_is_shown_while_the_notifications_are_away(nino: Any, calls: FakeCalls) -> None:
    calls.away = {"notifications"}
    assert "How we write to you" not in nino.get("/en/status").text


def test_the_same_over_the_api_with_reference_and_token(client: Any, calls: FakeCalls) -> None:
    calls.status = "handed_over"
    told = client.get(API, query_string=KEY).json
    assert [(one["channel"], one["state"]) for one in told["items"]] == [("email", "allowed"), ("sms", "allowed")]
    stopped = client.put(f"{API}/sms", json={**KEY, "is_allowed": False})
    assert [one["state"] for one in stopped.json["items"]] == ["allowed", "stopped"]
    calls.status = "withdrawn"
    assert client.get(API, query_string=KEY).json == {"items": []}
    assert client.put(f"{API}/sms", json={**KEY, "is_allowed": True}).status_code == 404
