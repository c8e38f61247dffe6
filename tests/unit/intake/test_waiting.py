"""Nobody waits unseen: by working time, by how urgent it is, and said once for each limit."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.chassis.errors import NotAllowed
from services.chassis.testing import said
from services.intake.model import Patience
from tests.builders import DESK, PROGRAMME, Intake

BERLIN = ZoneInfo("Europe/Berlin")
PATIENCE = Patience.of(PROGRAMME)


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)  # its clock stands at noon UTC, 13:00 in Berlin, on Monday 23 November 2026


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=BERLIN)


def overdue(intake: Intake) -> list[str]:
    """What was said to be overdue: the limits, in the order in which it was said."""
    return [message.data["limit"] for message in said(intake.database) if message.type == "request.overdue.v1"]


def listed(intake: Intake, **asked: Any) -> list[str]:
    return [item["request_id"] for item in intake.requests(**asked)["items"]]


@pytest.mark.parametrize(
    ("now", "hours", "since"),
    [
        (at("2026-11-24", "13:00"), 4, at("2026-11-24", "09:00")),
        (at("2026-11-24", "10:00"), 4, at("2026-11-23", "14:00")),  # the night does not count
        (at("2026-11-23", "09:00"), 8, at("2026-11-20", "09:00")),  # nor does a weekend
        (at("2026-11-22", "12:00"), 1, at("2026-11-20", "15:00")),  # on a Sunday it is still Friday's last hour
        (at("2026-11-24", "22:00"), 8, at("2026-11-24", "08:00")),
        (at("2027-01-04", "09:00"), 2, at("2026-12-31", "15:00")),  # New Year's Day is a holiday
        (at("2026-03-30", "09:00"), 2, at("2026-03-27", "15:00")),  # clocks were put forward on Sunday
    ],
)
def test_only_working_hours_count(now: datetime, hours: int, since: datetime) -> None:
    assert PATIENCE.before(now, timedelta(hours=hours)) == since


def test_the_programme_says_how_long_is_too_long() -> None:
    assert PATIENCE.limits == {"untriaged": 16, "high": 4, "normal": 24, "low": 40}


def test_what_nobody_looks_at_is_said_once_and_listed(intake: Intake) -> None:
    nino = intake.ask()
    intake.clock.advance(timedelta(days=2))
    assert intake.escalate() == [], "not a minute too early"
    intake.clock.advance(timedelta(seconds=1))
    assert intake.escalate() == [nino["request_id"]]
    assert intake.escalate() == []
    event = said(intake.database)[-1]
    assert event.data == {
        "request_id": nino["request_id"],
        "reference": nino["reference"],
        "limit": "untriaged",
        "unseen_since": "2026-11-23T12:00:00.000000Z",
        "overdue_at": "2026-11-25T12:00:01.000000Z",
    }
    assert listed(intake, overdue=True) == [nino["request_id"]]
    assert listed(intake, overdue=False) == []
    assert intake.requests()["items"][0]["overdue"] is True


def test_a_look_begins_the_waiting_anew_and_the_limit_is_said_no_second_time(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.clock.advance(timedelta(days=2, hours=1))
    intake.escalate()
    intake.request(request_id)
    assert (listed(intake, overdue=True), listed(intake, overdue=False)) == ([], [request_id])
    intake.clock.advance(timedelta(days=14))
    assert listed(intake, overdue=True) == [request_id], "it is in the list again"
    assert intake.escalate() == [], "and was said for this limit"
    assert overdue(intake) == ["untriaged"]


def test_another_urgency_is_another_limit(intake: Intake) -> None:
    request_id = intake.ask()["request_id"]
    intake.clock.advance(timedelta(days=3))
    intake.escalate()
    intake.request(request_id)
    intake.triage(request_id, urgency="high")
    intake.clock.advance(timedelta(hours=2))
    assert intake.escalate() == []
    intake.clock.advance(timedelta(days=1))
    assert intake.escalate() == [request_id]
    assert overdue(intake) == ["untriaged", "high"]


def test_what_is_over_waits_for_nobody(intake: Intake) -> None:
    answered, withdrawn = intake.ask(), intake.ask(email="lado@example.org")
    intake.answer(answered["request_id"])
    intake.withdraw(withdrawn)
    intake.clock.advance(timedelta(days=60))
    assert intake.escalate() == []
    assert listed(intake, overdue=True) == []
    assert not any(item["overdue"] for item in intake.requests()["items"])


def test_at_most_so_many_are_said_at_once_and_the_oldest_first(intake: Intake) -> None:
    ids = []
    for number in range(3):
        intake.clock.advance(timedelta(minutes=1))
        ids.append(intake.ask(email=f"nino.{number}@example.org")["request_id"])
    intake.clock.advance(timedelta(days=7))
    assert (intake.escalate(limit=2), intake.escalate(limit=2)) == (ids[:2], ids[2:])


def test_only_the_clock_escalates(intake: Intake) -> None:
    with pytest.raises(NotAllowed):
        intake.escalate(DESK)
