"""My work, and the answer to an offer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_offers import OFFER_ID, OFFER_OF_BRUECKE
from tests.unit.gateway.staff_browser import form_of, sender, signed_in, text, words

WORK, OFFER = "/en/work", f"/en/offers/{OFFER_ID}"


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


def asked(calls: FakeCalls, method: str) -> list[dict[str, Any]]:
    return [each.request for each in calls.asked if each.method == method]


def test_new_offers_come_first_the_urgent_before_the_others(counsellor: Any) -> None:
    page = words(counsellor.get(WORK))
    assert page.index("New offers") < page.index("Georgian, Würselen") < page.index("Arabic, Alsdorf")
    assert page.index("Arabic, Alsdorf") < page.index("My cases")
    assert "Please answer by" in page


def test_a_counsellor_is_shown_their_own_cases_by_phase(counsellor: Any, calls: FakeCalls) -> None:
    page = words(counsellor.get(WORK))
    assert {"limit": 100, "mine": True, "status": "open"} in asked(calls, "cases")
    listed = page[page.index("My cases") :]
    assert listed.index("Clarification 1") < listed.index("Amina Haddad") < listed.index("Planning 2")
    assert f'href="/en/cases/{CASE_ID}"' in counsellor.get(WORK).text
    assert "My work · Lotse" in page


def test_a_coordinator_sees_who_has_which_case(client: Any, calls: FakeCalls) -> None:
    page = words(signed_in(client, "coordinator").get(WORK))
    assert {"limit": 100, "status": "open"} in asked(calls, "cases")
    assert "Cases of the organisation" in page
    assert "With" in page


def test_closed_cases_have_a_list_of_their_own(counsellor: Any, calls: FakeCalls) -> None:
    page = words(counsellor.get(f"{WORK}?status=closed"))
    assert asked(calls, "cases")[-1] == {"limit": 100, "mine": True, "status": "closed"}
    assert "No closed cases yet" in page


def test_an_accepted_offer_is_seen_until_the_person_arrives(counsellor: Any, calls: FakeCalls) -> None:
    case, organisation = calls.cases.cases_[CASE_ID]
    calls.cases.cases_["c9"] = (case | {"status": "provisional", "name": None, "case_id": "c9"}, organisation)
    assert "On their way to you" in words(counsellor.get(WORK))


def test_an_empty_morning_says_something_kind(counsellor: Any, calls: FakeCalls) -> None:
    calls.cases.cases_, calls.cases.offers_ = {}, {}
    assert "When you accept an offer" in words(counsellor.get(WORK))


def test_an_offer_tells_what_accepting_means_and_no_person(counsellor: Any) -> None:
    answer = counsellor.get(OFFER)
    assert "You become the case manager of this person" in text(answer)
    assert "ბერიძე" not in answer.text


def test_accepting_is_one_button(counsellor: Any, calls: FakeCalls) -> None:
    answer = sender(counsellor, OFFER)("accept_offer")
    assert (answer.status_code, answer.location) == (303, WORK)
    assert asked(calls, "accept_offer") == [{"offer_id": OFFER_ID, "version": 1}]
    assert "Thank you. As soon as the desk has confirmed" in text(counsellor.get(WORK))
    assert "accept_offer" not in counsellor.get(OFFER).text


def test_declining_wants_a_reason(counsellor: Any, calls: FakeCalls) -> None:
    send = sender(counsellor, OFFER)
    answer = send("decline_offer")
    assert answer.status_code == 422
    assert 'href="#decline_offer-reason"' in answer.text
    assert '<details class="fold" open>' in answer.text
    assert send("decline_offer", reason="language").location == WORK
    assert asked(calls, "decline_offer")[-1] == {"offer_id": OFFER_ID, "version": 1, "reason": "language"}
    assert "You have declined" in text(counsellor.get(OFFER))


def test_who_was_slower_sees_what_became_of_the_offer(counsellor: Any, calls: FakeCalls) -> None:
    fields = form_of(counsellor.get(OFFER).text, "accept_offer")
    calls.cases.offers_[OFFER_ID].update(status="lapsed", version=2)
    answer = counsellor.post(OFFER, data=fields)
    assert answer.status_code == 412
    assert "The time to answer is over" in text(answer)


def test_a_lost_form_token_shows_the_offer_again(counsellor: Any, calls: FakeCalls) -> None:
    answer = counsellor.post(OFFER, data={"do": "decline_offer", "version": "1", "reason": "topic"})
    assert answer.status_code == 400
    assert 'value="topic" checked' in answer.text
    assert not asked(calls, "decline_offer")


def test_the_offer_of_another_organisation_does_not_exist(counsellor: Any) -> None:
    answer = counsellor.get(f"/en/offers/{OFFER_OF_BRUECKE}")
    assert answer.status_code == 404
    assert "Offer not found" in text(answer)


def test_offers_that_wait_for_an_answer_are_listed_and_all_others_where_they_are_asked_for(
    counsellor: Any, calls: FakeCalls
) -> None:
    calls.cases.offers_[OFFER_ID].update(status="declined", reason="no_capacity")
    waiting, everything = words(counsellor.get("/en/offers")), words(counsellor.get("/en/offers?status=all"))
    assert [each.get("status") for each in asked(calls, "offers")] == ["open", None]
    assert ["Georgian" in page for page in (waiting, everything)] == [False, True]
    calls.cases.offers_ = {}
    assert "Nothing waits for an answer" in words(counsellor.get("/en/offers"))
