"""Letting a client choose, on the page of their case: the form, and what was offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from gateway import wall_clock, who
from gateway.pages.typed import Form
from services.chassis.errors import TooLate, Unavailable

_MINUTES = 60  # as long as the free times that the page shows
# How many of them are ticked on a fresh page, each on a day of its own.
_TICKED = 3
# For how many days the client can think about it.
DAYS = (2, 5, 10)


def _with_times(body: dict[str, Any]) -> dict[str, Any]:
    """From times that were ticked, each as its place, its beginning and perhaps its room, to what is offered."""
    ticked = [[*value.split(" ", 2), "", ""][:3] for value in body.pop("times", ())]
    times = [
        {"place": place, "starts_at": at, "minutes": _MINUTES} | ({"room": room} if room else {})
        for place, at, room in ticked
    ]
    days = body.pop("days", None)
    if isinstance(days, int):
        body["until"] = (datetime.now(UTC) + timedelta(days=min(days, 28))).isoformat()
    return body | {"slots": times}


FORMS = {
    "offer_times": Form(
        "scheduling",
        texts=("appointment_id",),
        lists=("times",),
        numbers=("days",),
        ticks=("with_interpreter",),
        order=("slots", "until"),
        shape=_with_times,
        at_field={"time_taken": "slots", "slots_or_rule": "slots"},
    ),
    "withdraw_choice": Form("scheduling", texts=("choice_id",), numbers=("version",), names_page=False),
}


def of_case(case: Mapping[str, Any], appointments: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of a case shows: `ticked` (the first free time of the first days), and what was `offered` before,
    the newest first; `movable` are appointments that could move. Nothing while the scheduling is away."""
    if appointments.get("away"):
        return {"offered": [], "ticked": (), "movable": []}
    try:
        found = who.ask("scheduling", "choices", {"case_id": case["case_id"]})["items"]
    except (Unavailable, TooLate):
        found = []
    return {
        "offered": found,
        "ticked": tuple(_first_of_days(appointments.get("free") or ()))[:_TICKED],
        "movable": [
            (one["appointment_id"], f"{wall_clock.long_day(one['starts_at'])}, {wall_clock.hour(one['starts_at'])}")
            for one in appointments.get("open") or ()
            if not one["has_begun"]
        ],
    }


def _first_of_days(free: Any) -> Iterator[str]:
    seen = set()
    for each in free:
        if each["day"] not in seen and each["times"]:
            seen.add(each["day"])
            yield each["times"][0][0]
