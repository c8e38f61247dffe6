"""What those who work here were told of, on its page, beside their work, and over the API."""

from __future__ import annotations

from typing import Any

from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_interpreters import INTERPRETER_ID
from tests.unit.gateway.fake_likenesses import REQUEST_ID
from tests.unit.gateway.fake_offers import OFFER_ID
from tests.unit.gateway.staff_browser import sender, signed_in, text, words

PAGE, WORK = "/en/messages", "/en/work"


def test_the_page_says_what_happened_how_often_and_leads_there(counsellor: Any) -> None:
    page = words(counsellor.get(PAGE))
    for said in ("A client has moved an appointment.", "3 times", "We cannot write to somebody. Please call."):
        assert said in page, said
    source = counsellor.get(PAGE).text
    assert f'href="/en/cases/{CASE_ID}"' in source
    assert f'href="/en/offers/{OFFER_ID}"' in source
    assert "/en/desk/requests" not in source, "a counsellor has no business at the desk"


def test_the_desk_is_led_to_the_request(client: Any) -> None:
    source = signed_in(client, "desk").get(PAGE).text
    assert f'href="/en/desk/requests/{REQUEST_ID}"' in source
    assert f'href="/en/cases/{CASE_ID}"' not in source


def test_whoever_keeps_the_list_is_led_to_the_interpreter_nobody_can_write_to(client: Any, calls: FakeCalls) -> None:
    about = {"interpreter_id": INTERPRETER_ID, "kind": "interpreter_asked"}
    calls.notifications.staff.lines = [
        line | {"about": about} for line in calls.notifications.staff.lines if line["kind"] == "no_way"
    ]
    source = signed_in(client, "desk").get(PAGE).text
    assert f'href="/en/interpreters/{INTERPRETER_ID}"' in source


def test_what_was_marked_as_read_is_not_new_any_more(counsellor: Any) -> None:
    assert "New (4)" in words(counsellor.get(PAGE))
    answer = sender(counsellor, PAGE)("see_staff_messages")
    assert (answer.status_code, answer.location) == (303, PAGE)
    page = words(counsellor.get(PAGE))
    assert "Marked as read." in page
    assert "Nothing new." in words(counsellor.get(PAGE))


def test_what_is_over_is_gone_from_the_page_and_from_what_is_counted(counsellor: Any, calls: FakeCalls) -> None:
    assert "A request was offered to us." in words(counsellor.get(PAGE))
    calls.notifications.staff.let_go("request_offered")
    page = words(counsellor.get(PAGE))
    assert "A request was offered to us." not in page
    assert "New (3)" in page
    assert "(3 new)" in text(counsellor.get(WORK))


def test_beside_ones_work_it_says_how_much_is_new_and_holds_nothing_up(counsellor: Any, calls: FakeCalls) -> None:
    assert "(4 new)" in text(counsellor.get(WORK))
    calls.away.add("notifications")
    page = counsellor.get(WORK)
    assert page.status_code == 200
    assert "new)" not in text(page)
