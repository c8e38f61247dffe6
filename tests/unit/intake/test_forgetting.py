"""The intake forgets the request behind an erased case, and those of the same person; not what became another case."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.cases.events.erasures import CaseErased
from services.cases.events.offers import HandoverReceived, OfferAccepted
from services.chassis.clock import new_id
from services.chassis.errors import NotFound
from services.chassis.handler import NotYet
from services.chassis.outbox import outbox
from services.chassis.testing import message_of, said, types_of
from tests.builders import Intake


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def handed_over(intake: Intake) -> tuple[str, str]:
    """A request that has become somebody's case: its id, and that of the case."""
    request_id, case_id, now = intake.ask()["request_id"], new_id(), intake.clock.now()
    intake.triage(request_id)
    offer_id = intake.offer(request_id)["offer_id"]
    intake.hear(message_of(OfferAccepted(offer_id, request_id, "bruecke", case_id, now), "cases@bruecke"))
    intake.hear(message_of(HandoverReceived(request_id, offer_id, case_id, now), "cases@bruecke"))
    return request_id, case_id


def send_all(intake: Intake) -> None:
    with intake.database.transaction() as tx:
        tx.execute(outbox.update().values(sent_at=intake.clock.now()))


def erase(intake: Intake, case_id: str, request_id: str | None, with_linked: bool = True) -> None:
    now = intake.clock.now()
    erased = CaseErased(case_id, new_id(), "bruecke", now, request_id, None, with_linked)
    intake.hear(message_of(erased, "cases@bruecke"))


def test_nothing_is_confirmed_while_something_is_still_to_be_sent(intake: Intake) -> None:
    request_id, case_id = handed_over(intake)
    with pytest.raises(NotYet), intake.database.transaction():
        erase(intake, case_id, request_id)
    assert intake.store.get(request_id)


def test_the_request_goes_and_so_does_what_was_said_of_it(intake: Intake) -> None:
    request_id, case_id = handed_over(intake)
    send_all(intake)
    erase(intake, case_id, request_id)
    with pytest.raises(NotFound):
        intake.store.get(request_id)
    erased = ["contact.erased.v1", "request.erased.v1", "case.forgotten.v1"]
    assert [each.type for each in said(intake.database)][-3:] == erased
    assert "request.received.v1" not in types_of(said(intake.database))


def test_what_has_become_another_case_stays_that_cases(intake: Intake) -> None:
    request_id, case_id = handed_over(intake)
    other_id, _ = handed_over(intake)
    waiting_id = intake.ask()["request_id"]
    for each in (other_id, waiting_id):
        intake.decide_likeness(request_id, each, "same")
    send_all(intake)
    erase(intake, case_id, request_id)
    assert intake.store.get(other_id)
    with pytest.raises(NotFound):
        intake.store.get(waiting_id)


def test_retention_leaves_the_other_requests_of_the_person(intake: Intake) -> None:
    request_id, case_id = handed_over(intake)
    waiting_id = intake.ask()["request_id"]
    intake.decide_likeness(request_id, waiting_id, "same")
    send_all(intake)
    erase(intake, case_id, request_id, with_linked=False)
    assert intake.store.get(waiting_id)
