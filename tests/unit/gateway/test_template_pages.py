"""The words of messages, as an administrator looks them over."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from tests.unit.gateway.staff_browser import signed_in, text, words

PAGE = "/en/templates"
ONE = f"{PAGE}/appointment_invitation/ar"


@pytest.fixture
def administrator(client: Any) -> Any:
    return signed_in(client, "administrator")


def test_every_message_is_there_and_what_nobody_has_reviewed_is_marked(administrator: Any) -> None:
    page = words(administrator.get(PAGE))
    for said in ("Invitation to an appointment", "Receipt of a request", "E-mail, SMS, Letter", "Georgian"):
        assert said in page, said
    assert "not reviewed by a native speaker" in page
    assert f'href="{ONE}"' in administrator.get(PAGE).text


def test_a_message_is_shown_as_it_will_be_read(administrator: Any) -> None:
    page = text(administrator.get(ONE))
    assert 'lang="ar" dir="rtl"' in page
    for said in ("موعدكم", "UCS-2", "A calendar file goes with it.", "not reviewed by a native speaker"):
        assert said in page, said


def test_a_mail_is_shown_with_its_own_look_and_runs_nothing(administrator: Any) -> None:
    answer = administrator.get(f"{ONE}/mail.html")
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert 'dir="rtl"' in answer.text


def test_a_letter_is_shown_as_it_is_printed(administrator: Any) -> None:
    pypdf = pytest.importorskip("pypdf")
    found = pypdf.PdfReader(BytesIO(administrator.get(f"{ONE}/letter.pdf").data))
    assert "Ihr Termin" in found.pages[0].extract_text()


def test_what_has_no_words_is_not_there_and_others_have_no_business_here(client: Any) -> None:
    assert signed_in(client, "administrator").get(f"{PAGE}/nothing/ar").status_code == 404
    assert signed_in(client, "counsellor").get(PAGE).status_code == 403
