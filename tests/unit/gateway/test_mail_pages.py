"""What came by mail is read at the desk and in the case, with its files; and is marked as read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.files import SCAN
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_desk import REQUEST_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_mail import ATTACHMENT_ID
from tests.unit.gateway.staff_browser import last, sender, signed_in, words

REQUEST, CASE = f"/en/desk/requests/{REQUEST_ID}", f"/en/cases/{CASE_ID}"
FILE = f"{REQUEST}/attachments/{ATTACHMENT_ID}"


@pytest.fixture
def by_mail(calls: FakeCalls) -> dict[str, Any]:
    """The request of the small intake as one that came by mail, with a letter that nobody has read."""
    request = calls.desk.held[REQUEST_ID]
    request |= {"channel": "email", "municipality": "unknown", "topics": [], "unread": 1}
    request |= {"language_guessed": True, "consent_way": "notice_sent"}
    request["letters"][0]["read_at"] = None
    return request


def test_the_desk_reads_a_letter_from_another_address_and_marks_it(client: Any, by_mail: dict[str, Any]) -> None:
    desk = signed_in(client, "desk")
    assert "Unread mail" in words(desk.get("/en/desk"))
    page = words(desk.get(REQUEST))
    for said in ("ორშაბათს მოვალ", "from another address", "One file that came along is not taken", "Unread mail"):
        assert said in page
    assert sender(desk, REQUEST)("mark_letter_read").status_code == 303
    after = words(desk.get(REQUEST))
    assert "Unread mail" not in after
    assert "It is noted that this mail was read." in after


def test_of_a_text_message_the_desk_sees_that_it_is_one(client: Any, by_mail: dict[str, Any]) -> None:
    desk = signed_in(client, "desk")
    assert "by text message" not in words(desk.get(REQUEST))
    by_mail["letters"][0] |= {"sender": "+493023125011", "subject": ""}
    page = words(desk.get(REQUEST))
    assert "by text message" in page
    assert "+493023125011" in page


def test_a_file_that_came_along_is_shown_shut_off_and_saved_on_request(client: Any) -> None:
    desk = signed_in(client, "desk")
    shown, saved = desk.get(FILE), desk.get(f"{FILE}?save")
    assert shown.data == saved.data == SCAN
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]


def test_the_desk_fills_in_what_a_mail_did_not_say(client: Any, calls: FakeCalls, by_mail: dict[str, Any]) -> None:
    desk = signed_in(client, "desk")
    page = words(desk.get(REQUEST))
    assert "not known yet" in page
    assert "Guessed from the mail." in page
    assert "Notice 2026-11 was sent with the confirmation" in page
    found = {"municipality": "wuerselen", "language": "de", "topics": ["housing"]}
    triage = {"track": "case_management", "criteria": ["client_wants"], "urgency": "normal"}
    assert sender(desk, REQUEST)("triage_request", **triage, **found).status_code == 303
    asked = last(calls, "triage_request")
    assert {name: asked[name] for name in found} == found


def test_the_counsellor_sees_unread_mail_above_all_and_marks_it(client: Any, calls: FakeCalls) -> None:
    case, _ = calls.cases.cases_[CASE_ID]
    case["letters_in"][0]["read_at"] = None
    ketevan = signed_in(client, "counsellor")
    page = ketevan.get(CASE)
    assert 'href="#mail">Unread mail' in page.text
    assert "ორშაბათს მოვალ" in words(page)
    assert sender(ketevan, CASE)("mark_letter_read").status_code == 303
    assert 'href="#mail">Unread mail' not in ketevan.get(CASE).text
