"""What may become of a message to a person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.chassis.errors import Refused
from services.chassis.testing import NOON
from services.notifications.model.messages import (
    BOUNCED,
    CHANNELS,
    DELIVERED,
    ERASED,
    FAILED,
    OUTDATED,
    QUEUED,
    RETRY_PAUSES,
    SENT,
    STATES,
    TRANSITIONS,
    Message,
    states_before,
)

LATER = NOON + timedelta(minutes=5)

WAYS = {
    SENT: lambda message: message.sent(NOON),
    DELIVERED: lambda message: message.delivered(LATER),
    BOUNCED: lambda message: message.bounced(LATER, "smtp_550"),
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
    if state == QUEUED:
        return queued()
    return WAYS[state](queued().sent(NOON) if state in (DELIVERED, BOUNCED) else queued())


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("wanted", WAYS)
def test_a_message_changes_exactly_as_the_table_says(state: str, wanted: str) -> None:
    message = in_state(state)
    if wanted in TRANSITIONS[state]:
        changed = WAYS[wanted](message)
        assert (changed.state, changed.settled_at) == (wanted, NOON), "later receipts do not move when it left"
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


def test_what_has_left_the_queue_left_it_once_whatever_is_heard_of_it_later() -> None:
    delivered = queued().sent(NOON).delivered(LATER)
    assert (delivered.settled_at, delivered.delivered_at, delivered.bounced_at) == (NOON, LATER, None)
    bounced = delivered.bounced(LATER + timedelta(hours=1), "smtp_550")
    assert (bounced.settled_at, bounced.delivered_at, bounced.reason) == (NOON, LATER, "smtp_550")
    assert bounced.bounced_at == LATER + timedelta(hours=1)


def test_a_message_comes_to_a_state_from_where_the_table_says() -> None:
    assert states_before(QUEUED) == {QUEUED}, "while it is tried again"
    assert states_before(SENT) == {QUEUED}
    assert states_before(DELIVERED) == {SENT}
    assert states_before(BOUNCED) == {SENT, DELIVERED}


def test_the_names_of_states_and_channels_fit_into_their_columns() -> None:
    assert max(map(len, (*STATES, *CHANNELS))) <= 10
