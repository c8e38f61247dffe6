"""Data protection: a person is found and handed their copy, to read or for another system; the sheet of a case."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest
from flask import Flask
from flask.testing import FlaskClient
from marshmallow import fields
from pypdf import PdfReader

from gateway import copies, exports, printing, staff_copy
from gateway.schemas.exports import CopiedCase, PersonCopy
from services.chassis.programme import Programme
from tests.builders.files import SCAN
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_documents import DOCUMENT_ID
from tests.unit.gateway.fake_exports import WARRANT
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_people import PERSON_ID, found
from tests.unit.gateway.staff_browser import form_of, signed_in, text, words
from tests.unit.gateway.staff_routes import API

PERSON = f"/en/privacy/people/{PERSON_ID}"
SHEET = f"/en/cases/{CASE_ID}/sheet"
NAME = "ნინო ბერიძე"


@pytest.fixture
def officer(client: Any) -> FlaskClient:
    return signed_in(client, "privacy_officer")


@pytest.fixture
def counsellor(client: Any) -> FlaskClient:
    return signed_in(client, "counsellor")


@pytest.fixture
def on_paper(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been printed, and a file that is quick to make."""
    printed: list[str] = []

    def put_aside(html: str) -> bytes:
        printed.append(html)
        return SCAN

    monkeypatch.setattr(printing, "pdf", put_aside)
    return printed


def asked(calls: FakeCalls, method: str) -> list[dict[str, Any]]:
    return [each.request for each in calls.asked if each.method == method]


def test_a_person_is_found_by_name_or_reference_and_their_page_is_one_step_away(
    officer: FlaskClient, calls: FakeCalls
) -> None:
    calls.cases.known = (found(),)
    form = form_of(officer.get("/en/privacy").text, "find_people")
    answer = officer.post("/en/privacy", data=form | {"name": "Nino"})
    assert asked(calls, "find_people") == [{"name": "Nino"}]
    assert NAME in answer.text
    assert f'href="{PERSON}"' in answer.text
    page = words(officer.get(PERSON))
    for part in (NAME, "Nino Beridze", "K7M-4XQ-6", "A copy for the person", "Bescheid vom Jobcenter"):
        assert part in page


def test_a_coordinator_is_led_by_the_case_and_reads_no_name(client: Any, calls: FakeCalls) -> None:
    calls.cases.known = (found(person_id=None, name=None, name_latin=None, birth_year=None),)
    coordinator = signed_in(client, "coordinator")
    form = form_of(coordinator.get("/en/privacy").text, "find_people")
    answer = coordinator.post("/en/privacy", data=form | {"reference": "K7M-4XQ-6"})
    way = f"/en/privacy/cases/{CASE_ID}"
    assert f'href="{way}"' in answer.text
    assert coordinator.get(way).location == PERSON
    page = coordinator.get(PERSON)
    assert page.status_code == 200
    assert NAME not in page.text
    assert "A copy for the person" not in page.text
    assert coordinator.get(f"{PERSON}/copy.json").status_code == 403


def test_a_search_that_cannot_be_read_keeps_what_was_typed(officer: FlaskClient, calls: FakeCalls) -> None:
    form = form_of(officer.get("/en/privacy").text, "find_people")
    calls.away.add("cases")
    answer = officer.post("/en/privacy", data=form | {"name": "Nino"})
    assert answer.status_code in (302, 303, 503)


@pytest.mark.parametrize("user", ["counsellor", "privacy_officer"])
def test_the_copy_gathers_what_every_service_knows_under_the_warrant_of_the_cases(
    client: Any, calls: FakeCalls, user: str
) -> None:
    answer = signed_in(client, user).get(f"{PERSON}/copy.json")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == "attachment; filename=copy.json"
    told = json.loads(answer.data)
    assert {each.service for each in calls.asked if each.method == "export_subject"} == {
        "scheduling",
        "notifications",
        "intake",
    }
    assert told["person"]["name"] == NAME
    assert told["appointments"][0]["reason"] == "illness"
    assert told["messages"][0]["reason"] == "smtp_550"
    assert told["requests"][0]["offers"][0]["to"] == "bruecke"
    assert told["controller"]["name"]
    assert WARRANT not in answer.text


