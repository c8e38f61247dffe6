"""What staff are told of, on both engines: told by many at once it is one line that has counted each of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from services.chassis.database import Database
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock
from services.notifications.commands.staff_messages import let_go, see_staff_messages, tell_staff
from services.notifications.queries.staff_messages import staff_messages
from tests.builders import Notifications
from tests.unit.notifications.scheduling import CASE

ROBIN = Actor(frozenset({"counsellor"}), "kim", "018f4a7e-0000-7000-8000-0000000000f1")


@pytest.fixture
def notifications(new_database: Callable[[str], Database]) -> Notifications:
    return Notifications(new_database("notifications"), StoppedClock())


def test_what_many_tell_at_once_is_one_line_and_seen_at_once_it_is_seen(notifications: Notifications) -> None:
    store, clock = notifications.store, notifications.clock

    def tell(_: int) -> None:
        tell_staff(store, clock, ROBIN.organisation, ROBIN.ref, "client_moved", {"case_id": CASE})

    def see(_: int) -> None:
        see_staff_messages(store, ROBIN, clock.now())

    with ThreadPoolExecutor(8) as many:
        list(many.map(tell, range(24)))
        told = staff_messages(store, ROBIN)
        list(many.map(see, range(8)))
    (line,) = told["items"]
    assert (line["count"], line["unread"], told["unread"]) == (24, 24, 1)
    assert staff_messages(store, ROBIN)["unread"] == 0


def test_what_ends_while_many_tell_of_it_is_over_for_all_of_them(notifications: Notifications) -> None:
    store, clock = notifications.store, notifications.clock
    offer, happened_at = {"request_id": CASE, "offer_id": "1"}, clock.now()

    def tell_or_end(number: int) -> None:
        if number % 2:
            let_go(store, "offer.accepted.v1", offer, happened_at + timedelta(seconds=number))
        else:
            tell_staff(store, clock, ROBIN.organisation, ROBIN.ref, "request_offered", offer, happened_at)

    with ThreadPoolExecutor(8) as many:
        list(many.map(tell_or_end, range(16)))
    assert staff_messages(store, ROBIN) == {"items": [], "unread": 0}
    tell_staff(store, clock, ROBIN.organisation, ROBIN.ref, "request_offered", offer, happened_at + timedelta(hours=1))
    assert staff_messages(store, ROBIN)["unread"] == 1
