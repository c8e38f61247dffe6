"""Somebody who has asked and has no case, on pages: found by reference, handed their copy, and forgotten by two."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gateway import printing
from tests.builders.files import SCAN
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_likenesses import LIKE_ID, REQUEST_ID
from tests.unit.gateway.fake_people import found
from tests.unit.gateway.fake_subjects import erasure
from tests.unit.gateway.staff_browser import form_of, sender, signed_in, text, words

PAGE, LIST = f"/en/privacy/requests/{REQUEST_ID}", "/en/privacy/erasures"
NAME = "ნინო ბერიძე"


def test_a_reference_finds_the_request_too(client: Any) -> None:
    officer = signed_in(client, "privacy_officer")
    form = form_of(officer.get("/en/privacy").text, "find_people")
    assert f'href="{PAGE}"' in officer.post("/en/privacy", data=form | {"reference": "K7M-4XQ-6"}).text
    assert PAGE not in officer.post("/en/privacy", data=form | {"name": "Nino"}).text
    page = officer.get(PAGE)
    assert NAME in page.text
    assert f'href="/en/privacy/requests/{LIKE_ID}"' in page.text


def test_while_the_intake_is_away_what_the_cases_know_is_shown(client: Any, calls: FakeCalls) -> None:
    officer = signed_in(client, "privacy_officer")
    form = form_of(officer.get("/en/privacy").text, "find_people")
    calls.away, calls.cases.known = {"intake"}, (found(),)
    for answer in (officer.post("/en/privacy", data=form | {"reference": "K7M-4XQ-6"}), officer.get(LIST)):
        assert answer.status_code == 200
        assert "Requests without a case cannot be shown at the moment" in words(answer)
    assert NAME in officer.post("/en/privacy", data=form | {"reference": "K7M-4XQ-6"}).text


def test_a_coordinator_reads_no_name_and_hands_nothing_out(client: Any) -> None:
    coordinator = signed_in(client, "coordinator")
    page = coordinator.get(PAGE)
    assert NAME not in page.text
    assert "A copy for the person" not in page.text
    assert "Propose to forget them" in words(page)
    assert coordinator.get(f"{PAGE}/copy.json").status_code == 403


def test_the_copy_holds_what_the_intake_and_the_notifications_know(
    client: Any, calls: FakeCalls, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = signed_in(client, "privacy_officer")
    printed: list[str] = []
    told = json.loads(officer.get(f"{PAGE}/copy.json").data)
    assert {"requests", "contacts", "messages", "controller"} <= set(told)
    assert "warrant" not in told

    def put_aside(html: str) -> bytes:
        printed.append(html)
        return SCAN

    monkeypatch.setattr(printing, "pdf", put_aside)
    assert officer.get(f"{PAGE}/copy.pdf").data == SCAN
    for part in ("K7M-4XQ-6", "Danke!", "nino@example.org", 'lang="ka"'):
        assert part in printed[0], part


def test_one_proposes_and_another_confirms_and_who_is_still_due_is_shown(client: Any, calls: FakeCalls) -> None:
    send = sender(signed_in(client, "coordinator"), PAGE)
    assert send("propose_request_erasure", reason="").status_code == 422
    answer = send("propose_request_erasure", reason="objection")
    assert (answer.status_code, answer.location) == (303, PAGE)
    calls.subjects.erasure_ = erasure()
    officer = signed_in(client, "privacy_officer")
    assert f'href="{PAGE}"' in officer.get(LIST).text
    assert "This cannot be undone." in words(officer.get(PAGE))
    assert sender(officer, PAGE)("confirm_request_erasure").status_code == 303
    assert "still due: Messages" in words(officer.get(PAGE))


def test_the_first_of_the_two_is_told_that_somebody_else_has_to(client: Any, calls: FakeCalls) -> None:
    calls.subjects.erasure_ = erasure(may=["reject"])
    page = text(signed_in(client, "privacy_officer").get(PAGE))
    assert "Somebody else has to confirm it" in page
    assert "confirm_request_erasure" not in page


@pytest.mark.parametrize("code", ["four_eyes", "request_has_case", "erasure_proposed"])
def test_what_is_refused_is_said_in_a_sentence(client: Any, calls: FakeCalls, code: str) -> None:
    send = sender(signed_in(client, "privacy_officer"), PAGE)
    calls.subjects.refusing = code
    answer = send("propose_request_erasure", reason="objection")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
