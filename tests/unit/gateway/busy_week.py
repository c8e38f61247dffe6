"""A counsellor's appointments, hours and free times in a full week around the present."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.unit.gateway.fake_scheduling import COMING_ID, OTHER_PLACE, PLACE, FakeScheduling, at

ALSDORF = "alsdorf-rathaus"

# days from today, when, minutes, whose case by its number, where, with an interpreter, what became of it
_MEETINGS = (
    (-20, "10:00", 60, 1, PLACE, True, "missed"),
    (-9, "14:00", 60, 1, PLACE, True, "cancelled"),
    (0, "08:30", 60, 2, PLACE, True, "kept"),
    (0, "23:30", 25, 3, PLACE, False, "booked"),
    (1, "08:15", 45, 3, PLACE, False, "booked"),
    (1, "11:30", 90, 5, PLACE, True, "booked"),
    (3, "13:00", 60, 4, ALSDORF, False, "booked"),
    (3, "14:10", 30, 2, ALSDORF, True, "booked"),
    (4, "09:00", 60, 1, OTHER_PLACE, True, "booked"),
)
# weekday, from when to when, where, until which day
_HOURS = (
    (1, "09:00", "12:00", OTHER_PLACE, None),
    (2, "13:00", "17:00", ALSDORF, None),
    (3, "09:00", "12:00", OTHER_PLACE, "2126-12-23"),
)
# days from today, from which hour to which, where
_FREE = ((1, 14, 17, PLACE), (2, 9, 12, OTHER_PLACE), (3, 15, 17, ALSDORF), (4, 10, 12, OTHER_PLACE))


def fill_week(scheduling: FakeScheduling) -> None:
    """Let the counsellor have a lot to do, and still some time."""
    coming, organisation = scheduling.held[COMING_ID]
    for number, (days, clock, minutes, case, place, interpreted, status) in enumerate(_MEETINGS):
        starts_at = at(days, clock)
        found = coming | {
            "appointment_id": f"00000000-0000-7000-8000-00000000a{number:03d}",
            "case_id": f"00000000-0000-7000-8000-0000000000c{case}",
            "place": place,
            "starts_at": starts_at.isoformat(),
            "ends_at": (starts_at + timedelta(minutes=minutes)).isoformat(),
            "with_interpreter": interpreted,
            "status": status,
        }
        found |= {"by": "client", "reason": "illness"} if status == "cancelled" else {}
        scheduling.held[found["appointment_id"]] = (found, organisation)
    kept = next(iter(scheduling.week.values()))
    for number, (weekday, begins, ends, place, until) in enumerate(_HOURS):
        hours_id = f"00000000-0000-7000-8000-0000000005{number:02d}"
        more = {"hours_id": hours_id, "weekday": weekday, "begins": begins, "ends": ends}
        scheduling.week[hours_id] = kept | more | {"place": place, "valid_until": until}
    scheduling.slots = _slots  # type: ignore[method-assign]


def told_to_the_client() -> list[dict[str, Any]]:
    """What the client of a request reads on its page: two appointments to come."""
    return [
        {
            "place": place,
            "starts_at": at(days, "14:30").isoformat(),
            "ends_at": at(days, "15:30").isoformat(),
            "status": "booked",
        }
        for days, place in ((8, PLACE), (22, OTHER_PLACE))
    ]


def _slots(request: dict[str, Any], _who: Any) -> dict[str, Any]:
    lasts, pace = timedelta(minutes=request["minutes"]), timedelta(minutes=request["step"])
    items = []
    next_week = [(days + 7, first, last, place) for days, first, last, place in _FREE]
    for days, first, last, place in (*_FREE, *next_week):
        starts_at, ends_at = at(days, f"{first:02}:00"), at(days, f"{last:02}:00")
        while starts_at + lasts <= ends_at:
            if request["from"] <= starts_at.date().isoformat() <= request["to"]:
                times = {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + lasts).isoformat()}
                items.append({"place": place, "counsellor_id": "account-counsellor"} | times)
            starts_at += pace
    return {"items": items}
