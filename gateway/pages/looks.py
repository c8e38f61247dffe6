"""The data protection officer's page: who has looked at whom, and who has broken a glass."""

from __future__ import annotations

from flask import Response, request

from gateway import who
from gateway.pages import staff_frame
from gateway.who import staff

blueprint = staff_frame.blueprint("looks")

_PER_PAGE = 50


@blueprint.get("/access-log")
@staff("privacy_officer")
def looks() -> Response:
    """All looks at people in cases, the last first. Reading this is a look, too."""
    chosen = {name: text for name in ("account_id", "cursor") if (text := request.args.get(name, "").strip())}
    found = who.ask("cases", "access_log", {"limit": _PER_PAGE} | chosen)
    return staff_frame.page(
        "staff/looks.html",
        looks=found["items"],
        case_id=None,
        glasses=[] if "cursor" in chosen else found["glasses"],
        **staff_frame.leaves("looks.looks", found, chosen),
    )
