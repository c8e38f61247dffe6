"""My week: who comes when and where, what is still free, and the hours at which one can be met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from flask import Response, g, request
from flask_wtf.csrf import CSRFError

from gateway import names, wall_clock, who
from gateway.pages import appointments, deeds, off_days, own_cases, slot_booking, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("calendar")

FORMS = {
    "keep_hours": Form(
        "scheduling",
        texts=("place", "begins", "ends", "room", "valid_from", "valid_until"),
        numbers=("weekday",),
        order=("place", "weekday", "begins", "ends", "room", "valid_from", "valid_until"),
    ),
    "drop_hours": Form("scheduling", texts=("hours_id",), numbers=("version",)),
    "note_absence": Form("scheduling", texts=("from", "to", "kind")),
    "drop_absence": Form("scheduling", texts=("absence_id",), numbers=("version",)),
}

_WORKDAYS = 5
_HALF_HOUR = 30  # minutes; a row of the grid
_MORNING, _EVENING = 8 * 60, 17 * 60  # what is shown in any case, in minutes since midnight
_DAY = timedelta(days=1)
_AHEAD = timedelta(days=365)

_FreeAt = Mapping[tuple[date, int], Mapping[str, Any]]  # day, minutes since midnight → the free time


@blueprint.get("/calendar")
@staff("counsellor")
def week() -> Response:
    """The week that the address names, as in `?week=2026-W48`; otherwise this one."""
    return _week()


@blueprint.post("/calendar")
@staff("counsellor")
def change_hours() -> Response:
    """Say when one can be met, or take it back."""
    return deeds.carry_out(FORMS, {}, _week, lambda _answer: staff_frame.to("calendar.week", **_named()))


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_week, error)


@dataclass
class Cell:
    """Some half hours of one day: empty, free for so many `minutes` at least, or with the appointments in them."""

    on: date
    rows: int = 1
    free: Mapping[str, Any] | None = None
    minutes: int = 0
    appointments: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        """Whether one can be met then."""
        return self.free is not None


@dataclass
class Row:
    """Half an hour of the week: when it begins, and the cells that begin in it."""

    begins: str
    cells: list[Cell] = field(default_factory=list)


def grid(days: Sequence[date], found: Sequence[Mapping[str, Any]], free: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The week as the rows of a table. An appointment reaches over all half hours in which some of it lies."""
    taken = [(one, *_span(one)) for one in found]
    free_at = {(at.date(), _row(_minutes(at))): slot for slot in free for at in [wall_clock.shown(slot["starts_at"])]}
    first = min([_MORNING, *(begins for _, begins, _ in taken), *(row for _, row in free_at)])
    last = max([_EVENING, *(ends for _, _, ends in taken), *(row + _HALF_HOUR for _, row in free_at)])
    rows = [Row(f"{begins // 60:02}:{begins % 60:02}") for begins in range(first, last, _HALF_HOUR)]
    for day in days:
        for at, cell in _column(day, taken, free_at, first, last):
            rows[(at - first) // _HALF_HOUR].cells.append(cell)
    return rows


def _column(
    day: date, taken: list[tuple[Mapping[str, Any], int, int]], free_at: _FreeAt, first: int, last: int
) -> Iterator[tuple[int, Cell]]:
    todays = [spanned for spanned in taken if wall_clock.shown(spanned[0]["starts_at"]).date() == day]
    # By the clock on the wall: where it is put back, what is later may stand in an earlier row.
    todays.sort(key=lambda spanned: spanned[1])
    at = first
    while at < last:
        cell, end = Cell(day, free=free_at.get((day, at))), at + _HALF_HOUR
        if cell.free:
            is_longer = (day, end) in free_at
            cell.minutes = 2 * _HALF_HOUR if is_longer else _HALF_HOUR
        for one, begins, ends in todays:  # by time: each may reach over the beginning of the next
            if at <= begins < end:
                cell.appointments.append(one)
                end = max(end, ends)
        cell.rows = (end - at) // _HALF_HOUR
        yield at, cell
        at = end


def _span(one: Mapping[str, Any]) -> tuple[int, int]:
    """Its first row, and the end of its last, in minutes since midnight; one row at least, on its first day."""
    starts, ends = wall_clock.shown(one["starts_at"]), wall_clock.shown(one["ends_at"])
    begins = _row(_minutes(starts))
    until = 24 * 60 if ends.date() > starts.date() else -(-_minutes(ends) // _HALF_HOUR) * _HALF_HOUR
    return begins, max(begins + _HALF_HOUR, until)


def _minutes(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _row(minutes: int) -> int:
    return minutes - minutes % _HALF_HOUR


def _week(**said: Any) -> Response:
    days = wall_clock.week_of(request.args.get("week", ""))
    me = g.account["account_id"]
    found = appointments.of_counsellor(me, days[0], days[-1])
    ahead = max(days[0], wall_clock.today())
    free = appointments.slots(me, ahead, days[-1], _HALF_HOUR, _HALF_HOUR) if ahead <= days[-1] else []
    hours = who.ask("scheduling", "hours", {})["items"]
    cases = own_cases.mine()
    known = [one | {"case": cases.get(one["case_id"])} for one in found]
    shown = days if _is_busy(days[_WORKDAYS:], [*found, *free]) else days[:_WORKDAYS]
    return staff_frame.page(
        "staff/calendar.html",
        days=shown,
        rows=grid(shown, known, free),
        by_day=[(day, _of_day(day, known), _of_day(day, free)) for day in shown],
        next_free=next(_an_hour(free), None),
        book_at=slot_booking.address,
        marks=off_days.of(days, {}),
        number=days[0].isocalendar().week,
        this_week=wall_clock.name_of_week(wall_clock.today()),
        shown_week=wall_clock.name_of_week(days[0]),
        week_before=wall_clock.name_of_week(days[0] - _DAY),
        week_after=wall_clock.name_of_week(days[-1] + _DAY),
        last_day=shown[-1],
        absences=_absences(cases),
        hours=[
            (place, list(together))
            for place, together in groupby(sorted(hours, key=_by_place), lambda kept: kept["place"])
        ],
        **said,
    )


def _absences(cases: Mapping[str, Any]) -> list[dict[str, Any]]:
    """When I am away from today on, each with what is booked then, and whose it is where that is known."""
    today = wall_clock.today()
    asked = {"from": today.isoformat(), "to": (today + _AHEAD).isoformat(), "counsellor_id": g.account["account_id"]}
    return [
        absence | {"to_move": [one | {"case": cases.get(one["case_id"])} for one in absence["to_move"]]}
        for absence in who.ask("scheduling", "absences", asked)["items"]
    ]


def _of_day(day: date, things: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [thing for thing in things if wall_clock.shown(thing["starts_at"]).date() == day]


def _an_hour(free: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Free half hours after which one is free as well."""
    begin = {(slot["place"], slot["starts_at"]) for slot in free}
    return (slot for slot in free if (slot["place"], slot["ends_at"]) in begin)


def _is_busy(days: Sequence[date], things: Sequence[Mapping[str, Any]]) -> bool:
    return any(wall_clock.shown(thing["starts_at"]).date() in days for thing in things)


def _by_place(kept: Mapping[str, Any]) -> tuple[str, int, str]:
    return names.place(kept["place"]), kept["weekday"], kept["begins"]


def _named() -> dict[str, str]:
    """The week of the address, so that one stays in it."""
    return {"week": request.args["week"]} if "week" in request.args else {}
