"""Booking from the calendar: a free time was chosen, and all that is left to say is whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask import Response, request, url_for
from flask_wtf.csrf import CSRFError

from gateway import wall_clock, who
from gateway.installation import here
from gateway.pages import appointments, booking, deeds, own_cases, staff_frame
from gateway.pages.typed import Typed
from gateway.who import staff
from services.chassis.errors import Invalid, LotseError

blueprint = staff_frame.blueprint("slot_booking")

_DO = "book_appointment"
_USUAL = 60  # minutes


def _with_case(body: dict[str, Any]) -> dict[str, Any]:
    """From a name or a reference to the case that is meant."""
    body["case_id"] = own_cases.named(body.pop("case", ""))
    return booking.shape(body)


FORMS = {
    _DO: replace(
        booking.FORM,
        texts=("case", *booking.FORM.texts),
        order=("case", *booking.FORM.order),
        names_page=False,
        shape=_with_case,
    )
}


def address(slot: Mapping[str, Any], minutes: int = _USUAL, back: str = "week") -> str:
    """Where this free time is booked for so long; afterwards one is in the `week`, or the `day`, again."""
    return url_for(
        "slot_booking.form",
        at=slot["starts_at"],
        place=slot["place"],
        room=slot.get("room"),
        minutes=None if minutes == _USUAL else minutes,
        back=None if back == "week" else back,
    )


@blueprint.get("/calendar/book")
@staff("counsellor")
def form() -> Response:
    """The form for the free time that the address names."""
    return _form()


@blueprint.post("/calendar/book")
@staff("counsellor")
def book() -> Response:
    """Book it; or, where that was asked for, show first who could come along."""
    if request.form.get("look"):
        return _with_household(Typed.read())
    return deeds.carry_out(FORMS, {}, _form, lambda _answer: _back())


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_form, error)


def _with_household(typed: Typed) -> Response:
    try:
        return _form(typed=typed, household=_household(typed))
    except Invalid as error:
        typed.explain(error.errors, FORMS[_DO])
        return deeds.show_again(_form, typed, problem=error)


def _form(typed: Typed | None = None, household: list[tuple[str, str]] | None = None, **said: Any) -> Response:
    slot = _slot()
    minutes = request.args.get("minutes", type=int)
    if household is None and typed and typed.sent.getlist("with_case_ids"):
        household = _found_again(typed)
    return staff_frame.page(
        "staff/slot_booking.html",
        typed=typed,
        slot=slot,
        value=appointments.slot_value(slot) if slot else "",
        minutes=minutes if minutes in (30, 45, 60, 90) else _USUAL,
        cases=list(own_cases.mine().values()),
        household=household,
        back=_back().location,
        **said,
    )


def _household(typed: Typed) -> list[tuple[str, str]]:
    case_id = own_cases.named(typed.sent.get("case", ""))
    return booking.household(who.ask("cases", "case", {"case_id": case_id}))


def _found_again(typed: Typed) -> list[tuple[str, str]] | None:
    """Who was ticked stays on the page while something else is corrected; unless nobody knows any more whose it is."""
    try:
        return _household(typed)
    except LotseError:
        return None


def _slot() -> dict[str, Any] | None:
    """The free time of the address; none where it names none that could be."""
    place, room, starts_at = (request.args.get(name, "") for name in ("place", "room", "at"))
    known = here().programme.places.get(place)
    if known is None or _day(starts_at) is None:
        return None
    return {"place": place, "room": room if room in known.rooms else None, "starts_at": starts_at}


def _back() -> Response:
    """To the week in which it lies, or to its day."""
    day = _day(request.args.get("at", "")) or wall_clock.today()
    if request.args.get("back") == "day":
        return staff_frame.to("day.listed", on=day.isoformat())
    return staff_frame.to("calendar.week", week=wall_clock.name_of_week(day))


def _day(starts_at: str) -> date | None:
    try:
        at = datetime.fromisoformat(starts_at)
    except ValueError:
        return None
    return at.astimezone(wall_clock.zone()).date() if at.tzinfo else None
