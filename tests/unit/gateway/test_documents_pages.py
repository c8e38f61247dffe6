"""Documents of a case in the browser: filed, looked at, taken out; and a letter from the template to the file."""

from __future__ import annotations

import io
from typing import Any

import pytest

from gateway import printing
from services.chassis.errors import Refused
from services.chassis.file_types import PDF
from tests.builders.files import SCAN, in_base64
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_documents import DOCUMENT_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_browser import form_of, last, sender, signed_in, text, words

CASE = f"/en/cases/{CASE_ID}"
DOCUMENTS, LETTERS = f"{CASE}/documents", f"{CASE}/letters"
BEGUN = f"{LETTERS}?letter=invitation&language=ka"
ADDRESSED = {"subject": "Anfrage", "words": "Wann?", "recipient": "jobcenter", "purpose": "benefits", "data": "housing"}


@pytest.fixture
def on_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "pdf", lambda _html: SCAN)


def a_file(name: str = "scan.pdf", content: bytes = SCAN) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def test_the_case_shows_what_was_filed_last_and_leads_to_the_rest(counsellor: Any) -> None:
    answer = counsellor.get(CASE)
    page = words(answer)
    for part in ("Bescheid vom Jobcenter", "Official decision", "47 KB", "Pass (Kopie)", "Taken out, content deleted"):
        assert part in page
    assert f'href="{DOCUMENTS}"' in answer.text
    assert f'href="{LETTERS}"' in answer.text
    assert f"{DOCUMENTS}/{DOCUMENT_ID}?save" in answer.text


def test_a_document_is_filed_from_the_page(counsellor: Any, calls: FakeCalls) -> None:
    answer = sender(counsellor, DOCUMENTS)("upload_document", kind="identity", title=" Pass ", content=a_file())
    assert (answer.status_code, answer.location) == (303, DOCUMENTS)
    asked = last(calls, "upload_document")
    assert (asked["name"], asked["content"], asked["kind"], asked["title"]) == (
        "scan.pdf",
        in_base64(SCAN),
        "identity",
        "Pass",
    )
    assert "The document is filed." in words(counsellor.get(DOCUMENTS))


def test_a_second_press_of_the_button_files_it_once(counsellor: Any, calls: FakeCalls) -> None:
    form = form_of(counsellor.get(DOCUMENTS).text, "upload_document")
    for _ in range(2):
        counsellor.post(DOCUMENTS, data=form | {"kind": "other", "content": a_file()})
    assert len(calls.cases.cases_[CASE_ID][0]["documents"]) == 3


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "other"}, "Please choose a file."),
        ({"kind": "other", "content": a_file("scan.exe")}, "Only PDF, JPEG"),
        ({"kind": "", "content": a_file()}, "This is missing"),
    ],
)
def test_what_cannot_be_filed_is_said_at_its_field_and_the_rest_is_kept(
    counsellor: Any, sent: dict[str, Any], said: str
) -> None:
    send = sender(counsellor, DOCUMENTS)
    answer = send("upload_document", title="Bescheid vom Mai", **sent)
    assert answer.status_code == 422
    assert 'value="Bescheid vom Mai"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "Please choose the file once more." in words(answer)
    if "content" in sent and not sent["kind"]:
        assert 'id="upload_document-kind-error"' in answer.text
    else:
        assert said in words(answer)


def test_a_document_is_taken_out_after_a_second_thought(counsellor: Any, calls: FakeCalls) -> None:
    send = sender(counsellor, DOCUMENTS)
    answer = send("withdraw_document", holds=DOCUMENT_ID)
    assert (answer.status_code, answer.location) == (303, DOCUMENTS)
    assert last(calls, "withdraw_document") == {"case_id": CASE_ID, "document_id": DOCUMENT_ID, "version": 1}
    assert "withdraw_document" not in counsellor.get(DOCUMENTS).text
    late = counsellor.post(DOCUMENTS, data=form_of_withdrawal(counsellor) | {"version": "1"})
    assert late.status_code == 412


def form_of_withdrawal(counsellor: Any) -> dict[str, str]:
    hidden = form_of(counsellor.get(DOCUMENTS).text, "upload_document")
    return hidden | {"do": "withdraw_document", "document_id": DOCUMENT_ID}


def test_a_document_opens_in_the_browser(counsellor: Any) -> None:
    answer = counsellor.get(f"{DOCUMENTS}/{DOCUMENT_ID}")
    assert (answer.data, answer.mimetype) == (SCAN, PDF)
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_who_may_only_read_sees_no_forms(client: Any) -> None:
    page = signed_in(client, "coordinator").get(DOCUMENTS)
    assert page.status_code == 200
    assert "Bescheid vom Jobcenter" in page.text
    assert 'name="do"' not in page.text
    assert client.get(LETTERS).status_code == 403


