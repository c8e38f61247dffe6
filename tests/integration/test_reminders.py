"""Reminders on both engines: two replicas at once, and one that dies in between, make one of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from services.chassis.database import Database
from services.chassis.testing import StoppedClock
from services.notifications.commands import reminders as reminding
from tests.builders import Notifications
from tests.unit.notifications.scheduling import CASE, STARTS, Booked, Cancelled, given, told

APPOINTMENTS = [f"01a20846-fe00-7000-8000-00000000{number:04x}" for number in range(120)]
REMINDED = text("SELECT message_id, appointment_id, state FROM messages WHERE kind = 'appointment_reminder'")


class Died(Exception):
    """The process is gone."""


@pytest.fixture
def booked(new_database: Callable[[str], Database]) -> Notifications:
    """Notifications that know of many appointments, all to be reminded of now."""
    notifications = Notifications(new_database("notifications"), StoppedClock())
    notifications.hear(given(), *(told(Booked(appointment_id=each)) for each in APPOINTMENTS))
    notifications.clock.advance(STARTS - timedelta(days=1) - notifications.clock.now())
    return notifications


def reminded(notifications: Notifications) -> Counter[str]:
    with notifications.database.reading() as tx:
        return Counter(row.appointment_id for row in tx.execute(REMINDED))


def work_off(notifications: Notifications) -> None:
    while notifications.remind():
        pass


def test_two_replicas_remind_of_each_appointment_once(booked: Notifications) -> None:
    with ThreadPoolExecutor(2) as replicas:
        for working in [replicas.submit(work_off, booked) for _ in range(2)]:
            working.result(timeout=60)
    work_off(booked)  # what one of them held while the other looked
    assert reminded(booked) == Counter(APPOINTMENTS)


def test_a_replica_that_dies_among_them_leaves_none_half_done(
    booked: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_so_far: list[str] = []
    tell = reminding.tell

    def die_at_the_fiftieth(*args: object, message_id: str, **rest: object) -> str | None:
        if len(told_so_far) == 49:
            raise Died
        told_so_far.append(message_id)
        return tell(*args, message_id=message_id, **rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(reminding, "tell", die_at_the_fiftieth)
        with pytest.raises(Died):
            booked.remind()
    assert reminded(booked) == Counter()
    work_off(booked)
    assert reminded(booked) == Counter(APPOINTMENTS)
    with booked.database.reading() as tx:
        again = {row.message_id for row in tx.execute(REMINDED)}
    assert set(told_so_far) < again, "the same messages under the same ids"


def test_whoever_cancels_while_it_is_due_is_not_overtaken_by_the_reminder(booked: Notifications) -> None:
    cancelling = [told(Cancelled(appointment_id=each)) for each in APPOINTMENTS[:20]]
    with ThreadPoolExecutor(2) as replicas:
        working = [replicas.submit(work_off, booked), replicas.submit(booked.hear, *cancelling)]
        for each in working:
            each.result(timeout=60)
    with booked.database.reading() as tx:
        waiting = {row.appointment_id for row in tx.execute(REMINDED) if row.state == "queued"}
    assert waiting <= set(APPOINTMENTS[20:]), "nobody is reminded of what does not take place"
    assert booked.store.reminders.get(APPOINTMENTS[0], CASE) is not None
