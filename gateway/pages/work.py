"""My work: who comes today, what is due, what was offered to us, and the cases, by phase."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request, url_for

from gateway import staff_words, wall_clock, who
from gateway.pages import appointments, staff_frame, staff_messages
from gateway.who import staff

blueprint = staff_frame.blueprint("work")

_PER_PAGE = 100


@blueprint.get("/work")
@staff("counsellor", "coordinator")
def mine() -> Response:
    """Today's appointments, new offers, then the cases: a counsellor's own; for coordinators figures, what needs
    somebody, and a line for each case of the organisation, by its reference."""
    sees_all = "coordinator" in g.account["roles"]
    closed = request.args.get("status") == "closed"
    whose = {"limit": _PER_PAGE} | ({} if sees_all else {"mine": True})
    wanted = whose | {"status": "closed" if closed else "open"}
    if cursor := request.args.get("cursor"):
        wanted["cursor"] = cursor
    offers = who.ask("cases", "offers", {"status": "open", "limit": _PER_PAGE})["items"]
    # In this order: what arrives in between is seen in one of the lists at least.
    on_their_way = [] if closed else who.ask("cases", "cases", whose | {"status": "provisional"})["items"]
    found = who.ask("cases", "cases", wanted)
    is_first = not closed and not cursor
    known = {case["case_id"]: case for case in found["items"]}
    whose_appointments = None if sees_all else g.account["account_id"]
    kept: dict[str, Any] = {"status": "closed"} if closed else {}
    return staff_frame.page(
        "staff/work.html",
        offers=sorted(offers, key=lambda offer: (offer["urgency"] != "high", offer["expires_at"])),
        stages=[
            (phase, cases)
            for phase in staff_words.TABLES["phase"]
            if (cases := [case for case in found["items"] if case["phase"] == phase])
        ],
        is_first=is_first,
        appointments_today=appointments.on(wall_clock.today(), known, whose_appointments) if is_first else None,
        on_their_way=on_their_way,
        due=_due() if is_first else [],
        sees_all=sees_all,
        figures=who.ask("cases", "case_figures", {}) if sees_all and is_first else None,
        closed=closed,
        unread=staff_messages.unread(),
        next_page=found["next"] and url_for("work.mine", **kept, cursor=found["next"]),
    )


def _due() -> list[dict[str, Any]]:
    """What is due in the cases that one stands for; nothing for those who can have none."""
    items: list[dict[str, Any]] = who.ask("cases", "due", {})["items"] if "counsellor" in g.account["roles"] else []
    return items
