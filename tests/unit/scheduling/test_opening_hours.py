"""Free times lie in the opening hours of their place, in pages; hours outside of them are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from services.chassis.errors import Invalid
from tests.builders import ADA, BEN, Scheduling
from tests.statements import statements

MONSCHAU = "monschau-rathaus"  # on Mondays 08:00 to 12:30 and 13:30 to 17:00, on Wednesdays until 12:30


@pytest.fixture
def scheduling(tmp_path: Path) -> Scheduling:
    scheduling = Scheduling(tmp_path)
    scheduling.engage(ADA)
    scheduling.engage(BEN)
    return scheduling


def test_free_times_are_cut_where_a_place_closes_at_noon(scheduling: Scheduling) -> None:
    scheduling.keep_hours(place=MONSCHAU, begins="11:30", ends="14:30")
    assert [slot["starts_at"][11:16] for slot in scheduling.slots(step=60)] == ["10:30", "12:30"], "in UTC"


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"begins": "07:30"}, "begins", "place_closed"),
        ({"begins": "13:00", "ends": "14:00"}, "begins", "place_closed"),
        ({"ends": "17:05"}, "ends", "place_closed"),
        ({"weekday": 2, "ends": "13:00"}, "ends", "place_closed"),
        ({"weekday": 6}, "begins", "place_closed"),
        ({"room": "9.99"}, "room", "unknown_room"),
    ],
)
def test_hours_outside_of_the_opening_hours_are_refused(
    scheduling: Scheduling, changes: dict[str, object], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as invalid:
        scheduling.keep_hours(ADA, **{"place": MONSCHAU} | changes)
    assert [(error.field, error.code) for error in invalid.value.errors] == [(field, code)]
    assert scheduling.hours() == []


def test_pages_of_free_times_are_all_of_them_each_once_and_in_order(scheduling: Scheduling) -> None:
    for who in (ADA, BEN):
        for weekday in (0, 1):
            scheduling.keep_hours(who, weekday=weekday)
    fortnight = {"to": "2026-12-13"}
    everything = scheduling.slots(ADA, **fortnight)
    assert len(everything) == 2 * 2 * 2 * 9
    found, cursor = [], None
    while True:
        page = scheduling.page_of_slots(ADA, **fortnight, limit=7, cursor=cursor)
        found += page["items"]
        if not (cursor := page["next"]):
            break
    assert found == everything


@pytest.mark.parametrize("cursor", ["x", "a~b~c~d", "2026-11-30T10:00:00~b~c~"])
def test_a_cursor_that_no_list_has_given_is_refused(scheduling: Scheduling, cursor: str) -> None:
    with pytest.raises(Invalid):
        scheduling.page_of_slots(cursor=cursor)


def test_a_full_page_is_read_day_by_day_and_the_last_free_time_of_a_month_is_found(scheduling: Scheduling) -> None:
    for who in (ADA, BEN):
        for weekday in range(5):
            scheduling.keep_hours(who, weekday=weekday, begins="09:00", ends="11:30")
    month: dict[str, Any] = {"day": "2026-11-24", "to": "2026-12-21"}
    with statements(scheduling.database) as first:
        assert len(scheduling.page_of_slots(**month, limit=5)["items"]) == 5
    scheduling.note_absence(ADA, **{"from": "2026-11-24", "to": "2026-12-18"})
    scheduling.note_absence(BEN, **{"from": "2026-11-24", "to": "2026-12-31"})
    with statements(scheduling.database) as all_days:
        found = scheduling.page_of_slots(**month, limit=5)["items"]
    assert {(one["starts_at"][:10], one["counsellor_id"]) for one in found} == {("2026-12-21", ADA.ref)}
    assert (len(first), len(all_days)) == (4, 14), "however many counsellors there are"
