"""Every route of the API for staff, in a table: who may call it, and what is asked of which service."""

from __future__ import annotations

from typing import Any

from tests.unit.gateway.fake_cases import BARRIER_ID, CASE_ID, GOAL_ID, OFFER_ID, ROLES
from tests.unit.gateway.fake_desk import REQUEST_ID

API = "/api/v1"
DESK, COUNSEL = ("desk", "coordinator"), ("counsellor", "coordinator")
IDS = {"request_id": REQUEST_ID, "offer_id": OFFER_ID, "case_id": CASE_ID, "goal_id": GOAL_ID, "barrier_id": BARRIER_ID}

# every route for staff: who may call it; the service and what is asked of it
ROUTES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "GET /requests": (DESK, "intake", "requests"),
    "GET /requests/<uuid:request_id>": (DESK, "intake", "request"),
    "GET /requests/<uuid:request_id>/suggestions": (DESK, "intake", "suggestions"),
    "POST /requests/<uuid:request_id>/triage": (DESK, "intake", "triage_request"),
    "POST /requests/<uuid:request_id>/offers": (DESK, "intake", "offer_request"),
    "POST /requests/<uuid:request_id>/offers/<uuid:offer_id>/withdraw": (DESK, "intake", "withdraw_offer"),
    "POST /requests/<uuid:request_id>/answer": (DESK, "intake", "answer_request"),
    "GET /offers": (COUNSEL, "cases", "offers"),
    "GET /offers/<uuid:offer_id>": (COUNSEL, "cases", "offer"),
    "POST /offers/<uuid:offer_id>/accept": (COUNSEL, "cases", "accept_offer"),
    "POST /offers/<uuid:offer_id>/decline": (COUNSEL, "cases", "decline_offer"),
    "GET /cases": (COUNSEL, "cases", "cases"),
    "GET /cases/<uuid:case_id>": (COUNSEL, "cases", "case"),
    "POST /cases": (("counsellor",), "cases", "open_case"),
    "POST /cases/<uuid:case_id>/assign": (("coordinator",), "cases", "assign_case"),
    "POST /cases/<uuid:case_id>/phase": (COUNSEL, "cases", "enter_phase"),
    "POST /cases/<uuid:case_id>/close": (COUNSEL, "cases", "close_case"),
    "POST /cases/<uuid:case_id>/consultations": (("counsellor",), "cases", "hold_consultation"),
    "POST /cases/<uuid:case_id>/goals": (("counsellor",), "cases", "agree_goal"),
    "POST /cases/<uuid:case_id>/goals/<uuid:goal_id>/reach": (("counsellor",), "cases", "reach_goal"),
    "POST /cases/<uuid:case_id>/goals/<uuid:goal_id>/drop": (("counsellor",), "cases", "drop_goal"),
    "POST /cases/<uuid:case_id>/barriers": (("counsellor",), "cases", "meet_barrier"),
    "POST /cases/<uuid:case_id>/barriers/<uuid:barrier_id>/clear": (("counsellor",), "cases", "clear_barrier"),
    "GET /counsellors": (COUNSEL, "cases", "counsellors"),
    "DELETE /sessions": (ROLES, "cases", "end_session"),
}
ADDED = {"open_case", "hold_consultation", "agree_goal", "meet_barrier"}

BODIES: dict[str, dict[str, Any]] = {
    "triage_request": {"track": "case_management", "criteria": ["client_wants"], "urgency": "high"},
    "offer_request": {"to": "bruecke"},
    "answer_request": {"summary": "Die Bücherei hat einen Kurs."},
    "decline_offer": {"reason": "no_capacity"},
    "open_case": {
        "name": "سامر الخطيب",
        "language": "ar",
        "topics": ["housing"],
        "municipality": "eschweiler",
        "consent": {"notice_version": "2026-11", "language": "ar"},
    },
    "assign_case": {"counsellor_id": "00000000-0000-7000-8000-0000000000a7"},
    "enter_phase": {"phase": "planning"},
    "close_case": {"reason": "goals_reached", "outcome": "found_feet"},
    "hold_consultation": {"kind": "phone", "topics": ["housing"], "minutes": 20},
    "agree_goal": {"topic": "language", "words": "B1 bis zum Sommer"},
    "drop_goal": {"reason": "replaced"},
    "meet_barrier": {"topic": "housing", "kind": "waiting_time", "institution": "jobcenter"},
}


def path_of(rule: str) -> str:
    """A rule with the ids of the demo things in it."""
    for name, value in IDS.items():
        rule = rule.replace(f"<uuid:{name}>", value)
    return rule
