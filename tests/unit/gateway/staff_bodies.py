"""What is sent to the routes of the API for staff, by the command that it asks for."""

from __future__ import annotations

from typing import Any

from services.notifications.letters.words import words
from tests.builders.files import SCAN, in_base64
from tests.unit.gateway.fake_account_keeping import APP_CODE
from tests.unit.gateway.fake_accounts import PASSWORD
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_interpreters import INTERPRETER_ID
from tests.unit.gateway.fake_likenesses import LIKE_ID
from tests.unit.gateway.fake_people import PERSON_ID
from tests.unit.gateway.fake_releases import RELEASE_ID, SERVICE_ID
from tests.unit.gateway.fake_rights import COLLEAGUE_ID, COUNSELLOR_ID
from tests.unit.gateway.fake_scheduling import COMING_ID, PLACE, at

# What is shipped would do as somebody's own.
_SHIPPED = words("ka")["request_receipt"]
OWN_WORDS = {"subject": _SHIPPED["subject"], "paragraphs": _SHIPPED["paragraphs"], "short": [_SHIPPED["short"]]}

BODIES: dict[str, dict[str, Any]] = {
    "publish_template": OWN_WORDS,
    "preview_template": OWN_WORDS,
    "propose_erasure": {"reason": "consent_withdrawn"},
    "propose_request_erasure": {"reason": "consent_withdrawn"},
    "place_hold": {"reason": "Klage", "until": "2127-06-30"},
    "create_account": {"user": "nadja", "name": "Nadja Roth", "roles": ["desk"]},
    "change_account": {"name": "Mirela Kostić-Vell"},
    "change_own_password": {"password": PASSWORD, "new_password": "mohnfeld hinter Monschau"},
    "pending_second_factor": {"password": PASSWORD},
    "confirm_second_factor": {"code": APP_CODE},
    "remove_own_second_factor": {"password": PASSWORD, "code": APP_CODE},
    "note_residence": {"document": "duldung_60a", "valid_until": "2127-01-31"},
    "correct_residence": {"document": "duldung_60c"},
    "start_sphere_change": {"sphere": "sgb2"},
    "tick_sphere_step": {"step": "bank_account"},
    "untick_sphere_step": {"step": "bank_account"},
    "end_sphere_change": {"status": "completed"},
    "ask_question": {"reference": "K7M-4XQ-6", "purpose": "documents_missing", "words": "Fehlt der Nachweis?"},
    "answer_question": {"words": "Sie bringt ihn mit."},
    "triage_request": {"track": "case_management", "criteria": ["client_wants"], "urgency": "high"},
    "offer_request": {"to": "bruecke"},
    "give_advice": {"topic": "housing", "language": "ka", "municipality": "wuerselen", "minutes": 10},
    "answer_request": {"summary": "Die Bücherei hat einen Kurs."},
    "send_again": {"subject": CASE_ID},
    "allow_way": {"subject": CASE_ID, "proof": "on the telephone"},
    "stop_way": {"subject": CASE_ID},
    "share_telephone": {"subject": CASE_ID, "is_shared": True},
    "mark_posted": {"message_ids": [CASE_ID]},
    "see_staff_messages": {"until": "2026-11-22T09:15:00Z"},
    "decide_likeness": {"other_id": LIKE_ID, "verdict": "same"},
    "decline_offer": {"reason": "no_capacity"},
    "open_case": {
        "person_id": PERSON_ID,
        "name": "سامر الخطيب",
        "language": "ar",
        "topics": ["housing"],
        "municipality": "eschweiler",
        "consent": {"notice_version": "2026-11", "language": "ar"},
    },
    "grant_release": {
        "recipient": "doctor",
        "data": ["contact"],
        "purpose": "appointment",
        "valid_until": "2126-12-31",
    },
    "make_referral": {"topic": "language", "service_id": SERVICE_ID, "release_id": RELEASE_ID},
    "answer_referral": {"answer": "accepted"},
    "end_referral": {"reason": "finished"},
    "add_service": {"name": "Sprachhaus", "kind": "course_provider", "topics": ["language"]},
    "change_service": {"waiting_days": 30},
    "assign_case": {"counsellor_id": "00000000-0000-7000-8000-0000000000a7"},
    "enter_phase": {"phase": "planning"},
    "close_case": {"reason": "goals_reached", "outcome": "found_feet"},
    "hold_consultation": {"kind": "phone", "topics": ["housing"], "minutes": 20},
    "agree_goal": {"topic": "language", "words": "B1 bis zum Sommer"},
    "drop_goal": {"reason": "replaced"},
    "clear_barrier": {"how": "solved"},
    "record_assessment": {"scores": {"housing": 2}},
    "plan_step": {"doer": "client", "words": "Beim Bauverein anrufen"},
    "correct_step": {"doer": "client", "words": "Beim Bauverein anrufen"},
    "agree_plan": {},
    "write_note": {"words": "Wirkt erschöpft."},
    "correct_note": {"words": "Wirkt ausgeruht."},
    "correct_goal": {"words": "B1 bis zum Herbst"},
    "correct_consultation": {"note": "Kennt die Frist."},
    "correct_person": {"birth_year": 1984},
    "find_people": {"name": "Nino Beridze"},
    "join_household": {"person_id": PERSON_ID, "relation": "child"},
    "lock_case": {"account_id": COLLEAGUE_ID},
    "unlock_case": {"account_id": COLLEAGUE_ID},
    "break_glass": {"reason": "Anruf der Klinik.", "hours": 2},
    "name_deputy": {
        "counsellor_id": COUNSELLOR_ID,
        "deputy_id": COLLEAGUE_ID,
        "from_on": "2026-11-23",
        "until_on": "2026-11-27",
    },
    "found_team": {"name": "Nordkreis", "members": [COLLEAGUE_ID]},
    "change_team": {"members": [COLLEAGUE_ID]},
    "hand_over_caseload": {"to": COLLEAGUE_ID},
    "meet_barrier": {"topic": "housing", "kind": "waiting_time", "institution": "jobcenter"},
    "upload_document": {"name": "Bescheid.pdf", "content": in_base64(SCAN), "kind": "decision"},
    "write_letter": {"letter": "invitation", "language": "ka", "subject": "მოწვევა", "words": "გამარჯობა!"},
    "book_appointment": {
        "case_id": CASE_ID,
        "counsellor_id": COUNSELLOR_ID,
        "place": PLACE,
        "starts_at": at(2, "14:00").isoformat(),
        "minutes": 45,
    },
    "book_series": {
        "case_id": CASE_ID,
        "counsellor_id": COUNSELLOR_ID,
        "place": PLACE,
        "starts_at": at(2, "14:00").isoformat(),
        "minutes": 45,
        "every": "two_weeks",
        "count": 4,
    },
    "join_waiting_list": {"case_id": CASE_ID, "topic": "housing", "counsellor_id": COUNSELLOR_ID},
    "offer_times": {
        "case_id": CASE_ID,
        "slots": [{"place": PLACE, "starts_at": at(2, "14:00").isoformat(), "minutes": 45}],
        "appointment_id": COMING_ID,
    },
    "move_appointment": {"starts_at": at(3, "14:00").isoformat()},
    "cancel_appointment": {"by": "client", "reason": "illness"},
    "add_interpreter": {"kind": "pool", "name": "Lasha Beridze", "languages": [{"source": "ka"}]},
    "change_interpreter": {"hourly_cents": 3500},
    "request_interpreter": {"legal_consequence": False},
    "ask_interpreter": {"interpreter_id": INTERPRETER_ID},
    "decline_interpreter": {"reason": "no_time"},
    "interpreter_done": {"minutes": 75},
    "note_absence": {
        "counsellor_id": COUNSELLOR_ID,
        "from": "2126-12-23",
        "to": "2126-12-24",
        "kind": "leave",
    },
    "keep_hours": {"place": PLACE, "weekday": 2, "begins": "09:00", "ends": "12:30"},
}
