"""One version of the plan of a case, as it was agreed: to be read again, and printed for the client."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from gateway import who
from gateway.pages import staff_frame
from gateway.who import staff

blueprint = staff_frame.blueprint("plans")


@blueprint.get("/cases/<uuid:case_id>/plans/<uuid:plan_id>")
@staff("counsellor", "coordinator", "privacy_officer")
def plan(case_id: UUID, plan_id: UUID) -> Response:
    """The goals and steps of that moment."""
    found = who.ask("cases", "plan", {"case_id": str(case_id), "plan_id": str(plan_id)})
    return staff_frame.page("staff/plan.html", plan=found)
