"""The words of messages, as an administrator looks them over."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdf
import pytest

from gateway.pages.templates import as_typed
from services.notifications.letters.words import words as shipped
from tests.unit.gateway.staff_browser import form_of, sender, signed_in, text, words

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
    assert '<html lang="en" dir="ltr"' in page, "the page around it stays in its reader's direction"
    for said in ("موعدكم", "UCS-2", "A calendar file goes with it.", "not reviewed by a native speaker"):
        assert said in page, said


def test_a_mail_is_shown_with_its_own_look_and_runs_nothing(administrator: Any) -> None:
    answer = administrator.get(f"{ONE}/mail.html")
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert 'dir="rtl"' in answer.text


def test_a_letter_is_shown_as_it_is_printed(administrator: Any) -> None:
    found = pypdf.PdfReader(BytesIO(administrator.get(f"{ONE}/letter.pdf").data))
    assert "Ihr Termin" in found.pages[0].extract_text()


def test_what_has_no_words_is_not_there_and_others_have_no_business_here(client: Any) -> None:
    assert signed_in(client, "administrator").get(f"{PAGE}/nothing/ar").status_code == 404
    assert signed_in(client, "counsellor").get(PAGE).status_code == 403


OURS = f"{PAGE}/appointment_invitation/de"
WORDS = {
    "subject": "Wir sehen uns: {date}",
    "paragraphs": as_typed(["Schön, dass Sie kommen.", *shipped("de")["appointment_invitation"]["paragraphs"][1:]]),
    "short": "Bis {date}, {begins}! Fragen? {phone}\r\n",
}


def test_words_of_one_s_own_are_looked_at_published_and_taken_back(administrator: Any) -> None:
    send = sender(administrator, OURS)
    looked_at = send("publish_template", preview="yes", **WORDS)
    assert looked_at.status_code == 200
    assert "not published yet" in words(looked_at)
    assert "Wir sehen uns: Montag" in words(looked_at)
    assert "Wir sehen uns: {date}" in text(looked_at), "the form holds what was typed"
    assert "Version" not in words(administrator.get(OURS)).partition("Versions")[2], "nothing is kept of it"

    assert send("publish_template", **WORDS).status_code == 303
    page = words(administrator.get(OURS))
    assert "Published. The next message is written like this." in page
    assert "Schön, dass Sie kommen." in page
    assert "own-1 in force" in page
    assert "Hier sehen Sie, wie weit Ihr Anliegen ist: https://" in page, "what stands together is told together"
    assert "words of your own" in words(administrator.get(PAGE))

    assert send("withdraw_template").status_code == 303
    page = words(administrator.get(OURS))
    assert "The shipped words in force" in page
    assert "Sie haben einen Termin bei uns." in page
    before = words(administrator.get(f"{OURS}?written_with=own-1"))
    assert "These words are not in force." in before
    assert "Schön, dass Sie kommen." in before


@pytest.mark.parametrize("preview", [{}, {"preview": "yes"}])
def test_what_gives_somebody_away_is_named_at_its_field_and_what_was_typed_stays(
    administrator: Any, preview: dict[str, str]
) -> None:
    wrong = WORDS | {"subject": "Ihr Termin beim Jobcenter", "short": "Bis bald, {name}"}
    answer = sender(administrator, OURS)("publish_template", **wrong, **preview)
    assert answer.status_code == 422
    page = text(answer)
    assert "“jobcenter” tells others what this is about." in page
    assert "There is no placeholder {name} here." in page
    assert 'value="Ihr Termin beim Jobcenter"' in page


def test_who_was_not_the_first_to_publish_is_told_and_loses_nothing(administrator: Any) -> None:
    stale = form_of(administrator.get(OURS).text, "publish_template")
    sender(administrator, OURS)("publish_template", **WORDS)
    late = WORDS | {"subject": "Anders: {date}"}
    looked_at = administrator.post(OURS, data=stale | late | {"preview": "yes"})
    assert form_of(looked_at.text, "publish_template")["version"] == stale["version"]
    answer = administrator.post(OURS, data=stale | late)
    assert answer.status_code == 412
    assert "Anders: {date}" in text(answer)
