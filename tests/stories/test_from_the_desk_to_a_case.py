"""From the desk to a case: who waits is triaged, offered and accepted; the person arrives sealed and leaves intake."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.eventually import eventually
from tests.stories.staff import STAFF, Colleague, do, look
from tests.stories.test_asking_by_api import await_receipt, key_of
from tests.stories.town import Town

Api = Callable[..., Any]
Staff = dict[str, Colleague]

SAID_OF = "SELECT type FROM outbox WHERE subject = :subject ORDER BY position"
TRIAGE = {"track": "case_management", "criteria": ["complex_need", "client_wants"], "urgency": "high"}


def waiting(api: Api, asked: dict[str, Any]) -> dict[str, Any]:
    """A request that was received and whose receipt has left."""
    receipt: dict[str, Any] = api("POST", "/requests", json=asked).json()
    await_receipt(api, receipt, "sent")
    return receipt


def offered(staff: Staff, request_id: str, to: str) -> str:
    """Triage and offer; returns the id of the offer, once the organisation sees it."""
    desk, path = staff["desk"], f"/requests/{request_id}"
    do(desk, f"{path}/triage", TRIAGE, of=path)
    offer_id: str = do(desk, f"{path}/offers", {"to": to}, of=path, status=201)["offer_id"]
    receiver = staff[{"bruecke": "ketevan", "kim": "mirela"}[to]]
    eventually(lambda: receiver("GET", f"/offers/{offer_id}").status_code == 200)
    return offer_id


def opened(staff: Staff, request_id: str) -> str:
    """The case that Ketevan has of this request, once the person has arrived."""
    offer = f"/offers/{offered(staff, request_id, 'bruecke')}"
    case_id: str = do(staff["ketevan"], f"{offer}/accept", {}, of=offer)["case_id"]
    eventually(lambda: look(staff["ketevan"], f"/cases/{case_id}")["status"] == "open")
    return case_id


def test_a_request_goes_from_the_desk_to_a_counsellor_who_then_knows_the_person(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    desk, ketevan = staff["desk"], staff["ketevan"]
    receipt = waiting(api, asked)
    path = f"/requests/{receipt['request_id']}"

    (listed,) = look(desk, f"/requests?status=received&language=ka&reference={receipt['reference']}")["items"]
    assert listed["request_id"] == receipt["request_id"]
    assert listed["seen_at"] is None
    assert asked["name"] not in json.dumps(listed, ensure_ascii=False), "a list names nobody"
    seen = look(desk, path)
    assert seen["person"]["name"] == asked["name"]
    assert look(desk, f"/requests?reference={receipt['reference']}")["items"][0]["seen_at"] is not None

    do(desk, f"{path}/triage", TRIAGE, of=path)
    fits = look(desk, f"{path}/suggestions")["items"]
    assert fits[0]["organisation"] == "bruecke", "Ketevan speaks Georgian, works in Würselen, knows both topics"
    assert {"speaks_language", "covers_municipality", "knows_topics"} <= {why["code"] for why in fits[0]["reasons"]}
    assert {fit["organisation"] for fit in fits} >= {"kim", "bruecke"}

    offer_id = do(desk, f"{path}/offers", {"to": "bruecke"}, of=path, status=201)["offer_id"]
    eventually(lambda: ketevan("GET", f"/offers/{offer_id}").status_code == 200)
    preview = look(ketevan, f"/offers/{offer_id}")
    assert (preview["status"], preview["language"], preview["municipality"]) == ("open", "ka", "wuerselen")
    assert asked["name"] not in json.dumps(preview, ensure_ascii=False)
    assert asked["email"] not in json.dumps(preview)

    case_id = do(ketevan, f"/offers/{offer_id}/accept", {}, of=f"/offers/{offer_id}")["case_id"]
    eventually(lambda: look(ketevan, f"/cases/{case_id}")["status"] == "open")
    case = look(ketevan, f"/cases/{case_id}")
    assert case["person"]["name"] == asked["name"]
    assert case["person"]["email"] == asked["email"]
    assert case["person"]["message"] == asked["message"]
    assert case["reference"] == receipt["reference"]
    assert case["phase"] == "clarification"

    eventually(lambda: look(desk, path)["status"] == "handed_over")
    left = look(desk, path)
    assert left["person"] is None
    assert left["helper"] == "bruecke"
    status = api("GET", "/requests/status", params=key_of(receipt)).json()
    assert (status["status"], status["helper"]) == ("handed_over", "bruecke")
    (row,) = town.rows("intake", "SELECT * FROM requests WHERE request_id = :which", which=receipt["request_id"])
    assert (row["person"], row["email_index"], row["phone_index"]) == (None, None, None)
    eventually(lambda: not town.rows("notifications", "SELECT 1 AS x FROM addressees WHERE about = :about",
                                     about=receipt["request_id"]))  # fmt: skip
    assert eventually(lambda: town.rows("notifications", "SELECT 1 AS x FROM addressees WHERE about = :about",
                                        about=case_id))  # fmt: skip


def test_a_counsellor_records_a_consultation_a_goal_and_a_barrier(
    town: Town, api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    ketevan = staff["ketevan"]
    case = f"/cases/{opened(staff, waiting(api, asked)['request_id'])}"
    consultation = {"kind": "in_person", "topics": ["housing"], "minutes": 45, "with_interpreter": False,
                    "note": "Unterlagen gesichtet."}  # fmt: skip
    do(ketevan, f"{case}/consultations", consultation, status=201)
    goal = do(ketevan, f"{case}/goals", {"topic": "housing", "words": "Eine Wohnung für vier"}, status=201)
    barrier = {"topic": "language", "kind": "no_course", "institution": "course_provider"}
    met = do(ketevan, f"{case}/barriers", barrier, status=201)
    found = look(ketevan, case)
    assert [each["note"] for each in found["consultations"]] == ["Unterlagen gesichtet."]
    assert [(each["words"], each["status"]) for each in found["goals"]] == [("Eine Wohnung für vier", "agreed")]
    assert [(each["kind"], each["municipality"]) for each in found["barriers"]] == [("no_course", "wuerselen")]

    reached = ketevan("POST", f"{case}/goals/{goal['goal_id']}/reach", version=goal["version"])
    assert reached.status_code == 200, reached.text
    again = ketevan("POST", f"{case}/goals/{goal['goal_id']}/reach", version=goal["version"])
    assert again.status_code == 412, "it has a newer version now"
    how = {"how": "way_around", "note": "Die Bücherei hat einen Kurs."}
    cleared = ketevan("POST", f"{case}/barriers/{met['barrier_id']}/clear", json=how, version=met["version"])
    assert cleared.status_code == 200, cleared.text
    do(ketevan, f"{case}/phase", {"phase": "assessment"}, of=case)
    found = look(ketevan, case)
    assert (found["phase"], found["goals"][0]["status"]) == ("assessment", "reached")
    assert found["barriers"][0]["cleared_at"]
    said = town.rows("cases", SAID_OF, subject=case.rpartition("/")[2])
    assert [row["type"] for row in said][-6:] == [
        "consultation.held.v1", "goal.agreed.v1", "barrier.met.v1", "goal.reached.v1", "barrier.cleared.v1",
        "case.phase_entered.v1",
    ]  # fmt: skip


def test_what_is_declined_goes_back_to_the_desk_with_its_reason_and_can_be_offered_to_another(
    api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    desk, request_id = staff["desk"], waiting(api, asked)["request_id"]
    offer = f"/offers/{offered(staff, request_id, 'kim')}"
    do(staff["mirela"], f"{offer}/decline", {"reason": "no_capacity"}, of=offer)
    path = f"/requests/{request_id}"
    eventually(lambda: look(desk, path)["status"] == "triaged")
    (declined,) = look(desk, path)["offers"]
    assert (declined["status"], declined["reason"]) == ("declined", "no_capacity")
    kim = next(fit for fit in look(desk, f"{path}/suggestions")["items"] if fit["organisation"] == "kim")
    assert "declined_before" in {why["code"] for why in kim["reasons"]}
    do(desk, f"{path}/offers", {"to": "bruecke"}, of=path, status=201)


def test_of_two_who_accept_one_has_the_case_and_the_other_is_told(
    api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    desk, request_id = staff["desk"], waiting(api, asked)["request_id"]
    theirs = f"/offers/{offered(staff, request_id, 'bruecke')}"
    path = f"/requests/{request_id}"
    ours = f"/offers/{do(desk, f'{path}/offers', {'to': 'kim'}, of=path, status=201)['offer_id']}"
    eventually(lambda: staff["mirela"]("GET", ours).status_code == 200)
    first, second = look(staff["ketevan"], theirs)["version"], look(staff["mirela"], ours)["version"]
    won = staff["ketevan"]("POST", f"{theirs}/accept", json={}, version=first)
    late = staff["mirela"]("POST", f"{ours}/accept", json={}, version=second)
    assert won.status_code == 200, won.text
    ends = {"confirmed", "lapsed", "withdrawn"}
    eventually(
        lambda: look(staff["mirela"], ours)["status"] in ends and look(staff["ketevan"], theirs)["status"] in ends
    )
    states = sorted([look(staff["mirela"], ours)["status"], look(staff["ketevan"], theirs)["status"]])
    assert states[0] == "confirmed"
    assert states[1] in ("lapsed", "withdrawn")
    if late.status_code == 200:
        dropped = staff["mirela"]("GET", f"/cases/{late.json()['case_id']}")
        assert dropped.status_code == 404 or dropped.json()["status"] in ("dropped", "open")


def test_a_client_who_withdraws_ends_the_offers_too(api: Api, staff: Staff, asked: dict[str, Any]) -> None:
    receipt = waiting(api, asked)
    offer = f"/offers/{offered(staff, receipt['request_id'], 'bruecke')}"
    assert api("POST", "/requests/withdraw", json=key_of(receipt)).status_code == 200
    eventually(lambda: look(staff["ketevan"], offer)["status"] == "withdrawn")
    version = look(staff["ketevan"], offer)["version"]
    assert staff["ketevan"]("POST", f"{offer}/accept", json={}, version=version).status_code == 409


def test_what_the_desk_answers_itself_is_over_and_the_client_reads_so(
    api: Api, staff: Staff, asked: dict[str, Any]
) -> None:
    receipt = waiting(api, asked)
    path = f"/requests/{receipt['request_id']}"
    do(staff["desk"], f"{path}/answer", {"summary": "Öffnungszeiten erklärt."}, of=path)
    assert look(staff["desk"], path)["summary"] == "Öffnungszeiten erklärt."
    status = api("GET", "/requests/status", params=key_of(receipt)).json()
    assert (status["status"], status["can_withdraw"]) == ("answered", False)


@pytest.mark.parametrize("user", sorted(set(STAFF) - {"ketevan"}))
def test_nobody_but_the_counsellor_reads_a_case(
    api: Api, staff: Staff, asked: dict[str, Any], cases: dict[str, str], user: str
) -> None:
    if not cases:
        cases["path"] = f"/cases/{opened(staff, waiting(api, asked)['request_id'])}"
    answer = staff[user]("GET", cases["path"])
    assert answer.status_code in (403, 404)
    assert asked["name"] not in answer.text
    assert staff["ketevan"]("GET", cases["path"]).status_code == 200
    line = look(staff["lioba"], f"{cases['path']}/circle")
    assert line["reference"]
    assert asked["name"] not in json.dumps(line, ensure_ascii=False)


@pytest.fixture(scope="module")
def cases() -> dict[str, str]:
    """The case that the last test goes round with."""
    return {}


def test_every_look_at_a_person_is_written_down(town: Town, api: Api, staff: Staff, asked: dict[str, Any]) -> None:
    request_id = waiting(api, asked)["request_id"]
    case_id = opened(staff, request_id)
    glass = {"reason": "Ketevan ist nicht erreichbar, die Klinik fragt.", "hours": 1}
    do(staff["lioba"], f"/cases/{case_id}/break-glass", glass, status=201)
    look(staff["lioba"], f"/cases/{case_id}")
    for service, subject, roles in (
        ("intake", request_id, {"desk"}),
        ("cases", case_id, {"counsellor", "coordinator"}),
    ):
        looks = town.rows(service, "SELECT * FROM access_log WHERE subject = :subject", subject=subject)
        assert {line["roles"] for line in looks} == roles


def test_a_case_can_be_opened_for_who_stands_before_one(api: Api, staff: Staff, asked: dict[str, Any]) -> None:
    rima = staff["rima"]
    body = {key: asked[key] for key in ("language", "topics", "municipality", "name", "consent")}
    key = {"Idempotency-Key": f"walk-in {asked['email']}"}
    first = rima("POST", "/cases", json=body, headers=key)
    assert first.status_code == 201, first.text
    assert rima("POST", "/cases", json=body, headers=key).json() == first.json()
    found = look(rima, f"/cases/{first.json()['case_id']}")
    assert (found["status"], found["person"]["name"]) == ("open", asked["name"])
    assert [case["case_id"] for case in look(rima, "/cases?mine=true")["items"]][0] == first.json()["case_id"]


def test_writes_say_which_version_they_saw(api: Api, staff: Staff, asked: dict[str, Any]) -> None:
    desk, path = staff["desk"], f"/requests/{waiting(api, asked)['request_id']}"
    without = desk("POST", f"{path}/triage", json=TRIAGE)
    assert (without.status_code, without.json()["code"]) == (428, "version_missing")
    seen = desk("GET", path)
    version = seen.json()["version"]
    assert seen.headers["ETag"] == f'"{version}"'
    assert desk("POST", f"{path}/triage", json=TRIAGE, version=version).status_code == 200
    late = desk("POST", f"{path}/triage", json=TRIAGE | {"urgency": "low"}, version=version)
    assert (late.status_code, late.json()["code"]) == (412, "changed_meanwhile")
    assert look(desk, path)["urgency"] == "high"


def test_a_list_is_paged_by_cursor_and_link(api: Api, staff: Staff, asked: dict[str, Any]) -> None:
    for _ in range(3):
        waiting(api, asked)
    first = staff["desk"]("GET", "/requests?status=received&limit=2")
    assert len(first.json()["items"]) == 2
    following = first.links["next"]["url"]
    path = following[following.index("/api/v1") + len("/api/v1") :]
    rest = staff["desk"]("GET", path)
    assert rest.status_code == 200
    shown = [item["request_id"] for answer in (first, rest) for item in answer.json()["items"]]
    assert len(shown) == len(set(shown)) >= 3
