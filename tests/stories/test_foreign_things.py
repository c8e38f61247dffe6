"""What belongs to others: with ids of a real case, nobody outside its circle learns more than that they may not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.test_rights import ALLOWED, BODIES, filled
from tests.stories.whole_case import CHILD, GEORGIAN, NAME, WORDS

Staff = dict[str, Colleague]
# Of these, what others have is not kept in the case that stands here.
ELSEWHERE = ("{request_id}", "{offer_id}", "{parked_id}", "{table}")
ABOUT_SOMETHING = [route for route in ALLOWED if "{" in route and not any(name in route for name in ELSEWHERE)]
# What colleagues of one organisation have in common, whatever case somebody has.
SHARED = ("/directory/", "/teams/", "/deputies/", "/counsellors/", "/advice/", "/hours/", "/absences/")
# What they have in common as long as the case is not locked for them: of appointments times and places, no person.
UNLESS_LOCKED = ("/appointments/", "/break-glass")
# What the glass of a case opens, for reading.
_PARTS = ("history", "documents", "documents/{document_id}", "plans/{plan_id}", "releases/{release_id}.pdf")
BEHIND_GLASS = [
    "GET /cases/{case_id}",
    *(f"GET /cases/{{case_id}}/{part}" for part in (*_PARTS, "letters/{letter}")),
]


def told(colleague: Colleague, route: str, ids: Mapping[str, str]) -> tuple[int, Any]:
    """What somebody is answered, without what is particular to every answer."""
    method, path = filled(route, ids)
    answer = colleague(method, path, json=BODIES.get(route, {}), version=1)
    document = answer.json()
    return answer.status_code, {name: document[name] for name in document if name not in ("trace_id", "instance")}


@pytest.mark.parametrize("route", ABOUT_SOMETHING)
def test_what_another_organisation_has_is_as_unknown_as_what_is_not_there(
    staff: Staff, whole_case: dict[str, str], route: str
) -> None:
    for user in sorted(ALLOWED[route] & {"mirela", "coordinator", "desk", "privacy_officer", "administrator"}):
        status, answer = told(staff[user], route, whole_case)
        assert status == 404, f"{user}: {answer}"
        assert (status, answer) == told(staff[user], route, {}), user


def test_a_colleague_who_does_not_have_the_case_reads_and_changes_nothing_of_it(
    staff: Staff, whole_case: dict[str, str]
) -> None:
    rima, case = staff["rima"], f"/cases/{whole_case['case_id']}"
    before = look(staff["ketevan"], case)
    walked = [route for route in ABOUT_SOMETHING if "rima" in ALLOWED[route] and not any(s in route for s in SHARED)]
    for route in walked:
        if any(each in route for each in UNLESS_LOCKED):
            continue
        status, answer = told(rima, route, whole_case)
        assert status in (403, 404), f"{route}: {status} {answer}"
    assert look(staff["ketevan"], case) == before

    do(staff["lioba"], f"{case}/lock", {"account_id": whole_case["colleague_id"]}, of=case)
    try:
        appointment = "GET /appointments/{appointment_id}"
        eventually(lambda: told(rima, appointment, whole_case)[0] == 404)  # the calendar has heard of it
        for route in walked:
            assert told(rima, route, whole_case) == told(rima, route, {}), f"{route}: locked, so it is not there"
    finally:
        do(staff["lioba"], f"{case}/unlock", {"account_id": whole_case["colleague_id"]}, of=case)


def test_through_the_glass_a_coordinator_reads_what_the_case_holds(staff: Staff, whole_case: dict[str, str]) -> None:
    for route in BEHIND_GLASS:
        answer = staff["lioba"](*filled(route, whole_case))
        assert answer.status_code == 200, f"{route}: {answer.text}"


@pytest.mark.parametrize(
    "user", ["rima", "mirela", "coordinator", "desk", "foreign_desk", "privacy_officer", "liaison"]
)
def test_no_list_and_no_search_names_somebody_of_a_case_that_is_others(
    staff: Staff, whole_case: dict[str, str], user: str
) -> None:
    colleague = staff[user]
    searches = [colleague("POST", "/people/search", json={"name": name}) for name in (GEORGIAN, CHILD)]
    lists = [route for route in ALLOWED if route.startswith("GET") and "{" not in route and user in ALLOWED[route]]
    for answer in [*searches, *(colleague(*filled(route)) for route in lists)]:
        for hidden in (GEORGIAN, NAME, CHILD, WORDS):
            for way in (hidden, json.dumps(hidden)[1:-1]):
                assert way not in answer.text, f"{answer.request.method} {answer.request.path_url}"
