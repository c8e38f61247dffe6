"""Who stands close to a case: the pages of the circle, the glass, the organisation and the access log."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.gateway.busy_morning import calls as busy
from tests.unit.gateway.fake_accounts import account
from tests.unit.gateway.fake_cases import CASE_ID
from tests.unit.gateway.fake_intake import FakeCalls
from tests.unit.gateway.fake_rights import COLLEAGUE_ID, DEPUTYSHIP_ID, TEAM_ID
from tests.unit.gateway.staff_browser import last, sender, signed_in, text, words

CASE, CIRCLE = f"/en/cases/{CASE_ID}", f"/en/cases/{CASE_ID}/circle"
ORGANISATION = "/en/organisation"
WHY = "Anruf der Klinik, niemand ist erreichbar."
NAME = "ნინო ბერიძე"


@pytest.fixture
def calls() -> FakeCalls:
    made = busy()
    made.cases.glass = set()
    return made


@pytest.mark.parametrize("user", ["coordinator", "privacy_officer"])
def test_whoever_may_not_read_a_case_is_led_to_who_sees_it_and_reads_no_name(client: Any, user: str) -> None:
    visitor = signed_in(client, user)
    answer = visitor.get(CASE)
    assert (answer.status_code, answer.location) == (303, CIRCLE)
    page = visitor.get(CIRCLE)
    assert page.status_code == 200
    assert "K7M-4XQ-6" in page.text
    assert NAME not in page.text
    assert "Open it in an emergency" in page.text


def test_the_glass_is_broken_with_a_reason_and_opens_the_case(client: Any, calls: FakeCalls) -> None:
    send = sender(signed_in(client, "coordinator"), CIRCLE)
    assert send("break_glass", reason="", hours="4").status_code == 422
    answer = send("break_glass", reason=WHY, hours="4")
    assert (answer.status_code, answer.location) == (303, CASE)
    assert last(calls, "break_glass") == {"case_id": CASE_ID, "reason": WHY, "hours": 4}
    assert client.get(CASE).status_code == 200


def test_a_colleague_is_told_that_it_is_somebody_elses_and_of_the_glass(client: Any, calls: FakeCalls) -> None:
    calls.cases.cases_[CASE_ID][0]["counsellor_id"] = "account-somebody"
    colleague = signed_in(client, "counsellor")
    assert colleague.get(CASE).location == CIRCLE
    page = colleague.get(CIRCLE)
    assert page.status_code == 403
    assert "Somebody else’s case" in words(page)
    assert NAME not in page.text
    assert "K7M-4XQ-6" not in page.text
    assert sender(colleague, CIRCLE)("break_glass", reason=WHY, hours="1").location == CASE


def test_a_case_is_locked_and_unlocked_and_mistakes_are_said_at_the_field(client: Any, calls: FakeCalls) -> None:
    coordinator = signed_in(client, "coordinator")
    send = sender(coordinator, CIRCLE)
    wrong = send("lock_case", account_id=calls.cases.cases_[CASE_ID][0]["counsellor_id"])
    assert wrong.status_code == 409
    assert 'href="#lock_case-account_id"' in wrong.text
    assert send("lock_case", account_id=COLLEAGUE_ID).location == CIRCLE
    assert last(calls, "lock_case")["account_id"] == COLLEAGUE_ID
    assert "Ben Nachbar" in words(coordinator.get(CIRCLE))
    assert send("unlock_case", account_id=COLLEAGUE_ID).location == CIRCLE
    assert "locked for nobody" in words(coordinator.get(CIRCLE))


def test_for_whom_a_case_can_be_locked_goes_on_where_a_field_ends(client: Any, calls: FakeCalls) -> None:
    calls.cases.more_colleagues = "further"
    coordinator = signed_in(client, "coordinator")
    assert f'rel="next" href="{CIRCLE}?cursor=further"' in coordinator.get(CIRCLE).text
    last_page = coordinator.get(f"{CIRCLE}?cursor=further").text
    assert (f'href="{CIRCLE}"' in last_page, 'rel="next"' in last_page) == (True, False)
    assert last(calls, "circle")["cursor"] == "further"


def test_a_coordinator_sees_figures_lines_by_reference_and_what_needs_somebody(client: Any, calls: FakeCalls) -> None:
    page = signed_in(client, "coordinator").get("/en/work")
    said = words(page)
    assert "Open cases by phase" in said
    assert "Urgent, and still being clarified" in said
    assert f'href="{CIRCLE}"' in page.text
    assert NAME not in page.text


def test_the_case_tells_its_counsellor_who_looks_in_through_the_glass(client: Any, calls: FakeCalls) -> None:
    glass = {"glass_id": "g1", "case_id": CASE_ID, "by": "Lioba Hansen", "reason": WHY}
    times = {"broken_at": "2026-11-22T09:15:00Z", "ends_at": "2126-11-22T10:15:00Z", "is_open": True}
    calls.cases.cases_[CASE_ID][0]["circle"]["glasses"].append(glass | times)
    counsellor = signed_in(client, "counsellor")
    assert WHY in text(counsellor.get(CASE))
    assert "Lioba Hansen" in text(counsellor.get(CIRCLE))
    assert "Who has looked at this case" in words(counsellor.get(f"/en/cases/{CASE_ID}/looks"))


def test_deputies_are_named_and_ended_by_those_whose_they_are(client: Any, calls: FakeCalls) -> None:
    calls.cases.accounts_["ben"] = calls.cases.accounts_["counsellor"] | {"account_id": COLLEAGUE_ID, "name": "Ben"}
    send = sender(signed_in(client, "counsellor"), ORGANISATION)
    days = {"from_on": "2126-11-23", "until_on": "2126-11-27"}
    wrong = send("name_deputy", deputy_id=COLLEAGUE_ID, from_on="2126-11-27", until_on="2126-11-23")
    assert wrong.status_code == 422
    assert "The last day comes before the first" in text(wrong)
    assert send("name_deputy", deputy_id=COLLEAGUE_ID, **days).location == ORGANISATION
    assert last(calls, "name_deputy") == {"deputy_id": COLLEAGUE_ID, **days}
    assert send("end_deputyship", holds=DEPUTYSHIP_ID).location == ORGANISATION
    assert last(calls, "end_deputyship") == {"deputyship_id": DEPUTYSHIP_ID, "version": 1}


def test_teams_are_kept_by_coordinators_and_administrators_and_seen_by_all(client: Any, calls: FakeCalls) -> None:
    assert "found_team" not in signed_in(client, "counsellor").get(ORGANISATION).text
    send = sender(signed_in(client, "administrator"), ORGANISATION)
    assert "Please choose who belongs" in text(send("found_team", name="Eifel"))
    assert send("found_team", name="Eifel", members=[COLLEAGUE_ID]).location == ORGANISATION
    assert last(calls, "found_team") == {"name": "Eifel", "members": [COLLEAGUE_ID]}
    assert send("change_team", holds=TEAM_ID, name="Nord", members=[COLLEAGUE_ID]).location == ORGANISATION
    assert last(calls, "change_team")["team_id"] == TEAM_ID
    assert send("dissolve_team", holds=TEAM_ID).location == ORGANISATION


def test_the_list_of_counsellors_goes_on_and_whoever_is_in_a_team_can_stay_in_it(client: Any, calls: FakeCalls) -> None:
    for number in range(60):
        calls.cases.accounts_[f"c{number}"] = account(f"c{number}", "counsellor", name=f"Colleague {number:02}")
    coordinator = signed_in(client, "coordinator")
    page = coordinator.get(ORGANISATION)
    assert "Colleague 10" in words(page)
    assert "cursor=50#counsellors" in page.text
    rest = coordinator.get(f"{ORGANISATION}?cursor=50").text
    assert "cursor=" not in rest.partition('id="counsellors"')[2]
    assert f'id="change-{TEAM_ID}-members-{COLLEAGUE_ID}"' in page.text, "though they take no cases"


def test_a_caseload_is_handed_over_to_one_and_single_cases_to_others(client: Any, calls: FakeCalls) -> None:
    coordinator = signed_in(client, "coordinator")
    page = f"{ORGANISATION}/00000000-0000-7000-8000-0000000000a7/hand-over"
    assert coordinator.get(page).status_code == 404
    leaving = calls.cases.accounts_["counsellor"] | {"account_id": "00000000-0000-7000-8000-0000000000a7"}
    calls.cases.accounts_["leaving"] = leaving
    shown = coordinator.get(page)
    assert NAME not in shown.text
    send = sender(coordinator, page)
    assert send("hand_over_caseload").status_code == 422
    answer = send("hand_over_caseload", to="account-counsellor", **{f"case-{CASE_ID}": COLLEAGUE_ID})
    assert answer.location == ORGANISATION
    assert last(calls, "hand_over_caseload") == {
        "counsellor_id": "00000000-0000-7000-8000-0000000000a7",
        "to": "account-counsellor",
        "cases": [{"case_id": CASE_ID, "to": COLLEAGUE_ID}],
    }


def test_the_data_protection_officer_reads_who_looked_at_what(client: Any, calls: FakeCalls) -> None:
    page = words(signed_in(client, "privacy_officer").get("/en/access-log"))
    for said in ("Access log", "Anruf der Klinik.", "Lioba Hansen", "K7M-4XQ-6", "Case manager", "Counsellor"):
        assert said in page
    assert signed_in(client, "coordinator").get("/en/access-log").status_code == 403


@pytest.mark.parametrize("path", ["/de/organisation", f"/de/cases/{CASE_ID}/circle", "/de/work"])
def test_the_pages_are_there_in_german(client: Any, path: str) -> None:
    page = signed_in(client, "coordinator").get(path)
    assert page.status_code == 200
    assert 'lang="de"' in page.text
