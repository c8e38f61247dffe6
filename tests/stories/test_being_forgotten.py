"""Somebody is forgotten: two people decide, every service forgets and says so, the figures stay, and nothing leads
back."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.builders.files import SCAN, in_base64
from tests.eventually import eventually
from tests.stories.staff import Colleague, do, look
from tests.stories.test_from_the_desk_to_a_case import offered, waiting
from tests.stories.test_nobody_is_named import spellings
from tests.stories.town import SERVICES, Town, as_bytes

Api = Callable[..., Any]
Staff = dict[str, Colleague]

NAME, CHILD, WORDS = "Wolfram Hagebuttenstrauch", "Rosalinde Hagebuttenstrauch", "Dachsbautenlage neben der Mosterei"
HERS, PHONE = "wolfram.hagebutte@example.org", "+493023125777"
OTHER, THEIRS, CALLED = "Apollonia Quittenbaum", "apollonia.quitte@example.org", "+493023125778"
ASKED_FOR = "Igelwinterquartier unter der Remise"
TOLD_SINCE = {"contact.erased.v1", "request.erased.v1", "request.forgotten.v1"}
# Where the id of a forgotten case may still stand, and nothing leads from there to anybody: who looked at it, that a
# message of this id was heard, how often something was said of it, and that what comes late is to be passed over.
LEFT = {
    *((service, table) for service in SERVICES for table in ("access_log", "inbox", "outbox", "outbox_sequences")),
    *((service, "inbox_lanes") for service in SERVICES),
    ("cases", "forgotten"),
    ("notifications", "forgotten"),
}
FIGURES = {
    "requests": "SELECT month, municipality, language, count(DISTINCT person_ref) AS n FROM requests",
    "cases": "SELECT month, language, count(DISTINCT person_ref) AS n FROM cases",
    "case_steps": "SELECT month, phase, count(DISTINCT case_id) AS n FROM case_steps",
    "appointments": "SELECT month, place, status, count(DISTINCT case_id) AS n FROM appointments",
    "barriers": "SELECT month, topic, municipality, count(DISTINCT person_ref) AS n FROM barriers",
    "milestones": "SELECT month, milestone, count(*) AS n FROM milestones",
}


def figures(town: Town) -> dict[str, list[dict[str, Any]]]:
    """What all the figures are counted from, as they are counted."""
    counted = {}
    for table, statement in FIGURES.items():
        by = re.findall(r"SELECT (.*), count", statement)[0]
        counted[table] = town.rows("reporting", f"{statement} GROUP BY {by} ORDER BY {by}")
    return counted


def everything(town: Town) -> dict[tuple[str, str], bytes]:
    """All that is kept, by service and table; each is read once, whatever is then looked for in it."""
    kept = {}
    for service in SERVICES:
        for table in town.tables(service):
            rows = town.rows(service, f'SELECT * FROM "{table}"')
            kept[service, table] = b"\n".join(as_bytes(cell) for row in rows for cell in row.values())
    return kept


def holding(kept: Mapping[tuple[str, str], bytes], value: str) -> set[tuple[str, str]]:
    """The tables in which a value stands, in whatever way it is written."""
    ways = spellings(value)
    return {place for place, cells in kept.items() if any(way in cells for way in ways)}


def accompanied(api: Api, staff: Staff, asked: dict[str, Any]) -> dict[str, str]:
    """Wolfram's case at the region, with what one writes in a case, closed; and another request of his."""
    mirela, desk = staff["mirela"], staff["desk"]
    told = asked | {"name": NAME, "email": HERS, "phone": PHONE, "message": WORDS}
    receipt, again = waiting(api, told), waiting(api, told | {"message": f"{WORDS} (2)"})
    request = f"/requests/{receipt['request_id']}"
    link = {"other_id": again["request_id"], "verdict": "same"}
    do(desk, f"{request}/likenesses", link, of=request)
    offer_id = offered(staff, receipt["request_id"], "kim")
    offer = f"/offers/{offer_id}"
    case_id: str = do(mirela, f"{offer}/accept", {}, of=offer)["case_id"]
    case = f"/cases/{case_id}"
    eventually(lambda: look(mirela, case)["status"] == "open")
    found = look(mirela, case)
    do(mirela, f"{case}/household", {"relation": "child", "name": CHILD}, status=201)
    talk = {"kind": "phone", "topics": ["housing"], "minutes": 15, "note": WORDS}
    do(mirela, f"{case}/consultations", talk, status=201)
    met = {"topic": "housing", "kind": "no_place", "institution": "other", "note": WORDS}
    do(mirela, f"{case}/barriers", met, status=201)
    paper = {"name": f"{NAME}.pdf", "content": in_base64(SCAN + WORDS.encode()), "kind": "other", "title": NAME}
    do(mirela, f"{case}/documents", paper, status=201)
    soon = f"{datetime.now(UTC) + timedelta(days=190):%Y-%m-%d}T10:00:00Z"
    meeting = {"case_id": case_id, "place": "alsdorf-rathaus", "starts_at": soon, "minutes": 30}
    eventually(lambda: mirela("POST", "/appointments", json=meeting).status_code == 201)
    do(mirela, f"{case}/close", {"reason": "wish_of_client", "outcome": "improved"}, of=case)
    return {
        "case_id": case_id,
        "person_id": found["person"]["person_id"],
        "request_id": receipt["request_id"],
        "again_id": again["request_id"],
        "reference": receipt["reference"],
    }


