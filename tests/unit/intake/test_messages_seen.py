"""What the intake hears of the receipt, and whom it lets see the messages about a request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from services.chassis import warrants
from services.chassis.envelope import Envelope
from services.chassis.errors import LotseError, NotAllowed, NotFound
from services.chassis.identity import Actor
from services.chassis.testing import message_of
from services.chassis.warrants import Warrant
from services.intake import subjects
from services.notifications.events.messages import MessageBounced, MessageDelivered, MessageSent
from tests.builders import DESK, Intake


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


def outcome(event: Any, request_id: str, *more: Any) -> Envelope:
    """What notifications says of the receipt of this request."""
    about = ("01a20846-fe00-7000-8000-0000000000b1", request_id, "request_receipt", "email")
    return message_of(event(*about, *more), "notifications@kim")


def test_a_receipt_that_came_back_did_not_reach_the_client_in_whatever_order_that_is_told(intake: Intake) -> None:
    nino, now = intake.ask(), intake.clock.now()
    left = outcome(MessageSent, nino["request_id"], "ka", now)
    back = outcome(MessageBounced, nino["request_id"], "dsn_5.1.1", now)
    for told in (back, left, back):
        intake.hear(told)
        assert intake.status(nino)["receipt"] == "failed"


def test_a_receipt_that_arrived_has_left(intake: Intake) -> None:
    nino = intake.ask()
    intake.hear(outcome(MessageDelivered, nino["request_id"], intake.clock.now()))
    assert intake.status(nino)["receipt"] == "sent"


def warrant(intake: Intake, who: Actor, request_id: str) -> Warrant:
    keys = intake.parts.seal_keys
    signed = subjects.messages_warrant(intake.store, who, intake.clock, keys, request_id)["warrant"]
    return warrants.read(keys, who, intake.clock, signed)


def test_the_desk_may_see_what_was_written_about_a_request_and_send_it_again(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    assert warrant(intake, DESK, request_id) == Warrant((), (request_id,), works=True)


@pytest.mark.parametrize(
    ("role", "organisation", "refusal"),
    [("counsellor", "kim", NotAllowed), ("privacy_officer", "kim", NotAllowed), ("desk", "bruecke", NotFound)],
)
def test_nobody_else_may(intake: Intake, role: str, organisation: str, refusal: type[LotseError]) -> None:
    request_id = intake.ask()["request_id"]
    with pytest.raises(refusal):
        warrant(intake, Actor(frozenset({role}), organisation, "a8"), request_id)
