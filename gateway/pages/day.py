"""A day: who comes where, the places side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from flask import Response, g, request

from gateway import wall_clock, who
from gateway.installation import here
from gateway.pages import appointments, off_days, own_cases, slot_booking, staff_frame
from gateway.who import staff
from services.chassis.errors import TooLate, Unavailable

blueprint = staff_frame.blueprint("day")

_MANY = 100
_STEP = 30  # minutes between two free times
_DAY = timedelta(days=1)


class Line(NamedTuple):
    """One line of a place's day: an appointment, or a free time with the address where it is booked."""

    starts_at: str
    appointment: Mapping[str, Any] | None
    slot: Mapping[str, Any] | None
    book_at: str = ""


@blueprint.get("/calendar/day")
@staff("counsellor", "coordinator")
def listed() -> Response:
    """The day that the address names, as in `?on=2026-11-30&place=wuerselen-rathaus`; otherwise today, everywhere."""
    on, place = _on(), request.args.get("place", "")
    place = place if place in here().programme.places else ""
    names = _colleagues()
    counsels = "counsellor" in g.account["roles"]
    cases = own_cases.mine() if counsels else {}
    found = appointments.on(on, cases, None)
    free = _free(on) if counsels and on >= wall_clock.today() else []
    return staff_frame.page(
        "staff/day.html",
        on=on,
        day_before=(on - _DAY).isoformat(),
        day_after=(on + _DAY).isoformat(),
        week=wall_clock.name_of_week(on) if counsels else None,
        marks=off_days.of([on], {} if counsels else names)[on],
        place=place,
        columns=columns(found or [], free, place) if found is not None else None,
        counsellors=names,
    )


def columns(
    booked: Sequence[Mapping[str, Any]], free: Sequence[Mapping[str, Any]], place: str
) -> list[tuple[str, list[Line]]]:
    """What is booked and free by place, in the order of the programme, by time; of one place only if it is named."""
    lines: dict[str, list[Line]] = defaultdict(list)
    for one in booked:
        lines[one["place"]].append(Line(one["starts_at"], one, None))
    for slot in free:
        lines[slot["place"]].append(Line(slot["starts_at"], None, slot, slot_booking.address(slot, back="day")))
    shown = [place] if place else [code for code in here().programme.places if code in lines]
    return [(code, sorted(lines[code], key=lambda line: line.starts_at)) for code in shown]


def _free(on: date) -> list[dict[str, Any]]:
    """One's own free times of a day; none while the scheduling is away."""
    try:
        return appointments.slots(g.account["account_id"], on, on, appointments.MINUTES, _STEP)
    except (Unavailable, TooLate):
        return []


def _colleagues() -> dict[str, str]:
    """What the counsellors of the own organisation are called, by account; nobody while `cases` is away."""
    try:
        found = who.ask("cases", "counsellors", {"limit": _MANY})["items"]
    except (Unavailable, TooLate):
        return {}
    return {each["counsellor_id"]: each["name"] for each in found if each["name"]}


def _on() -> date:
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return wall_clock.today()