def test_documents_of_another_organisation_are_not_there(client: Any) -> None:
    elsewhere = signed_in(client, "counsellor_bruecke")
    assert {elsewhere.get(address).status_code for address in (DOCUMENTS, f"{DOCUMENTS}/{DOCUMENT_ID}", LETTERS)} == {
        404
    }


def test_a_letter_begins_with_its_template_in_the_language_of_the_client(counsellor: Any) -> None:
    first = counsellor.get(LETTERS)
    assert '<option value="ka" selected>' in first.text
    assert 'name="do"' not in first.text
    assert "Confirmation of accompaniment" in words(first)
    begun = counsellor.get(BEGUN)
    assert "გამარჯობა, ნინო ბერიძე," in text(begun)
    assert 'value="მოწვევა საუბარზე"' in begun.text
    assert 'name="recipient"' not in begun.text
    assert "<title>Letter K7M-4XQ-6 · Lotse</title>" in begun.text


def test_a_letter_to_an_authority_is_german_and_asks_what_it_tells(counsellor: Any) -> None:
    begun = counsellor.get(f"{LETTERS}?letter=authority_request&language=ka")
    assert "Sehr geehrte Damen und Herren" in begun.text
    assert 'name="recipient"' in begun.text
    assert 'name="data"' in begun.text
    assert "a release of the client covers" in words(begun)


def test_a_letter_is_looked_at_on_paper_before_anything_is_kept(
    counsellor: Any, calls: FakeCalls, on_paper: None
) -> None:
    form = form_of(counsellor.get(BEGUN).text, "write_letter")
    sent = form | {"subject": "მოწვევა", "words": "მოდით."}
    seen = counsellor.post(f"{LETTERS}/preview", data=sent)
    assert (seen.data, seen.mimetype) == (SCAN, PDF)
    assert "write_letter" not in {asked.method for asked in calls.asked}
    wrong = counsellor.post(f"{LETTERS}/preview", data=sent | {"subject": ""})
    assert wrong.status_code == 422
    assert "მოდით." in wrong.text
    assert 'id="write_letter-subject-error"' in wrong.text


def test_a_letter_is_filed(counsellor: Any, calls: FakeCalls, on_paper: None) -> None:
    form = form_of(counsellor.get(BEGUN).text, "write_letter")
    answer = counsellor.post(LETTERS, data=form | {"subject": "მოწვევა", "words": "მოდით."})
    assert (answer.status_code, answer.location) == (303, DOCUMENTS)
    asked = last(calls, "write_letter")
    assert asked == {"case_id": CASE_ID, "letter": "invitation", "title": "მოწვევა", "content": in_base64(SCAN)}
    assert "The letter is filed." in words(counsellor.get(DOCUMENTS))


def test_a_letter_without_a_release_stays_with_everything_that_was_written(counsellor: Any, on_paper: None) -> None:
    form = form_of(counsellor.get(f"{LETTERS}?letter=authority_request").text, "write_letter")
    answer = counsellor.post(LETTERS, data=form | ADDRESSED)
    assert answer.status_code == 409
    assert 'id="write_letter-recipient-error"' in answer.text
    assert "Wann?" in answer.text
    assert '<option value="jobcenter" selected>' in answer.text


def test_a_page_that_was_open_for_days_is_shown_again_with_what_was_written(counsellor: Any) -> None:
    form = form_of(counsellor.get(BEGUN).text, "write_letter")
    answer = counsellor.post(LETTERS, data=form | {"csrf_token": "old", "subject": "x", "words": "მოდით."})
    assert answer.status_code == 400
    assert "მოდით." in answer.text
    stale = form_of(counsellor.get(DOCUMENTS).text, "upload_document") | {"csrf_token": "old", "title": "Pass"}
    answer = counsellor.post(DOCUMENTS, data=stale | {"content": a_file()})
    assert answer.status_code == 400
    assert 'value="Pass"' in answer.text


def test_a_refusal_of_the_case_is_said_on_the_page(
    counsellor: Any, calls: FakeCalls, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = form_of(counsellor.get(DOCUMENTS).text, "upload_document")

    def closed(*_: Any) -> None:
        raise Refused("not_in_this_state", "It has ended.")

    monkeypatch.setattr(calls.cases, "upload_document", closed)
    answer = counsellor.post(DOCUMENTS, data=form | {"kind": "other", "content": a_file()})
    assert answer.status_code == 409
    assert 'id="summary"' in answer.text
