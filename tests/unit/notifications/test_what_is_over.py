"""What staff were told of lets go of itself once it is over, in whichever order it is heard."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from services.cases.events.cases import CaseAssigned, CaseClosed
from services.cases.events.letters_in import LetterArrived, LetterRead
from services.cases.events.offers import OfferAccepted, OfferDeclined
from services.cases.events.residence import DocumentExpiring
from services.chassis.identity import Actor
from services.chassis.testing import NOON, StoppedClock, message_of
from services.intake.events import (
    OfferConfirmed,
    OfferLapsed,
    OfferWithdrawn,
    RequestAnswered,
    RequestOffered,
    RequestOverdue,
    RequestTriaged,
    RequestWithdrawn,
)
from services.notifications.commands.staff_messages import see_staff_messages
from services.notifications.queries.staff_messages import staff_messages
from services.notifications.store.staff_messages import staff_endings
from services.scheduling.events.choices import ClientActed
from tests.builders import PROGRAMME, Notifications
from tests.unit.notifications.scheduling import CASE

REQUEST = "01a20846-fe00-7000-8000-00000000000a"
OFFER, OTHER_OFFER = "01a20846-fe00-7000-8000-00000000000b", "01a20846-fe00-7000-8000-00000000000c"
LETTER, OTHER_LETTER = "01a20846-fe00-7000-8000-00000000000d", "01a20846-fe00-7000-8000-00000000000e"
MIRELA, ROBIN = "018f4a7e-0000-7000-8000-0000000000f1", "018f4a7e-0000-7000-8000-0000000000f2"
OURS = PROGRAMME.organisation


def some(event: type[Any], **known: Any) -> Any:
    """The event with what matters here; the rest of it nobody here reads."""
    return event(**dict.fromkeys((field.name for field in fields(event)), "some") | known)


def offered(offer_id: str = OFFER) -> Any:
    return some(RequestOffered, request_id=REQUEST, offer_id=offer_id, to=OURS)


def of_offer(event: type[Any]) -> Any:
    return some(event, request_id=REQUEST, offer_id=OFFER)


def arrived(letter_id: str = LETTER) -> Any:
    return LetterArrived(CASE, letter_id, OURS, True, NOON, MIRELA)


def assigned(counsellor_id: str) -> Any:
    return CaseAssigned(CASE, OURS, counsellor_id, "another", NOON)


OVERDUE = RequestOverdue(REQUEST, "K7M-4XQ-6", "untriaged", NOON, NOON)
CLOSED = some(CaseClosed, case_id=CASE)
READ = LetterRead(CASE, LETTER, OURS, NOON)
EXPIRING = DocumentExpiring(CASE, "1", OURS, NOON.date(), 30, MIRELA)
MOVED = some(ClientActed, case_id=CASE, organisation=OURS, counsellor_id=MIRELA, did="moved")

ENDS = [
    *((offered(), of_offer(event)) for event in (OfferAccepted, OfferDeclined)),
    *((offered(), of_offer(event)) for event in (OfferConfirmed, OfferWithdrawn, OfferLapsed)),
    *((OVERDUE, some(event, request_id=REQUEST)) for event in (RequestTriaged, RequestAnswered)),
    (OVERDUE, some(RequestWithdrawn, request_id=REQUEST, reference="K7M-4XQ-6")),
    (OVERDUE, some(RequestOffered, request_id=REQUEST, to="elsewhere")),
    (arrived(), READ),
    *((told, CLOSED) for told in (arrived(), EXPIRING, MOVED, assigned(MIRELA))),
    (assigned(MIRELA), assigned(ROBIN)),
]


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def hear(notifications: Notifications, event: Any, minutes: int) -> None:
    """What was said so many minutes past noon is heard now."""
    notifications.hear(message_of(event, f"{event.exchange}@kim", time=NOON + timedelta(minutes=minutes)))


def told(notifications: Notifications, ref: str = MIRELA) -> list[tuple[str, str | None]]:
    """What a counsellor who is at the desk as well is told of: all of it unread."""
    found = staff_messages(notifications.store, Actor(frozenset({"counsellor", "desk"}), OURS, ref))
    assert found["unread"] == len(found["items"]) == sum(1 for line in found["items"] if line["unread"])
    matters = [line["about"].get("offer_id") or line["about"].get("letter_id") for line in found["items"]]
    return sorted(zip((line["kind"] for line in found["items"]), matters, strict=True), key=str)


@pytest.mark.parametrize(("tells", "ends"), ENDS, ids=lambda event: event.type)
def test_what_is_over_is_not_told_any_more_in_whichever_order_it_is_heard(
    notifications: Notifications, tmp_path: Path, tells: Any, ends: Any
) -> None:
    hear(notifications, tells, 0)
    assert len(told(notifications)) == 1
    for _ in range(2):
        hear(notifications, ends, 1)
    assert told(notifications) == []

    late = Notifications(tmp_path, StoppedClock())
    hear(late, ends, 1)
    hear(late, tells, 0)
    assert told(late) == []


def test_another_offer_and_another_letter_stay(notifications: Notifications) -> None:
    for event in (offered(), offered(OTHER_OFFER), arrived(), arrived(OTHER_LETTER)):
        hear(notifications, event, 0)
    hear(notifications, of_offer(OfferDeclined), 1)
    hear(notifications, READ, 1)
    assert told(notifications) == [("letter_arrived", OTHER_LETTER), ("request_offered", OTHER_OFFER)]


def test_what_happens_anew_is_told_again_and_an_older_ending_that_is_heard_late_does_not_hide_it(
    notifications: Notifications,
) -> None:
    for event, minutes in ((MOVED, 0), (CLOSED, 2), (MOVED, 3), (CLOSED, 1)):
        hear(notifications, event, minutes)
    assert told(notifications) == [("client_moved", None)]
    hear(notifications, MOVED, 1)
    assert told(notifications) == [("client_moved", None)], "what is heard late makes nothing older than it is"
    hear(notifications, CLOSED, 4)
    assert told(notifications) == []


def test_a_case_that_comes_back_is_told_again_and_only_to_who_has_it(notifications: Notifications) -> None:
    for minutes, counsellor_id in enumerate((MIRELA, ROBIN, MIRELA)):
        hear(notifications, assigned(counsellor_id), minutes)
    assert (told(notifications), told(notifications, ROBIN)) == ([("case_assigned", None)], [])


def test_what_was_seen_before_it_was_over_is_gone_as_well(notifications: Notifications) -> None:
    hear(notifications, arrived(), 0)
    who = Actor(frozenset({"counsellor"}), OURS, MIRELA)
    see_staff_messages(notifications.store, who, notifications.clock.now())
    hear(notifications, READ, 1)
    assert staff_messages(notifications.store, who) == {"items": [], "unread": 0}


def test_whoever_is_forgotten_leaves_no_ending_behind(notifications: Notifications) -> None:
    hear(notifications, READ, 0)
    assert notifications.store.forgotten.forget_case(CASE, None, notifications.clock.now())
    hear(notifications, CLOSED, 1)
    with notifications.store.database.reading() as tx:
        assert tx.execute(select(staff_endings)).all() == []
