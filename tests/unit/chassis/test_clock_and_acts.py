"""Ids sort by time; acts are due at the same moments for everybody and done once."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.acts import Act, due_time
from services.chassis.clock import SystemClock, new_id
from services.chassis.testing import NOON, StoppedClock, foretold, fresh_database

moments = st.integers(946_684_800, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def test_an_id_is_a_uuid_of_version_7_of_its_moment() -> None:
    before = datetime.now(UTC)
    made = uuid.UUID(new_id())
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    moment = datetime.fromtimestamp((made.int >> 80) / 1000, UTC)
    assert before - timedelta(milliseconds=2) <= moment <= datetime.now(UTC)


def test_ids_are_different_and_sort_by_the_millisecond_they_were_made_in() -> None:
    assert len({new_id() for _ in range(10_000)}) == 10_000
    with foretold(NOON):
        early = new_id()
    with foretold(NOON + timedelta(seconds=1)):
        late = new_id()
    assert early < late < new_id() or SystemClock().now() < NOON


def test_the_clock_says_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


@given(moments, st.sampled_from([60, 3600, 86400]))
def test_every_replica_names_the_same_due_time(now: datetime, interval: int) -> None:
    due = due_time(now, interval)
    assert due <= now < due + timedelta(seconds=interval)
    assert due.timestamp() % interval == 0
    assert due_time(due, interval) == due


def test_an_hourly_act_is_due_at_the_full_hour_utc_also_in_the_night_the_clocks_change() -> None:
    for hour in range(24):
        now = datetime(2026, 10, 25, hour, 59, 59, tzinfo=UTC)
        assert due_time(now, 3600) == now.replace(minute=0, second=0)


def test_an_act_is_done_once_however_many_replicas_are_awake(tmp_path: Path) -> None:
    database, clock, done = fresh_database("intake", tmp_path), StoppedClock(), []
    replicas = [Act("intake.purge", 3600, database, clock, lambda: done.append(clock.now())) for _ in range(3)]
    assert sorted(replica.perform() for replica in replicas) == [False, False, True]
    assert sorted(replica.perform() for replica in replicas) == [False, False, False]
    clock.advance(timedelta(hours=1))
    for replica in reversed(replicas):
        replica.perform()
    assert done == [NOON, NOON + timedelta(hours=1)]


def test_an_act_that_fails_is_tried_again_and_has_changed_nothing(tmp_path: Path) -> None:
    database, clock, tries = fresh_database("intake", tmp_path), StoppedClock(), []

    def work() -> None:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("the first time")

    act = Act("intake.erase", 3600, database, clock, work)
    with pytest.raises(RuntimeError):
        act.perform()
    assert act.perform() is True
    assert len(tries) == 2


def test_what_was_missed_while_nobody_was_awake_is_done_once_and_not_for_each_hour(tmp_path: Path) -> None:
    database, clock, done = fresh_database("intake", tmp_path), StoppedClock(), []
    act = Act("intake.erase", 3600, database, clock, lambda: done.append(1))
    act.perform()
    clock.advance(timedelta(days=3))
    act.perform()
    act.perform()
    assert len(done) == 2


def test_an_act_is_done_once_for_each_hour_by_a_clock_that_jumps_ahead_and_back(tmp_path: Path) -> None:
    database, clock, done = fresh_database("intake", tmp_path), StoppedClock(), []
    replicas = [Act("intake.erase", 3600, database, clock, lambda: done.append(clock.now())) for _ in range(2)]
    for jump in (0, +1, -1, +1, +1, -2, +2, +1):  # hours
        clock.advance(timedelta(hours=jump))
        for replica in replicas:
            replica.perform()
    assert done == [NOON + timedelta(hours=hour) for hour in range(4)]


def test_what_a_replica_was_doing_when_it_was_lost_another_one_does(tmp_path: Path) -> None:
    database, clock, done = fresh_database("intake", tmp_path), StoppedClock(), []

    def be_lost() -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        Act("intake.erase", 3600, database, clock, be_lost).perform()
    heir = Act("intake.erase", 3600, database, clock, lambda: done.append(1))
    assert [heir.perform(), heir.perform()] == [True, False]
    assert done == [1]
