"""Appointments on the pages of staff: those of a case, those of a day, and the times that are still free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from flask import g

from gateway import wall_clock, who
from gateway.installation import here
from gateway.pages import booking
from gateway.pages.typed import Form, Typed
from services.chassis.errors import TooLate, Unavailable

Appointment = Mapping[str, Any]

# Which free times are offered: begins every half hour, in two weeks.
AHEAD, MINUTES, STEP = timedelta(days=13), 60, 30
# A case lasts for years; nothing is booked further ahead than two.
_EVER = (timedelta(days=-20 * 365), timedelta(days=3 * 365))
_PER_PAGE, _PAGES = 100, 20
# What came of an appointment, and for how long that can be put right.
_OUTCOMES, _CORRECTED_WITHIN = frozenset({"kept", "missed"}), timedelta(days=7)
_BOOKS = frozenset({"counsellor", "coordinator"})


def _of_one(*texts: str, **more: Any) -> Form:
    """A form about one appointment, as it was seen."""
    return Form("scheduling", texts=("appointment_id", *texts), numbers=("version",), names_page=False, **more)


FORMS = {
    "book_appointment": booking.FORM,
    "move_appointment": _of_one(
        *booking.WHEN, order=("starts_at", "place", "room"), shape=booking.with_start, at_field=booking.IN_THE_WAY
    ),
    "cancel_appointment": _of_one("by", "reason", ticks=("and_following",)),
    "appointment_kept": _of_one(),
    "appointment_missed": _of_one(),
}


def of_case(case: Mapping[str, Any], typed: Typed | None) -> dict[str, Any]:
    """What the page of a case shows: `open` (to come, or not yet noted what became of them), `over` (the last one
    first), `free` times of the case's counsellor by day and place, `place` to begin with, the `household` that can
    come along, `can_book`.

    While the scheduling is away, `away` is all there is; unless one of its forms was sent, whose words must be kept.
    """
    # Whoever looks in through the glass sees what is booked, and books nothing.
    looks_in = bool(case.get("through_glass_until")) or _BOOKS.isdisjoint(g.account["roles"])
    can_book = case["status"] == "open" and bool(case["counsellor_id"]) and not looks_in
    try:
        found = list(between(*(wall_clock.today() + days for days in _EVER), case_id=case["case_id"]))
        free = _free(case["counsellor_id"]) if can_book else []
    except (Unavailable, TooLate):
        if typed and typed.do in FORMS:
            raise
        return {"away": True, "can_book": False}
    still = [one for one in found if one["status"] == "booked"]
    return {
        "open": [one | {"has_begun": has_begun(one), "goes_on": _goes_on(one, still)} for one in still],
        "over": [
            one | {"can_be_corrected": not looks_in and _can_be_corrected(one)}
            for one in reversed(found)
            if one["status"] != "booked"
        ],
        "household": booking.household(case) if can_book else [],
        "free": free,
        "place": _place(case, found, free),
        "can_book": can_book,
    }


def on(day: date, cases: Mapping[str, Any], counsellor_id: str | None) -> list[dict[str, Any]] | None:
    """A day's appointments with their cases, where these are known: one counsellor's, or the whole organisation's.

    None while the scheduling is away.
    """
    try:
        return [one | {"case": cases.get(one["case_id"])} for one in _kept_by(counsellor_id, between(day, day))]
    except (Unavailable, TooLate):
        return None


def of_counsellor(counsellor_id: str, first: date, last: date) -> list[dict[str, Any]]:
    """A counsellor's appointments from the first to the last day, without those that were cancelled, by time."""
    return list(_kept_by(counsellor_id, between(first, last)))


def between(first: date, last: date, **which: str) -> Iterator[dict[str, Any]]:
    """The organisation's appointments from the first to the last day (of one `case_id`), by time."""
    asked: dict[str, Any] = {"from": first.isoformat(), "to": last.isoformat(), "limit": _PER_PAGE} | which
    for _ in range(_PAGES):
        found = who.ask("scheduling", "appointments", asked)
        yield from found["items"]
        if not found["next"]:
            return
        asked["cursor"] = found["next"]


def slots(counsellor_id: str, first: date, last: date, minutes: int, step: int) -> list[dict[str, Any]]:
    """When a counsellor of the own organisation is free for so many minutes, by time."""
    asked = {"from": first.isoformat(), "to": last.isoformat(), "minutes": minutes, "step": step}
    found: list[dict[str, Any]] = who.ask("scheduling", "slots", asked | {"counsellor_id": counsellor_id})["items"]
    return found


def has_begun(appointment: Appointment) -> bool:
    """Whether it can be said what became of it."""
    return datetime.fromisoformat(appointment["starts_at"]) <= datetime.now(UTC)


def _goes_on(one: Appointment, booked: Iterable[Appointment]) -> bool:
    """Whether something is booked after it in the same series."""
    return any(
        one["series_id"] and one["series_id"] == other["series_id"] and other["starts_at"] > one["starts_at"]
        for other in booked
    )


def _can_be_corrected(one: Appointment) -> bool:
    """Whether what came of it can still be corrected; the scheduling has the last word."""
    lately = datetime.now(UTC) - datetime.fromisoformat(one["ends_at"]) < _CORRECTED_WITHIN
    return one["status"] in _OUTCOMES and lately


def _kept_by(counsellor_id: str | None, found: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in found:
        if one["status"] != "cancelled" and counsellor_id in (None, one["counsellor_id"]):
            yield one


def slot_value(slot: Mapping[str, Any]) -> str:
    """A free time as a form sends it: where, when, and in which room if the hours name one."""
    return " ".join(filter(None, (slot["place"], slot["starts_at"], slot.get("room"))))


def _free(counsellor_id: str) -> list[dict[str, Any]]:
    """Free times by day and place; what a form sends for one is its place and its beginning."""
    today = wall_clock.today()
    found = slots(counsellor_id, today, today + AHEAD, MINUTES, STEP)
    return [
        {
            "day": day,
            "place": place,
            "times": [(slot_value(slot), slot["starts_at"]) for slot in together],
        }
        for (day, place), together in groupby(
            sorted(found, key=lambda slot: (wall_clock.shown(slot["starts_at"]).date(), slot["place"])),
            lambda slot: (wall_clock.shown(slot["starts_at"]).date(), slot["place"]),
        )
    ]


def _place(case: Mapping[str, Any], found: list[dict[str, Any]], free: list[dict[str, Any]]) -> str:
    """Where one meets, most likely: where one met last, where there is time, or in the client's own town."""
    near = [place.code for place in here().programme.places.values() if place.municipality == case["municipality"]]
    likely = [*(one["place"] for one in found[-1:]), *near, *(day["place"] for day in free[:1])]
    return likely[0] if likely else ""
