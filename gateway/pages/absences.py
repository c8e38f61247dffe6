"""Who of the organisation is away when: for coordinators, who also note it for others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response
from flask_wtf.csrf import CSRFError

from gateway import wall_clock, who
from gateway.pages import colleagues, deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff

blueprint = staff_frame.blueprint("absences")

FORMS = {
    "note_absence": Form(
        "scheduling", texts=("counsellor_id", "from", "to", "kind"), order=("counsellor_id", "from", "to", "kind")
    ),
    "drop_absence": Form("scheduling", texts=("absence_id",), numbers=("version",)),
}
# As far ahead as leave is usually planned.
_AHEAD = timedelta(days=365)
_MANY = 100


@blueprint.get("/organisation/absences")
@staff("coordinator")
def absences() -> Response:
    """Who is away from today on, and what is booked then and has to be moved."""
    return _absences()


@blueprint.post("/organisation/absences")
@staff("coordinator")
def change() -> Response:
    """Note that somebody is away, or take that back."""
    return deeds.carry_out(FORMS, {}, _absences, lambda _answer: staff_frame.to("absences.absences"))


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    return deeds.say_again(_absences, error)


def _absences(**said: Any) -> Response:
    today = wall_clock.today()
    asked = {"from": today.isoformat(), "to": (today + _AHEAD).isoformat(), "limit": _MANY}
    found = who.ask("scheduling", "absences", asked)["items"]
    taking = colleagues.taking()
    names = {each["counsellor_id"]: each["name"] for each in taking}
    names |= colleagues.called({each["counsellor_id"] for each in found} - set(names))
    options = sorted(((each["counsellor_id"], each["name"]) for each in taking), key=lambda one: one[1].casefold())
    return staff_frame.page(
        "staff/absences.html",
        absences=[each | {"name": names.get(each["counsellor_id"])} for each in found],
        counsellors=options,
        are_more=len(found) >= _MANY,
        **said,
    )
