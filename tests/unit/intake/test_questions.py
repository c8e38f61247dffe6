"""Questions of the foreigners' authority: whom they are about sees them on the status page, however they are told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.cases.events import questions
from services.chassis.clock import new_id
from services.chassis.envelope import Envelope
from services.chassis.handler import NotYet
from services.chassis.testing import NOON, message_of
from tests.builders import Intake
from tests.unit.intake.voices import CASE_ID, OTHER_CASE_ID, accepted, asked_about, received

QUESTION_ID = "01a20846-fe00-7000-8000-0000000000d1"
LATER = NOON + timedelta(days=2)


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


@pytest.fixture
def receipt(intake: Intake) -> dict[str, Any]:
    """A request that bruecke has taken."""
    asked = intake.ask()
    intake.triage(asked["request_id"])
    offer = intake.offer(asked["request_id"])
    intake.hear(accepted(offer), received(offer))
    return asked


def answered() -> Envelope:
    said = questions.QuestionAnswered(CASE_ID, QUESTION_ID, "bruecke", "documents_missing", LATER)
    return message_of(said, "cases@bruecke")


def declined() -> Envelope:
    said = questions.QuestionDeclined(CASE_ID, QUESTION_ID, "bruecke", "documents_missing", LATER)
    return message_of(said, "cases@bruecke")


def test_the_client_sees_that_there_was_a_question_what_for_and_when_it_was_answered(
    intake: Intake, receipt: dict[str, Any]
) -> None:
    assert intake.status(receipt)["questions"] == []
    intake.hear(asked_about(QUESTION_ID), asked_about(new_id(), OTHER_CASE_ID))
    known = {"purpose": "documents_missing", "asked_at": NOON.isoformat()}
    assert intake.status(receipt)["questions"] == [known | {"status": "asked", "decided_at": None}]
    intake.hear(answered())
    decided = known | {"status": "answered", "decided_at": LATER.isoformat()}
    assert intake.status(receipt)["questions"] == [decided]
    intake.hear(asked_about(QUESTION_ID), answered(), declined())
    assert intake.status(receipt)["questions"] == [decided], "what was decided stays, however often it is told"


def test_the_client_sees_that_a_question_was_not_answered(intake: Intake, receipt: dict[str, Any]) -> None:
    intake.hear(asked_about(QUESTION_ID), declined())
    assert [question["status"] for question in intake.status(receipt)["questions"]] == ["declined"]


def test_an_answer_to_a_question_that_has_not_been_heard_of_waits_for_it(intake: Intake) -> None:
    with pytest.raises(NotYet):
        intake.hear(answered())
