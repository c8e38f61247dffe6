"""Releases and referrals on the page of a case, the directory, and the form to be signed."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader

from gateway import assets, printing, release_forms
from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_releases import FAR_SERVICE_ID, REFERRAL_ID, RELEASE_ID, SERVICE_ID
from tests.unit.gateway.staff_browser import form_of, last, sender, signed_in, text, words

CASE, DIRECTORY = f"/en/cases/{CASE_ID}", "/en/directory"
SERVICE, PRINTED = f"{DIRECTORY}/{SERVICE_ID}", f"{CASE}/releases/{RELEASE_ID}.pdf"
RELEASE = {"recipient": "school", "data": ["contact"], "purpose": "placement", "valid_until": "2126-12-31"}


@pytest.fixture
def calls() -> FakeCalls:
    return busy()


@pytest.fixture
def real_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The built letters, which the other tests of the gateway do without."""
    found = json.loads((assets._BUILT / "manifest.json").read_text(encoding="utf-8"))
    monkeypatch.setattr(assets, "manifest", lambda: found)
    printing._printer.cache_clear()


def test_the_case_says_who_may_be_told_what_and_who_was_asked(counsellor: Any) -> None:
    page = words(counsellor.get(CASE))
    for part in (
        "In force · until 31 Dec 2126 Doctor’s practice or hospital: Praxis Dr. Yıldız",
        "To arrange and prepare appointments: Name and contact details, Health",
        "Language · Asked, no answer yet Sprachwerkstatt Asked on 22 Nov 2026 · waiting for 12 days",
    ):
        assert part in page


def test_a_release_is_granted_and_withdrawn(counsellor: Any, calls: FakeCalls) -> None:
    send = sender(counsellor, CASE)
    given = RELEASE | {"recipient_name": " Grundschule am Fluss ", "language": "ka", "interpreter_present": "yes"}
    assert send("grant_release", **given).status_code == 303
    assert last(calls, "grant_release") == {
        **RELEASE,
        "case_id": CASE_ID,
        "recipient_name": "Grundschule am Fluss",
        "language": "ka",
        "interpreter_present": True,
    }
    assert "The release is noted. Print it" in words(counsellor.get(CASE))
    assert send("withdraw_release", holds=RELEASE_ID).status_code == 303
    page = words(counsellor.get(CASE))
    assert "None is in force: nobody outside may be told anything." in page
    assert "One that is over Withdrawn, 22 Nov 2026" in page


def test_a_mistake_in_a_release_is_said_at_its_field(counsellor: Any) -> None:
    answer = sender(counsellor, CASE)("grant_release", **RELEASE | {"recipient": "other"})
    page = text(answer)
    assert answer.status_code == 422
    assert 'href="#grant_release-recipient_name">Please say who exactly: nobody else may be told.' in page
    assert '<option value="other" selected>' in page
    assert page.count('name="record" open>') == 1


def test_a_client_is_referred_to_what_is_open_to_them(counsellor: Any, calls: FakeCalls) -> None:
    page = counsellor.get(CASE).text
    assert f'<option value="{SERVICE_ID}">Sprachwerkstatt (Language)</option>' in page
    assert FAR_SERVICE_ID not in page, "it is for people from elsewhere"
    assert last(calls, "directory")["municipality"] == "wuerselen"
    send = sender(counsellor, CASE)
    assert send("make_referral", topic="language", service_id=SERVICE_ID, release_id=RELEASE_ID).status_code == 303
    asked = {"topic": "language", "service_id": SERVICE_ID, "release_id": RELEASE_ID}
    assert last(calls, "make_referral") == asked | {"case_id": CASE_ID}
    nobody = send("make_referral", topic="language")
    assert 'href="#make_referral-service_id">Please choose somebody from the directory' in text(nobody)


def test_who_was_chosen_in_the_directory_stands_in_the_form(counsellor: Any) -> None:
    page = counsellor.get(f"{CASE}?service={FAR_SERVICE_ID}").text
    assert f'<option value="{FAR_SERVICE_ID}" selected>Eifelwohnen (Housing)</option>' in page
    assert page.count('name="record" open>') == 1
    assert counsellor.get(f"{CASE}?service=nonsense").status_code == 200


def test_a_release_for_somebody_else_is_said_at_its_field(counsellor: Any) -> None:
    sent = form_of(counsellor.get(CASE).text, "make_referral")
    answer = counsellor.post(
        CASE, data=sent | {"topic": "housing", "service_id": FAR_SERVICE_ID, "release_id": RELEASE_ID}
    )
    assert answer.status_code == 409
    assert 'href="#make_referral-release_id">This release is not in force, is for somebody else' in text(answer)


