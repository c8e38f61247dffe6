"""What staff are told of, on both engines: told by many at once it is one line that has counted each of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.chassis.database import Database
from services.chassis.identity import Actor
from services.chassis.testing import StoppedClock
from services.notifications.commands.staff_messages import see_staff_messages, tell_staff
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
