"""What happens elsewhere and wants the eyes of somebody who works here: whom it is told to."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from services.cases.events.cases import CaseAssigned
from services.cases.events.letters_in import LetterArrived
from services.cases.events.residence import DocumentExpiring
from services.chassis.identity import Actor
from services.chassis.testing import NOON, StoppedClock, message_of
from services.intake.events import RequestOffered, RequestOverdue
from services.notifications.queries.staff_messages import staff_messages
from tests.builders import PROGRAMME, Notifications
from tests.unit.notifications.scheduling import CASE

REQUEST = "01a20846-fe00-7000-8000-00000000000a"
OFFER = "01a20846-fe00-7000-8000-00000000000b"
MIRELA = "018f4a7e-0000-7000-8000-0000000000f1"
LETTER = LetterArrived(CASE, "1", "bruecke", True, NOON, MIRELA)


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def told(notifications: Notifications, role: str, organisation: str = "bruecke", ref: str = "1") -> list[Any]:
    found = staff_messages(notifications.store, Actor(frozenset({role}), organisation, ref))["items"]
    return [(line["kind"], line["about"]) for line in found]


def test_an_offer_is_told_to_those_who_can_take_it_in_and_to_no_other_organisation(
    notifications: Notifications,
) -> None:
    offered: dict[str, Any] = {field.name: None for field in fields(RequestOffered)}
    said = RequestOffered(**offered | {"request_id": REQUEST, "offer_id": OFFER, "to": "bruecke"})
    notifications.hear(message_of(said, "intake@kim"))
    line = ("request_offered", {"request_id": REQUEST, "offer_id": OFFER})
    assert told(notifications, "counsellor") == told(notifications, "coordinator") == [line]
    assert told(notifications, "desk") == told(notifications, "coordinator", "kim") == []


def test_a_request_that_waits_too_long_is_told_at_the_desk_it_came_in_at(notifications: Notifications) -> None:
    notifications.hear(message_of(RequestOverdue(REQUEST, "K7M-4XQ-6", "untriaged", NOON, NOON), "intake@kim"))
    ours = PROGRAMME.organisation
    assert told(notifications, "desk", ours) == told(notifications, "coordinator", ours)
    assert told(notifications, "desk", ours) == [("request_overdue", {"request_id": REQUEST, "limit": "untriaged"})]
    assert told(notifications, "coordinator") == told(notifications, "counsellor", ours) == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (LETTER, "letter_arrived"),
        (DocumentExpiring(CASE, "1", "bruecke", NOON.date(), 30, MIRELA), "document_expiring"),
        (CaseAssigned(CASE, "bruecke", MIRELA, "another", NOON), "case_assigned"),
    ],
)
def test_what_happens_in_a_case_is_told_to_the_counsellor_alone(
    notifications: Notifications, said: Any, kind: str
) -> None:
    notifications.hear(message_of(said, "cases@bruecke"))
    ((told_kind, about),) = told(notifications, "counsellor", ref=MIRELA)
    assert (told_kind, about["case_id"]) == (kind, CASE)
    assert told(notifications, "counsellor") == told(notifications, "coordinator") == []


def test_what_happens_in_a_case_of_nobody_is_told_to_those_who_can_give_it_to_somebody(
    notifications: Notifications,
) -> None:
    notifications.hear(message_of(replace(LETTER, counsellor_id=None), "cases@bruecke"))
    assert told(notifications, "coordinator") == [("letter_arrived", {"case_id": CASE, "letter_id": "1"})]


def test_who_takes_a_case_over_themselves_need_not_be_told(notifications: Notifications) -> None:
    said = message_of(CaseAssigned(CASE, "bruecke", MIRELA, "another", NOON), "cases@bruecke")
    notifications.hear(replace(said, actor=f"counsellor:{MIRELA}"))
    assert told(notifications, "counsellor", ref=MIRELA) == []


def test_nothing_is_told_of_who_has_been_forgotten(notifications: Notifications) -> None:
    assert notifications.store.forgotten.forget_case(CASE, None, notifications.clock.now())
    notifications.hear(message_of(LETTER, "cases@bruecke"))
    assert told(notifications, "counsellor", ref=MIRELA) == []
