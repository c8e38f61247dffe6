"""Every route of the API for staff, in a table: who may call it, and what is asked of which service."""

from __future__ import annotations

from tests.unit.gateway.fake_absences import ABSENCE_ID
from tests.unit.gateway.fake_account_keeping import ACCOUNT_ID
from tests.unit.gateway.fake_accounts import ROLES
from tests.unit.gateway.fake_advice import ADVICE_ID
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_desk import REQUEST_ID
from tests.unit.gateway.fake_documents import DOCUMENT_ID
from tests.unit.gateway.fake_erasures import ERASURE_ID, HOLD_ID
from tests.unit.gateway.fake_interpreters import BOOKING_ID, INTERPRETER_ID
from tests.unit.gateway.fake_mail import ATTACHMENT_ID, LETTER_ID
from tests.unit.gateway.fake_messages import MESSAGE_ID
from tests.unit.gateway.fake_offered import OFFERED_ID
from tests.unit.gateway.fake_offers import OFFER_ID
from tests.unit.gateway.fake_operations import PARKED_ID
from tests.unit.gateway.fake_people import PERSON_ID
from tests.unit.gateway.fake_plans import NOTE_ID, PLAN_ID, STEP_ID
from tests.unit.gateway.fake_records import BARRIER_ID, CONSULTATION_ID, GOAL_ID
from tests.unit.gateway.fake_releases import REFERRAL_ID, RELEASE_ID, SERVICE_ID
from tests.unit.gateway.fake_residence import CHANGE_ID, QUESTION_ID, RESIDENCE_ID
from tests.unit.gateway.fake_rights import COUNSELLOR_ID, DEPUTYSHIP_ID, TEAM_ID
from tests.unit.gateway.fake_scheduling import APPOINTMENT_ID, HOURS_ID
from tests.unit.gateway.fake_waiting import WAITING_ID

API = "/api/v1"
DESK, COUNSEL = ("desk", "coordinator"), ("counsellor", "coordinator")
CLOSE, KEEPERS = ("counsellor", "coordinator", "privacy_officer"), ("coordinator", "administrator")
GUARDS = ("privacy_officer", "coordinator")
ADVISERS = ("desk", "counsellor", "coordinator")
SUBJECTS = ("counsellor", "privacy_officer")
READERS = ("steering", "coordinator", "privacy_officer")
# Everybody but the liaison reads what they were told.
TOLD = tuple(role for role in ROLES if role != "liaison")
IDS = {
    "account_id": ACCOUNT_ID,
    "request_id": REQUEST_ID,
    "offer_id": OFFER_ID,
    "case_id": CASE_ID,
    "goal_id": GOAL_ID,
    "barrier_id": BARRIER_ID,
    "release_id": RELEASE_ID,
    "referral_id": REFERRAL_ID,
    "service_id": SERVICE_ID,
    "consultation_id": CONSULTATION_ID,
    "step_id": STEP_ID,
    "plan_id": PLAN_ID,
    "note_id": NOTE_ID,
    "document_id": DOCUMENT_ID,
    "person_id": PERSON_ID,
    "erasure_id": ERASURE_ID,
    "hold_id": HOLD_ID,
    "appointment_id": APPOINTMENT_ID,
    "booking_id": BOOKING_ID,
    "interpreter_id": INTERPRETER_ID,
    "choice_id": OFFERED_ID,
    "waiting_id": WAITING_ID,
    "hours_id": HOURS_ID,
    "absence_id": ABSENCE_ID,
    "deputyship_id": DEPUTYSHIP_ID,
    "team_id": TEAM_ID,
    "counsellor_id": COUNSELLOR_ID,
    "advice_id": ADVICE_ID,
    "residence_id": RESIDENCE_ID,
    "change_id": CHANGE_ID,
    "question_id": QUESTION_ID,
    "letter_id": LETTER_ID,
    "message_id": MESSAGE_ID,
    "attachment_id": ATTACHMENT_ID,
}

