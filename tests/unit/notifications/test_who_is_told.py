"""Everybody who comes is told, each by a message of their own; who was missed hears of it too, afterwards."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from services.chassis.testing import StoppedClock
from tests.builders import Notifications
from tests.unit.notifications.scheduling import CASE, STARTS, Booked, Missed, given, told

SISTER = "01a20846-fe00-7000-8000-000000000c02"
HERS = "lali.beridze@example.org"


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def sent(notifications: Notifications) -> list[tuple[str, str, str]]:
    while notifications.send():
        pass
    with notifications.database.reading() as tx:
        rows = tx.execute(text("SELECT about, kind, state FROM messages ORDER BY about, queued_at, message_id"))
        return [(row.about, row.kind, row.state) for row in rows]


def test_whoever_comes_along_is_invited_too(notifications: Notifications) -> None:
    notifications.hear(given(), given(SISTER, email=HERS), told(Booked(with_case_ids=(SISTER,))))
    assert sent(notifications) == [(each, "appointment_invitation", "sent") for each in (CASE, SISTER)]


def test_whoever_we_cannot_reach_stops_nobody_else(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked(with_case_ids=(SISTER,))))
    assert sent(notifications) == [(CASE, "appointment_invitation", "sent")]


def test_who_was_missed_is_told_although_the_appointment_is_over(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    sent(notifications)
    notifications.clock.advance(STARTS - notifications.clock.now() + timedelta(days=1))
    notifications.hear(told(Missed()))
    assert sent(notifications)[-1] == (CASE, "appointment_missed", "sent")
    newest = notifications.carrier.mails[-1]
    assert "calendar" not in [part.get_content_subtype() for part in newest.walk()]