@pytest.mark.parametrize("service", ["scheduling", "notifications", "intake"])
def test_there_is_no_copy_while_a_service_that_knows_them_is_away(
    officer: FlaskClient, calls: FakeCalls, service: str
) -> None:
    calls.away.add(service)
    answer = officer.get(f"{PERSON}/copy.json")
    assert answer.status_code == 503
    assert NAME not in answer.text


def test_the_copy_is_as_its_published_schema_says(client: Any, call: Any) -> None:
    published = client.get("/api/copy.schema.json")
    assert published.content_type == "application/schema+json"
    answer = call("GET /people/<uuid:person_id>/export", "privacy_officer")
    assert answer.status_code == 200
    validator = jsonschema_rs.validator_for(published.json)
    assert [error.message for error in validator.iter_errors(answer.json)] == []
    broken = answer.json | {"cases": "none"}
    assert not validator.is_valid(broken)


def test_the_copy_comes_as_pdf_too_and_in_no_other_form(client: Any, calls: FakeCalls, on_paper: list[str]) -> None:
    headers = {"Authorization": f"Bearer {calls.cases.token('privacy_officer')}", "Accept-Language": "en"}
    address = f"{API}/people/{PERSON_ID}/export"
    answer = client.get(f"{address}?format=pdf", headers=headers)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert NAME in on_paper[0]
    refused = client.get(f"{address}?format=zip", headers=headers)
    assert (refused.status_code, refused.json["errors"][0]["code"]) == (422, "unknown_form")
    assert "json, pdf" in refused.json["errors"][0]["detail"]


def test_each_document_of_the_copy_is_fetched_by_itself(officer: FlaskClient, calls: FakeCalls) -> None:
    answer = officer.get(f"/en/privacy/people/{PERSON_ID}/documents/{DOCUMENT_ID}")
    assert answer.data == SCAN
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert asked(calls, "export_document") == [{"person_id": PERSON_ID, "document_id": DOCUMENT_ID}]


def printed(app: Flask, calls: FakeCalls) -> dict[str, Any]:
    """The copy as the gateway would print it."""
    answer = signed_in(app.test_client(), "privacy_officer").get(f"{PERSON}/copy.json")
    copy: dict[str, Any] = json.loads(answer.data)
    return copy


def test_the_readable_copy_has_its_headings_in_german_and_in_the_language_of_the_person(
    app: Flask, calls: FakeCalls, on_paper: list[str], programme: Programme
) -> None:
    copy = printed(app, calls)
    with app.test_request_context("/en/"):
        copies.as_pdf(copy)
    page = on_paper[0]
    for heading in ("title", "person", "consultations", "documents", "rights"):
        for language in ("de", "ka"):
            assert programme.copy.words[language][heading] in page
    for part in ("Wohnen", "Bescheid vom Jobcenter", "Luka Beridze", "Anruf der Klinik.", "Art. 15 Abs. 4"):
        assert part in page, part
    assert 'lang="ka"' in page


def test_whoever_is_a_providers_client_writes_to_the_provider_about_their_data(
    app: Flask, calls: FakeCalls, on_paper: list[str], programme: Programme
) -> None:
    copy, region = printed(app, calls), programme.contact["privacy_officer"]["email"]
    theirs = programme.organisations["bruecke"]
    for code, is_regions in (("kim", True), ("bruecke", False)):
        named = {"code": code, "name": theirs.name, "address": list(theirs.address)}
        with app.test_request_context("/en/"):
            copies.as_pdf(copy | {"controller": copy["controller"] | named})
        assert (region in on_paper[-1]) is is_regions


@pytest.mark.parametrize(("spoken", "direction"), [("ar", "rtl"), ("ti", "ltr")])
def test_arabic_headings_run_from_right_to_left_and_others_read_english(
    app: Flask, calls: FakeCalls, on_paper: list[str], programme: Programme, spoken: str, direction: str
) -> None:
    copy = printed(app, calls)
    copy["cases"][0]["language"] = spoken
    with app.test_request_context("/en/"):
        copies.as_pdf(copy)
    language = spoken if spoken in programme.copy.words else "en"
    assert f'lang="{language}" dir="{direction}">{programme.copy.words[language]["title"]}' in on_paper[0]


