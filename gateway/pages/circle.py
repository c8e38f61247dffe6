"""Who stands close to a case: by reference for those who may not read it, with the ways to it and the locks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, g, request, url_for
from flask_wtf.csrf import CSRFError

from gateway import who
from gateway.pages import colleagues, deeds, staff_frame
from gateway.pages.typed import Form
from gateway.who import staff
from services.chassis.errors import NotAllowed

blueprint = staff_frame.blueprint("circle")

_PER_PAGE = 50
# As many as a field can offer.
_SHOWN = colleagues.MANY
_HOURS = (1, 4, 24)

FORMS = {
    "assign_case": Form("cases", texts=("counsellor_id",), numbers=("version",)),
    "lock_case": Form(
        "cases",
        texts=("account_id",),
        numbers=("version",),
        at_field=dict.fromkeys(("locked_for_counsellor", "locked_for_oneself", "locked_already"), "account_id"),
    ),
    "unlock_case": Form("cases", texts=("account_id",), numbers=("version",)),
    "break_glass": Form("cases", texts=("reason",), numbers=("hours",), order=("reason", "hours")),
}


@blueprint.get("/cases/<uuid:case_id>/circle")
@staff("counsellor", "coordinator", "privacy_officer")
def one(case_id: UUID) -> Response:
    """Who has the case, who else may see it, and what can be done about that."""
    return _circle(str(case_id))


@blueprint.post("/cases/<uuid:case_id>/circle")
@staff("counsellor", "coordinator", "privacy_officer")
def change(case_id: UUID) -> Response:
    """Give it to somebody else, lock or unlock it, or look in through the glass."""

    def done(answer: dict[str, Any]) -> Response:
        return staff_frame.to("cases.case" if "glass_id" in answer else "circle.one", case_id=case_id)

    return deeds.carry_out(FORMS, {"case_id": str(case_id)}, lambda **said: _circle(str(case_id), **said), done)


@blueprint.get("/cases/<uuid:case_id>/looks")
@staff("counsellor", "privacy_officer")
def looks(case_id: UUID) -> Response:
    """Who has looked at the case."""
    asked = {"case_id": str(case_id), "limit": _PER_PAGE}
    cursor = request.args.get("cursor")
    found = who.ask("cases", "access_log_of_case", asked | ({"cursor": cursor} if cursor else {}))
    return staff_frame.page(
        "staff/looks.html",
        looks=found["items"],
        case_id=case_id,
        glasses=[],
        next_page=found["next"] and url_for("circle.looks", case_id=case_id, cursor=found["next"]),
    )


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    case_id = str((request.view_args or {})["case_id"])
    return deeds.say_again(lambda **said: _circle(case_id, **said), error)


def _circle(case_id: str, **said: Any) -> Response:
    try:
        cursor = request.args.get("cursor")
        found = who.ask("cases", "circle", {"case_id": case_id, "cursor": cursor, "limit": _SHOWN})
    except NotAllowed as refusal:
        # A colleague who is no counsellor of it: they are told that it is somebody else's, and of the glass.
        return staff_frame.page("staff/glass.html", hours=_HOURS, **{"problem": refusal, **said})
    may = frozenset(found["may"])
    return staff_frame.page(
        "staff/circle.html",
        case=found,
        may=may,
        hours=_HOURS,
        colleagues=colleagues.next_for(found, may),
        lockable=[
            (each["account_id"], each["name"])
            for each in found["colleagues"]
            if each["account_id"] != g.account["account_id"]
        ],
        next_page=found["next"] and url_for("circle.one", case_id=case_id, cursor=found["next"]),
        **said,
    )
