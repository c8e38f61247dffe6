"""A text message (SMS) lands where an answered mail would: at its request, with its case, or at the desk."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from services.chassis.envelope import Envelope
from services.chassis.testing import NOON, message_of, said
from services.notifications.events.texts import TextReceived
from tests.builders import Intake
from tests.unit.intake.test_exports import OFFICER, export
from tests.unit.intake.voices import CASE_ID, accepted, received, sent

PHONE = "+493023125011"


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def sent_us(
    intake: Intake, words: str, about: str | None = None, text_id: str = "seven 1", sender: str = PHONE
) -> Envelope:
    """What notifications say of a text message."""
    keys = intake.parts.seal_keys
    sealed = keys.seal(keys, f"text.received {about or text_id}", {"sender": sender, "words": words})
    return message_of(TextReceived(about or text_id, text_id, sealed, NOON), "notifications@kim")


def waiting(intake: Intake) -> list[dict[str, Any]]:
    return [intake.request(line["request_id"]) for line in intake.requests()["items"]]


def test_an_answer_lands_unread_at_its_request_once_however_often_it_is_told(intake: Intake) -> None:
    request_id = intake.ask(phone=PHONE)["request_id"]
    for _ in range(2):
        intake.hear(sent_us(intake, "Ja,\nam Montag \u202e", request_id))
    intake.hear(sent_us(intake, "Und wo?", request_id, "seven 2", "+493023125099"))
    letters = intake.request(request_id)["letters"]
    assert [(one["text"], one["sender"], one["subject"], one["known_sender"]) for one in letters] == [
        ("Ja,\nam Montag", PHONE, "", True),
        ("Und wo?", "+493023125099", "", False),
    ]
    assert intake.requests()["items"][0]["unread"] == 2
    with intake.database.reading() as tx:
        stored = str(tx.execute(text("SELECT words FROM letters")).all())
    assert "Montag" not in stored
    assert PHONE not in stored


def test_once_there_is_a_case_it_goes_there_sealed(intake: Intake) -> None:
    request_id = intake.ask(phone=PHONE)["request_id"]
    intake.triage(request_id)
    offer = intake.offer(request_id)
    intake.hear(accepted(offer), received(offer))
    for about, text_id in ((request_id, "seven 1"), (CASE_ID, "seven 2"), ("a case of who came in person", "seven 3")):
        intake.hear(sent_us(intake, "Ich komme", about, text_id))
    letters = [one for one in said(intake.database) if one.type == "letter.received.v1"]
    assert [(one.data["about"], one.data.get("to")) for one in letters] == [
        (request_id, "bruecke"),
        (request_id, "bruecke"),
        ("a case of who came in person", None),
    ]
    assert "Ich komme" not in json.dumps([one.data for one in letters])
    assert PHONE not in json.dumps([one.data for one in letters])
    assert not [one for one in waiting(intake) if one["channel"] == "sms"]


def test_of_whom_nobody_knows_it_becomes_a_request_that_can_be_answered_by_text(intake: Intake) -> None:
    intake.hear(sent_us(intake, "Hilfe mit Wohnung bitte"))
    (found,) = waiting(intake)
    assert (found["channel"], found["person"]["phone"], found["person"]["email"]) == ("sms", PHONE, None)
    assert found["person"]["message"] == "Hilfe mit Wohnung bitte"
    keys = intake.parts.seal_keys
    (given,) = [one for one in said(intake.database) if one.type == "contact.given.v1"]
    contact = keys.unseal(keys, f"contact.given {given.data['about']}", given.data["sealed"]).data
    assert (contact["sms_allowed"], contact["said_over"]) == (True, "sms")


def test_what_answers_something_that_is_over_or_comes_from_a_machine_is_at_the_desk_as_well(intake: Intake) -> None:
    request_id = intake.ask(phone=PHONE)["request_id"]
    intake.answer(request_id)
    intake.hear(sent_us(intake, "Noch eine Frage", request_id))
    intake.hear(sent_us(intake, "Ihr Paket ist da", text_id="seven 2", sender="Paketdienst"))
    found = {one["person"]["message"]: one["person"] for one in waiting(intake) if one["channel"] == "sms"}
    assert found["Noch eine Frage"]["phone"] == PHONE
    assert (found["Ihr Paket ist da"]["name"], found["Ihr Paket ist da"]["phone"]) == ("Paketdienst", None)


def test_what_one_number_sends_too_often_is_shown_to_operators_without_its_words(intake: Intake) -> None:
    request_id = intake.ask(phone=PHONE)["request_id"]
    for number in range(22):
        intake.hear(sent_us(intake, f"Nummer {number}", request_id, f"seven {number}"))
    assert len(intake.request(request_id)["letters"]) == 20
    with intake.database.reading() as tx:
        parked = tx.execute(text("SELECT body, reason FROM inbox WHERE reason IS NOT NULL")).all()
    assert len(parked) == 2
    assert "Nummer" not in str(parked)
    assert PHONE not in str(parked)


def test_it_is_in_the_copy_for_its_person_and_goes_with_their_request(intake: Intake) -> None:
    receipt = intake.ask(phone=PHONE)
    intake.hear(sent_us(intake, "Ja, am Montag", receipt["request_id"]))
    (found,) = export(intake, OFFICER, receipt["request_id"])
    assert [(one["sender"], one["text"]) for one in found["letters"]] == [(PHONE, "Ja, am Montag")]
    intake.withdraw(receipt)
    intake.clock.advance(timedelta(days=31))
    intake.erase()
    with intake.database.reading() as tx:
        assert tx.execute(text("SELECT count(*) FROM letters")).scalar() == 0


def test_what_an_interpreter_answers_hangs_on_no_case(intake: Intake) -> None:
    intake.hear(sent("01a20846-fe00-7000-8000-00000000d015", "m9", kind="interpreter_asked"))
    assert intake.store.mail.answered(["m9"]) is None
