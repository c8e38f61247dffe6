"""A paper that was brought, and a letter that goes out: over the API, through the bus, and back as it was."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pypdf
import pytest

from services.chassis import programme
from tests.builders.files import SCAN
from tests.stories.staff import Colleague
from tests.stories.town import TREE, Town

Staff = dict[str, Colleague]
NINO = {
    "name": "ნინო ბერიძე",
    "language": "ka",
    "topics": ["housing"],
    "municipality": "wuerselen",
    "consent": {"notice_version": "2026-11", "language": "ka"},
}
OUTSIDE: dict[str, Any] = {"recipient": "jobcenter", "purpose": "benefits", "data": ["housing"]}


@pytest.fixture
def case(staff: Staff) -> str:
    """The address of a case that Ketevan has just opened."""
    opened = staff["ketevan"]("POST", "/cases", json=NINO)
    assert opened.status_code == 201, opened.text
    return f"/cases/{opened.json()['case_id']}"


def test_the_largest_paper_is_filed_once_read_by_its_counsellor_and_taken_out(
    town: Town, staff: Staff, case: str
) -> None:
    ketevan, mirela = staff["ketevan"], staff["mirela"]
    largest = programme.load(TREE / "deploy/programmes/aachen").document_max_bytes
    content = SCAN + bytes(largest - len(SCAN))
    sent = {"files": {"content": ("Bescheid.pdf", content)}, "data": {"kind": "decision", "title": "Bescheid"}}
    once = {"Idempotency-Key": f"bescheid {case}"}
    filed, again = (ketevan("POST", f"{case}/documents", headers=once, **sent) for _ in range(2))
    assert (filed.status_code, again.json()) == (201, filed.json()), filed.text

    (line,) = ketevan("GET", case).json()["documents"]
    assert (line["title"], line["size"]) == ("Bescheid", largest)
    address = f"{case}/documents/{line['document_id']}"
    assert ketevan("GET", address).content == content
    assert mirela("GET", address).status_code == 404

    more = {"files": {"content": ("a.pdf", content + b"\n")}, "data": {"kind": "decision"}}
    refused = ketevan("POST", f"{case}/documents", **more)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "file_too_large")

    assert ketevan("POST", f"{address}/withdraw", version=1).status_code == 200
    assert ketevan("GET", address).json()["code"] == "document_withdrawn"


def test_a_letter_is_written_in_georgian_and_none_leaves_without_a_release(
    town: Town, staff: Staff, case: str, api: Callable[..., Any]
) -> None:
    ketevan = staff["ketevan"]
    draft = ketevan("GET", f"{case}/letters/invitation?language=ka").json()
    written = ketevan("POST", f"{case}/letters", json=draft)
    assert written.status_code == 201, written.text
    letter = ketevan("GET", f"{case}/documents/{written.json()['document_id']}")
    page = pypdf.PdfReader(io.BytesIO(letter.content)).pages[0]
    fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert any("georgian" in font for font in fonts), "its letters come with it"
    assert "+49 30 23125 100" in page.extract_text()

    request = ketevan("GET", f"{case}/letters/authority_request?language=de").json() | OUTSIDE
    assert ketevan("POST", f"{case}/letters", json=request).json()["code"] == "no_release"
    until = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    assert ketevan("POST", f"{case}/releases", json=OUTSIDE | {"valid_until": until}).status_code == 201
    assert ketevan("POST", f"{case}/letters", json=request).status_code == 201
