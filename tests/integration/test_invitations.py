"""Invitations on both engines and through a real mail server: overtaken, sent, arrived with their calendar file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from icalendar import Calendar

from services.chassis.database import Database
from services.chassis.testing import StoppedClock, said, types_of
from services.notifications.carriers import carrier
from tests.builders import Notifications
from tests.stories.post import PostOffice
from tests.unit.notifications.scheduling import APPOINTMENT, LATER, Booked, Cancelled, Moved, given, told


@pytest.fixture
def office() -> Iterator[PostOffice]:
    found = PostOffice()
    found.open()
    yield found
    found.close()


def test_one_invitation_arrives_for_an_appointment_that_was_moved_before_and_its_cancellation_after_it(
    office: PostOffice, new_database: Callable[[str], Database]
) -> None:
    notifications = Notifications(new_database("notifications"), StoppedClock())
    notifications.carrier = carrier(f"smtp://127.0.0.1:{office.port}")  # type: ignore[assignment]
    notifications.hear(given(), told(Booked()), told(Moved()))
    notifications.send()
    notifications.hear(told(Cancelled(starts_at=LATER, revision=2)))
    notifications.send()
    assert types_of(said(notifications.database)) == ["message.sent.v1", "message.sent.v1"]
    found = []
    for letter in office.letters():
        (part,) = (part for part in letter.walk() if part.get_content_type() == "text/calendar")
        calendar = Calendar.from_ical(part.get_content())
        (event,) = calendar.events
        assert event["UID"] == f"{APPOINTMENT}@lotse"
        assert event.start == LATER
        found.append((part["Content-Type"].params["method"], str(calendar["METHOD"]), event.sequence))
    assert found == [("REQUEST", "REQUEST", 1), ("CANCEL", "CANCEL", 2)]
