"""Text messages by HTTP: taken, refused for good, put off, and away; and the key is told to nobody."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from services.notifications.carriers.outcomes import Postponed, Undeliverable
from services.notifications.carriers.seven import SevenCarrier
from services.notifications.carriers.sms import text_carrier
from services.notifications.carriers.texts import TextCarrier, TextMessage

KEY = "k-5f0c1a-not-to-be-told"
TEXT = TextMessage("+493023125011", "თქვენი შეხვედრა: 9:30", "01a20846-fe00-7000-8000-000000000b01")
TAKEN = {"success": "100", "messages": [{"id": "77149318", "success": True, "error": None}]}


class Provider(ThreadingHTTPServer):
    """Answers as a test wants it to; `asked` are the requests it got."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.asked: list[tuple[str, dict[str, str], Any]] = []
        self.status, self.answer, self.silent = 200, json.dumps(TAKEN), threading.Event()
        self.is_silent = False


class _Asked(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        if self.server.is_silent:
            self.server.silent.wait(10)
            return
        answer = self.server.answer.encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is written to the terminal."""


@pytest.fixture
def provider() -> Iterator[Provider]:
    found = Provider()
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.silent.set()
    found.shutdown()
    found.server_close()
    thread.join()


def url(provider: Provider) -> str:
    return f"seven+http://{KEY}@127.0.0.1:{provider.server_port}?from=Lotse"


@pytest.fixture
def seven(provider: Provider) -> TextCarrier:
    found = text_carrier(url(provider))
    assert found
    return found


def test_a_text_message_is_handed_over_as_the_provider_wants_it(provider: Provider, seven: TextCarrier) -> None:
    assert seven.send(TEXT) == "77149318"
    ((path, headers, asked),) = provider.asked
    assert (path, headers["X-Api-Key"]) == ("/api/sms", KEY)
    assert asked == {"to": TEXT.to, "text": TEXT.words, "from": "Lotse", "foreign_id": TEXT.message_id}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"success": "202"}, "sms_202"),
        ({"success": "101", "messages": [{"id": None, "success": False, "error": "202"}]}, "sms_202"),
        ({"success": "401"}, "sms_401"),
        (305, "sms_305"),
    ],
)
def test_what_another_attempt_would_not_change_is_undeliverable(
    provider: Provider, seven: TextCarrier, answer: object, reason: str
) -> None:
    provider.answer = json.dumps(answer)
    with pytest.raises(Undeliverable) as refused:
        seven.send(TEXT)
    assert refused.value.reason == reason


@pytest.mark.parametrize("code", [201, 403, 500, 600, 700, 900, 902, 903, 999])
def test_what_passes_or_is_ours_to_mend_is_tried_again(provider: Provider, seven: TextCarrier, code: int) -> None:
    provider.answer = json.dumps({"success": str(code)})
    with pytest.raises(Postponed) as put_off:
        seven.send(TEXT)
    assert put_off.value.reason == f"sms_{code}"


def test_what_the_provider_has_taken_already_is_not_sent_again(provider: Provider, seven: TextCarrier) -> None:
    provider.answer = json.dumps({"success": "402"})
    assert seven.send(TEXT) is None


@pytest.mark.parametrize("status", [302, 401, 403, 404, 429, 500, 502, 503])
def test_a_provider_that_is_down_or_refuses_us_is_asked_again(
    provider: Provider, seven: TextCarrier, status: int
) -> None:
    provider.status = status
    with pytest.raises(Postponed) as put_off:
        seven.send(TEXT)
    assert (put_off.value.reason, len(provider.asked)) == (f"sms_http_{status}", 1)


@pytest.mark.parametrize("status", [400, 413, 422])
def test_a_question_it_cannot_understand_is_not_asked_again(
    provider: Provider, seven: TextCarrier, status: int
) -> None:
    provider.status = status
    with pytest.raises(Undeliverable):
        seven.send(TEXT)


@pytest.mark.parametrize("answer", ["", "<html>", "[]", "{}", "null", '{"success": "a secret"}', '{"messages": 1}'])
def test_an_answer_that_cannot_be_read_is_asked_for_again(provider: Provider, seven: TextCarrier, answer: str) -> None:
    provider.answer = answer
    with pytest.raises(Postponed) as put_off:
        seven.send(TEXT)
    assert put_off.value.reason == "sms_unreadable"


def test_a_provider_that_says_nothing_holds_up_nobody_and_the_key_is_in_no_error(provider: Provider) -> None:
    provider.is_silent = True
    seven = SevenCarrier(urlsplit(url(provider)), timeouts=(0.2, 0.2))
    with pytest.raises(Postponed) as put_off:
        seven.send(TEXT)
    assert put_off.value.reason == "sms_ReadTimeout"
    told = f"{put_off.value!r} {put_off.value.__cause__!r} {seven!r}"
    assert KEY not in told
    assert TEXT.to not in told


def test_a_provider_that_is_away_is_asked_again() -> None:
    seven = SevenCarrier(urlsplit(f"seven+http://{KEY}@127.0.0.1:1"))
    with pytest.raises(Postponed) as put_off:
        seven.send(TEXT)
    assert put_off.value.reason == "sms_ConnectionError"
    assert KEY not in repr(put_off.value.__cause__)
