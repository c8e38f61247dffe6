"""The desk: who is waiting, one request as a whole, and what can be done about it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from gateway.pages.desk import unseen_since
from services.chassis.errors import Unavailable
from tests.unit.gateway.busy_morning import HANDED_OVER_ID, LATE_ID, TRIAGED_ID, ago
from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_desk import OFFERED_ID, REQUEST_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import form_of, last, sender, signed_in, text, words

DESK = "/en/desk"
NEW, TRIAGED, OFFERED = (f"/en/desk/requests/{each}" for each in (REQUEST_ID, TRIAGED_ID, OFFERED_ID))


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


@pytest.fixture
def desk(client: Any) -> Any:
    return signed_in(client, "desk")


def test_the_list_asks_for_everybody_who_waits_and_shows_no_name(desk: Any, calls: FakeCalls) -> None:
    answer = desk.get(DESK)
    assert last(calls, "requests") == {"waiting": True, "limit": 50}
    assert "R7C-2WE-8" in answer.text
    assert "Oksana" not in answer.text
    assert "for 6 days" in words(answer)
    assert "Brücke Nordkreis e. V." in text(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert " style=" not in answer.text
    assert "<script" not in answer.text


def test_what_nobody_has_looked_at_for_too_long_is_marked(desk: Any) -> None:
    page = desk.get(DESK).text
    assert f'<a class="kern-link" href="{DESK}?status=overdue">Show only these</a>' in page
    rows = re.findall(r'<tr role="row"( class="is-late")?>(.*?)</tr>', page, re.DOTALL)
    late = [row for mark, row in rows if mark]
    assert len(late) == 1
    assert LATE_ID in late[0]
    assert "Nobody has looked at this since" in late[0]


def test_what_is_overdue_is_marked_with_the_last_look_or_else_with_its_arrival() -> None:
    item = {"received_at": ago(days=5), "seen_at": ago(days=4)}
    assert unseen_since(item | {"overdue": False}) is None
    assert unseen_since(item | {"overdue": True}) == datetime.fromisoformat(item["seen_at"])
    assert unseen_since(item | {"overdue": True, "seen_at": None}) == datetime.fromisoformat(item["received_at"])


def test_the_filter_finds_what_is_overdue(desk: Any, calls: FakeCalls) -> None:
    page = desk.get(f"{DESK}?status=overdue").text
    assert last(calls, "requests") == {"overdue": True, "limit": 50}
    assert "R7C-2WE-8" in page
    assert "M4T-9QX-5" not in page


def test_the_offers_that_were_made_are_listed_with_what_became_of_them(desk: Any, calls: FakeCalls) -> None:
    page = words(desk.get(f"{DESK}/offers"))
    for said in ("Brücke Nordkreis e. V.", "Wegweiser Eifel e. V.", "Declined", "No capacity", "M4T-9QX-5"):
        assert said in page
    declined = text(desk.get(f"{DESK}/offers?status=declined&to=wegweiser"))
    assert last(calls, "offers_made") == {"status": "declined", "to": "wegweiser", "limit": 50}
    assert '<option value="declined" selected>' in declined
    assert "H3R-8TW-2" not in declined


def test_a_request_says_who_asks_for_somebody_and_who_agreed(desk: Any, calls: FakeCalls) -> None:
    person = calls.desk.held[TRIAGED_ID]["person"]
    person.update(birth_year=1988, behalf={"relation": "school", "consent_of": "guardian"})
    page = words(desk.get(TRIAGED))
    assert "Born in 1988" in page
    assert "Frau Lenz, Grundschule (School or day-care centre). Their parents or legal guardian have agreed." in page


def test_the_filter_is_asked_for_and_stays_in_the_fields(desk: Any, calls: FakeCalls) -> None:
    page = desk.get(f"{DESK}?status=triaged&municipality=alsdorf&speaks=ar&reference=").text
    assert last(calls, "requests") == {"status": "triaged", "municipality": "alsdorf", "language": "ar", "limit": 50}
    for chosen in ("triaged", "alsdorf", "ar"):
        assert f'<option value="{chosen}" selected>' in page


def test_a_reference_is_looked_for_in_all_requests(desk: Any, calls: FakeCalls) -> None:
    desk.get(f"{DESK}?reference=t5n-8kd-4")
    assert last(calls, "requests") == {"reference": "T5N-8KD-4", "limit": 50}


def test_the_next_page_keeps_the_filter(desk: Any, calls: FakeCalls) -> None:
    calls.desk.requests = lambda request: {"items": [], "next": "c-2"}  # type: ignore[method-assign]
    page = text(desk.get(f"{DESK}?speaks=ka"))
    assert 'rel="next" href="/en/desk?speaks=ka&cursor=c-2"' in page
    assert 'href="/en/desk?speaks=ka"' in text(desk.get(f"{DESK}?speaks=ka&cursor=c-2"))
    assert last(calls, "requests")["cursor"] == "c-2"


def test_an_empty_list_says_something_kind(desk: Any, calls: FakeCalls) -> None:
    calls.desk.held = {}
    assert "Nobody is waiting" in text(desk.get(DESK))
    assert "Nothing fits this search" in text(desk.get(f"{DESK}?speaks=fr"))


def test_a_request_shows_who_asks_in_their_own_direction_and_no_name_in_its_title(desk: Any) -> None:
    answer = desk.get(TRIAGED)
    assert "<title>Request M4T-9QX-5 · Lotse</title>" in answer.text
    assert "<bdi>سامر الخطيب</bdi>" in answer.text
    assert '<p class="words" dir="auto">أبحث' in answer.text
    assert 'href="tel:+493023125533"' in answer.text
    assert "Notice 2026-11, read in Georgian" in words(answer)


def test_only_what_may_be_done_now_is_offered(desk: Any) -> None:
    new, offered, done = (desk.get(path).text for path in (NEW, OFFERED, f"/en/desk/requests/{HANDED_OVER_ID}"))
    assert 'value="triage_request"' in new
    assert 'value="offer_request"' not in new
    assert 'value="withdraw_offer"' in offered
    assert 'value="triage_request"' not in offered
    assert 'name="do"' not in done
    assert "Ankerplatz Eschweiler gGmbH is helping" in done


def test_triage_is_saved_with_the_version_that_was_seen(desk: Any, calls: FakeCalls) -> None:
    send = sender(desk, NEW)
    answer = send("triage_request", criteria=["complex_need", "client_wants"], track="case_management", urgency="high")
    assert (answer.status_code, answer.location) == (303, NEW)
    assert last(calls, "triage_request") == {
        "request_id": REQUEST_ID,
        "version": 1,
        "criteria": ["complex_need", "client_wants"],
        "track": "case_management",
        "urgency": "high",
        "topics": [],
    }
    assert "The triage is saved." in words(desk.get(NEW))
    assert "The triage is saved." not in words(desk.get(NEW))


def test_without_the_client_there_is_no_case_management_and_the_ticks_stay(desk: Any) -> None:
    send = sender(desk, NEW)
    answer = send("triage_request", criteria=["several_actors"], track="case_management", urgency="normal")
    page = text(answer)
    assert answer.status_code == 422
    assert "<title>To correct: " in page
    assert 'href="#triage_request-criteria">Nobody is accompanied against their will' in page
    assert 'id="triage_request-criteria" tabindex="-1"' in page
    assert 'value="several_actors" checked' in page
    assert 'value="case_management" checked' in page


def test_suggestions_say_why_in_words_and_the_best_stands_first(desk: Any) -> None:
    page = words(desk.get(TRIAGED))
    assert page.index("2 speak Arabic") < page.index("nobody speaks Arabic")
    for reason in ("one works in Alsdorf", "3 free places", "nobody works in Alsdorf", "declined before: No capacity"):
        assert reason in page
    assert "one works in Alsdorf" in page
    assert "3 of 20 places free" in page


def test_an_organisation_that_has_been_asked_is_not_offered_again(desk: Any) -> None:
    page = desk.get(OFFERED).text
    assert 'name="to" value="kim"' in page
    assert 'name="to" value="bruecke"' not in page


def test_one_button_offers_and_one_withdraws(desk: Any, calls: FakeCalls) -> None:
    assert sender(desk, TRIAGED)("offer_request", holds='value="bruecke"').status_code == 303
    assert last(calls, "offer_request") == {"request_id": TRIAGED_ID, "version": 3, "to": "bruecke"}
    assert sender(desk, OFFERED)("withdraw_offer").status_code == 303
    assert set(last(calls, "withdraw_offer")) == {"request_id", "offer_id", "version"}


def test_pressing_a_button_twice_is_one_deed(desk: Any, calls: FakeCalls) -> None:
    fields = form_of(desk.get(TRIAGED).text, "offer_request", 'value="kim"')
    for _ in range(2):
        desk.post(TRIAGED, data=fields)
    first, again = [asked.command_id for asked in calls.asked if asked.method == "offer_request"]
    assert first == again


def test_an_answer_that_was_written_stays_when_somebody_was_quicker(desk: Any, calls: FakeCalls) -> None:
    fields = form_of(desk.get(NEW).text, "answer_request") | {"summary": "Kurs im Rathaus genannt."}
    calls.desk.held[REQUEST_ID]["version"] = 7
    answer = desk.post(NEW, data=fields)
    assert answer.status_code == 412
    assert "Somebody has changed this in the meantime" in text(answer)
    assert ">Kurs im Rathaus genannt.</textarea>" in answer.text
    again = form_of(answer.text, "answer_request")
    assert again["version"] == "7"
    assert desk.post(NEW, data=again | {"summary": "Kurs im Rathaus genannt."}).status_code == 303


def test_a_lost_form_token_brings_back_what_was_typed(desk: Any, calls: FakeCalls) -> None:
    answer = desk.post(NEW, data={"do": "answer_request", "version": "1", "summary": "Kurs genannt."})
    assert answer.status_code == 400
    assert "Nothing is lost" in text(answer)
    assert ">Kurs genannt.</textarea>" in answer.text
    assert "answer_request" not in {asked.method for asked in calls.asked}


def test_while_the_intake_is_away_what_was_typed_is_kept(desk: Any, calls: FakeCalls) -> None:
    fields = form_of(desk.get(NEW).text, "answer_request") | {"summary": "Kurs <genannt>."}
    calls.away.add("intake")
    answer = desk.post(NEW, data=fields)
    assert answer.status_code == 503
    assert "What you typed is still here" in text(answer)
    calls.away.clear()
    again = form_of(answer.text, "answer_request")
    assert again["attempt"] == fields["attempt"]
    assert desk.post(NEW, data=again | {"summary": "Kurs <genannt>."}).status_code == 303
    assert last(calls, "answer_request")["summary"] == "Kurs <genannt>."


def test_a_form_that_the_page_does_not_have_does_nothing(desk: Any, calls: FakeCalls) -> None:
    fields = form_of(desk.get(NEW).text, "answer_request") | {"do": "erase_everything"}
    assert desk.post(NEW, data=fields).status_code == 422
    assert not [asked for asked in calls.asked if asked.method == "erase_everything"]


def test_the_desk_of_a_provider_sees_nothing_of_the_region(client: Any) -> None:
    assert signed_in(client, "desk_bruecke").get(DESK).status_code == 403


def test_while_the_intake_is_away_the_list_says_so(desk: Any, calls: FakeCalls) -> None:
    desk.get(DESK)
    calls.breaks_with = Unavailable("unavailable", "Away.")
    assert desk.get(DESK).status_code == 503
