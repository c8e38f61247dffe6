"""One reminder of each appointment: in time or never, however often it is moved or said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from services.chassis.testing import StoppedClock
from services.notifications.store.messages import messages
from services.notifications.store.reminders import reminders as table
from tests.builders import Notifications
from tests.unit.notifications.scheduling import LATER, STARTS, Booked, Cancelled, Moved, erased, given, told

DAY, TEN = timedelta(days=1), timedelta(minutes=10)


@pytest.fixture
def notifications(tmp_path: Path) -> Notifications:
    return Notifications(tmp_path, StoppedClock())


def at(notifications: Notifications, moment: datetime) -> None:
    """It is this moment, and whoever is to be reminded is."""
    notifications.clock.advance(moment - notifications.clock.now())
    notifications.remind()
    notifications.send()


def reminded(notifications: Notifications) -> list[str]:
    with notifications.database.reading() as tx:
        kinds = tx.execute(text("SELECT kind, state FROM messages WHERE kind = 'appointment_reminder'"))
        return [row.state for row in kinds]


def queued_at(notifications: Notifications) -> dict[str, datetime]:
    """Appointment → when whoever has it was reminded."""
    reminder = messages.c.kind == "appointment_reminder"
    with notifications.database.reading() as tx:
        rows = tx.execute(select(messages.c.appointment_id, messages.c.queued_at).where(reminder)).all()
    assert len(rows) == len({row.appointment_id for row in rows})
    return {row.appointment_id: row.queued_at for row in rows}


def state(notifications: Notifications) -> str:
    with notifications.database.reading() as tx:
        return str(tx.execute(table.select()).one().state)


def test_somebody_is_reminded_a_day_before_and_once(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()), told(Booked()))
    at(notifications, STARTS - DAY - timedelta(seconds=1))
    assert reminded(notifications) == []
    at(notifications, STARTS - DAY)
    at(notifications, STARTS - DAY)
    assert (reminded(notifications), state(notifications)) == (["sent"], "sent")
    mail = notifications.carrier.mails[-1]
    assert mail["Subject"].startswith("შეხსენება")
    assert list(mail.iter_attachments()) == [], "nothing changes in the calendar"


def test_an_appointment_that_moved_before_is_reminded_of_at_its_new_time(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()), told(Moved()))
    at(notifications, STARTS - DAY)
    assert reminded(notifications) == []
    at(notifications, LATER - DAY)
    assert reminded(notifications) == ["sent"]


def test_who_was_reminded_is_told_of_the_move_and_not_reminded_again(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    at(notifications, STARTS - DAY)
    notifications.hear(told(Moved()))
    at(notifications, LATER - DAY)
    assert reminded(notifications) == ["sent"]


def test_a_late_word_of_an_earlier_move_changes_nothing(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()), told(Moved(revision=2)))
    notifications.hear(told(Moved(revision=1, starts_at=STARTS)))
    at(notifications, STARTS - DAY)
    assert reminded(notifications) == []


def test_of_a_cancelled_appointment_nobody_is_reminded(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()), told(Cancelled()))
    at(notifications, STARTS - DAY)
    assert (reminded(notifications), state(notifications)) == ([], "not_needed")


def test_what_is_booked_for_today_needs_no_reminder(notifications: Notifications) -> None:
    notifications.clock.advance(STARTS - timedelta(hours=5) - notifications.clock.now())
    notifications.hear(given(), told(Booked()))
    at(notifications, STARTS - timedelta(hours=4))
    assert (reminded(notifications), state(notifications)) == ([], "too_near")


def test_what_was_booked_for_today_and_moved_far_ahead_is_reminded_of(notifications: Notifications) -> None:
    notifications.clock.advance(STARTS - timedelta(hours=5) - notifications.clock.now())
    notifications.hear(given(), told(Booked()), told(Moved()))
    at(notifications, LATER - DAY)
    assert reminded(notifications) == ["sent"]


def test_what_was_too_near_and_cancelled_stays_so_when_a_move_is_heard_late(notifications: Notifications) -> None:
    notifications.clock.advance(STARTS - timedelta(hours=5) - notifications.clock.now())
    notifications.hear(given(), told(Booked()), told(Cancelled()), told(Moved()))
    at(notifications, LATER - DAY)
    assert (reminded(notifications), state(notifications)) == ([], "not_needed")


@pytest.mark.parametrize(
    ("left", "becomes"), [(timedelta(hours=2), "sent"), (timedelta(minutes=119), "missed_its_time")]
)
def test_what_fell_due_while_everything_was_down_is_sent_in_time_or_never(
    notifications: Notifications, left: timedelta, becomes: str
) -> None:
    notifications.hear(given(), told(Booked()))
    at(notifications, STARTS - left)
    assert state(notifications) == becomes
    assert reminded(notifications) == (["sent"] if becomes == "sent" else [])


def test_a_clock_that_goes_back_an_hour_reminds_nobody_twice(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()))
    at(notifications, STARTS - DAY)
    at(notifications, STARTS - DAY - timedelta(hours=1))
    at(notifications, STARTS - DAY)
    assert reminded(notifications) == ["sent"]


# Clocks are put back in the first of these nights, and put forward in the second.
AUTUMN, SPRING = datetime(2026, 10, 25, tzinfo=UTC), datetime(2027, 3, 28, tzinfo=UTC)


@pytest.mark.parametrize("night", [AUTUMN, SPRING])
def test_in_the_nights_the_clocks_change_everybody_is_reminded_once_a_day_before_by_the_hour(
    notifications: Notifications, night: datetime
) -> None:
    quarters = [night + number * timedelta(minutes=15) for number in range(-8, 40)]
    begins = {f"01a20846-fe00-7000-8000-00000000{number:04x}": at for number, at in enumerate(quarters)}
    notifications.clock.advance(night - timedelta(days=3) - notifications.clock.now())
    notifications.hear(given())
    for each, moment in begins.items():
        notifications.hear(told(Booked(appointment_id=each, starts_at=moment, ends_at=moment + timedelta(hours=1))))
    notifications.clock.advance(quarters[0] - DAY - timedelta(minutes=5) - notifications.clock.now())
    for _ in range(160):  # from five minutes before the first until the last
        notifications.clock.advance(timedelta(minutes=5))
        while notifications.remind():
            pass
    assert queued_at(notifications) == {each: moment - DAY for each, moment in begins.items()}


def test_a_clock_that_jumps_an_hour_ahead_and_back_again_loses_nobody_and_reminds_nobody_twice(
    notifications: Notifications,
) -> None:
    begins = {f"01a20846-fe00-7000-8000-00000000{number:04x}": STARTS + number * TEN for number in range(18)}
    notifications.hear(given())
    for each, moment in begins.items():
        notifications.hear(told(Booked(appointment_id=each, starts_at=moment, ends_at=moment + timedelta(hours=1))))
    for jump in (0, 2, 6, 1, -6, 1, 6, -6, 10, 5):  # in tens of minutes: six are an hour
        at(notifications, max(notifications.clock.now(), STARTS - DAY) + jump * TEN)
    assert queued_at(notifications).keys() == begins.keys(), "one message each: there is one row for each appointment"
    assert set(reminded(notifications)) == {"sent"}
    assert len(reminded(notifications)) == len(begins)


def test_who_was_forgotten_is_not_reminded(notifications: Notifications) -> None:
    notifications.hear(given(), told(Booked()), erased())
    at(notifications, STARTS - DAY)
    assert reminded(notifications) == []


def test_many_that_are_due_at_once_go_in_portions_and_each_once(notifications: Notifications) -> None:
    notifications.hear(given())
    notifications.hear(*(told(Booked(appointment_id=f"01a20846-fe00-7000-8000-00000000{n:04x}")) for n in range(101)))
    notifications.clock.advance(STARTS - DAY - notifications.clock.now())
    assert (notifications.remind(), notifications.remind()) == (True, False)
    assert len(reminded(notifications)) == 101


def test_a_reminder_that_cannot_be_read_holds_up_nobody_and_leaves_when_it_can(notifications: Notifications) -> None:
    sister, her_own = "01a20846-fe00-7000-8000-000000000c02", "01a20846-fe00-7000-8000-000000000a02"
    notifications.hear(given(), given(sister), told(Booked()))
    notifications.hear(told(Booked(appointment_id=her_own, case_id=sister)))
    hers = table.c.about == sister
    with notifications.database.transaction() as tx:
        readable = tx.execute(select(table.c.appointment).where(hers)).scalar_one()
        tx.execute(table.update().where(hers).values(appointment=b"damaged"))
    at(notifications, STARTS - DAY)
    assert reminded(notifications) == ["sent"]
    with notifications.database.transaction() as tx:
        tx.execute(table.update().where(hers).values(appointment=readable))
    at(notifications, STARTS - DAY + timedelta(hours=1))
    assert reminded(notifications) == ["sent", "sent"]


def test_a_message_that_cannot_be_read_holds_up_nobody_and_leaves_when_it_can(notifications: Notifications) -> None:
    sister, her_own = "01a20846-fe00-7000-8000-000000000c02", "01a20846-fe00-7000-8000-000000000a02"
    notifications.hear(given(), given(sister), told(Booked(appointment_id=her_own, case_id=sister)), told(Booked()))
    hers = messages.c.about == sister
    with notifications.database.transaction() as tx:
        readable = tx.execute(select(messages.c.appointment).where(hers)).scalar_one()
        tx.execute(messages.update().where(hers).values(appointment=b"damaged"))
    notifications.send()
    assert len(notifications.carrier.mails) == 1
    with notifications.database.transaction() as tx:
        tx.execute(messages.update().where(hers).values(appointment=readable))
    notifications.clock.advance(timedelta(hours=1))
    notifications.send()
    assert len(notifications.carrier.mails) == 2
