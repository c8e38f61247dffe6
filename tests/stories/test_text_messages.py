"""Somebody allows text messages on the form, gets one, answers it, and stops them on the page of their request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from tests.eventually import eventually
from tests.stories.browser import Browser
from tests.stories.seven import seven_calls
from tests.stories.staff import Colleague, do, look
from tests.stories.test_asking_by_form import NAMES, REFERENCE
from tests.stories.test_from_the_desk_to_a_case import opened
from tests.stories.test_time_and_figures import book
from tests.stories.town import Town

PHONE = "+49 30 23125 731"
# At night and on Sundays a text message waits for the morning, and so it does in this story.
ON_ITS_WAY = ("queued", "sent")


def test_whoever_stops_text_messages_on_their_page_gets_the_next_message_as_a_letter(
    town: Town, browser: Browser, api: Callable[..., Any], staff: dict[str, Colleague]
) -> None:
    desk, ketevan = staff["desk"], staff["ketevan"]
    filled: dict[str, Any] = {"language": "ka", "municipality": "wuerselen", "topics": ["housing"], "name": NAMES["ka"]}
    form = browser.open("/en/request").form("/request")
    receipt = browser.send(form, **filled, phone=PHONE, sms_allowed="yes", consent="yes")
    assert urlsplit(receipt.url).path == "/en/received", receipt.text[:500]
    reference = REFERENCE.search(receipt.text)
    assert reference
    (line,) = look(desk, f"/requests?reference={reference[0]}&status=received")["items"]
    request_id = line["request_id"]

    def written(subject: str, who: Colleague) -> Any:
        return look(who, f"/messages?subject={subject}")["items"]

    (told,) = eventually(lambda: written(request_id, desk))
    assert (told["kind"], told["channel"]) == ("request_receipt", "sms")
    assert told["state"] in ON_ITS_WAY
    (way,) = look(desk, f"/ways?subject={request_id}")["items"]
    assert (way["state"], way["proof"], way["is_shared"]) == ("allowed", "form", False)
    assert "23125" not in str(way)

    def texted(name: str, words: str) -> None:
        seven_calls(town, "sms_mo", {"id": name, "sender": PHONE.replace(" ", "").lstrip("+"), "text": words})

    texted("1001", "ნახვამდის")
    (letter,) = eventually(lambda: look(desk, f"/requests/{request_id}")["letters"])
    assert (letter["text"], letter["known_sender"], letter["read_at"]) == ("ნახვამდის", True, None)

    case_id = opened(staff, request_id)
    for _ in range(2):
        texted("1002", "Ich komme etwas später")

    def both_in_case() -> bool:
        letters = look(ketevan, f"/cases/{case_id}")["letters_in"]
        assert [one["words"] for one in letters] == ["ნახვამდის", "Ich komme etwas später"]
        return all(one["known_sender"] for one in letters)

    assert eventually(both_in_case, within=20)
    (way,) = eventually(lambda: look(ketevan, f"/ways?subject={case_id}")["items"])
    assert (way["channel"], way["state"], way["proof"]) == ("sms", "allowed", "form"), "the case knows it as well"

    page = browser.open("/en/status")
    assert "We send text messages (SMS) to your telephone." in page.text
    stopped = browser.send(page.form("/status/ways/sms"))
    assert "We send no text messages (SMS) to your telephone." in stopped.text
    (way,) = look(ketevan, f"/ways?subject={case_id}")["items"]
    assert (way["state"], way["how"], way["proof"]) == ("stopped", "status_page", "form")

    at = datetime.now(UTC).replace(hour=15, minute=20, second=0, microsecond=0) + timedelta(days=410)
    book(staff, case_id, at)

    def invited() -> Any:
        return [one for one in written(case_id, ketevan) if one["kind"] == "appointment_invitation"]

    (invitation,) = eventually(invited)
    assert (invitation["channel"], invitation["state"]) == ("letter", "queued"), "somebody prints and posts it"

    said = {"subject": case_id, "proof": "asked for them again on the telephone", "is_shared": True}
    assert do(ketevan, "/ways/sms/allow", said)["about"] == case_id
    (way,) = look(ketevan, f"/ways?subject={case_id}")["items"]
    assert (way["state"], way["is_shared"], way["proof"]) == ("allowed", True, said["proof"])
    for colleague in (staff["rima"], desk):
        assert colleague("GET", f"/ways?subject={case_id}").status_code in (403, 404)
        assert colleague("POST", "/ways/sms/stop", json={"subject": case_id}).status_code in (403, 404)
