"""How an appointment is booked on a page: the form's fields, made into a booking or into that of a series."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway import wall_clock
from gateway.pages import series
from gateway.pages.typed import Form

# A free time that was chosen, one that was offered instead of a taken one, or a day and a time that were typed.
WHEN = ("place", "slot", "instead", "day", "time", "room")
IN_THE_WAY = {"time_taken": "starts_at", "already_there": "starts_at", "no_free_time": "starts_at"}


def with_start(body: dict[str, Any]) -> dict[str, Any]:
    """From how a time was said to when it starts, and where.

    What was offered instead goes before a day and a time that were typed, and these before a free time.
    """
    instead, slot, day, clock = (body.pop(name, "") for name in ("instead", "slot", "day", "time"))
    if (day or clock) and not instead:
        return body | {"starts_at": wall_clock.starts_at(day, clock)}
    if not (instead or slot):
        raise wall_clock.wrong("no_time_chosen")
    place, starts_at, room = [*(instead or slot).split(" ", 2), "", ""][:3]
    return ({"room": room} if room else {}) | body | {"place": place, "starts_at": starts_at}


def shape(body: dict[str, Any]) -> dict[str, Any]:
    """What was typed as a booking, or as that of a series where it repeats."""
    found = with_start(body)
    if not found.get("every"):
        found.pop("count", None)
    if not found["with_case_ids"]:
        del found["with_case_ids"]
    return found


def command(body: Mapping[str, Any]) -> str:
    """A series where it repeats."""
    return "book_series" if "every" in body else "book_appointment"


FORM = Form(
    "scheduling",
    texts=("counsellor_id", *WHEN, "mode", "every"),
    lists=("with_case_ids",),
    numbers=("minutes", "count"),
    ticks=("with_interpreter",),
    instead={"minutes": "other_minutes"},
    order=("starts_at", "place", "minutes", "mode", "room", "with_case_ids", "every", "count"),
    shape=shape,
    command=command,
    told=series.told,
    at_field=IN_THE_WAY,
)


def household(case: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Who of the household has an open case of their own and can come along: case and name, or its reference."""
    return [
        (own["case_id"], member.get("name") or own["reference"] or "")
        for member in case.get("household", ())
        for own in member["cases"]
        if own["status"] == "open" and own["case_id"] != case["case_id"]
    ]
