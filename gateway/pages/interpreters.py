"""Interpreters: who is to be found, whom to ask, the list, and the statement of a month."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from babel.numbers import format_currency
from flask import Response, g, request
from flask_wtf.csrf import CSRFError

from gateway import feeds, names, statements, wall_clock, who
from gateway.installation import here
from gateway.languages import locale, name_of
from gateway.pages import deeds, interpreter_form, staff_frame
from gateway.pages.frame import named
from gateway.pages.typed import Form
from gateway.staff_words import words
from gateway.who import staff
from services.chassis.errors import TooLate, Unavailable

blueprint = staff_frame.blueprint("interpreters")

_MANY = 100
_KEEPERS = frozenset({"coordinator", "desk"})
# How somebody interprets where one meets like this; by telephone and by video they are there as everybody is.
_MODES = {"in_person": "on_site"}


REQUEST = {
    "request_interpreter": Form(
        "scheduling",
        texts=("language", "mode", "gender", "kind"),
        ticks=("legal_consequence",),
        at_field={"no_funding": "kind"},
    )
}
BOOKING = {
    "ask_interpreter": Form("scheduling", texts=("interpreter_id",), numbers=("version",)),
    "confirm_interpreter": Form("scheduling", numbers=("version",)),
    "decline_interpreter": Form("scheduling", texts=("reason",), numbers=("version",)),
    "interpreter_done": Form("scheduling", numbers=("version", "minutes")),
    "release_interpreter": Form("scheduling", numbers=("version",)),
}
CALENDAR = {"make_interpreter_feed": Form("scheduling"), "revoke_interpreter_feed": Form("scheduling")}


@blueprint.get("/interpreters")
@staff("counsellor", "coordinator", "desk")
def listed() -> Response:
    """Bookings under way, the list, and what the month has cost."""
    return _listed()


@blueprint.post("/interpreters")
@staff("coordinator", "desk")
def add() -> Response:
    """Take somebody into the list."""
    return deeds.carry_out(interpreter_form.ADD, {}, _listed, lambda _answer: staff_frame.to("interpreters.listed"))


@blueprint.get("/interpreters/<uuid:interpreter_id>")
@staff("coordinator", "desk")
def interpreter(interpreter_id: UUID) -> Response:
    """What is known of somebody on the list."""
    return _interpreter(str(interpreter_id))


@blueprint.post("/interpreters/<uuid:interpreter_id>")
@staff("coordinator", "desk")
def change_interpreter(interpreter_id: UUID) -> Response:
    """Change what is known of them, where bookings stay as they were agreed; or give their calendar an address, which
    is shown this once, and take it back."""

    def done(answer: dict[str, Any]) -> Response:
        if "token" in answer:
            return _interpreter(str(interpreter_id), url=feeds.address(answer["token"]))
        return staff_frame.to("interpreters.interpreter", interpreter_id=interpreter_id)

    return deeds.carry_out(
        interpreter_form.CHANGE | CALENDAR,
        {"interpreter_id": str(interpreter_id)},
        lambda **said: _interpreter(str(interpreter_id), **said),
        done,
    )


@blueprint.get("/interpreters/statement.xlsx")
@staff("coordinator", "desk")
def statement() -> Response:
    """What a month has cost, as a sheet."""
    month = request.args.get("month", "").strip() or f"{wall_clock.today():%Y-%m}"
    return statements.as_file(who.ask("scheduling", "interpreter_statement", {"month": month}))


@blueprint.get("/appointments/<uuid:appointment_id>/interpreter")
@staff("counsellor", "coordinator")
def form(appointment_id: UUID) -> Response:
    """What is needed at an appointment."""
    return _form(str(appointment_id))


@blueprint.post("/appointments/<uuid:appointment_id>/interpreter")
@staff("counsellor", "coordinator")
def ask_for(appointment_id: UUID) -> Response:
    """Request it; the funding rule decides, and the booking's page says why."""
    about = {"appointment_id": str(appointment_id)}
    return deeds.carry_out(
        REQUEST,
        about,
        lambda **said: _form(str(appointment_id), **said),
        lambda answer: staff_frame.to("interpreters.booking", booking_id=answer["booking_id"]),
    )


@blueprint.get("/interpreters/bookings/<uuid:booking_id>")
@staff("counsellor", "coordinator", "desk")
def booking(booking_id: UUID) -> Response:
    """One booking: which money pays and why, whom to ask, and what can be done to it."""
    return _booking(str(booking_id))


