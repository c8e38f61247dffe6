"""What the copy for a person tells of the requests that led to their cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.chassis import warrants
from services.chassis.access import access_log
from services.chassis.errors import NotAllowed
from services.chassis.identity import Actor
from services.intake import subjects
from tests.builders import NINO, Intake
from tests.unit.intake.test_appointments import hand_over

OFFICER = Actor(frozenset({"privacy_officer"}), "bruecke", "018f4a7e-0000-7000-8000-0000000000f9")


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def export(intake: Intake, who: Actor, *request_ids: str, bearer: Actor = OFFICER) -> list[dict[str, Any]]:
    keys = intake.parts.seal_keys
    text = warrants.write(keys, bearer, intake.clock, warrants.Warrant((), request_ids))
    told: list[dict[str, Any]] = subjects.export_subject(intake.store, who, intake.clock, keys, text)["requests"]
    return told


def test_the_request_is_told_with_who_was_asked_to_help_and_the_look_stands_in_the_log_of_the_region(
    intake: Intake,
) -> None:
    request_id = hand_over(intake)["request_id"]
    (told,) = export(intake, OFFICER, request_id)
    assert (told["status"], told["topics"]) == ("handed_over", NINO["topics"])
    assert told["person"] is None, "who was handed over is with the cases"
    assert [(offer["to"], offer["status"]) for offer in told["offers"]] == [("bruecke", "confirmed")]
    assert told["consent"]["language"] == "ka"
    with intake.database.reading() as tx:
        looks = [(row.subject, row.what, row.organisation) for row in tx.execute(access_log.select())]
    assert (request_id, "export", "kim") in looks


def test_a_warrant_helps_nobody_but_whom_it_is_for(intake: Intake) -> None:
    request_id = hand_over(intake)["request_id"]
    others = [replace(OFFICER, ref=f"{OFFICER.ref[:-1]}a"), replace(OFFICER, roles=frozenset({"coordinator"}))]
    for who in others:
        with pytest.raises(NotAllowed):
            export(intake, who, request_id)
    assert export(intake, OFFICER) == []
