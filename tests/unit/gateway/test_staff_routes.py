"""Who may call which route of the API, and what every one of them promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from gateway import who
from tests.unit.gateway.fake_accounts import ROLES
from tests.unit.gateway.fake_desk import DESK_OFFER_ID, OFFERED_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.staff_bodies import BODIES
from tests.unit.gateway.staff_routes import ADDED, API, COMMANDS, DECIDED, IDS, PASSED_ON, ROUTES, in_document, path_of


def of_staff(app: Flask) -> Iterator[tuple[str, who.Declared]]:
    """Every route that wants a bearer token, as the table names it."""
    for rule in app.url_map.iter_rules():
        said = who.declared(app.view_functions[rule.endpoint])
        if said and said.proof == "bearer":
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield f"{method} {rule.rule.removeprefix(API)}", said


def test_the_table_of_these_tests_names_every_route_for_staff_and_its_roles(app: Flask) -> None:
    marked = {route: said.roles or frozenset(ROLES) for route, said in of_staff(app)}
    assert marked == {route: frozenset(roles) for route, (roles, _, _) in ROUTES.items()}


def test_whatever_is_under_the_api_and_not_for_everybody_wants_a_bearer_token(app: Flask) -> None:
    of_everybody = {
        f"{method} {rule.rule.removeprefix(API)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(API) and f"{method} {rule.rule.removeprefix(API)}" not in ROUTES
    }
    assert of_everybody == {
        "POST /requests",
        "GET /requests/status",
        "POST /requests/withdraw",
        "GET /calendar/<token>.ics",
        "POST /receipts/seven",
        "GET /requests/status/choices",
        "POST /requests/status/choices/<uuid:choice_id>/choose",
        "POST /requests/status/choices/<uuid:choice_id>/decline",
        "GET /requests/status/appointments/<uuid:appointment_id>/slots",
        "POST /requests/status/appointments/<uuid:appointment_id>/move",
        "POST /requests/status/appointments/<uuid:appointment_id>/cancel",
        "GET /requests/status/ways",
        "PUT /requests/status/ways/<channel>",
        "GET /programme",
        "GET /notice",
        "GET /places",
        "POST /sessions",
        "POST /sessions/reset",
    }
    for rule in app.url_map.iter_rules():
        said = who.declared(app.view_functions[rule.endpoint])
        assert said
        assert (said.proof == "cookie") <= (not rule.rule.startswith("/api/")), rule


@pytest.mark.parametrize("route", ROUTES)
def test_nobody_gets_in_without_a_token(client: Any, calls: FakeCalls, route: str) -> None:
    method, rule = route.split(" ")
    answer = client.open(f"{API}{path_of(rule)}", method=method, json={})
    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")
    assert not calls.asked


@pytest.mark.parametrize("route", ROUTES)
def test_every_other_role_is_refused_before_a_service_is_asked(call: Any, calls: FakeCalls, route: str) -> None:
    for role in set(ROLES) - set(ROUTES[route][0]):
        answer = call(route, role)
        assert (answer.status_code, answer.json["code"]) == (403, "not_allowed"), role
    assert not calls.of_staff()


@pytest.mark.parametrize("route", ROUTES)
def test_every_right_role_is_let_in_and_the_service_is_asked_in_its_name(
    gateway: Callable[..., Flask], route: str
) -> None:
    roles, service, asked = ROUTES[route]
    method, rule = route.split(" ")
    for role in roles:
        calls = FakeCalls()
        headers = {"Authorization": f"Bearer {calls.cases.token(role)}", "If-Match": '"1"'}
        if asked == "withdraw_offer":
            rule = rule.replace("<uuid:request_id>", OFFERED_ID).replace("<uuid:offer_id>", DESK_OFFER_ID)
            headers["If-Match"] = '"3"'
        client = gateway(calls).test_client()
        options: dict[str, Any] = {"json": BODIES[asked]} if asked in BODIES else {}
        answer = client.open(f"{API}{path_of(rule)}", method=method, headers=headers, **options)
        assert answer.status_code in (200, 201, 204), (role, answer.text)
        last = next(one for one in reversed(calls.asked) if one.service == service)
        assert last.method == asked
        assert last.who.ref == ("public" if asked == "end_session" else f"account-{role}")
        assert (last.command_id is not None) == (route in COMMANDS)


@pytest.mark.parametrize("route", COMMANDS)
def test_what_adds_takes_a_key_and_what_changes_wants_a_version(client: Any, calls: FakeCalls, route: str) -> None:
    roles, _, command = ROUTES[route]
    headers = {"Authorization": f"Bearer {calls.cases.token(roles[0])}"}
    method, rule = route.split(" ")
    answer = client.open(f"{API}{path_of(rule)}", method=method, json=BODIES.get(command, {}), headers=headers)
    expected = {201} if command in ADDED else {200, 201, 204} if command in DECIDED else {428}
    assert answer.status_code in expected, answer.text


@pytest.mark.parametrize("route", PASSED_ON)
def test_neither_an_unknown_field_nor_another_id_gets_in_with_the_body(call: Any, calls: FakeCalls, route: str) -> None:
    roles, service, command = ROUTES[route]
    elsewhere = dict.fromkeys(IDS, "00000000-0000-7000-8000-00000000dead")
    named = {name for name in IDS if f"<uuid:{name}>" in route}
    answer = call(route, roles[0], BODIES.get(command, {}) | elsewhere | {"version": 7, "organisation": "bruecke"})
    asked = calls.asked[-1]
    assert (asked.service, asked.method) == (service, command)
    assert {name: asked.request[name] for name in named} == {name: IDS[name] for name in named}
    assert command in ADDED | DECIDED or asked.request["version"] == 1
    assert answer.status_code == 422
    unknown = {error["field"] for error in answer.json["errors"] if error["code"] == "unknown_field"}
    assert unknown >= {"organisation", *(set(IDS) - named - set(BODIES.get(command, {})))}


@pytest.mark.parametrize("route", PASSED_ON)
def test_the_same_key_is_the_same_command_for_the_same_account_only(call: Any, calls: FakeCalls, route: str) -> None:
    calls.cases.accounts_["second"] = calls.cases.accounts_[ROUTES[route][0][0]] | {"account_id": "account-second"}
    users = (ROUTES[route][0][0], ROUTES[route][0][0], "second")
    for user in users:
        call(route, user, Idempotency_Key="retro-clock")
    call(route, users[0], Idempotency_Key="tall-tower")
    first, again, second, other = [asked.command_id for asked in calls.of_staff()]
    assert first == again
    assert len({first, second, other}) == 3


def test_the_openapi_document_says_of_every_route_whether_it_wants_a_token(client: Any) -> None:
    paths = client.get("/api/openapi.json").json
    assert paths["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    secured = {
        f"{method.upper()} {path.removeprefix(API)}"
        for path, operations in paths["paths"].items()
        for method, operation in operations.items()
        if operation.get("security") == [{"bearer": []}]
    }
    assert secured == {in_document(route) for route in ROUTES}


def test_the_openapi_document_names_what_each_route_needs(client: Any) -> None:
    paths = client.get("/api/openapi.json").json["paths"]
    for route in ROUTES:
        method, rule = route.split(" ")
        operation = paths[API + in_document(rule)][method.lower()]
        named = {parameter["name"] for parameter in operation["parameters"]}
        assert ("If-Match" in named) == (route in COMMANDS and ROUTES[route][2] not in ADDED | DECIDED), route
        assert ("Idempotency-Key" in named) == (route in COMMANDS), route
        assert {"401", "403", "503"} <= set(operation["responses"]), route
    assert "304" in paths[f"{API}/offers/{{offer_id}}"]["get"]["responses"]