def test_the_readable_copy_is_a_tagged_pdf(gateway: Callable[..., Flask], app: Flask, calls: FakeCalls) -> None:
    copy = printed(app, calls)
    with app.test_request_context("/de/"):
        made = PdfReader(io.BytesIO(copies.as_pdf(copy)))
    assert made.root_object["/MarkInfo"] == {"/Marked": True}
    assert "Bescheid vom Jobcenter" in " ".join(" ".join(page.extract_text() for page in made.pages).split())


def _named(shape: Any) -> set[str]:
    """The fields of the things in a section, but ids."""
    inner: Any = shape.inner if isinstance(shape, fields.List) else shape
    return {name for name in inner.schema.fields if not name.endswith("_id")}


# What the readable copy says in another way, or not: the text has it elsewhere.
SAID_OTHERWISE = {
    "documents": {"status", "letter"},
    "residence": {"status"},
    "questions": {"reference"},
    "contacts": {"about"},
    "ways": {"about"},
    "reminders": {"about"},
    "choices": {"chosen"},  # what was chosen stands among the appointments
    "messages": {"about"},
}


@pytest.mark.parametrize("shape", [PersonCopy, CopiedCase])
def test_the_readable_copy_says_every_fact_that_the_other_one_holds(shape: type[Any]) -> None:
    around = {"made_at", "controller", "retention", "cases"}
    sections = {
        name: field
        for name, field in shape().fields.items()
        if isinstance(getattr(field, "inner", field), fields.Nested) and name not in around | {"consent", "distances"}
    }
    assert sections
    for name, field in sections.items():
        said = {fact.name for fact in staff_copy.SECTIONS[name]}
        assert _named(field) - said == SAID_OTHERWISE.get(name, set()), name
    told = {name for name in shape().fields if name not in sections and not name.endswith("_id")}
    if shape is CopiedCase:
        assert told - {fact.name for fact in staff_copy.SECTIONS["case"]} == {"distances", "locked_since"}


def test_every_section_of_the_readable_copy_is_printed_somewhere() -> None:
    under = (*copies._BEFORE.values(), *copies._OF_CASE.values(), *copies._AFTER.values())
    assert {section for sections in under for section in sections} | {"case"} == set(staff_copy.SECTIONS)


def test_the_headings_stand_in_every_page_language(programme: Programme) -> None:
    needed = set(programme.copy.words["de"])
    assert {*copies._BEFORE, *copies._OF_CASE, *copies._AFTER, "title", "case", "rights", "rights_text"} <= needed
    for language in programme.page_languages:
        assert set(programme.copy.words[language]) == needed
        assert all(programme.copy.words[language].values())


def test_the_case_leads_its_counsellor_to_the_copy_and_the_sheet(counsellor: FlaskClient) -> None:
    page = counsellor.get(f"/en/cases/{CASE_ID}").text
    assert f'href="{PERSON}"' in page
    assert f'href="{SHEET}"' in page
    assert "A copy for the person" in words(counsellor.get(PERSON))


def test_the_sheet_shows_one_value_after_the_other_and_says_that_its_labels_are_examples(
    counsellor: FlaskClient, calls: FakeCalls
) -> None:
    page = text(counsellor.get(SHEET))
    assert "Beispiel: Fallnummer" in page
    assert "The labels are examples" in page
    assert asked(calls, "case_sheet") == [{"case_id": CASE_ID}]


def test_the_sheet_as_a_file_holds_no_formula(counsellor: FlaskClient, calls: FakeCalls) -> None:
    calls.cases.lines = ({"label": "Name", "value": "=HYPERLINK(1)"},)
    answer = counsellor.get(f"{SHEET}.csv")
    assert answer.data.decode("utf-8-sig") == "Name;'=HYPERLINK(1)\r\n"
    token = {"Authorization": f"Bearer {calls.cases.token('counsellor')}"}
    same = counsellor.get(f"{API}/cases/{CASE_ID}/sheet?format=csv", headers=token)
    assert same.data == answer.data
    assert json.loads(counsellor.get(f"{API}/cases/{CASE_ID}/sheet", headers=token).data)["is_example"] is True
    assert exports.FILE == "copy"
