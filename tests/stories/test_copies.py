"""Somebody wants to know what is kept about them: found, gathered from every service, handed out, and written down."""

from __future__ import annotations

import io

import jsonschema_rs
import pypdf
import requests

from tests.builders.files import SCAN
from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.town import Town
from tests.stories.whole_case import CHILD, FILE, GEORGIAN, HERS, NAME, WORDS

Staff = dict[str, Colleague]
SILVIJA = {
    "name": "Silvija Žerjav-Pelikanović",
    "email": "silvija.pelikanovic@example.org",
    "language": "bs",
    "topics": ["housing"],
    "municipality": "stolberg",
    "consent": {"notice_version": "2026-11", "language": "bs"},
}


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_copy_holds_what_every_service_knows_as_its_schema_says_and_is_written_down(
    town: Town, staff: Staff, whole_case: dict[str, str]
) -> None:
    ketevan, address = staff["ketevan"], f"/people/{whole_case['person_id']}/export"
    copy = look(ketevan, address)
    published = requests.get(f"{town.url}/api/copy.schema.json", timeout=20).json()
    assert [error.message for error in jsonschema_rs.validator_for(published).iter_errors(copy)] == []

    assert (copy["person"]["name"], copy["person"]["name_latin"]) == (GEORGIAN, NAME)
    assert [each["name"] for each in copy["household"]] == [CHILD]
    (case,) = copy["cases"]
    for section in ("assessments", "barriers", "consultations", "documents", "glasses", "goals", "plans", "questions",
                    "referrals", "releases", "residence", "sphere_changes", "steps"):  # fmt: skip
        assert case[section], section
    assert WORDS in case["consultations"][0]["note"]
    assert [note["words"] for note in case["notes"]] == [None]
    assert copy["left_out"][0]["reason"] == "rights_of_others"
    assert copy["appointments"][0]["appointment_id"] == whole_case["appointment_id"]
    assert HERS in {contact["email"] for contact in copy["contacts"]}
    assert copy["requests"][0]["status"] == "handed_over"
    assert eventually(lambda: [each for each in look(ketevan, address)["messages"] if each["state"] == "sent"])

    document = ketevan("GET", f"{address}/documents/{whole_case['document_id']}")
    assert document.content == SCAN + WORDS.encode()
    looks = look(ketevan, f"/cases/{whole_case['case_id']}/access-log")["items"]
    assert {"export", "document"} <= {each["what"] for each in looks}
    status = staff["privacy_officer"]("GET", address).status_code
    assert status == 404, "the data protection officer of another organisation knows of nobody"


def test_the_readable_copy_speaks_german_and_the_language_of_the_person(
    staff: Staff, whole_case: dict[str, str]
) -> None:
    answer = staff["ketevan"]("GET", f"/people/{whole_case['person_id']}/export?format=pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    page = text_of(answer.content)
    for part in ("Kopie Ihrer Daten", "თქვენი მონაცემების ასლი", NAME, WORDS, FILE, "Wohnen"):
        assert part in page, part


def test_the_privacy_officer_finds_a_person_and_hands_the_copy_out_without_reading_the_case(staff: Staff) -> None:
    officer, mirela = staff["privacy_officer"], staff["mirela"]
    case_id = do(mirela, "/cases", SILVIJA, status=201)["case_id"]
    (found,) = do(officer, "/people/search", {"name": "Silvia Zerjav Pelikanovic"})["items"]
    assert [case["case_id"] for case in found["cases"]] == [case_id]
    assert officer("GET", f"/cases/{case_id}").status_code == 403
    assert look(officer, f"/people/{found['person_id']}/export")["person"]["email"] == SILVIJA["email"]
    assert staff["ketevan"]("GET", f"/people/{found['person_id']}/export").status_code == 404


def test_the_sheet_of_a_case_is_taken_out_by_its_counsellor_alone(staff: Staff, whole_case: dict[str, str]) -> None:
    address = f"/cases/{whole_case['case_id']}/sheet"
    sheet = look(staff["ketevan"], address)
    values = {line["label"]: line["value"] for line in sheet["lines"]}
    assert values["Beispiel: Geburtsjahr"] == "1984"
    rows = staff["ketevan"]("GET", f"{address}?format=csv").content.decode("utf-8-sig").splitlines()
    assert rows == [f"{label};{value}" if ";" not in value else f'{label};"{value}"' for label, value in values.items()]
    assert staff["rima"]("GET", address).status_code == 403
