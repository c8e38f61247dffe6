"""Somebody who has asked and has no case: their copy, and how two people have them forgotten everywhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.chassis import warrants
from services.chassis.access import access_log
from services.chassis.errors import Conflict, NotAllowed, NotFound, Refused
from services.chassis.handler import NotYet
from services.chassis.identity import Actor
from services.chassis.outbox import outbox
from services.chassis.testing import message_of, said, types_of
from services.intake import commands, subjects
from services.notifications.events.forgetting import RequestForgotten as ByNotifications
from services.reporting.events import RequestForgotten as ByReporting
from tests.builders import NINO, Intake
from tests.unit.intake.test_forgetting import handed_over, send_all

OFFICER = Actor(frozenset({"privacy_officer"}), "kim", "018f4a7e-0000-7000-8000-0000000000f9")
LIOBA = Actor(frozenset({"coordinator"}), "kim", "018f4a7e-0000-7000-8000-0000000000f8")
ELSEWHERE = Actor(frozenset({"privacy_officer", "coordinator"}), "bruecke", "018f4a7e-0000-7000-8000-0000000000f7")


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def propose(intake: Intake, request_id: str, who: Actor = OFFICER) -> int:
    told = commands.propose_request_erasure(intake.store, who, intake.clock, request_id, "consent_withdrawn")
    return int(told["version"])


def confirm(intake: Intake, request_id: str, version: int, who: Actor = LIOBA) -> dict[str, Any]:
    return commands.confirm_request_erasure(intake.store, who, intake.clock, request_id, version)


def reject(intake: Intake, request_id: str, version: int, who: Actor = LIOBA) -> dict[str, Any]:
    return commands.reject_request_erasure(intake.store, who, intake.clock, request_id, version)


def export(intake: Intake, request_id: str, who: Actor = OFFICER) -> dict[str, Any]:
    return subjects.export_request(intake.store, who, intake.clock, intake.parts.seal_keys, request_id)


def seen(intake: Intake, request_id: str, who: Actor = OFFICER) -> dict[str, Any]:
    return subjects.subject_request(intake.store, who, intake.clock, request_id)


def refused(code: str, deed: Any, *asked: Any) -> None:
    with pytest.raises(Refused) as refusal:
        deed(*asked)
    assert refusal.value.code == code


def test_a_waiting_request_is_ended_and_its_person_forgotten_once_two_people_have_said_so(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.triage(request_id)
    intake.offer(request_id)
    version = propose(intake, request_id)
    refused("four_eyes", confirm, intake, request_id, version, OFFICER)
    assert intake.store.get(request_id).person, "one yes erases nothing"
    confirm(intake, request_id, version)
    gone = intake.store.get(request_id)
    assert (gone.status, gone.person) == ("erased", None)
    last = ["request.offer_withdrawn.v1", "contact.erased.v1", "request.erased.v1"]
    assert types_of(said(intake.database))[-3:] == last, "nobody has withdrawn it"
    with pytest.raises(Conflict):
        confirm(intake, request_id, version)


def test_it_is_complete_when_notifications_and_reporting_have_confirmed_and_then_nothing_said_of_it_is_left(
    intake: Intake,
) -> None:
    request_id = intake.ask()["request_id"]
    confirm(intake, request_id, propose(intake, request_id))
    assert seen(intake, request_id)["erasure"]["waiting_for"] == [
        {"service": "notifications"},
        {"service": "reporting"},
    ]
    now = intake.clock.now()
    intake.hear(message_of(ByNotifications(request_id, now), "notifications@kim"))
    intake.hear(message_of(ByNotifications(request_id, now), "notifications@kim"))
    (undone,) = subjects.request_erasures(intake.store, LIOBA)["items"]
    assert (undone["status"], undone["waiting_for"]) == ("carried_out", [{"service": "reporting"}])
    with pytest.raises(NotYet), intake.database.transaction():
        intake.hear(message_of(ByReporting(request_id, now), "reporting@kim"))
    send_all(intake)
    intake.hear(message_of(ByReporting(request_id, now), "reporting@kim"))
    assert seen(intake, request_id)["erasure"]["status"] == "complete"
    assert subjects.request_erasures(intake.store, LIOBA)["items"] == []
    with intake.database.reading() as tx:
        assert [row for row in tx.execute(outbox.select()) if row.subject == request_id] == []


def test_what_was_rejected_stays_and_can_be_proposed_again(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    version = propose(intake, request_id)
    refused("erasure_proposed", propose, intake, request_id)
    version = reject(intake, request_id, version, OFFICER)["version"]
    refused("not_in_this_state", confirm, intake, request_id, version)
    assert intake.store.get(request_id).person
    assert propose(intake, request_id, LIOBA) > version


def test_a_request_with_a_case_is_erased_with_that_and_one_that_is_forgotten_not_again(intake: Intake) -> None:
    request_id, _ = handed_over(intake)
    refused("request_has_case", propose, intake, request_id)
    asked = intake.ask()
    waiting = asked["request_id"]
    version = propose(intake, waiting)
    intake.withdraw(asked)
    intake.clock.advance(timedelta(days=60))
    assert waiting in intake.erase()
    refused("already_ended", confirm, intake, waiting, version)
    assert seen(intake, waiting, LIOBA)["erasure"]["may"] == ["reject"]


def test_nobody_of_another_organisation_finds_hands_out_or_forgets_anybody(intake: Intake) -> None:
    asked = intake.ask()
    request_id = asked["request_id"]
    for deed in (export, seen):
        with pytest.raises(NotFound):
            deed(intake, request_id, ELSEWHERE)
    with pytest.raises(NotFound):
        propose(intake, request_id, ELSEWHERE)
    assert subjects.find_request(intake.store, ELSEWHERE, intake.clock, asked["reference"]) == {"items": []}
    assert subjects.request_erasures(intake.store, ELSEWHERE)["items"] == []
    with pytest.raises(NotAllowed):
        export(intake, request_id, LIOBA)
    for who in (Actor(frozenset({"desk"}), "kim", OFFICER.ref), Actor.public()):
        with pytest.raises(NotAllowed):
            seen(intake, request_id, who)


def test_the_person_is_found_by_reference_and_named_to_whoever_hands_the_copy_out_and_the_look_is_noted(
    intake: Intake,
) -> None:
    asked = intake.ask()
    (found,) = subjects.find_request(intake.store, LIOBA, intake.clock, asked["reference"].lower())["items"]
    assert found["request_id"] == asked["request_id"]
    assert seen(intake, asked["request_id"])["name"] == NINO["name"]
    assert seen(intake, asked["request_id"], LIOBA)["name"] is None
    with intake.database.reading() as tx:
        looks = [(row.subject, row.what) for row in tx.execute(access_log.select())]
    assert looks == [(asked["request_id"], "subject")] * 3


def test_the_copy_tells_the_linked_requests_too_but_not_what_became_another_case(intake: Intake) -> None:
    request_id, linked_id = intake.ask()["request_id"], intake.ask(message="Noch einmal")["request_id"]
    case_id, _ = handed_over(intake)
    for other in (linked_id, case_id):
        intake.decide_likeness(request_id, other, "same")
    told = export(intake, request_id)
    assert [each["person"]["message"] for each in told["requests"]] == [NINO.get("message"), "Noch einmal"]
    warrant = warrants.read(intake.parts.seal_keys, OFFICER, intake.clock, told["warrant"])
    assert (warrant.case_ids, set(warrant.request_ids)) == ((), {request_id, linked_id})
    assert [each["request_id"] for each in seen(intake, request_id)["linked"]] == [linked_id]
