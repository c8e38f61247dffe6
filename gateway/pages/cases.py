"""One case: the person as a whole on one page, and what is written down about the accompaniment in seconds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, g, request
from flask_wtf.csrf import CSRFError

from gateway import languages, who
from gateway.installation import here
from gateway.pages import (
    appointments,
    choices,
    colleagues,
    contacting,
    deeds,
    known_people,
    messages,
    pressing,
    staff_frame,
    standing,
    waiting,
)
from gateway.pages.case_forms import FORMS, releases, residence
from gateway.pages.case_forms.walk_in import WALK_IN
from gateway.pages.typed import Typed
from gateway.who import staff
from services.chassis.errors import NotAllowed

blueprint = staff_frame.blueprint("cases")


@blueprint.get("/cases/new")
@staff("counsellor")
def walk_in() -> Response:
    """The form for somebody who has come in person."""
    return _walk_in()


@blueprint.post("/cases/new")
@staff("counsellor")
def open_case() -> Response:
    """Open a case for them; whoever opens it has it. Before that it is asked once whether they are known already."""
    if found := known_people.hint("open_case"):
        return _walk_in(typed=Typed.read(), found=found)
    return deeds.carry_out(
        WALK_IN, {}, _walk_in, lambda answer: staff_frame.to("cases.case", case_id=answer["case_id"])
    )


@blueprint.get("/cases/<uuid:case_id>")
@staff("counsellor", "coordinator", "privacy_officer")
def case(case_id: UUID) -> Response:
    """The whole person; for whoever may not read it, who stands close to it."""
    try:
        return _case(str(case_id))
    except NotAllowed:
        return staff_frame.to("circle.one", case_id=case_id)


@blueprint.post("/cases/<uuid:case_id>")
@staff("counsellor", "coordinator")
def write_down(case_id: UUID) -> Response:
    """A consultation, a goal, a barrier, an appointment; another phase, somebody else's case, the end of it."""
    if found := known_people.hint("join_household"):
        return _case(str(case_id), typed=Typed.read(), found=found)
    return deeds.carry_out(
        FORMS,
        {"case_id": str(case_id)},
        lambda **said: _case(str(case_id), **said),
        lambda _answer: staff_frame.to("cases.case", case_id=case_id),
    )


@blueprint.errorhandler(CSRFError)
def say_again(error: CSRFError) -> Response:
    """The page again, after its form's token was lost."""
    case_id = (request.view_args or {}).get("case_id")
    return deeds.say_again(lambda **said: _case(str(case_id), **said) if case_id else _walk_in(**said), error)


def _walk_in(**said: Any) -> Response:
    known = request.args.get("person")
    return staff_frame.page(
        "staff/walk_in.html",
        notice=here().programme.notice(languages.current()),
        known_person=who.ask("cases", "person", {"person_id": known}) if known else None,
        **{"found": None, **said},
    )


def _case(case_id: str, **said: Any) -> Response:
    found = who.ask("cases", "case", {"case_id": case_id})
    may = frozenset(found["may"])
    booked, papers = appointments.of_case(found, said.get("typed")), residence.of_case(found)
    return staff_frame.page(
        "staff/case.html",
        case=found,
        may=may,
        now=pressing.of_case(found, booked, papers),
        outside=releases.outside(found, may),
        needs=standing.of_case(found),
        residence=papers,
        appointments=booked,
        choices=choices.of_case(found, booked),
        waits=waiting.of_case(found, booked),
        messages=messages.of_case(case_id),
        written_to=contacting.of_case(case_id),
        consultations=sorted(found["consultations"], key=lambda held: held["held_at"], reverse=True),
        colleagues=colleagues.next_for(found, may),
        last_scores=standing.last_scores(found),
        is_mine=found["counsellor_id"] == g.account["account_id"],
        **{"found": None, **said},
    )
