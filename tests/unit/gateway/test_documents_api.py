"""Documents over the API: files come in as forms or JSON, go out safely, and letters are made here."""

from __future__ import annotations

import base64
import io
from typing import Any

import pypdf
import pytest
from flask import Flask

from gateway import files, printing
from services.chassis.file_types import DOCX, PDF
from tests.builders.files import SCAN, in_base64
from tests.unit.gateway import fake_documents
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_documents import DOCUMENT_ID, TAKEN_OUT_ID
from tests.unit.gateway.fake_intake import FakeCalls

DOCUMENTS, LETTERS = f"/api/v1/cases/{CASE_ID}/documents", f"/api/v1/cases/{CASE_ID}/letters"
INVITATION = {"letter": "invitation", "language": "ka", "subject": "მოწვევა", "words": "გამარჯობა!\n\nმოდით."}
OUTSIDE = {"recipient": "jobcenter", "purpose": "benefits", "data": ["housing"]}
REQUEST = {"letter": "authority_request", "language": "de", "subject": "Anfrage", "words": "Wann?"} | OUTSIDE


@pytest.fixture
def ada(calls: FakeCalls) -> dict[str, str]:
    """The headers of a counsellor."""
    return {"Authorization": f"Bearer {calls.cases.token('counsellor')}", "Accept-Language": "en"}