# every route for staff: who may call it; the service and what is asked of it
ROUTES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "GET /requests": (DESK, "intake", "requests"),
    "GET /requests/offers": (DESK, "intake", "offers_made"),
    "GET /advice": (ADVISERS, "cases", "advice"),
    "GET /requests/<uuid:request_id>/attachments/<uuid:attachment_id>": (DESK, "intake", "attachment"),
    "POST /requests/<uuid:request_id>/letters/<uuid:letter_id>/read": (DESK, "intake", "mark_letter_read"),
    "POST /cases/<uuid:case_id>/letters-in/<uuid:letter_id>/read": (("counsellor",), "cases", "mark_letter_read"),
    "POST /advice": (ADVISERS, "cases", "give_advice"),
    "POST /advice/<uuid:advice_id>/withdraw": (ADVISERS, "cases", "withdraw_advice"),
    "GET /requests/<uuid:request_id>": (DESK, "intake", "request"),
    "GET /requests/<uuid:request_id>/suggestions": (DESK, "intake", "suggestions"),
    "GET /requests/<uuid:request_id>/likenesses": (DESK, "intake", "likenesses"),
    "POST /requests/<uuid:request_id>/likenesses": (DESK, "intake", "decide_likeness"),
    "POST /requests/<uuid:request_id>/triage": (DESK, "intake", "triage_request"),
    "POST /requests/<uuid:request_id>/offers": (DESK, "intake", "offer_request"),
    "POST /requests/<uuid:request_id>/offers/<uuid:offer_id>/withdraw": (DESK, "intake", "withdraw_offer"),
    "POST /requests/<uuid:request_id>/answer": (DESK, "intake", "answer_request"),
    "GET /offers": (COUNSEL, "cases", "offers"),
    "GET /offers/<uuid:offer_id>": (COUNSEL, "cases", "offer"),
    "POST /offers/<uuid:offer_id>/accept": (COUNSEL, "cases", "accept_offer"),
    "POST /offers/<uuid:offer_id>/decline": (COUNSEL, "cases", "decline_offer"),
    "GET /cases": (COUNSEL, "cases", "cases"),
    "GET /cases/<uuid:case_id>": (CLOSE, "cases", "case"),
    "POST /cases": (("counsellor",), "cases", "open_case"),
    "POST /cases/<uuid:case_id>/assign": (("coordinator",), "cases", "assign_case"),
    "POST /cases/<uuid:case_id>/phase": (("counsellor",), "cases", "enter_phase"),
    "POST /cases/<uuid:case_id>/close": (("counsellor",), "cases", "close_case"),
    "POST /cases/<uuid:case_id>/consultations": (("counsellor",), "cases", "hold_consultation"),
    "POST /cases/<uuid:case_id>/goals": (("counsellor",), "cases", "agree_goal"),
    "POST /cases/<uuid:case_id>/goals/<uuid:goal_id>/reach": (("counsellor",), "cases", "reach_goal"),
    "POST /cases/<uuid:case_id>/goals/<uuid:goal_id>/drop": (("counsellor",), "cases", "drop_goal"),
    "POST /cases/<uuid:case_id>/barriers": (("counsellor",), "cases", "meet_barrier"),
    "POST /cases/<uuid:case_id>/barriers/<uuid:barrier_id>/clear": (("counsellor",), "cases", "clear_barrier"),
    "POST /cases/<uuid:case_id>/reopen": (("counsellor",), "cases", "reopen_case"),
    "POST /cases/<uuid:case_id>/assessments": (("counsellor",), "cases", "record_assessment"),
    "POST /cases/<uuid:case_id>/goals/<uuid:goal_id>/steps": (("counsellor",), "cases", "plan_step"),
    "PATCH /cases/<uuid:case_id>/steps/<uuid:step_id>": (("counsellor",), "cases", "correct_step"),
    "POST /cases/<uuid:case_id>/steps/<uuid:step_id>/done": (("counsellor",), "cases", "finish_step"),
    "POST /cases/<uuid:case_id>/steps/<uuid:step_id>/drop": (("counsellor",), "cases", "drop_step"),
    "POST /cases/<uuid:case_id>/plans": (("counsellor",), "cases", "agree_plan"),
    "GET /cases/<uuid:case_id>/plans/<uuid:plan_id>": (CLOSE, "cases", "plan"),
    "POST /cases/<uuid:case_id>/notes": (("counsellor",), "cases", "write_note"),
    "PATCH /cases/<uuid:case_id>/notes/<uuid:note_id>": (("counsellor",), "cases", "correct_note"),
    "PATCH /cases/<uuid:case_id>/goals/<uuid:goal_id>": (("counsellor",), "cases", "correct_goal"),
    "PATCH /cases/<uuid:case_id>/consultations/<uuid:consultation_id>": (
        ("counsellor",),
        "cases",
        "correct_consultation",
    ),
    "GET /due": (("counsellor",), "cases", "due"),
    "GET /cases/<uuid:case_id>/history": (CLOSE, "cases", "history"),
    "GET /people/<uuid:person_id>": (("counsellor",), "cases", "person"),
    "PATCH /people/<uuid:person_id>": (("counsellor",), "cases", "correct_person"),
    "GET /people/<uuid:person_id>/export": (SUBJECTS, "notifications", "export_subject"),  # the last that is asked
    "GET /requests/<uuid:request_id>/export": (("privacy_officer",), "notifications", "export_subject"),
    "GET /requests/erasures": (GUARDS, "intake", "request_erasures"),
    "POST /requests/<uuid:request_id>/erase": (GUARDS, "intake", "propose_request_erasure"),
    "POST /requests/<uuid:request_id>/erasure/confirm": (GUARDS, "intake", "confirm_request_erasure"),
    "POST /requests/<uuid:request_id>/erasure/reject": (GUARDS, "intake", "reject_request_erasure"),
    "GET /people/<uuid:person_id>/export/documents/<uuid:document_id>": (SUBJECTS, "cases", "export_document"),
    "GET /cases/<uuid:case_id>/sheet": (("counsellor",), "cases", "case_sheet"),
    "GET /people/<uuid:person_id>/traces": (GUARDS, "cases", "traces"),
    "POST /people/<uuid:person_id>/erase": (GUARDS, "cases", "propose_erasure"),
    "POST /people/<uuid:person_id>/hold": (("privacy_officer",), "cases", "place_hold"),
    "POST /holds/<uuid:hold_id>/release": (("privacy_officer",), "cases", "release_hold"),
    "GET /erasures": (GUARDS, "cases", "erasures"),
    "GET /erasures/<uuid:erasure_id>": (GUARDS, "cases", "erasure"),
    "POST /erasures/<uuid:erasure_id>/confirm": (GUARDS, "cases", "confirm_erasure"),
    "POST /erasures/<uuid:erasure_id>/reject": (GUARDS, "cases", "reject_erasure"),
    "GET /retention": (GUARDS, "cases", "retention"),
    "POST /people/search": (CLOSE, "cases", "find_people"),
    "POST /cases/<uuid:case_id>/household": (("counsellor",), "cases", "join_household"),
    "POST /cases/<uuid:case_id>/household/<uuid:person_id>/leave": (("counsellor",), "cases", "leave_household"),
    "GET /cases/<uuid:case_id>/documents": (CLOSE, "cases", "documents"),
    "GET /cases/<uuid:case_id>/documents/<uuid:document_id>": (CLOSE, "cases", "document"),
    "POST /cases/<uuid:case_id>/documents": (("counsellor",), "cases", "upload_document"),
    "POST /cases/<uuid:case_id>/documents/<uuid:document_id>/withdraw": (("counsellor",), "cases", "withdraw_document"),
    "GET /cases/<uuid:case_id>/letters/<letter>": (CLOSE, "cases", "case"),
    "POST /cases/<uuid:case_id>/letters": (("counsellor",), "cases", "write_letter"),
    "POST /cases/<uuid:case_id>/residence": (("counsellor",), "cases", "note_residence"),
    "POST /cases/<uuid:case_id>/residence/<uuid:residence_id>/correct": (("counsellor",), "cases", "correct_residence"),
    "POST /cases/<uuid:case_id>/residence/<uuid:residence_id>/end": (("counsellor",), "cases", "end_residence"),
    "POST /cases/<uuid:case_id>/sphere-changes": (("counsellor",), "cases", "start_sphere_change"),
    "POST /cases/<uuid:case_id>/sphere-changes/<uuid:change_id>/tick": (("counsellor",), "cases", "tick_sphere_step"),
    "POST /cases/<uuid:case_id>/sphere-changes/<uuid:change_id>/untick": (
        ("counsellor",),
        "cases",
        "untick_sphere_step",
    ),
    "POST /cases/<uuid:case_id>/sphere-changes/<uuid:change_id>/end": (("counsellor",), "cases", "end_sphere_change"),
    "GET /questions": (("liaison",), "cases", "questions"),
    "GET /questions/<uuid:question_id>": (("liaison",), "cases", "question"),
    "POST /questions": (("liaison",), "cases", "ask_question"),
    "POST /questions/<uuid:question_id>/answer": (("counsellor",), "cases", "answer_question"),
    "POST /questions/<uuid:question_id>/decline": (("counsellor",), "cases", "decline_question"),
    "POST /cases/<uuid:case_id>/releases": (("counsellor",), "cases", "grant_release"),
    "POST /cases/<uuid:case_id>/releases/<uuid:release_id>/withdraw": (("counsellor",), "cases", "withdraw_release"),
    "GET /cases/<uuid:case_id>/releases/<uuid:release_id>.pdf": (CLOSE, "cases", "release"),
    "POST /cases/<uuid:case_id>/referrals": (("counsellor",), "cases", "make_referral"),
    "POST /cases/<uuid:case_id>/referrals/<uuid:referral_id>/answer": (("counsellor",), "cases", "answer_referral"),
    "POST /cases/<uuid:case_id>/referrals/<uuid:referral_id>/end": (("counsellor",), "cases", "end_referral"),
    "GET /directory": ((*COUNSEL, "desk"), "cases", "directory"),
    "GET /directory/<uuid:service_id>": ((*COUNSEL, "desk"), "cases", "service"),
    "POST /directory": (COUNSEL, "cases", "add_service"),
    "PATCH /directory/<uuid:service_id>": (COUNSEL, "cases", "change_service"),
    "GET /counsellors": (COUNSEL, "cases", "counsellors"),
    "GET /cases/figures": (("coordinator",), "cases", "case_figures"),
    "GET /cases/<uuid:case_id>/circle": (CLOSE, "cases", "circle"),
    "POST /cases/<uuid:case_id>/lock": (COUNSEL, "cases", "lock_case"),
    "POST /cases/<uuid:case_id>/unlock": (COUNSEL, "cases", "unlock_case"),
    "POST /cases/<uuid:case_id>/break-glass": (CLOSE, "cases", "break_glass"),
    "GET /cases/<uuid:case_id>/access-log": (("counsellor", "privacy_officer"), "cases", "access_log_of_case"),
    "GET /deputies": (COUNSEL + KEEPERS[1:], "cases", "deputies"),
    "POST /deputies": (COUNSEL, "cases", "name_deputy"),
    "POST /deputies/<uuid:deputyship_id>/end": (COUNSEL, "cases", "end_deputyship"),
    "GET /teams": (COUNSEL + KEEPERS[1:], "cases", "teams"),
    "POST /teams": (KEEPERS, "cases", "found_team"),
    "PATCH /teams/<uuid:team_id>": (KEEPERS, "cases", "change_team"),
    "POST /teams/<uuid:team_id>/dissolve": (KEEPERS, "cases", "dissolve_team"),
    "POST /counsellors/<uuid:counsellor_id>/hand-over": (("coordinator",), "cases", "hand_over_caseload"),
    "GET /access-log": (("privacy_officer",), "cases", "access_log"),
    "GET /slots": (("counsellor", "coordinator", "desk"), "scheduling", "slots"),
    "GET /appointments": (COUNSEL, "scheduling", "appointments"),
    "GET /appointments/<uuid:appointment_id>": (COUNSEL, "scheduling", "appointment"),
    "POST /appointments": (COUNSEL, "scheduling", "book_appointment"),
    "POST /appointments/series": (COUNSEL, "scheduling", "book_series"),
    "POST /appointments/<uuid:appointment_id>/move": (COUNSEL, "scheduling", "move_appointment"),
    "POST /appointments/<uuid:appointment_id>/cancel": (COUNSEL, "scheduling", "cancel_appointment"),
    "POST /appointments/<uuid:appointment_id>/kept": (COUNSEL, "scheduling", "appointment_kept"),
    "POST /appointments/<uuid:appointment_id>/missed": (COUNSEL, "scheduling", "appointment_missed"),
    "GET /choices": (CLOSE, "scheduling", "choices"),
    "POST /choices": (COUNSEL, "scheduling", "offer_times"),
    "POST /choices/<uuid:choice_id>/withdraw": (COUNSEL, "scheduling", "withdraw_choice"),
    "GET /messages": ((*ADVISERS, "privacy_officer"), "notifications", "messages_of"),
    "POST /messages/<uuid:message_id>/again": (ADVISERS, "notifications", "send_again"),
    "GET /ways": ((*ADVISERS, "privacy_officer"), "notifications", "ways_of"),
    "POST /ways/<channel>/allow": (ADVISERS, "notifications", "allow_way"),
    "POST /ways/<channel>/stop": (ADVISERS, "notifications", "stop_way"),
    "POST /ways/sms/share": (ADVISERS, "notifications", "share_telephone"),
    "GET /messages/staff": (TOLD, "notifications", "staff_messages"),
    "POST /messages/staff/seen": (TOLD, "notifications", "see_staff_messages"),
    "GET /messages/post": (ADVISERS, "notifications", "post_tray"),
    "GET /messages/post/letters.pdf": (ADVISERS, "notifications", "letters_to_print"),
    "POST /messages/post/posted": (ADVISERS, "notifications", "mark_posted"),
    "GET /templates": (("administrator",), "notifications", "templates"),
    "GET /templates/<kind>/<language>": (("administrator",), "notifications", "template"),
    "POST /templates/<kind>/<language>": (("administrator",), "notifications", "publish_template"),
    "POST /templates/<kind>/<language>/preview": (("administrator",), "notifications", "preview_template"),
    "POST /templates/<kind>/<language>/withdraw": (("administrator",), "notifications", "withdraw_template"),
    "GET /waiting": (COUNSEL, "scheduling", "waiting_list"),
    "POST /waiting": (COUNSEL, "scheduling", "join_waiting_list"),
    "POST /waiting/<uuid:waiting_id>/withdraw": (COUNSEL, "scheduling", "withdraw_waiting"),
    "GET /freed-times": (COUNSEL, "scheduling", "freed_times"),
    "GET /interpreters": (("coordinator", "desk"), "scheduling", "interpreters"),
    "POST /interpreters": (("coordinator", "desk"), "scheduling", "add_interpreter"),
    "GET /interpreters/<uuid:interpreter_id>": (("coordinator", "desk"), "scheduling", "interpreter"),
    "PATCH /interpreters/<uuid:interpreter_id>": (("coordinator", "desk"), "scheduling", "change_interpreter"),
    "GET /interpreters/find": ((*COUNSEL, "desk"), "scheduling", "find_interpreters"),
    "GET /interpreters/statement": (("coordinator", "desk"), "scheduling", "interpreter_statement"),
    "POST /appointments/<uuid:appointment_id>/interpreter": ((*COUNSEL, "desk"), "scheduling", "request_interpreter"),
    "GET /interpreter-bookings": ((*COUNSEL, "desk"), "scheduling", "interpreter_bookings"),
    "GET /interpreter-bookings/<uuid:booking_id>": ((*COUNSEL, "desk"), "scheduling", "interpreter_booking"),
    "POST /interpreter-bookings/<uuid:booking_id>/ask": ((*COUNSEL, "desk"), "scheduling", "ask_interpreter"),
    "POST /interpreter-bookings/<uuid:booking_id>/confirm": ((*COUNSEL, "desk"), "scheduling", "confirm_interpreter"),
    "POST /interpreter-bookings/<uuid:booking_id>/decline": ((*COUNSEL, "desk"), "scheduling", "decline_interpreter"),
    "POST /interpreter-bookings/<uuid:booking_id>/done": ((*COUNSEL, "desk"), "scheduling", "interpreter_done"),
    "POST /interpreter-bookings/<uuid:booking_id>/release": ((*COUNSEL, "desk"), "scheduling", "release_interpreter"),
    "GET /calendar": (("counsellor",), "scheduling", "own_feed"),
    "POST /calendar": (("counsellor",), "scheduling", "make_feed"),
    "POST /calendar/revoke": (("counsellor",), "scheduling", "revoke_feed"),
    "GET /interpreters/<uuid:interpreter_id>/calendar": (("coordinator", "desk"), "scheduling", "interpreter_feed"),
    "POST /interpreters/<uuid:interpreter_id>/calendar": (
        ("coordinator", "desk"),
        "scheduling",
        "make_interpreter_feed",
    ),
    "POST /interpreters/<uuid:interpreter_id>/calendar/revoke": (
        ("coordinator", "desk"),
        "scheduling",
        "revoke_interpreter_feed",
    ),
    "GET /hours": (("counsellor",), "scheduling", "hours"),
    "POST /hours": (("counsellor",), "scheduling", "keep_hours"),
    "POST /hours/<uuid:hours_id>/drop": (("counsellor",), "scheduling", "drop_hours"),
    "GET /absences": (("counsellor", "coordinator"), "scheduling", "absences"),
    "POST /absences": (("counsellor", "coordinator"), "scheduling", "note_absence"),
    "POST /absences/<uuid:absence_id>/drop": (("counsellor", "coordinator"), "scheduling", "drop_absence"),
    "GET /reports": (READERS, "reporting", "reports"),
    "GET /reports/<table>": (READERS, "reporting", "report"),
    "GET /parked": (("operator",), "reporting", "parked"),  # of all services at once
    "POST /parked/<parked_id>/replay": (("operator",), "intake", "replay_parked"),
    "POST /parked/<parked_id>/archive": (("operator",), "intake", "archive_parked"),
    "GET /account": (ROLES, "cases", "own_account"),
    "POST /account/password": (ROLES, "cases", "change_own_password"),
    "POST /account/second-factor": (ROLES, "cases", "pending_second_factor"),
    "POST /account/second-factor/confirm": (ROLES, "cases", "confirm_second_factor"),
    "POST /account/second-factor/remove": (ROLES, "cases", "remove_own_second_factor"),
    "POST /account/end-other-sessions": (ROLES, "cases", "end_other_sessions"),
    "GET /accounts": (("administrator",), "cases", "accounts"),
    "POST /accounts": (("administrator",), "cases", "create_account"),
    "GET /accounts/<uuid:account_id>": (("administrator",), "cases", "account"),
    "PATCH /accounts/<uuid:account_id>": (("administrator",), "cases", "change_account"),
    "POST /accounts/<uuid:account_id>/reset": (("administrator",), "cases", "give_reset_code"),
    "POST /accounts/<uuid:account_id>/second-factor/remove": (("administrator",), "cases", "remove_second_factor"),
    "POST /accounts/<uuid:account_id>/end-sessions": (("administrator",), "cases", "end_sessions"),
    "DELETE /sessions": (ROLES, "cases", "end_session"),
}
ADDED = {
    "send_again",
    "propose_erasure",
    "propose_request_erasure",
    "place_hold",
    "create_account",
    "grant_release",
    "make_referral",
    "add_service",
    "break_glass",
    "name_deputy",
    "found_team",
    "note_residence",
    "start_sphere_change",
    "ask_question",
    "give_advice",
    "open_case",
    "hold_consultation",
    "agree_goal",
    "meet_barrier",
    "add_interpreter",
    "request_interpreter",
    "book_appointment",
    "book_series",
    "offer_times",
    "join_waiting_list",
    "keep_hours",
    "note_absence",
    "join_household",
    "upload_document",
    "write_letter",
    "record_assessment",
    "plan_step",
    "agree_plan",
    "write_note",
}
# What is asked by a body, because an address is no place for a name, nor for whole paragraphs.
SEARCHED = {"find_people", "preview_template"}
# What holds a password, a code or a token, in the question or in the answer, is remembered nowhere.
NOT_REMEMBERED = {
    "pending_second_factor",
    "change_own_password",
    "confirm_second_factor",
    "remove_own_second_factor",
    "end_other_sessions",
}
COMMANDS = [
    route
    for route, (_, _, asked) in ROUTES.items()
    if route.startswith(("POST", "PATCH")) and asked not in SEARCHED | NOT_REMEMBERED
]
# What is made here of what was sent, after the case was asked for; test_documents_api.py, test_messages_seen.py
# and test_contacting_pages.py have the rest.
MADE_HERE = {"write_letter", "send_again", "allow_way", "stop_way", "share_telephone"}
PASSED_ON = [route for route in COMMANDS if ROUTES[route][2] not in MADE_HERE]
# What is decided once has no versions.
DECIDED = {
    "hand_over_caseload",
    "replay_parked",
    "archive_parked",
    "give_reset_code",
    "remove_second_factor",
    "end_sessions",
    "make_feed",
    "revoke_feed",
    "make_interpreter_feed",
    "revoke_interpreter_feed",
    "see_staff_messages",
    "mark_posted",
    "allow_way",
    "stop_way",
    "share_telephone",
}

# What a route cannot be asked without.
_QUERIES = {
    "/cases/<uuid:case_id>/letters/<letter>": "language=ka",
    "/absences": "from=2026-11-23&to=2026-12-07",
    "/slots": "from=2026-11-23&to=2026-12-07",
    "/appointments": "from=2026-11-23&to=2026-11-29",
    "/interpreters/find": f"appointment_id={APPOINTMENT_ID}",
    "/interpreters/statement": "month=2026-11",
    "/messages/post/letters.pdf": f"message_id={CASE_ID}",
    "/choices": f"case_id={CASE_ID}",
    "/messages": f"subject={CASE_ID}",
    "/ways": f"subject={CASE_ID}",
    "/reports/<table>": "period=2026-10",
}
_NAMES = {
    "kind": "request_receipt",
    "channel": "sms",
    "language": "ka",
    "letter": "invitation",
    "table": "requests",
    "parked_id": PARKED_ID,
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
