"""Deny by default: every route of the API is called without, with the wrong, and with a foreign identity."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from tests.eventually import eventually
from tests.stories.staff import STAFF, Colleague, sign_in
from tests.stories.town import Town

Api = Callable[..., Any]
Staff = dict[str, Colleague]

DESK = {"desk", "coordinator"}
COUNSELLORS = {"mirela", "ketevan", "rima"}
COORDINATORS = {"coordinator", "lioba"}
CASEWORK = COUNSELLORS | COORDINATORS
READERS = {"steering", "coordinator", "privacy_officer"}
EVERYBODY = set(STAFF)
# Who gets past the door of each route; what they then see of it is the service's law.
ALLOWED: dict[str, set[str]] = {
    "DELETE /sessions": EVERYBODY,
    "GET /requests": DESK,
    "GET /requests/{request_id}": DESK,
    "GET /requests/{request_id}/suggestions": DESK,
    "POST /requests/{request_id}/triage": DESK,
    "POST /requests/{request_id}/offers": DESK,
    "POST /requests/{request_id}/offers/{offer_id}/withdraw": DESK,
    "POST /requests/{request_id}/answer": DESK,
    "GET /offers": CASEWORK,
    "GET /offers/{offer_id}": CASEWORK,
    "POST /offers/{offer_id}/accept": CASEWORK,
    "POST /offers/{offer_id}/decline": CASEWORK,
    "GET /cases": CASEWORK,
    "GET /cases/{case_id}": CASEWORK,
    "POST /cases": COUNSELLORS,
    "POST /cases/{case_id}/assign": COORDINATORS,
    "POST /cases/{case_id}/phase": CASEWORK,
    "POST /cases/{case_id}/close": CASEWORK,
    "POST /cases/{case_id}/consultations": COUNSELLORS,
    "POST /cases/{case_id}/goals": COUNSELLORS,
    "POST /cases/{case_id}/goals/{goal_id}/reach": COUNSELLORS,
    "POST /cases/{case_id}/goals/{goal_id}/drop": COUNSELLORS,
    "POST /cases/{case_id}/barriers": COUNSELLORS,
    "POST /cases/{case_id}/barriers/{barrier_id}/clear": COUNSELLORS,
    "GET /counsellors": CASEWORK,
    "GET /slots": CASEWORK | {"desk", "foreign_desk"},
    "GET /appointments": CASEWORK,
    "GET /appointments/{appointment_id}": CASEWORK,
    "POST /appointments": CASEWORK,
    "POST /appointments/{appointment_id}/move": CASEWORK,
    "POST /appointments/{appointment_id}/cancel": CASEWORK,
    "POST /appointments/{appointment_id}/kept": CASEWORK,
    "POST /appointments/{appointment_id}/missed": CASEWORK,
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
# What each command is asked with, so that it is the rights that decide and not the shape.
BODIES: dict[str, dict[str, Any]] = {
    "triage": {"track": "orientation", "criteria": ["complex_need"], "urgency": "low"},
    "offers": {"to": "bruecke"},
    "answer": {"summary": "Öffnungszeiten erklärt."},
    "decline": {"reason": "other"},
    "assign": {"counsellor_id": "0192f0c1-0000-7000-8000-000000000001"},
    "phase": {"phase": "planning"},
    "close": {"reason": "other", "outcome": "unknown"},
    "consultations": {"kind": "phone", "topics": ["housing"], "minutes": 15},
    "goals": {"topic": "housing", "words": "Eine Wohnung"},
    "drop": {"reason": "other"},
    "barriers": {"topic": "housing", "kind": "no_place", "institution": "other"},
    "appointments": {"case_id": SOMETHING, "place": "wuerselen-rathaus", "starts_at": SOON, "minutes": 60},
    "move": {"starts_at": SOON},
    "cancel": {"by": "office", "reason": "other"},
    "hours": {"place": "wuerselen-rathaus", "weekday": 6, "begins": "09:00", "ends": "09:30"},
}
QUERIES = {
    "/slots": "?from=2026-11-23&to=2026-11-27",
    "/appointments": "?from=2026-11-23&to=2026-11-27",
    "/reports/requests": "?period=2026",
}


def filled(route: str) -> tuple[str, str]:
    """Method and path of a route, about a thing that is not there."""
    method, path = route.split()
    path = path.replace("{table}", "requests").replace("{parked_id}", "intake-999999999")
    path = re.sub(r"\{\w+\}", SOMETHING, path)
    return method, path + (QUERIES.get(path, "") if method == "GET" else "")


def test_the_table_names_every_route_that_is_not_public(town: Town) -> None:
    document = requests.get(f"{town.url}/api/openapi.json", timeout=20).json()
    routes = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if operation.get("security")
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
        answer = colleague(method, path, json=BODIES.get(path.rpartition("/")[2], {}), version=1)
        if user in ALLOWED[route]:
            assert answer.status_code in (200, 201, 404, 422), f"{user}: {answer.status_code} {answer.text}"
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
