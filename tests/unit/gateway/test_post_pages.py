"""The post tray: its page, what is printed from it, and that it is noted as posted."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdf

from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.staff_browser import sender, signed_in, text, words

PAGE = "/en/post"


def test_the_page_shows_what_waits_and_leads_to_whose_it_is(counsellor: Any) -> None:
    page = words(counsellor.get(PAGE))
    for said in ("Invitation to an appointment", "K7M-4XQ-6", "Arabic", "the appointment is on"):
        assert said in page, said
    assert f'href="/en/cases/{CASE_ID}"' in counsellor.get(PAGE).text


def test_the_desk_sees_letters_without_a_way_to_the_case_and_steering_none(client: Any) -> None:
    assert f'href="/en/cases/{CASE_ID}"' not in signed_in(client, "desk").get(PAGE).text
    assert signed_in(client, "steering").get(PAGE).status_code == 403


def test_letters_are_printed_as_one_file_each_in_both_languages(counsellor: Any) -> None:
    answer = counsellor.get(f"{PAGE}/letters.pdf?message_id={CASE_ID}&message_id={CASE_ID}")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    found = pypdf.PdfReader(BytesIO(answer.data))
    assert len(found.pages) == 2
    printed = found.pages[0].extract_text()
    assert "Datum: 30. November" in printed
    assert "K7M-4XQ-6" in printed


def test_what_was_posted_waits_no_more(counsellor: Any) -> None:
    answer = sender(counsellor, PAGE)("mark_posted", message_ids=[CASE_ID])
    assert (answer.status_code, answer.location) == (303, PAGE)
    page = text(counsellor.get(PAGE))
    assert "Noted as posted." in page
    assert "No letter waits" in page


def test_without_a_choice_nothing_is_noted(counsellor: Any) -> None:
    assert sender(counsellor, PAGE)("mark_posted").status_code == 422
    assert "K7M-4XQ-6" in text(counsellor.get(PAGE))
