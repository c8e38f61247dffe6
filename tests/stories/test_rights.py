"""Deny by default: every route of the API is called without, with the wrong, and with a foreign identity."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest
import requests

from tests.builders.files import SCAN, in_base64
from tests.eventually import eventually
from tests.stories.staff import STAFF, Colleague, sign_in
from tests.stories.town import Town

Api = Callable[..., Any]
Staff = dict[str, Colleague]

DESK = {"desk", "coordinator"}
COUNSELLORS = {"mirela", "ketevan", "rima"}
COORDINATORS = {"coordinator", "lioba"}
CASEWORK = COUNSELLORS | COORDINATORS
ADVISERS = CASEWORK | {"desk", "foreign_desk"}
READERS = {"steering", "coordinator", "privacy_officer"}
EVERYBODY = set(STAFF)
# Who gets past the door of each route; what they then see of it is the service's law.
ALLOWED: dict[str, set[str]] = {
    "DELETE /sessions": EVERYBODY,
    "GET /account": EVERYBODY,
    "POST /account/password": EVERYBODY,
    "POST /account/second-factor": EVERYBODY,
    "POST /account/second-factor/confirm": EVERYBODY,
    "POST /account/second-factor/remove": EVERYBODY,
    "POST /account/end-other-sessions": EVERYBODY,
    "GET /accounts": {"administrator"},
    "POST /accounts": {"administrator"},
    "GET /accounts/{account_id}": {"administrator"},
    "PATCH /accounts/{account_id}": {"administrator"},
    "POST /accounts/{account_id}/reset": {"administrator"},
    "POST /accounts/{account_id}/second-factor/remove": {"administrator"},
    "POST /accounts/{account_id}/end-sessions": {"administrator"},
    "GET /requests": DESK,
    "GET /requests/offers": DESK,
    "GET /advice": ADVISERS,
    "POST /advice": ADVISERS,
    "POST /advice/{advice_id}/withdraw": ADVISERS,
    "GET /requests/{request_id}": DESK,
    "GET /requests/{request_id}/suggestions": DESK,
    "GET /requests/{request_id}/likenesses": DESK,
    "POST /requests/{request_id}/likenesses": DESK,
    "GET /requests/{request_id}/attachments/{attachment_id}": DESK,
    "POST /requests/{request_id}/letters/{letter_id}/read": DESK,
    "POST /cases/{case_id}/letters-in/{letter_id}/read": COUNSELLORS,
    "POST /requests/{request_id}/triage": DESK,
    "POST /requests/{request_id}/offers": DESK,
    "POST /requests/{request_id}/offers/{offer_id}/withdraw": DESK,
    "POST /requests/{request_id}/answer": DESK,
    "GET /offers": CASEWORK,
    "GET /offers/{offer_id}": CASEWORK,
    "POST /offers/{offer_id}/accept": CASEWORK,
    "POST /offers/{offer_id}/decline": CASEWORK,
    "GET /cases": CASEWORK,
    "GET /cases/{case_id}": CASEWORK | {"privacy_officer"},
    "POST /cases": COUNSELLORS,
    "POST /cases/{case_id}/assign": COORDINATORS,
    "POST /cases/{case_id}/phase": COUNSELLORS,
    "POST /cases/{case_id}/reopen": COUNSELLORS,
    "POST /cases/{case_id}/assessments": COUNSELLORS,
    "POST /cases/{case_id}/goals/{goal_id}/steps": COUNSELLORS,
    "PATCH /cases/{case_id}/steps/{step_id}": COUNSELLORS,
    "POST /cases/{case_id}/steps/{step_id}/done": COUNSELLORS,
    "POST /cases/{case_id}/steps/{step_id}/drop": COUNSELLORS,
    "POST /cases/{case_id}/plans": COUNSELLORS,
    "GET /cases/{case_id}/plans/{plan_id}": CASEWORK | {"privacy_officer"},
    "POST /cases/{case_id}/notes": COUNSELLORS,
    "PATCH /cases/{case_id}/notes/{note_id}": COUNSELLORS,
    "PATCH /cases/{case_id}/goals/{goal_id}": COUNSELLORS,
    "PATCH /cases/{case_id}/consultations/{consultation_id}": COUNSELLORS,
    "GET /due": COUNSELLORS,
    "POST /cases/{case_id}/close": COUNSELLORS,
    "POST /cases/{case_id}/consultations": COUNSELLORS,
    "POST /cases/{case_id}/goals": COUNSELLORS,
    "POST /cases/{case_id}/goals/{goal_id}/reach": COUNSELLORS,
    "POST /cases/{case_id}/goals/{goal_id}/drop": COUNSELLORS,
    "POST /cases/{case_id}/barriers": COUNSELLORS,
    "POST /cases/{case_id}/barriers/{barrier_id}/clear": COUNSELLORS,
    "GET /cases/{case_id}/history": CASEWORK | {"privacy_officer"},
    "GET /people/{person_id}": COUNSELLORS,
    "PATCH /people/{person_id}": COUNSELLORS,
    "GET /people/{person_id}/traces": COORDINATORS | {"privacy_officer"},
    "POST /people/{person_id}/erase": COORDINATORS | {"privacy_officer"},
    "POST /people/{person_id}/hold": {"privacy_officer"},
    "POST /holds/{hold_id}/release": {"privacy_officer"},
    "GET /erasures": COORDINATORS | {"privacy_officer"},
    "GET /erasures/{erasure_id}": COORDINATORS | {"privacy_officer"},
    "POST /erasures/{erasure_id}/confirm": COORDINATORS | {"privacy_officer"},
    "POST /erasures/{erasure_id}/reject": COORDINATORS | {"privacy_officer"},
    "GET /retention": COORDINATORS | {"privacy_officer"},
    "POST /people/search": CASEWORK | {"privacy_officer"},
    "GET /requests/{request_id}/export": {"privacy_officer"},
    "GET /requests/erasures": COORDINATORS | {"privacy_officer"},
    "POST /requests/{request_id}/erase": COORDINATORS | {"privacy_officer"},
    "POST /requests/{request_id}/erasure/confirm": COORDINATORS | {"privacy_officer"},
    "POST /requests/{request_id}/erasure/reject": COORDINATORS | {"privacy_officer"},
    "GET /people/{person_id}/export": COUNSELLORS | {"privacy_officer"},
    "GET /people/{person_id}/export/documents/{document_id}": COUNSELLORS | {"privacy_officer"},
    "GET /cases/{case_id}/sheet": COUNSELLORS,
    "POST /cases/{case_id}/household": COUNSELLORS,
    "POST /cases/{case_id}/household/{person_id}/leave": COUNSELLORS,
    "GET /cases/{case_id}/documents": CASEWORK | {"privacy_officer"},
    "GET /cases/{case_id}/documents/{document_id}": CASEWORK | {"privacy_officer"},
    "POST /cases/{case_id}/documents": COUNSELLORS,
    "POST /cases/{case_id}/documents/{document_id}/withdraw": COUNSELLORS,
    "GET /cases/{case_id}/letters/{letter}": CASEWORK | {"privacy_officer"},
    "POST /cases/{case_id}/letters": COUNSELLORS,
    "POST /cases/{case_id}/residence": COUNSELLORS,
    "POST /cases/{case_id}/residence/{residence_id}/correct": COUNSELLORS,
    "POST /cases/{case_id}/residence/{residence_id}/end": COUNSELLORS,
    "POST /cases/{case_id}/sphere-changes": COUNSELLORS,
    "POST /cases/{case_id}/sphere-changes/{change_id}/tick": COUNSELLORS,
    "POST /cases/{case_id}/sphere-changes/{change_id}/untick": COUNSELLORS,
    "POST /cases/{case_id}/sphere-changes/{change_id}/end": COUNSELLORS,
    "GET /questions": {"liaison"},
    "GET /questions/{question_id}": {"liaison"},
    "POST /questions": {"liaison"},
    "POST /questions/{question_id}/answer": COUNSELLORS,
    "POST /questions/{question_id}/decline": COUNSELLORS,
    "POST /cases/{case_id}/releases": COUNSELLORS,
    "POST /cases/{case_id}/releases/{release_id}/withdraw": COUNSELLORS,
    "GET /cases/{case_id}/releases/{release_id}.pdf": CASEWORK | {"privacy_officer"},
    "POST /cases/{case_id}/referrals": COUNSELLORS,
    "POST /cases/{case_id}/referrals/{referral_id}/answer": COUNSELLORS,
    "POST /cases/{case_id}/referrals/{referral_id}/end": COUNSELLORS,
    "GET /directory": CASEWORK | {"desk", "foreign_desk"},
    "GET /directory/{service_id}": CASEWORK | {"desk", "foreign_desk"},
    "POST /directory": CASEWORK,
    "PATCH /directory/{service_id}": CASEWORK,
    "GET /counsellors": CASEWORK,
    "GET /cases/figures": COORDINATORS,
    "GET /cases/{case_id}/circle": CASEWORK | {"privacy_officer"},
    "POST /cases/{case_id}/lock": CASEWORK,
    "POST /cases/{case_id}/unlock": CASEWORK,
    "POST /cases/{case_id}/break-glass": CASEWORK | {"privacy_officer"},
    "GET /cases/{case_id}/access-log": COUNSELLORS | {"privacy_officer"},
    "GET /deputies": CASEWORK | {"administrator"},
    "POST /deputies": CASEWORK,
    "POST /deputies/{deputyship_id}/end": CASEWORK,
    "GET /teams": CASEWORK | {"administrator"},
    "POST /teams": COORDINATORS | {"administrator"},
    "PATCH /teams/{team_id}": COORDINATORS | {"administrator"},
    "POST /teams/{team_id}/dissolve": COORDINATORS | {"administrator"},
    "POST /counsellors/{counsellor_id}/hand-over": COORDINATORS,
    "GET /access-log": {"privacy_officer"},
    "GET /slots": CASEWORK | {"desk", "foreign_desk"},
    "GET /appointments": CASEWORK,
    "GET /appointments/{appointment_id}": CASEWORK,
    "POST /appointments": CASEWORK,
    "POST /appointments/series": CASEWORK,
    "POST /appointments/{appointment_id}/move": CASEWORK,
    "POST /appointments/{appointment_id}/cancel": CASEWORK,
    "POST /appointments/{appointment_id}/kept": CASEWORK,
    "POST /appointments/{appointment_id}/missed": CASEWORK,
    "GET /choices": CASEWORK | {"privacy_officer"},
    "POST /choices": CASEWORK,
    "POST /choices/{choice_id}/withdraw": CASEWORK,
    "GET /messages": ADVISERS | {"privacy_officer"},
    "POST /messages/{message_id}/again": ADVISERS,
    "GET /ways": ADVISERS | {"privacy_officer"},
    "POST /ways/{channel}/allow": ADVISERS,
    "POST /ways/{channel}/stop": ADVISERS,
    "POST /ways/sms/share": ADVISERS,
    "GET /messages/staff": EVERYBODY - {"liaison"},
    "POST /messages/staff/seen": EVERYBODY - {"liaison"},
    "GET /messages/post": ADVISERS,
    "GET /messages/post/letters.pdf": ADVISERS,
    "POST /messages/post/posted": ADVISERS,
    "GET /templates": {"administrator"},
    "GET /templates/{kind}/{language}": {"administrator"},
    "POST /templates/{kind}/{language}": {"administrator"},
    "POST /templates/{kind}/{language}/preview": {"administrator"},
    "POST /templates/{kind}/{language}/withdraw": {"administrator"},
    "GET /waiting": CASEWORK,
    "POST /waiting": CASEWORK,
    "POST /waiting/{waiting_id}/withdraw": CASEWORK,
    "GET /freed-times": CASEWORK,
    "GET /interpreters": COORDINATORS | {"desk", "foreign_desk"},
    "POST /interpreters": COORDINATORS | {"desk", "foreign_desk"},
    "GET /interpreters/{interpreter_id}": COORDINATORS | {"desk", "foreign_desk"},
    "PATCH /interpreters/{interpreter_id}": COORDINATORS | {"desk", "foreign_desk"},
    "GET /interpreters/find": CASEWORK | {"desk", "foreign_desk"},
    "GET /interpreters/statement": COORDINATORS | {"desk", "foreign_desk"},
    "POST /appointments/{appointment_id}/interpreter": CASEWORK | {"desk", "foreign_desk"},
    "GET /interpreter-bookings": CASEWORK | {"desk", "foreign_desk"},
    "GET /interpreter-bookings/{booking_id}": CASEWORK | {"desk", "foreign_desk"},
    "POST /interpreter-bookings/{booking_id}/ask": CASEWORK | {"desk", "foreign_desk"},
    "POST /interpreter-bookings/{booking_id}/confirm": CASEWORK | {"desk", "foreign_desk"},
    "POST /interpreter-bookings/{booking_id}/decline": CASEWORK | {"desk", "foreign_desk"},
    "POST /interpreter-bookings/{booking_id}/done": CASEWORK | {"desk", "foreign_desk"},
    "POST /interpreter-bookings/{booking_id}/release": CASEWORK | {"desk", "foreign_desk"},
    "GET /calendar": COUNSELLORS,
    "POST /calendar": COUNSELLORS,
    "POST /calendar/revoke": COUNSELLORS,
    "GET /interpreters/{interpreter_id}/calendar": COORDINATORS | {"desk", "foreign_desk"},
    "POST /interpreters/{interpreter_id}/calendar": COORDINATORS | {"desk", "foreign_desk"},
    "POST /interpreters/{interpreter_id}/calendar/revoke": COORDINATORS | {"desk", "foreign_desk"},
    "GET /absences": COUNSELLORS | COORDINATORS,
    "POST /absences": COUNSELLORS | COORDINATORS,
    "POST /absences/{absence_id}/drop": COUNSELLORS | COORDINATORS,
    "GET /hours": COUNSELLORS,
    "POST /hours": COUNSELLORS,
    "POST /hours/{hours_id}/drop": COUNSELLORS,
    "GET /reports": READERS,
    "GET /reports/{table}": READERS,
    "GET /parked": {"operator"},
    "POST /parked/{parked_id}/replay": {"operator"},
    "POST /parked/{parked_id}/archive": {"operator"},
}
SOMETHING = "0192f0c1-0000-7000-8000-000000000000"
SOON = f"{datetime.now(UTC) + timedelta(days=300):%Y-%m-%dT10:00:00Z}"
TODAY = SOON[:10]
_STEP = {"doer": "client", "words": "Beim Bauverein anrufen"}
# What each command is asked with, so that it is the rights that decide and not the shape.
BODIES: dict[str, dict[str, Any]] = {
    "POST /accounts": {"user": "nadja.roth", "name": "Nadja Roth", "roles": ["desk"]},
    "PATCH /accounts/{account_id}": {"name": "Nadja Roth-Vell"},
    "POST /advice": {"topic": "housing", "language": "ka", "municipality": "wuerselen", "minutes": 10},
    "POST /requests/{request_id}/likenesses": {"other_id": SOMETHING, "verdict": "same"},
    "POST /requests/{request_id}/triage": {"track": "orientation", "criteria": ["complex_need"], "urgency": "low"},
    "POST /requests/{request_id}/offers": {"to": "bruecke"},
    "POST /requests/{request_id}/answer": {"summary": "Öffnungszeiten erklärt."},
    "POST /offers/{offer_id}/decline": {"reason": "other"},
    "POST /cases": {"person_id": SOMETHING, "language": "ka", "municipality": "wuerselen", "topics": ["housing"],
                    "consent": {"notice_version": "2026-11", "language": "ka"}},
    "POST /cases/{case_id}/assign": {"counsellor_id": "0192f0c1-0000-7000-8000-000000000001"},
    "POST /cases/{case_id}/phase": {"phase": "planning"},
    "POST /cases/{case_id}/close": {"reason": "other", "outcome": "unknown"},
    "POST /cases/{case_id}/assessments": {"scores": {"housing": 2}},
    "POST /cases/{case_id}/goals": {"topic": "housing", "words": "Eine Wohnung"},
    "PATCH /cases/{case_id}/goals/{goal_id}": {"words": "Eine Wohnung für fünf"},
    "POST /cases/{case_id}/goals/{goal_id}/drop": {"reason": "other"},
    "POST /cases/{case_id}/goals/{goal_id}/steps": _STEP,
    "PATCH /cases/{case_id}/steps/{step_id}": _STEP,
    "POST /cases/{case_id}/notes": {"words": "Wirkt erschöpft."},
    "PATCH /cases/{case_id}/notes/{note_id}": {"words": "Wirkt munter."},
    "POST /cases/{case_id}/consultations": {"kind": "phone", "topics": ["housing"], "minutes": 15},
    "PATCH /cases/{case_id}/consultations/{consultation_id}": {"note": "Rief zurück."},
    "POST /cases/{case_id}/barriers": {"topic": "housing", "kind": "no_place", "institution": "other"},
    "POST /cases/{case_id}/barriers/{barrier_id}/clear": {"how": "solved"},
    "PATCH /people/{person_id}": {"municipality": "alsdorf"},
    "POST /people/{person_id}/erase": {"reason": "objection"},
    "POST /requests/{request_id}/erase": {"reason": "objection"},
    "POST /people/{person_id}/hold": {"reason": "Klage", "until": "2127-01-31"},
    "POST /people/search": {"name": "Nobody Atall"},
    "POST /cases/{case_id}/household": {"relation": "child", "name": "Luka Beridze"},
    "POST /cases/{case_id}/documents": {"name": "scan.pdf", "content": in_base64(SCAN), "kind": "other"},
    "POST /cases/{case_id}/letters": {"letter": "invitation", "language": "de", "subject": "Einladung",
                                      "words": "Bitte kommen Sie."},
    "POST /cases/{case_id}/residence": {"document": "duldung_60a"},
    "POST /cases/{case_id}/residence/{residence_id}/correct": {"document": "duldung_60a"},
    "POST /cases/{case_id}/sphere-changes": {"sphere": "sgb2"},
    "POST /cases/{case_id}/sphere-changes/{change_id}/tick": {"step": "bank_account"},
    "POST /cases/{case_id}/sphere-changes/{change_id}/untick": {"step": "bank_account"},
    "POST /cases/{case_id}/sphere-changes/{change_id}/end": {"status": "stopped"},
    "POST /questions": {"reference": "K7M-4XQ-6", "purpose": "documents_missing", "words": "Fehlt der Nachweis?"},
    "POST /questions/{question_id}/answer": {"words": "Nein."},
    "POST /cases/{case_id}/releases": {"recipient": "doctor", "data": ["contact"], "purpose": "appointment",
                                       "valid_until": TODAY},
    "POST /cases/{case_id}/referrals": {"topic": "housing", "outside_name": "Wohnhilfe"},
    "POST /cases/{case_id}/referrals/{referral_id}/answer": {"answer": "accepted"},
    "POST /cases/{case_id}/referrals/{referral_id}/end": {"reason": "other"},
    "POST /directory": {"name": "Wohnhilfe", "kind": "housing_provider", "topics": ["housing"]},
    "PATCH /directory/{service_id}": {"name": "Wohnhilfe Nord"},
    "POST /cases/{case_id}/lock": {"account_id": SOMETHING},
    "POST /cases/{case_id}/unlock": {"account_id": SOMETHING},
    "POST /cases/{case_id}/break-glass": {"reason": "Anruf der Klinik.", "hours": 1},
    "POST /deputies": {"deputy_id": SOMETHING, "from_on": TODAY, "until_on": TODAY},
    "POST /teams": {"name": "Nordkreis", "members": [SOMETHING]},
    "PATCH /teams/{team_id}": {"name": "Südkreis"},
    "POST /counsellors/{counsellor_id}/hand-over": {"to": SOMETHING},
    "POST /appointments": {"case_id": SOMETHING, "place": "wuerselen-rathaus", "starts_at": SOON, "minutes": 60},
    "POST /appointments/series": {
        "case_id": SOMETHING,
        "place": "wuerselen-rathaus",
        "starts_at": SOON,
        "minutes": 60,
        "every": "week",
        "count": 2,
    },
    "POST /appointments/{appointment_id}/move": {"starts_at": SOON},
    "POST /waiting": {"case_id": SOMETHING},
    "POST /messages/staff/seen": {"until": SOON},
    "POST /messages/{message_id}/again": {"subject": SOMETHING},
    "POST /ways/{channel}/allow": {"subject": SOMETHING, "proof": "on the telephone"},
    "POST /ways/{channel}/stop": {"subject": SOMETHING},
    "POST /ways/sms/share": {"subject": SOMETHING, "is_shared": True},
    "POST /messages/post/posted": {"message_ids": [SOMETHING]},
    "POST /templates/{kind}/{language}": {"subject": "Hallo", "paragraphs": ["Hallo"], "short": ["Hallo"]},
    "POST /templates/{kind}/{language}/preview": {"subject": "Hallo", "paragraphs": ["Hallo"], "short": ["Hallo"]},
    "POST /choices": {"case_id": SOMETHING, "rule": {"from": "2026-11-23", "to": "2026-11-27"}},
    "POST /appointments/{appointment_id}/cancel": {"by": "office", "reason": "other"},
    "POST /interpreters": {"kind": "pool", "name": "Lasha Beridze", "languages": [{"source": "ka"}]},
    "PATCH /interpreters/{interpreter_id}": {"hourly_cents": 3500},
    "POST /appointments/{appointment_id}/interpreter": {"legal_consequence": False},
    "POST /interpreter-bookings/{booking_id}/ask": {"interpreter_id": SOMETHING},
    "POST /interpreter-bookings/{booking_id}/decline": {"reason": "no_time"},
    "POST /interpreter-bookings/{booking_id}/done": {"minutes": 75},
    "POST /absences": {"from": "2028-01-03", "to": "2028-01-04", "kind": "leave"},
    "POST /hours": {"place": "wuerselen-rathaus", "weekday": 4, "begins": "17:00", "ends": "17:30"},
}  # fmt: skip
# Routes that answer otherwise about what is not there, and why.
OF_THE_LAW: dict[str, tuple[int, ...]] = {
    "POST /teams": (422,),  # whom the body names is not of the organisation: that is said at its field
    "POST /calendar/revoke": (204,),  # it is one's own, and there is one
    "POST /messages/staff/seen": (204,),  # it is one's own list, also where nothing is in it
    "POST /questions": (409,),  # no release: the same for every reference, so that nobody learns which there are
}
QUERIES = {
    "GET /absences": "?from=2026-11-23&to=2026-11-27",
    "GET /slots": "?from=2026-11-23&to=2026-11-27",
    "GET /appointments": "?from=2026-11-23&to=2026-11-27",
    "GET /interpreters/find": f"?appointment_id={SOMETHING}",
    "GET /interpreters/statement": "?month=2026-11",
    "GET /choices": f"?case_id={SOMETHING}",
    "GET /messages": f"?subject={SOMETHING}",
    "GET /ways": f"?subject={SOMETHING}",
    "GET /messages/post/letters.pdf": f"?message_id={SOMETHING}",
    "GET /reports/{table}": "?period=2026",
    "GET /cases/{case_id}/letters/{letter}": "?language=de",
}


def filled(route: str, ids: Mapping[str, str] = MappingProxyType({})) -> tuple[str, str]:
    """Method and path of a route, about the things of these ids; about one that is not there where none is given."""
    method, path = route.split()
    ids = {
        "table": "requests",
        "parked_id": "intake-999999999",
        "letter": "invitation",
        "kind": "nothing",
        "channel": "sms",
        "language": "de",
        **ids,
    }
    path = re.sub(r"\{(\w+)\}", lambda name: ids.get(name[1], SOMETHING), path)
    return method, path + QUERIES.get(route, "")


def test_the_table_names_every_route_that_is_not_public(town: Town) -> None:
    document = requests.get(f"{town.url}/api/openapi.json", timeout=20).json()
    routes = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if operation.get("security") and {} not in operation["security"]
    }
    assert routes == set(ALLOWED)


@pytest.mark.parametrize("route", ALLOWED)
def test_without_a_valid_session_nothing_is_told(api: Api, route: str) -> None:
    method, path = filled(route)
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic ZGVzazpkZXNr"}):
        answer = api(method, path, json={}, headers=headers)
        assert answer.status_code == 401, answer.text
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("route", [route for route in ALLOWED if ALLOWED[route] != EVERYBODY])
def test_only_those_of_the_table_get_past_the_door(api: Api, staff: Staff, route: str) -> None:
    method, path = filled(route)
    for user, colleague in staff.items():
        answer = colleague(method, path, json=BODIES.get(route, {}), version=1)
        if user in ALLOWED[route]:
            assert answer.status_code in OF_THE_LAW.get(route, (200, 201, 404)), (
                f"{user}: {answer.status_code} {answer.text}"
            )
        else:
            assert answer.status_code in (403, 404), f"{user}: {answer.status_code} {answer.text}"
            assert "items" not in answer.text


def test_a_session_that_was_ended_opens_nothing_within_a_minute(api: Api, staff: Staff) -> None:
    desk = sign_in(api, "desk", staff["desk"].password)
    assert desk("GET", "/requests").status_code == 200
    assert desk("DELETE", "/sessions").status_code == 204
    eventually(lambda: desk("GET", "/requests").status_code == 401, within=60)
    assert staff["desk"]("GET", "/requests").status_code == 200, "another session of the same person goes on"


def test_a_wrong_password_and_an_unknown_user_are_answered_alike(api: Api, staff: Staff) -> None:
    answers = [
        api("POST", "/sessions", json={"user": user, "password": "certainly not this one"})
        for user in ("desk", "nobody-of-this-name")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json()["code"] == answers[1].json()["code"] == "wrong_credentials"
    assert answers[0].json()["detail"] == answers[1].json()["detail"]