def test_a_person_is_forgotten_by_every_service_and_the_figures_stay(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    ids = accompanied(api, staff, asked)
    eventually(town.is_quiet, within=30)
    before = figures(town)
    officer, coordinator = staff["privacy_officer"], staff["coordinator"]
    person = f"/people/{ids['person_id']}"
    kept = {each["kind"]: each["number"] for each in look(officer, f"{person}/traces")["kept"]}
    assert {name: kept[name] for name in ("case", "consultation", "document", "barrier")} == dict.fromkeys(
        ("case", "consultation", "document", "barrier"), 1
    )
    kept_before = everything(town)
    for value in (ids["person_id"], ids["case_id"], ids["request_id"]):
        assert holding(kept_before, value), "we are looking in the right places"

    held = {"reason": WORDS, "until": f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}"}
    hold = do(officer, f"{person}/hold", held, status=201)
    refused = do(officer, f"{person}/erase", {"reason": "consent_withdrawn"}, status=409)
    assert refused["code"] == "on_hold"
    assert officer("POST", f"/holds/{hold['hold_id']}/release", version=hold["version"]).status_code == 200

    erasure = do(officer, f"{person}/erase", {"reason": "consent_withdrawn"}, status=201)
    path = f"/erasures/{erasure['erasure_id']}"
    assert do(officer, f"{path}/confirm", {}, of=path, status=409)["code"] == "four_eyes"
    assert look(staff["mirela"], f"/cases/{ids['case_id']}")["name"] == NAME, "one yes erases nothing"
    is_away = town.end("notifications")
    do(coordinator, f"{path}/confirm", {}, of=path)
    if is_away:
        due = [{"service": "notifications", "cases": 1}]
        eventually(lambda: look(officer, path)["waiting_for"] == due, within=30)
        assert look(officer, path)["status"] == "carried_out"
        town.lotse("notifications", "run", "notifications")
    eventually(lambda: look(officer, path)["status"] == "complete", within=60)
    eventually(town.is_quiet, within=30)

    assert officer("GET", f"{person}/traces").status_code == 404
    assert staff["mirela"]("GET", f"/cases/{ids['case_id']}").status_code == 404
    assert staff["desk"]("GET", f"/requests/{ids['request_id']}").status_code == 404
    assert figures(town) == before
    left = everything(town)
    for value in (NAME, CHILD, WORDS, HERS, PHONE, ids["person_id"], ids["reference"]):
        assert holding(left, value) == set(), value
    for name in ("case_id", "request_id"):
        assert holding(left, ids[name]) <= LEFT, name
    # That he had asked twice counts once, as before, by the id of a request that the intake does not know any more.
    counted = {("reporting", "requests"), ("reporting", "links")}
    assert holding(left, ids["again_id"]) <= LEFT | counted
    for service in SERVICES:
        about = functools.partial(town.rows, service, subject=ids["case_id"])
        assert about("SELECT body FROM outbox WHERE subject = :subject") == []
        assert {row["body"] for row in about("SELECT body FROM inbox WHERE subject = :subject")} <= {""}


def test_somebody_who_has_only_asked_is_forgotten_as_well_and_counts_as_before(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    told = {"name": OTHER, "email": THEIRS, "phone": CALLED, "message": ASKED_FOR}
    receipt = waiting(api, asked | told)
    request, erasure = (f"/requests/{receipt['request_id']}{rest}" for rest in ("", "/erasure"))
    officer, coordinator = staff["privacy_officer"], staff["coordinator"]
    assert look(staff["desk"], request)["person"]["name"] == OTHER
    eventually(town.is_quiet, within=30)
    before = figures(town)
    assert holding(everything(town), receipt["reference"]), "we are looking in the right places"

    proposed = do(officer, f"{request}/erase", {"reason": "objection"}, status=201)
    refused = officer("POST", f"{erasure}/confirm", version=proposed["version"])
    assert (refused.status_code, refused.json()["code"]) == (409, "four_eyes")
    assert look(staff["desk"], request)["person"]["name"] == OTHER, "one yes erases nothing"
    assert coordinator("POST", f"{erasure}/confirm", version=proposed["version"]).status_code == 200

    def undone() -> set[str]:
        return {each["request_id"] for each in look(officer, "/requests/erasures")["items"]}

    eventually(lambda: receipt["request_id"] not in undone(), within=60)
    eventually(town.is_quiet, within=30)
    assert look(staff["desk"], request)["person"] is None
    assert figures(town) == before
    left = everything(town)
    for value in (OTHER, THEIRS, CALLED, ASKED_FOR):
        assert holding(left, value) == set(), value
    for service in SERVICES:
        about = functools.partial(town.rows, service, subject=receipt["request_id"])
        said = about("SELECT type FROM outbox WHERE subject = :subject")
        heard = about("SELECT type FROM inbox WHERE subject = :subject AND body <> ''")
        assert {row["type"] for row in (*said, *heard)} <= TOLD_SINCE, "but that it is forgotten, nothing is told of it"
