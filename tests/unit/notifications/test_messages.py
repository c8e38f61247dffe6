"""What may become of a message to a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.chassis.errors import Refused
from services.chassis.testing import NOON
from services.notifications.model import (
    ERASED,
    FAILED,
    OUTDATED,
    QUEUED,
    RETRY_PAUSES,
    SENT,
    STATES,
    TRANSITIONS,
    Message,
)

WAYS = {
    SENT: lambda message: message.sent(NOON),
    FAILED: lambda message: message.given_up(NOON, "smtp_550"),
    ERASED: lambda message: message.unwanted(NOON),
    OUTDATED: lambda message: message.overtaken(NOON),
}


def queued() -> Message:
    return Message(
        message_id="01a20846-fe00-7000-8000-000000000004",
        about="01a20846-fe00-7000-8000-000000000001",
        kind="request_receipt",
        channel="email",
        reference="K7M-4XQ-6",
        state=QUEUED,
        attempts=0,
        queued_at=NOON,
        due_at=NOON,
        traceparent="",
    )


def in_state(state: str) -> Message:
    return queued() if state == QUEUED else WAYS[state](queued())


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("wanted", WAYS)
def test_a_message_changes_exactly_as_the_table_says(state: str, wanted: str) -> None:
    message = in_state(state)
    if wanted in TRANSITIONS[state]:
        changed = WAYS[wanted](message)
        assert (changed.state, changed.settled_at) == (wanted, NOON)
        return
    with pytest.raises(Refused):
        WAYS[wanted](message)


def test_a_message_that_cannot_be_sent_is_tried_for_three_days_and_then_given_up() -> None:
    message, at, tries = queued(), NOON, 0
    while message.state == QUEUED:
        message = message.failed_once(at, "smtp_450")
        tries += 1
        if message.state == QUEUED:
            assert message.due_at - at == RETRY_PAUSES[tries - 1]
            at = message.due_at
    assert tries == len(RETRY_PAUSES) + 1
    assert message.reason == "smtp_450"
    assert timedelta(days=2.5) < at - NOON < timedelta(days=3.5)


def test_the_pauses_never_get_shorter() -> None:
    assert list(RETRY_PAUSES) == sorted(RETRY_PAUSES)
