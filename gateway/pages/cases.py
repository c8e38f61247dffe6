"""One case: the person as a whole on one page, and what is written down about the accompaniment in seconds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, g, request
from flask_wtf.csrf import CSRFError

from gateway import languages, names, who
from gateway.installation import here
from gateway.pages import appointments, deeds, staff_frame
from gateway.pages.case_forms import FORMS
from gateway.pages.case_forms.records import needs
from gateway.pages.case_forms.walk_in import WALK_IN
from gateway.who import staff

blueprint = staff_frame.blueprint("cases")


@blueprint.get("/cases/new")
@staff("counsellor")
def walk_in() -> Response:
    """The form for somebody who has come in person."""
    return _walk_in()


@blueprint.post("/cases/new")
@staff("counsellor")
def open_case() -> Response:
    """Open a case for them; whoever opens it has it."""
    return deeds.carry_out(
        WALK_IN, {}, _walk_in, lambda answer: staff_frame.to("cases.case", case_id=answer["case_id"])
    )


@blueprint.get("/cases/<uuid:case_id>")
@staff("counsellor", "coordinator")
def case(case_id: UUID) -> Response:
    """The whole person."""
    return _case(str(case_id))


@blueprint.post("/cases/<uuid:case_id>")
@staff("counsellor", "coordinator")
def write_down(case_id: UUID) -> Response:
    """A consultation, a goal, a barrier, an appointment; another phase, somebody else's case, the end of it."""
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
    return staff_frame.page("staff/walk_in.html", notice=here().programme.notice(languages.current()), **said)


def _case(case_id: str, **said: Any) -> Response:
    found = who.ask("cases", "case", {"case_id": case_id})
    may = frozenset(found["may"])
    colleagues = who.ask("cases", "counsellors", {})["items"] if "assign" in may else []
    return staff_frame.page(
        "staff/case.html",
        case=found,
        may=may,
        needs=needs(found),
        appointments=appointments.of_case(found, said.get("typed")),
        consultations=sorted(found["consultations"], key=lambda held: held["held_at"], reverse=True),
        colleagues=names.counsellor_options(
            [each for each in colleagues if each["active"] and each["counsellor_id"] != found["counsellor_id"]]
        ),
        is_mine=found["counsellor_id"] == g.account["account_id"],
        **said,
    )
