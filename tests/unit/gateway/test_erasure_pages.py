"""Forgetting somebody, on pages: what would be gone is counted, two people say yes, and who is still due is shown."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.gateway.fake_erasures import CASE_ID, ERASURE_ID, HOLD_ID, erasure, hold
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_people import PERSON_ID
from tests.unit.gateway.staff_browser import last, sender, signed_in, text, words

PERSON, ERASURE = f"/en/privacy/people/{PERSON_ID}", f"/en/privacy/erasures/{ERASURE_ID}"
LIST, RETENTION = "/en/privacy/erasures", "/en/privacy/retention"
WHY = "Klage vor dem Sozialgericht"


def test_before_it_is_proposed_the_page_says_what_will_be_gone_and_that_it_is_for_good(client: Any) -> None:
    page = words(signed_in(client, "privacy_officer").get(PERSON))
    assert "gone for good" in page
    assert "Consultations 4" in page
    assert "cannot be undone" in page


def test_proposing_needs_a_ground_and_leads_to_the_erasure(client: Any, calls: FakeCalls) -> None:
    send = sender(signed_in(client, "coordinator"), PERSON)
    assert send("propose_erasure", reason="").status_code == 422
    answer = send("propose_erasure", reason="consent_withdrawn")
    assert (answer.status_code, answer.location) == (303, ERASURE)
    assert last(calls, "propose_erasure") == {"person_id": PERSON_ID, "reason": "consent_withdrawn"}


def test_the_second_person_sees_what_goes_before_they_confirm_it(client: Any, calls: FakeCalls) -> None:
    officer = signed_in(client, "privacy_officer")
    page = words(officer.get(ERASURE))
    assert "Consultations 4" in page
    assert "K7M-4XQ-6" in page
    assert "This cannot be undone. With your yes it is carried out at once." in page
    answer = sender(officer, ERASURE)("confirm_erasure")
    assert (answer.status_code, answer.location) == (303, ERASURE)
    assert last(calls, "confirm_erasure") == {"erasure_id": ERASURE_ID, "version": 1}
    assert "Your yes is noted." in officer.get(ERASURE).text


def test_the_first_person_is_told_that_somebody_else_has_to(client: Any, calls: FakeCalls) -> None:
    calls.cases.erasure_ = erasure(may=["reject"])
    page = text(signed_in(client, "privacy_officer").get(ERASURE))
    assert "Somebody else has to confirm it" in page
    assert "confirm_erasure" not in page


@pytest.mark.parametrize("code", ["four_eyes", "on_hold", "case_is_open"])
def test_what_is_refused_is_said_in_a_sentence(client: Any, calls: FakeCalls, code: str) -> None:
    calls.cases.refusing = code
    answer = sender(signed_in(client, "privacy_officer"), ERASURE)("confirm_erasure")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


def test_a_service_that_is_away_is_shown_as_due(client: Any, calls: FakeCalls) -> None:
    waiting = [{"service": "notifications", "cases": 1}]
    calls.cases.erasure_ = erasure(status="carried_out", about=[], may=[], waiting_for=waiting)
    officer = signed_in(client, "privacy_officer")
    assert "Messages · one case" in words(officer.get(ERASURE))
    assert "still due: Messages" in words(officer.get(LIST))


def test_a_hold_is_placed_with_a_reason_and_released(client: Any, calls: FakeCalls) -> None:
    officer = signed_in(client, "privacy_officer")
    answer = sender(officer, PERSON)("place_hold", reason=WHY, until="2127-06-30")
    assert (answer.status_code, answer.location) == (303, PERSON)
    assert last(calls, "place_hold") == {"person_id": PERSON_ID, "reason": WHY, "until": "2127-06-30"}
    calls.cases.held = hold()
    page = words(officer.get(PERSON))
    assert WHY in page
    assert "cannot be proposed while there is a hold" in page
    sender(officer, PERSON)("release_hold")
    assert last(calls, "release_hold") == {"hold_id": HOLD_ID, "version": 1}


def test_a_coordinator_sees_that_there_is_a_hold_and_not_why(client: Any, calls: FakeCalls) -> None:
    calls.cases.held = hold()
    page = words(signed_in(client, "coordinator").get(PERSON))
    assert "Nothing of this person is erased" in page
    assert WHY not in page
    assert "Release the hold" not in page


def test_an_open_case_is_to_be_closed_first(client: Any, calls: FakeCalls) -> None:
    calls.cases.status_of_case = "open"
    assert "has to be closed before" in words(signed_in(client, "privacy_officer").get(PERSON))


def test_a_counsellor_takes_no_part(client: Any) -> None:
    counsellor = signed_in(client, "counsellor")
    assert "Forget this person" not in counsellor.get(PERSON).text
    assert counsellor.get(LIST).status_code == counsellor.get(RETENTION).status_code == 403


def test_what_is_due_is_shown_by_reference_and_looking_changes_nothing(client: Any, calls: FakeCalls) -> None:
    page = words(signed_in(client, "coordinator").get(RETENTION))
    assert "K7M-4XQ-6" in page
    assert "3 years" in page
    assert CASE_ID not in page
    assert [asked.method for asked in calls.asked if asked.method in ("retention", "confirm_erasure")] == ["retention"]


def test_the_list_is_filtered_by_state(client: Any, calls: FakeCalls) -> None:
    page = signed_in(client, "privacy_officer").get(f"{LIST}?status=proposed")
    assert last(calls, "erasures")["status"] == "proposed"
    assert "Dagmar Ising" in page.text


def test_the_pages_speak_german(client: Any) -> None:
    officer = signed_in(client, "privacy_officer")
    for path, said in (
        (PERSON, "Löschsperre"),
        (ERASURE, "endgültig löschen"),
        (LIST, "Löschungen"),
        (RETENTION, "3 Jahre"),
    ):
        assert said in text(officer.get(path.replace("/en/", "/de/")))
