"""What became of the messages to somebody stands on the page of their case and request, and can be sent again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_desk import REQUEST_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_messages import MESSAGE_ID, NEW_ID, FakeMessages, written
from tests.unit.gateway.staff_browser import form_of, sender, signed_in, words
from tests.unit.gateway.staff_routes import API

CASE, REQUEST = f"/en/cases/{CASE_ID}", f"/en/desk/requests/{REQUEST_ID}"
PAGES = pytest.mark.parametrize(
    ("user", "page"),
    [
        ("counsellor", CASE),
        ("counsellor", f"{CASE}/messages"),
        ("desk", REQUEST),
        ("desk", f"{REQUEST}/messages"),
    ],
)


@pytest.fixture
def told(calls: FakeCalls) -> FakeMessages:
    """The small notifications, where the invitation can be sent again."""
    calls.notifications.messages.items = [written(may=["again"])]
    return calls.notifications.messages


@PAGES
def test_each_message_is_a_line_with_what_became_of_it(client: Any, told: FakeMessages, user: str, page: str) -> None:
    told.items = [
        written(state="queued", due_at="2026-11-24T07:00:00Z", channel="sms", kind="appointment_reminder"),
        written(state="bounced", reason="dsn_5.1.1", bounced_at="2026-11-22T10:00:00Z"),
        written(state="queued", channel="letter", kind="appointment_moved", due_at="2026-11-22T09:15:00Z"),
        written(state="failed", channel="staff", reason="no_way", kind="slot_offer"),
        written(state="failed", reason="smtp_450", kind="appointment_missed", may=["again"]),
    ]
    shown = words(signed_in(client, user).get(page))
    for said in (
        "Reminder of an appointment",
        "SMS, Georgian · leaves: 24 November 2026 · 08:00",
        "Came back",
        "The address takes no messages.",
        "To be printed and posted",
        "There is no way on which we may write.",
        "Please call",
        "The other side does not take it at the moment.",
    ):
        assert said in shown, said
    assert shown.count("Send again") == 1


@PAGES
def test_a_message_is_sent_again_once_however_often_the_button_is_pressed(
    client: Any, calls: FakeCalls, told: FakeMessages, user: str, page: str
) -> None:
    browser = signed_in(client, user)
    sent = form_of(browser.get(page).text, "send_again")
    for _ in range(2):
        assert browser.post(page, data=sent).status_code == 303
    assert [each["message_id"] for each in told.items] == [NEW_ID, MESSAGE_ID]
    asked = [each for each in calls.asked if each.method == "send_again"]
    assert len({each.command_id for each in asked}) == 1
    assert set(asked[0].request) == {"message_id", "warrant"}
    assert "The message is on its way again." in words(browser.get(page))


@PAGES
def test_why_nothing_is_sent_again_is_said_on_the_page(client: Any, told: FakeMessages, user: str, page: str) -> None:
    told.refuses = "appointment_over"
    answer = sender(signed_in(client, user), page)("send_again", message_id=MESSAGE_ID)
    assert answer.status_code == 409
    assert "The appointment has begun or is over" in words(answer)


@PAGES
@pytest.mark.parametrize(("trouble", "said"), [("bounced", "A message came back"), ("no_way", "We cannot write to")])
def test_what_has_to_be_seen_to_stands_above_everything(
    client: Any, told: FakeMessages, user: str, page: str, trouble: str, said: str
) -> None:
    browser = signed_in(client, user)
    assert said not in words(browser.get(page))
    told.trouble = trouble
    shown = words(browser.get(page))
    assert said in shown
    assert shown.index(said) < shown.index("Invitation to an appointment")


@pytest.mark.parametrize(("user", "page"), [("counsellor", CASE), ("desk", REQUEST)])
def test_ten_stand_on_the_page_and_a_link_leads_to_all(client: Any, told: FakeMessages, user: str, page: str) -> None:
    browser = signed_in(client, user)
    assert "All messages" not in words(browser.get(page))
    told.items = [written() for _ in range(60)]
    short, full = browser.get(page), browser.get(f"{page}/messages")
    assert f'href="{page}/messages"' in short.text
    assert words(short).count("Invitation to an appointment") == 10
    assert words(full).count("Invitation to an appointment") == 50
    assert "cursor=50" in full.text


@pytest.mark.parametrize(("user", "page"), [("counsellor", CASE), ("desk", REQUEST)])
def test_the_page_is_there_while_the_notifications_are_away(
    client: Any, calls: FakeCalls, user: str, page: str
) -> None:
    browser = signed_in(client, user)
    calls.away.add("notifications")
    answer = browser.get(page)
    assert answer.status_code == 200
    assert "What was written cannot be shown at the moment." in words(answer)


def test_the_history_says_which_message_it_was(client: Any, calls: FakeCalls) -> None:
    line = {
        "line_id": MESSAGE_ID,
        "what": "message.sent",
        "happened_at": "2026-11-22T09:15:00Z",
        "by": None,
        "about": {"message_id": MESSAGE_ID, "kind": "appointment_invitation", "channel": "email"},
    }
    calls.cases.history = lambda _request, _who: {"items": [line], "next": None}  # type: ignore
    shown = words(signed_in(client, "counsellor").get(f"{CASE}/history"))
    assert "Message sent: Invitation to an appointment (E-mail)" in shown


def test_the_api_tells_a_page_of_messages_and_where_it_goes_on(
    client: Any, calls: FakeCalls, told: FakeMessages
) -> None:
    told.items = [written(), written()]
    headers = {"Authorization": f"Bearer {calls.cases.token('counsellor')}"}
    answer = client.get(f"{API}/messages?subject={CASE_ID}&limit=1", headers=headers)
    assert answer.json["trouble"] is None
    assert answer.json["items"] == [written()]
    assert f"subject={CASE_ID}" in answer.headers["Link"]
    assert "warrant" not in answer.text + answer.headers["Link"]


@pytest.mark.parametrize(("subject", "code"), [("", "required"), ("K7M-4XQ-6", "not_an_id")])
def test_the_api_wants_to_know_whose_messages(client: Any, calls: FakeCalls, subject: str, code: str) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('desk')}"}
    answer = client.get(f"{API}/messages?subject={subject}", headers=headers)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "subject")
    assert answer.json["errors"][0]["code"] == code


def test_of_what_is_no_case_the_intake_is_asked_only_for_the_desk(client: Any, calls: FakeCalls) -> None:
    for user, status in (("desk", 200), ("coordinator", 200), ("counsellor", 404), ("privacy_officer", 404)):
        headers = {"Authorization": f"Bearer {calls.cases.token(user)}"}
        assert client.get(f"{API}/messages?subject={REQUEST_ID}", headers=headers).status_code == status, user


def test_a_message_is_sent_again_over_the_api_once_for_a_key(client: Any, calls: FakeCalls, told: FakeMessages) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('counsellor')}", "Idempotency-Key": "retro-clock"}
    path, body = f"{API}/messages/{MESSAGE_ID}/again", {"subject": CASE_ID}
    for _ in range(2):
        answer = client.post(path, json=body, headers=headers)
        assert (answer.status_code, answer.json) == (201, {"message_id": NEW_ID})
    assert len(told.items) == 2
    for field in ("warrant", "message_id", "organisation"):
        refused = client.post(path, json=body | {field: "x"}, headers=headers | {"Idempotency-Key": field})
        asked = calls.asked[-1].request
        assert (asked["message_id"], asked["warrant"] != "x") == (MESSAGE_ID, True)
        assert refused.status_code == (422 if field == "organisation" else 201)
