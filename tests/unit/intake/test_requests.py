"""What may be done to a request in which state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from services.chassis.errors import Refused
from services.chassis.testing import NOON
from services.intake import model
from services.intake.model import Consent, Person, Request, Triage
from tests.unit.intake.voices import CASE_ID

FOUND_OUT = Triage("case_management", ("complex_need", "client_wants"), "high", NOON)

ACTIONS: dict[str, Callable[[Request, datetime], Request]] = {
    model.TRIAGE: lambda request, at: request.triage_as(replace(FOUND_OUT, triaged_at=at), ("housing", "finances")),
    model.OFFER: Request.offer,
    model.ANSWER: lambda request, at: request.answer("Öffnungszeiten erklärt.", at),
    model.WITHDRAW: Request.withdraw,
    model.CONFIRM: lambda request, at: request.confirm("bruecke", at),
    model.RECALL: lambda request, at: request.lose_offer(False, at),
    model.HAND_OVER: Request.hand_over,
    model.ERASE: Request.erase,
}
# The shortest legal way to each status.
PATHS: dict[str, tuple[str, ...]] = {
    model.RECEIVED: (),
    model.TRIAGED: (model.TRIAGE,),
    model.OFFERED: (model.TRIAGE, model.OFFER),
    model.CONFIRMED: (model.TRIAGE, model.OFFER, model.CONFIRM),
    model.HANDED_OVER: (model.TRIAGE, model.OFFER, model.CONFIRM, model.HAND_OVER),
    model.ANSWERED: (model.ANSWER,),
    model.WITHDRAWN: (model.WITHDRAW,),
    model.ERASED: (model.WITHDRAW, model.ERASE),
}
# Why an action is refused that the table does not allow.
REFUSALS = {
    model.RECEIVED: "not_in_this_state",
    model.TRIAGED: "not_in_this_state",
    model.OFFERED: "not_in_this_state",
    model.CONFIRMED: "already_taken",
    model.HANDED_OVER: "already_taken",
    model.ANSWERED: "already_ended",
    model.WITHDRAWN: "already_ended",
    model.ERASED: "already_ended",
}


def in_status(status: str) -> Request:
    """A request that has come to this status along the legal path."""
    request = Request(
        request_id="01a20846-fe00-7000-8000-000000000001",
        reference="K7M-4XQ-6",
        status=model.RECEIVED,
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
    for action in PATHS[status]:
        request = ACTIONS[action](request, NOON + timedelta(hours=1))
    return request


def test_the_actions_of_the_table_are_those_of_the_model() -> None:
    assert {action for row in model.TRANSITIONS.values() for action in row} == set(ACTIONS)


@pytest.mark.parametrize("status", model.STATUSES)
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_done_or_refused_exactly_as_the_table_says(status: str, action: str) -> None:
    request, later = in_status(status), NOON + timedelta(hours=3)
    if action not in model.TRANSITIONS[status]:
        assert not request.may(action)
        with pytest.raises(Refused) as refusal:
            ACTIONS[action](request, later)
        assert refusal.value.code == REFUSALS[status]
        assert refusal.value.params == {"status": status, "action": action}
        return
    changed = ACTIONS[action](request, later)
    assert request.may(action)
    assert changed.status == model.TRANSITIONS[status][action]
    assert changed.changed_at == later
    assert changed.version == request.version, "the version is counted when it is saved"


def test_only_what_ended_or_was_handed_over_has_no_way_to_be_waited_for() -> None:
    assert set(model.WAITING) | {model.CONFIRMED, model.HANDED_OVER, model.ERASED, *model.ENDED} == set(model.STATUSES)
    assert not set(model.WAITING) & set(model.ENDED)


def test_triage_notes_what_was_found_out_and_what_it_is_really_about() -> None:
    triaged = in_status(model.TRIAGED)
    assert triaged.triage is not None
    assert (triaged.triage.track, triaged.triage.urgency) == ("case_management", "high")
    assert triaged.topics == ("housing", "finances")


def test_an_offer_that_is_lost_while_another_is_open_leaves_the_request_offered() -> None:
    later = NOON + timedelta(hours=3)
    left = in_status(model.OFFERED).lose_offer(True, later)
    assert (left.status, left.changed_at) == (model.OFFERED, later)


def test_who_takes_a_request_is_its_helper_and_stays_so_when_the_person_is_forgotten() -> None:
    assert in_status(model.CONFIRMED).helper == "bruecke"
    handed_over = in_status(model.HANDED_OVER)
    assert (handed_over.helper, handed_over.person, handed_over.reference) == ("bruecke", None, "K7M-4XQ-6")


def test_what_was_noted_of_an_answer_is_forgotten_with_the_person() -> None:
    answered = in_status(model.ANSWERED)
    assert answered.summary == "Öffnungszeiten erklärt."
    erased = answered.erase(NOON)
    assert (erased.summary, erased.person) == (None, None)


def an_offer() -> model.Offer:
    return model.Offer("01a20846-fe00-7000-8000-000000000002", in_status(model.TRIAGED).request_id, "bruecke",
                       offered_at=NOON, expires_at=NOON + timedelta(days=7))  # fmt: skip


OFFER_ACTIONS: dict[str, Callable[[model.Offer, datetime], model.Offer]] = {
    model.offers.CONFIRM: lambda offer, at: offer.confirm(CASE_ID, at),
    model.offers.DECLINE: lambda offer, at: offer.decline("language", at),
    model.offers.WITHDRAW: model.Offer.withdraw,
    model.offers.LAPSE: model.Offer.lapse,
}


def test_every_status_of_an_offer_has_a_row_and_all_but_the_first_are_final() -> None:
    assert tuple(model.offers.TRANSITIONS) == model.offers.STATUSES
    assert set(model.offers.TRANSITIONS[model.offers.OPEN]) == set(OFFER_ACTIONS)
    assert not any(model.offers.TRANSITIONS[status] for status in model.offers.STATUSES[1:])


@pytest.mark.parametrize("first", OFFER_ACTIONS)
@pytest.mark.parametrize("second", OFFER_ACTIONS)
def test_an_offer_is_decided_once(first: str, second: str) -> None:
    later = NOON + timedelta(hours=3)
    decided = OFFER_ACTIONS[first](an_offer(), later)
    assert (decided.status, decided.decided_at) == (model.offers.TRANSITIONS[model.offers.OPEN][first], later)
    with pytest.raises(Refused) as refusal:
        OFFER_ACTIONS[second](decided, later)
    assert refusal.value.code == "offer_not_open"


def test_an_offer_can_be_accepted_until_the_moment_it_expires() -> None:
    offer = an_offer()
    assert offer.is_in_time(offer.expires_at - timedelta(microseconds=1))
    assert not offer.is_in_time(offer.expires_at)


def test_erasing_forgets_the_person_and_keeps_the_facts() -> None:
    erased = in_status(model.ERASED)
    assert erased.person is None
    assert erased.topics == ("housing",)


def test_a_person_is_reached_in_the_ways_they_gave() -> None:
    assert Person("ნინო").ways == ()
    assert Person("ნინო", phone="+4924199000011", email="n@example.org").ways == ("email", "phone")
