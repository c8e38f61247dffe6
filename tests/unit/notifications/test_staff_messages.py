"""What those who work here are told of: one line for a thing and day, unread until it is seen, gone with the case."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from services.chassis.errors import NotAllowed
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock
from services.notifications.commands.staff_messages import see_staff_messages, tell_staff
from services.notifications.queries.staff_messages import staff_messages
from tests.builders import Notifications
from tests.unit.notifications.scheduling import CASE

KIM_ID, LEA_ID = "018f4a7e-0000-7000-8000-0000000000f1", "018f4a7e-0000-7000-8000-0000000000f2"
KIM = Actor(frozenset({"counsellor"}), "kim", KIM_ID)
DESK, OTHER_DESK = Actor(frozenset({"desk"}), "kim", LEA_ID), Actor(frozenset({"desk"}), "kim", KIM_ID)
ELSEWHERE = Actor(frozenset({"counsellor", "desk"}), "awo", KIM_ID)


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def tell(notifications: Notifications, to: str = KIM_ID, kind: str = "client_moved", case_id: str = CASE) -> None:
    tell_staff(notifications.store, notifications.clock, "kim", to, kind, {"case_id": case_id})


def read(notifications: Notifications, who: Actor = KIM) -> list[tuple[str, int, int]]:
    told = staff_messages(notifications.store, who)
    assert told["unread"] == sum(1 for line in told["items"] if line["unread"])
    return [(line["kind"], line["count"], line["unread"]) for line in told["items"]]


def test_many_of_a_kind_about_one_thing_on_one_day_are_one_line(notifications: Notifications) -> None:
    for _ in range(3):
        tell(notifications)
    tell(notifications, kind="client_cancelled")
    notifications.clock.advance(timedelta(days=1))
    tell(notifications)
    assert read(notifications)[0] == ("client_moved", 1, 1)
    assert sorted(read(notifications)[1:]) == [("client_cancelled", 1, 1), ("client_moved", 3, 3)]


def test_what_was_seen_is_read_and_what_comes_afterwards_is_not(notifications: Notifications) -> None:
    tell(notifications)
    seen_at = notifications.clock.now()
    notifications.clock.advance(timedelta(minutes=1))
    tell(notifications, kind="client_cancelled")
    for _ in range(2):
        see_staff_messages(notifications.store, KIM, seen_at)
    assert read(notifications) == [("client_cancelled", 1, 1), ("client_moved", 1, 0)]
    notifications.clock.advance(timedelta(minutes=1))
    tell(notifications)
    assert read(notifications) == [("client_moved", 2, 1), ("client_cancelled", 1, 1)]


def test_a_role_is_told_at_once_and_each_of_them_reads_for_themselves(notifications: Notifications) -> None:
    tell(notifications, to="role:desk")
    see_staff_messages(notifications.store, DESK, notifications.clock.now())
    assert read(notifications, DESK) == [("client_moved", 1, 0)]
    assert read(notifications, OTHER_DESK) == [("client_moved", 1, 1)]


def test_nobody_reads_what_others_are_told(notifications: Notifications) -> None:
    tell(notifications)
    assert read(notifications, DESK) == read(notifications, ELSEWHERE) == []
    with pytest.raises(NotAllowed):
        staff_messages(notifications.store, Actor.public())


def test_what_is_forgotten_of_a_case_is_forgotten_here(notifications: Notifications) -> None:
    tell(notifications)
    tell(notifications, case_id="another")
    see_staff_messages(notifications.store, KIM, notifications.clock.now())
    assert notifications.store.forgotten.forget_case(CASE, None, notifications.clock.now())
    assert [line["about"] for line in staff_messages(notifications.store, KIM)["items"]] == [{"case_id": "another"}]