def test_an_answer_is_noted_by_one_button_and_a_waiting_list_with_its_days(counsellor: Any, calls: FakeCalls) -> None:
    send = sender(counsellor, CASE)
    assert (
        send("answer_referral", holds='value="waiting"', waiting_days="90", ask_again_on="2127-01-15").status_code
        == 303
    )
    waiting = {"answer": "waiting", "waiting_days": 90, "ask_again_on": "2127-01-15"}
    assert last(calls, "answer_referral") == waiting | {"case_id": CASE_ID, "referral_id": REFERRAL_ID, "version": 1}
    assert send("answer_referral", holds='value="accepted"').status_code == 303
    assert last(calls, "answer_referral")["answer"] == "accepted"
    assert "Language · Accepted" in words(counsellor.get(CASE))


def test_ending_a_referral_wants_a_reason_and_opens_that_one_only(counsellor: Any) -> None:
    send = sender(counsellor, CASE)
    answer = send("end_referral")
    assert answer.status_code == 422
    assert answer.text.count('id="end_referral-reason"') == 1
    assert send("end_referral", reason="finished").status_code == 303
    assert "Ended: Was there to the end" in words(counsellor.get(CASE))


def test_the_directory_is_found_by_town_and_leads_back_to_the_case(counsellor: Any, calls: FakeCalls) -> None:
    page = counsellor.get(f"{DIRECTORY}?municipality=monschau&speaks=ka&case_id={CASE_ID}")
    assert last(calls, "directory") == {"municipality": "monschau", "language": "ka", "limit": 50, "closed": False}
    assert "Eifelwohnen" in words(page)
    assert "Sprachwerkstatt" not in words(page)
    assert f"{CASE}?service={FAR_SERVICE_ID}#refer" in page.text
    assert "90 days heard on 20 Nov 2026" in words(page)


def test_a_service_is_added_and_corrected_and_what_is_left_empty_is_empty(counsellor: Any, calls: FakeCalls) -> None:
    new = {"name": "Chor am Fluss", "kind": "volunteer", "topics": ["leisure"], "languages": ["de", "ka"]}
    assert sender(counsellor, DIRECTORY)("add_service", **new).location == SERVICE
    assert last(calls, "add_service") == new | {"municipalities": []}
    changed = {"name": "Sprachhaus", "kind": "course_provider", "topics": ["language"], "active": "yes"}
    assert sender(counsellor, SERVICE)("change_service", **changed).status_code == 303
    asked = last(calls, "change_service")
    assert (asked["version"], asked["active"], asked["phone"], asked["waiting_days"]) == (1, True, None, None)
    page = words(counsellor.get(SERVICE))
    assert "The service is corrected." in page
    assert "Sprachhaus" in page


def test_the_desk_looks_services_up_and_changes_none(client: Any) -> None:
    desk = signed_in(client, "desk")
    for path in (DIRECTORY, SERVICE):
        page = desk.get(path)
        assert page.status_code == 200
        assert 'method="post" novalidate' not in page.text
        assert desk.post(path, data={}).status_code == 403


def test_an_unfinished_service_comes_back_filled(counsellor: Any) -> None:
    answer = counsellor.post(DIRECTORY, data={"do": "add_service", "name": "Chor am Fluss"})
    assert answer.status_code == 400
    assert 'value="Chor am Fluss"' in answer.text


@pytest.mark.usefixtures("real_letters")
def test_the_printed_form_says_everything_in_german_and_in_the_language_it_was_explained_in(counsellor: Any) -> None:
    answer = counsellor.get(PRINTED)
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert "Beridze" not in answer.headers["Content-Disposition"]
    document = PdfReader(BytesIO(answer.data))
    assert document.root_object["/Lang"] == "de"
    assert document.root_object["/MarkInfo"] == {"/Marked": True}
    assert document.metadata
    assert document.metadata.title == "Schweigepflichtentbindung K7M-4XQ-6"
    printed = "".join(document.pages[0].extract_text().split())
    for part in ("NinoBeridze", "ნინობერიძე", "1990", "PraxisDr.Yıldız", "Gesundheit", "ჯანმრთელობა", "31.Dezember2126",
                 "UnterschriftderdolmetschendenPerson", "§203StGB"):  # fmt: skip
        assert part in printed, part


@pytest.mark.parametrize(
    ("language", "beside"), [("ar", ["de", "ar"]), ("ti", ["de", "en"]), ("de", ["de"]), ("en", ["de", "en"])]
)
def test_beside_german_stands_the_language_of_the_client_or_english(
    shared: Flask, calls: FakeCalls, monkeypatch: pytest.MonkeyPatch, language: str, beside: list[str]
) -> None:
    pages: list[str] = []
    monkeypatch.setattr(printing, "pdf", pages.append)
    found = calls.cases.release({"case_id": CASE_ID, "release_id": RELEASE_ID}, None)  # type: ignore[arg-type]
    with shared.test_request_context("/de/"):
        release_forms.as_pdf(found | {"language": language, "interpreter_present": False})
    (page,) = pages
    assert [code for code in ("de", "en", "ar", "ka") if f'<h1 class="side" lang="{code}"' in page] == beside
    assert ('dir="rtl"' in page) == ("ar" in beside)
    assert "dolmetschenden" not in page, "nobody interpreted"
