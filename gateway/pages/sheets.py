"""The sheet of a case: what is copied by hand into the Land's own database, one value after the other."""

from __future__ import annotations

from uuid import UUID

from flask import Response

from gateway import sheets, who
from gateway.pages import staff_frame
from gateway.who import staff

blueprint = staff_frame.blueprint("sheets")


@blueprint.get("/cases/<uuid:case_id>/sheet")
@staff("counsellor")
def sheet(case_id: UUID) -> Response:
    """A line for each field there, to be copied from or printed."""
    return staff_frame.page("staff/sheet.html", sheet=_sheet(case_id))


@blueprint.get("/cases/<uuid:case_id>/sheet.csv")
@staff("counsellor")
def as_file(case_id: UUID) -> Response:
    """The same to be saved."""
    return sheets.as_file(_sheet(case_id))


def _sheet(case_id: UUID) -> dict[str, object]:
    return who.ask("cases", "case_sheet", {"case_id": str(case_id)})
