"""Every route of the API for staff, in a table: who may call it, and what is asked of which service."""

from __future__ import annotations

from typing import Any

from tests.unit.gateway.fake_cases import BARRIER_ID, CASE_ID, GOAL_ID, OFFER_ID, ROLES
from tests.unit.gateway.fake_desk import REQUEST_ID
from tests.unit.gateway.fake_operations import PARKED_ID
from tests.unit.gateway.fake_scheduling import APPOINTMENT_ID, HOURS_ID, PLACE, at

API = "/api/v1"
DESK, COUNSEL = ("desk", "coordinator"), ("counsellor", "coordinator")
READERS = ("steering", "coordinator", "privacy_officer")
IDS = {
    "request_id": REQUEST_ID,
    "offer_id": OFFER_ID,
    "case_id": CASE_ID,
    "goal_id": GOAL_ID,
    "barrier_id": BARRIER_ID,
    "appointment_id": APPOINTMENT_ID,
    "hours_id": HOURS_ID,
}

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
    "GET /slots": (("counsellor", "coordinator", "desk"), "scheduling", "slots"),
    "GET /appointments": (COUNSEL, "scheduling", "appointments"),
    "GET /appointments/<uuid:appointment_id>": (COUNSEL, "scheduling", "appointment"),
    "POST /appointments": (COUNSEL, "scheduling", "book_appointment"),
    "POST /appointments/<uuid:appointment_id>/move": (COUNSEL, "scheduling", "move_appointment"),
    "POST /appointments/<uuid:appointment_id>/cancel": (COUNSEL, "scheduling", "cancel_appointment"),
    "POST /appointments/<uuid:appointment_id>/kept": (COUNSEL, "scheduling", "appointment_kept"),
    "POST /appointments/<uuid:appointment_id>/missed": (COUNSEL, "scheduling", "appointment_missed"),
    "GET /hours": (("counsellor",), "scheduling", "hours"),
    "POST /hours": (("counsellor",), "scheduling", "keep_hours"),
    "POST /hours/<uuid:hours_id>/drop": (("counsellor",), "scheduling", "drop_hours"),
    "GET /reports": (READERS, "reporting", "reports"),
    "GET /reports/<table>": (READERS, "reporting", "report"),
    "GET /parked": (("operator",), "reporting", "parked"),  # of all services, this one last
    "POST /parked/<parked_id>/replay": (("operator",), "intake", "replay_parked"),
    "POST /parked/<parked_id>/archive": (("operator",), "intake", "archive_parked"),
    "DELETE /sessions": (ROLES, "cases", "end_session"),
}
ADDED = {"open_case", "hold_consultation", "agree_goal", "meet_barrier", "book_appointment", "keep_hours"}
# What is decided once has no versions.
DECIDED = {"replay_parked", "archive_parked"}

# What a route cannot be asked without.
_QUERIES = {
    "/slots": "from=2026-11-23&to=2026-12-07",
    "/appointments": "from=2026-11-23&to=2026-11-29",
    "/reports/<table>": "period=2026-10",
}
_NAMES = {"table": "requests", "parked_id": PARKED_ID}

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
    "book_appointment": {"case_id": CASE_ID, "place": PLACE, "starts_at": at(2, "14:00").isoformat(), "minutes": 45},
    "move_appointment": {"starts_at": at(3, "14:00").isoformat()},
    "cancel_appointment": {"by": "client", "reason": "illness"},
    "keep_hours": {"place": PLACE, "weekday": 2, "begins": "09:00", "ends": "12:30"},
}


def path_of(rule: str) -> str:
    """A rule with the ids of the demo things in it, and what it has to be asked with."""
    query = _QUERIES.get(rule, "")
    for name, value in IDS.items():
        rule = rule.replace(f"<uuid:{name}>", value)
    for name, value in _NAMES.items():
        rule = rule.replace(f"<{name}>", value)
    return f"{rule}?{query}" if query else rule


def in_document(rule: str) -> str:
    """A rule as the OpenAPI document writes it."""
    return rule.replace("<uuid:", "{").replace("<", "{").replace(">", "}")
