"""What was done in a case, and by whom, the newest first."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from flask import Response, request, url_for

from gateway import wall_clock, who
from gateway.pages import staff_frame
from gateway.who import staff

blueprint = staff_frame.blueprint("history")

_PER_PAGE = 100


@blueprint.get("/cases/<uuid:case_id>/history")
@staff("counsellor", "coordinator", "privacy_officer")
def lines(case_id: UUID) -> Response:
    """A page of it."""
    wanted: dict[str, Any] = {"case_id": str(case_id), "limit": _PER_PAGE}
    if cursor := request.args.get("cursor"):
        wanted["cursor"] = cursor
    found = who.ask("cases", "history", wanted)
    following = found["next"] and url_for("history.lines", case_id=case_id, cursor=found["next"])
    days = [
        (day, list(lines))
        for day, lines in groupby(found["items"], lambda line: wall_clock.shown(line["happened_at"]).date())
    ]
    return staff_frame.page("staff/history.html", case_id=case_id, days=days, next_page=following)