@blueprint.post("/interpreters/bookings/<uuid:booking_id>")
@staff("counsellor", "coordinator", "desk")
def change(booking_id: UUID) -> Response:
    """Ask, note the answer, note what came of it, or release."""
    about = {"booking_id": str(booking_id)}
    return deeds.carry_out(
        BOOKING,
        about,
        lambda **said: _booking(str(booking_id), **said),
        lambda _answer: staff_frame.to("interpreters.booking", booking_id=booking_id),
    )


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    about = request.view_args or {}
    if "booking_id" in about:
        return deeds.say_again(lambda **said: _booking(str(about["booking_id"]), **said), error)
    if "interpreter_id" in about:
        return deeds.say_again(lambda **said: _interpreter(str(about["interpreter_id"]), **said), error)
    if "appointment_id" in about:
        return deeds.say_again(lambda **said: _form(str(about["appointment_id"]), **said), error)
    return deeds.say_again(_listed, error)


def _listed(**said: Any) -> Response:
    keeps = bool(_KEEPERS & set(g.account["roles"]))
    cursor = request.args.get("cursor", "").strip()
    asked = {"limit": _MANY} | ({"cursor": cursor} if cursor else {})
    month = f"{wall_clock.today():%Y-%m}"
    found = who.ask("scheduling", "interpreters", asked) if keeps else {"items": [], "next": None}
    return staff_frame.page(
        "staff/interpreters.html",
        bookings=_bookings(),
        interpreters=found["items"],
        following=found["next"],
        keeps=keeps,
        month=month,
        pots=who.ask("scheduling", "interpreter_statement", {"month": month})["pots"] if keeps else [],
        pot_name=_pot_name,
        euros=_euros,
        place_name=names.place,
        form=interpreter_form,
        **said,
    )


def still_wanted() -> dict[str, int]:
    """How many interpreters are to be found (`to_find`), and how many were asked and have not answered for a day
    (`unanswered`), each up to a hundred; nothing while the scheduling is away."""
    try:
        found = {status: _bookings(status) for status in ("requested", "asked")}
    except (Unavailable, TooLate):
        return {}
    yesterday = datetime.now(UTC) - timedelta(days=1)
    unanswered = [one for one in found["asked"] if datetime.fromisoformat(one["changed_at"]) < yesterday]
    return {"to_find": len(found["requested"]), "unanswered": len(unanswered)}


def _bookings(status: str | None = None) -> list[dict[str, Any]]:
    asked = {"limit": _MANY} | ({"status": status} if status else {})
    found: list[dict[str, Any]] = who.ask("scheduling", "interpreter_bookings", asked)["items"]
    return found


def _interpreter(interpreter_id: str, **said: Any) -> Response:
    about = {"interpreter_id": interpreter_id}
    return staff_frame.page(
        "staff/interpreter.html",
        one=who.ask("scheduling", "interpreter", about),
        made_at=who.ask("scheduling", "interpreter_feed", about)["made_at"],
        form=interpreter_form,
        **said,
    )


def _form(appointment_id: str, **said: Any) -> Response:
    appointment = who.ask("scheduling", "appointment", {"appointment_id": appointment_id})
    return staff_frame.page(
        "staff/interpreter_request.html",
        appointment=appointment,
        mode=_MODES.get(appointment["mode"], appointment["mode"]),
        rules=[(rule.code, named(rule.because)) for rule in here().programme.interpreting.rules],
        place_name=names.place,
        languages=_languages(),
        modes=words("interpreter_mode"),
        genders=words("interpreter_gender"),
        kinds=words("interpreter_kind"),
        **said,
    )


def _booking(booking_id: str, **said: Any) -> Response:
    found = who.ask("scheduling", "interpreter_booking", {"booking_id": booking_id})
    asked = {"appointment_id": found["appointment_id"]}
    candidates = who.ask("scheduling", "find_interpreters", asked)["items"] if "ask" in found["may"] else []
    because = {rule.code: named(rule.because) for rule in here().programme.interpreting.rules}
    return staff_frame.page(
        "staff/interpreter_booking.html",
        booking=found,
        because=because.get(found["rule"], ""),
        candidates=candidates,
        pot_name=_pot_name,
        euros=_euros,
        place_name=names.place,
        reasons=words("interpreter_declined"),
        **said,
    )


def _pot_name(code: str) -> str:
    return statements.pot_name(code, str(g.language))


def _euros(cents: int) -> str:
    return str(format_currency(Decimal(cents) / 100, "EUR", locale=locale()))


def _languages() -> list[tuple[str, str]]:
    spoken = [(code, name_of(code, str(g.language))) for code in here().programme.request_languages]
    return sorted(spoken, key=lambda option: option[1].casefold())