@pytest.fixture
def on_paper(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been printed; test_printing.py prints."""
    pages: list[str] = []

    def pdf(html: str) -> bytes:
        pages.append(html)
        return SCAN

    monkeypatch.setattr(printing, "pdf", pdf)
    return pages


def last(calls: FakeCalls) -> Any:
    return calls.asked[-1]


def test_a_file_comes_in_with_a_form(client: Any, calls: FakeCalls, ada: dict[str, str]) -> None:
    sent = {"content": (io.BytesIO(SCAN), "Bescheid.pdf"), "kind": "decision", "title": "Bescheid"}
    answer = client.post(DOCUMENTS, data=sent, headers=ada | {"Idempotency-Key": "retro-clock"})
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert answer.location.endswith(f"{DOCUMENTS}/{answer.json['document_id']}")
    asked = {"name": "Bescheid.pdf", "content": in_base64(SCAN), "kind": "decision", "title": "Bescheid"}
    assert last(calls).request == asked | {"case_id": CASE_ID}


def test_a_form_without_a_file_or_with_a_strange_field_is_refused(client: Any, ada: dict[str, str]) -> None:
    empty = client.post(DOCUMENTS, data={"kind": "decision"}, headers=ada, content_type="multipart/form-data")
    assert (empty.status_code, empty.json["errors"][0]["code"]) == (422, "file_missing")
    strange = {"content": (io.BytesIO(SCAN), "a.pdf"), "kind": "decision", "organisation": "bruecke"}
    answer = client.post(DOCUMENTS, data=strange, headers=ada)
    assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [("organisation", "unknown_field")]


def test_only_routes_that_take_files_read_large_bodies(client: Any, app: Flask, ada: dict[str, str]) -> None:
    large = {"content": in_base64(bytes(200_000)), "name": "a.pdf", "kind": "other"}
    assert client.post(DOCUMENTS, json=large, headers=ada).status_code == 422
    assert client.post(LETTERS, json=large, headers=ada).status_code == 413
    beyond = {"content": (io.BytesIO(bytes(15 * 2**20)), "a.pdf"), "kind": "other"}
    assert client.post(DOCUMENTS, data=beyond, headers=ada).status_code == 413


def test_no_file_that_comes_in_is_written_to_the_disk() -> None:
    request = files.InMemory({"REQUEST_METHOD": "POST"}, populate_request=False)
    assert isinstance(request._get_file_stream(50_000_000, "application/pdf"), io.BytesIO)


def test_a_document_is_shown_and_can_do_nothing(client: Any, ada: dict[str, str]) -> None:
    answer = client.get(f"{DOCUMENTS}/{DOCUMENT_ID}", headers=ada)
    assert (answer.data, answer.mimetype) == (SCAN, PDF)
    assert answer.headers["Content-Disposition"] == "inline; filename*=UTF-8''Bescheid.pdf"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    saved = client.get(f"{DOCUMENTS}/{DOCUMENT_ID}?save", headers=ada)
    assert saved.headers["Content-Disposition"].startswith("attachment")


def test_what_a_browser_cannot_show_is_saved_and_a_picture_is_in_a_sandbox(
    client: Any, calls: FakeCalls, ada: dict[str, str]
) -> None:
    case = calls.cases.cases_[CASE_ID][0]
    text, photo = (
        fake_documents.document(document_id=f"00000000-0000-7000-8000-00000000000{number}", **differs)
        for number, differs in enumerate(
            ({"media_type": DOCX, "name": "CV.docx"}, {"media_type": "image/png", "name": "ბარათი.png"})
        )
    )
    case["documents"] += [text, photo]
    answer = client.get(f"{DOCUMENTS}/{text['document_id']}", headers=ada)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    answer = client.get(f"{DOCUMENTS}/{photo['document_id']}", headers=ada)
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert answer.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''%E1%83%91")


def test_what_was_taken_out_is_not_there_any_more(client: Any, ada: dict[str, str]) -> None:
    answer = client.get(f"{DOCUMENTS}/{TAKEN_OUT_ID}", headers=ada)
    assert (answer.status_code, answer.json["code"]) == (409, "document_withdrawn")
    assert "deleted" in answer.json["detail"]


def test_the_list_goes_on_page_by_page(client: Any, ada: dict[str, str]) -> None:
    answer = client.get(f"{DOCUMENTS}?limit=1", headers=ada)
    assert [line["title"] for line in answer.json["items"]] == ["Bescheid vom Jobcenter"]
    assert 'rel="next"' in answer.headers["Link"]


def test_a_letter_begins_with_its_template_filled_for_the_case(client: Any, ada: dict[str, str]) -> None:
    georgian = client.get(f"{LETTERS}/invitation?language=ka", headers=ada).json
    assert georgian["words"].startswith("გამარჯობა, ნინო ბერიძე,")
    assert "+49 30 23125 000" in georgian["words"]
    german = client.get(f"{LETTERS}/accompaniment?language=de", headers=ada).json
    assert "Nino Beridze seit dem 22. November 2026" in german["words"]
    assert german["words"].endswith("Counsellor\nKommunales Integrationszentrum StädteRegion Aachen")


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("love?language=de", "letter"),
        ("invitation?language=tlh", "language"),
        ("authority_request?language=ka", "language"),
    ],
)
def test_there_are_only_the_letters_of_the_programme(
    client: Any, ada: dict[str, str], address: str, field: str
) -> None:
    answer = client.get(f"{LETTERS}/{address}", headers=ada)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, field)


def test_a_letter_is_made_into_a_pdf_and_filed(
    client: Any, calls: FakeCalls, ada: dict[str, str], on_paper: list[str]
) -> None:
    answer = client.post(LETTERS, json=INVITATION, headers=ada | {"Idempotency-Key": "tall-tower"})
    assert answer.status_code == 201
    asked = last(calls)
    assert (asked.method, asked.request["title"], asked.request["letter"]) == ("write_letter", "მოწვევა", "invitation")
    assert base64.b64decode(asked.request["content"]) == SCAN
    assert not {"recipient", "purpose", "data"} & set(asked.request)
    (page,) = on_paper
    assert '<html lang="ka" dir="ltr">' in page
    assert "<title>მოწვევა</title>" in page
    assert page.count('<p dir="auto">') == 2
    assert "K7M-4XQ-6" in page
    assert "Zollernstraße 10" in page
    again = client.post(LETTERS, json=INVITATION, headers=ada | {"Idempotency-Key": "tall-tower"})
    assert again.json == answer.json


def test_an_arabic_letter_runs_from_right_to_left(client: Any, ada: dict[str, str], on_paper: list[str]) -> None:
    client.post(LETTERS, json=INVITATION | {"language": "ar"}, headers=ada)
    assert '<html lang="ar" dir="rtl">' in on_paper[0]


def test_what_somebody_writes_is_words_and_never_marks(client: Any, ada: dict[str, str], on_paper: list[str]) -> None:
    sly = INVITATION | {"words": "<img src='file:///etc/passwd'>", "subject": "</title><script>"}
    client.post(LETTERS, json=sly, headers=ada)
    assert "<img" not in on_paper[0]
    assert "<script" not in on_paper[0]


def test_nothing_leaves_without_a_release(
    client: Any, calls: FakeCalls, ada: dict[str, str], on_paper: list[str]
) -> None:
    answer = client.post(LETTERS, json=REQUEST, headers=ada)
    assert (answer.status_code, answer.json["code"]) == (409, "no_release")
    calls.cases.released = True
    assert client.post(LETTERS, json=REQUEST, headers=ada).status_code == 201
    assert {name: last(calls).request[name] for name in OUTSIDE} == OUTSIDE


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"subject": ""}, "subject", "required"),
        ({"words": "ა" * 6001}, "words", "too_long"),
        ({"letter": "love"}, "letter", "unknown_letter"),
        ({"organisation": "bruecke"}, "organisation", "unknown_field"),
    ],
)
def test_a_letter_that_cannot_be_written_asks_no_service(
    client: Any, calls: FakeCalls, ada: dict[str, str], change: dict[str, str], field: str, code: str
) -> None:
    answer = client.post(LETTERS, json=INVITATION | change, headers=ada)
    assert [(error["field"], error["code"]) for error in answer.json["errors"]] == [(field, code)]
    assert "write_letter" not in {asked.method for asked in calls.asked}


def test_what_is_printed_is_a_pdf_that_can_be_read_aloud_and_fetches_nothing() -> None:
    made = printing.pdf(
        '<html lang="de"><head><title>Ein Brief</title></head><body><h1>Ein Brief</h1>'
        '<p>Guten Tag.</p><img alt="" src="https://example.org/pixel"></body></html>'
    )
    read = pypdf.PdfReader(io.BytesIO(made))
    root: Any = read.trailer["/Root"]
    assert read.metadata
    assert read.metadata.title == "Ein Brief"
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de", True)
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert "Guten Tag" in read.pages[0].extract_text()
