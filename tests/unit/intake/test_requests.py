"""What may be done to a request in which state."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.chassis.errors import Refused
from services.chassis.testing import NOON
from services.intake.model import (
    ERASE,
    ERASED,
    RECEIVED,
    STATUSES,
    TRANSITIONS,
    WITHDRAW,
    WITHDRAWN,
    Consent,
    Person,
    Request,
)

ACTIONS = {WITHDRAW: Request.withdraw, ERASE: Request.erase}


def in_status(status: str) -> Request:
    """A request that has come to this status along the legal path."""
    request = Request(
        request_id="01a20846-fe00-7000-8000-000000000001",
        reference="K7M-4XQ-6",
        status=RECEIVED,
        channel="web",
        language="ka",
        language_mode="written",
        topics=("housing",),
        municipality="wuerselen",
        preferred_place=None,
        consent=Consent("2026-11", "ka", NOON),
        person=Person("ნინო ბერიძე", email="nino.beridze@example.org"),
        received_at=NOON,
        changed_at=NOON,
    )
    path = {RECEIVED: (), WITHDRAWN: (WITHDRAW,), ERASED: (WITHDRAW, ERASE)}[status]
    for action in path:
        request = ACTIONS[action](request, NOON + timedelta(hours=1))
    return request


def test_the_actions_of_the_table_are_those_of_the_model() -> None:
    assert {action for row in TRANSITIONS.values() for action in row} == set(ACTIONS)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_done_or_refused_exactly_as_the_table_says(status: str, action: str) -> None:
    request, later = in_status(status), NOON + timedelta(hours=3)
    if action not in TRANSITIONS[status]:
        assert not request.may(action)
        with pytest.raises(Refused) as refusal:
            ACTIONS[action](request, later)
        assert refusal.value.code == "already_ended"
        return
    changed = ACTIONS[action](request, later)
    assert request.may(action)
    assert changed.status == TRANSITIONS[status][action]
    assert changed.changed_at == later
    assert changed.version == request.version, "the version is counted when it is saved"


def test_erasing_forgets_the_person_and_keeps_the_facts() -> None:
    erased = in_status(ERASED)
    assert erased.person is None
    assert erased.topics == ("housing",)


def test_a_person_is_reached_in_the_ways_they_gave() -> None:
    assert Person("ნინო").ways == ()
    assert Person("ნინო", phone="+4924199000011", email="n@example.org").ways == ("email", "phone")
