"""What makes a day of the calendar unlike others: a public holiday, and who is away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from gateway import public_holidays, wall_clock, who
from gateway.staff_words import word
from services.chassis.errors import TooLate, Unavailable

_MANY = 100
_MOMENT = timedelta(microseconds=1)


class Mark(NamedTuple):
    """A few words on a day; `name` is who is away where that is not oneself."""

    kind: str  # holiday or absence
    words: str
    name: str = ""


def of(days: Sequence[date], names: Mapping[str, str]) -> dict[date, list[Mark]]:
    """The marks of each of these days: absences of whoever looks, for coordinators everybody's, by these names."""
    try:
        asked = {"from": days[0].isoformat(), "to": days[-1].isoformat(), "limit": _MANY}
        absences = who.ask("scheduling", "absences", asked)["items"]
    except (Unavailable, TooLate):
        absences = []
    return {
        day: [
            *([Mark("holiday", holiday)] if (holiday := public_holidays.name_of(day)) else []),
            *(
                Mark("absence", _said(absence, day), names.get(absence["counsellor_id"], ""))
                for absence in absences
                if _reaches_into(absence, day)
            ),
        ]
        for day in days
    }


def _reaches_into(absence: Mapping[str, Any], day: date) -> bool:
    last = (datetime.fromisoformat(absence["ends_at"]) - _MOMENT).astimezone(wall_clock.zone()).date()
    return wall_clock.shown(absence["starts_at"]).date() <= day <= last


def _said(absence: Mapping[str, Any], day: date) -> str:
    """Why somebody is away, and on days that are not wholly in the absence from when or until when."""
    starts, ends = wall_clock.shown(absence["starts_at"]), wall_clock.shown(absence["ends_at"])
    since = f"{starts:%H:%M}" if starts.date() == day and (starts.hour or starts.minute) else ""
    until = f"{ends:%H:%M}" if ends.date() == day else ""
    return f"{word('absence', absence['kind'])} {since}–{until}" if since or until else word("absence", absence["kind"])
