"""Every status and every action: what the table allows happens, everything else is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from services.chassis.errors import Refused
from services.scheduling.model.appointments import (
    CANCEL,
    KEEP,
    MISS,
    MOVE,
    STATUSES,
    TRANSITIONS,
    Appointment,
    book,
    units,
)
from services.scheduling.model.cases import Case

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DURING = NOON + timedelta(hours=1, minutes=30)

ACTIONS: dict[str, Callable[[Appointment], Appointment]] = {
    MOVE: lambda it: it.move(DURING, DURING + timedelta(days=1), None, None),
    CANCEL: lambda it: it.cancel(DURING, "client", "illness"),
    KEEP: lambda it: it.keep(DURING),
    MISS: lambda it: it.miss(DURING),
}


def appointment(status: str) -> Appointment:
    """An appointment of an hour that has begun."""
    booked = book("a1", "kim", "c1", "ada", "alsdorf-rathaus", NOON + timedelta(hours=1), 60, "ka", False, NOON)
    ways = {"booked": lambda it: it, "cancelled": ACTIONS[CANCEL], "kept": ACTIONS[KEEP], "missed": ACTIONS[MISS]}
    return ways[status](booked)


def test_every_action_of_the_table_is_tried_here() -> None:
    assert {action for row in TRANSITIONS.values() for action in row} == set(ACTIONS)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_leads_where_the_table_says_or_is_refused(status: str, action: str) -> None:
    before = appointment(status)
    assert (action in before.may(DURING)) is (action in TRANSITIONS[status])
    if action in TRANSITIONS[status]:
        after = ACTIONS[action](before)
        assert (after.status, after.changed_at) == (TRANSITIONS[status][action], DURING)
        assert after.revision == before.revision + (action in (MOVE, CANCEL))
    else:
        with pytest.raises(Refused) as refused:
            ACTIONS[action](before)
        assert refused.value.code == "not_in_this_state"
        assert refused.value.params == {"status": status, "action": action}


@pytest.mark.parametrize(("status", "taken"), [("booked", 24), ("kept", 24), ("missed", 24), ("cancelled", 0)])
def test_only_a_cancelled_appointment_takes_no_time(status: str, taken: int) -> None:
    assert len(appointment(status).takes) == taken


def test_a_unit_that_is_only_touched_counts_and_one_that_is_only_reached_does_not() -> None:
    three = NOON.replace(minute=3)
    assert len(units(three, three + timedelta(minutes=5))) == 2
    assert len(units(NOON, NOON + timedelta(minutes=5))) == 1
    assert units(NOON, NOON + timedelta(hours=1)).stop == units(NOON + timedelta(hours=1), DURING).start


@pytest.mark.parametrize(
    ("opened", "closed", "is_open"), [(None, None, False), (1, None, True), (None, 1, False), (1, 2, False),
                                      (1, 1, False), (2, 1, True)]
)  # fmt: skip
def test_a_case_is_open_from_its_opening_until_it_is_closed(
    opened: int | None, closed: int | None, is_open: bool
) -> None:
    at = {None: None} | {hour: NOON + timedelta(hours=hour) for hour in (1, 2)}
    assert Case("c1", "kim", "ka", at[opened], at[closed]).is_open is is_open
