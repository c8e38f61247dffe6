"""The circle of a case: deputies with dates, teams, locks, the glass, and a caseload that changes hands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.cases.commands.accounts import change_account
from services.chassis.clock import new_id
from services.chassis.errors import Invalid, LotseError, NotFound
from services.chassis.identity import Actor
from services.chassis.testing import said
from tests.builders import NINO, PROGRAMME, Cases, refused

TODAY, FRIDAY, LATER = "2026-11-23", "2026-11-27", "2026-12-01"
REASON = "Anruf der Klinik, Ketevan ist nicht erreichbar."
WITH_TEAMS = replace(
    PROGRAMME,
    organisations={code: replace(body, sharing="team") for code, body in PROGRAMME.organisations.items()},
)


def reads(cases: Cases, who: Actor, case_id: str) -> bool:
    """Whether somebody reads a case; their lists must not name the person otherwise."""
    try:
        cases.ask(who, "case", case_id=case_id)
    except LotseError:
        listed = [] if "privacy_officer" in who.roles else cases.ask(who, "cases")["items"]
        assert not [item for item in listed if item["case_id"] == case_id and item["name"]]
        return False
    return True


def name(cases: Cases, who: Actor, deputy: Actor, from_on: str = TODAY, until_on: str = FRIDAY, **more: Any) -> Any:
    return cases.ask(who, "name_deputy", deputy_id=deputy.ref, from_on=from_on, until_on=until_on, **more)


def test_a_deputy_has_the_cases_as_their_own_from_the_first_day_to_the_last(
    cases: Cases, ketevan: Actor, lado: Actor
) -> None:
    case_id = cases.open(ketevan)
    name(cases, ketevan, lado, from_on="2026-11-24")
    assert not reads(cases, lado, case_id)
    cases.clock.advance(timedelta(days=1))
    assert reads(cases, lado, case_id)
    assert [item["case_id"] for item in cases.ask(lado, "cases", mine=True)["items"]] == [case_id]
    cases.ask(lado, "hold_consultation", case_id=case_id, kind="phone", topics=["housing"], minutes=15)
    assert cases.store.standings.stands_for(lado.ref, cases.store.standings.today()) == {lado.ref, ketevan.ref}
    assert reads(cases, ketevan, case_id), "and they remain the counsellor's"
    cases.clock.advance(timedelta(days=4))
    assert not reads(cases, lado, case_id)


def test_the_day_of_a_deputyship_is_one_of_the_region(cases: Cases, ketevan: Actor, lado: Actor) -> None:
    case_id = cases.open(ketevan)
    name(cases, ketevan, lado, from_on="2026-11-24")
    cases.clock.advance(timedelta(hours=11, minutes=30))  # 23:30 in UTC, half past midnight in Aachen
    assert reads(cases, lado, case_id)


def test_a_deputyship_can_be_ended_at_once_and_only_once(cases: Cases, ketevan: Actor, lado: Actor) -> None:
    case_id, named = cases.open(ketevan), name(cases, ketevan, lado)
    assert refused(cases, lado, "end_deputyship", **named).code == "not_your_deputyship"
    ended = cases.ask(ketevan, "end_deputyship", **named)
    assert not reads(cases, lado, case_id)
    assert refused(cases, ketevan, "end_deputyship", **named).code == "changed_meanwhile"
    assert refused(cases, ketevan, "end_deputyship", **ended).code == "deputyship_ended"
    assert cases.ask(ketevan, "deputies")["items"] == []


def test_a_coordinator_names_a_deputy_for_anybody_of_the_organisation(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor
) -> None:
    mirela = cases.engage("mirela", "kim")
    asked = {"deputy_id": lado.ref, "from_on": TODAY, "until_on": FRIDAY}
    assert refused(cases, lado, "name_deputy", counsellor_id=ketevan.ref, **asked).code == "not_your_deputyship"
    assert isinstance(refused(cases, lioba, "name_deputy", counsellor_id=mirela.ref, **asked), NotFound)
    elsewhere = asked | {"deputy_id": mirela.ref}
    assert isinstance(refused(cases, lioba, "name_deputy", counsellor_id=ketevan.ref, **elsewhere), NotFound)
    name(cases, lioba, lado, counsellor_id=ketevan.ref)
    (shown,) = cases.ask(ketevan, "deputies")["items"]
    assert (shown["counsellor"], shown["deputy"], shown["has_begun"]) == ("Ketevan Lomidze", "Lado Kiria", True)
    assert cases.ask(mirela, "deputies")["items"] == []


@pytest.mark.parametrize(
    ("from_on", "until_on", "field", "code"),
    [
        (FRIDAY, TODAY, "until_on", "ends_before_it_begins"),
        ("2026-11-01", "2026-11-22", "until_on", "date_past"),
        (TODAY, "2036-01-01", "until_on", "too_long_a_deputyship"),
    ],
)
def test_days_that_make_no_sense_are_said_at_their_field(
    cases: Cases, ketevan: Actor, lado: Actor, from_on: str, until_on: str, field: str, code: str
) -> None:
    refusal = refused(cases, ketevan, "name_deputy", deputy_id=lado.ref, from_on=from_on, until_on=until_on)
    assert [(error.field, error.code) for error in refusal.errors] == [(field, code)]
    oneself = refused(cases, ketevan, "name_deputy", deputy_id=ketevan.ref, from_on=TODAY, until_on=FRIDAY)
    assert oneself.errors[0].code == "own_deputy"


def test_a_team_shares_its_cases_where_the_programme_says_so(tmp_path: Path) -> None:
    for programme, shares in ((PROGRAMME, False), (WITH_TEAMS, True)):
        cases = Cases(tmp_path, programme=programme)
        ketevan, lado, rima = cases.engage(), cases.engage("lado"), cases.engage("rima")
        lioba = cases.engage("lioba", roles=["coordinator"], counsellor=None)
        case_id = cases.open(ketevan)
        cases.ask(lioba, "found_team", name="Nordkreis", members=[ketevan.ref, lado.ref])
        assert reads(cases, lado, case_id) is shares
        assert not reads(cases, rima, case_id)
        assert bool(cases.ask(lado, "cases")["items"]) is shares
        assert cases.ask(lado, "cases", mine=True)["items"] == []
        if shares:
            assert refused(cases, lado, "close_case", case_id=case_id, version=2, **ENDING).code == "not_your_case"


ENDING = {"reason": "goals_reached", "outcome": "found_feet"}


def test_where_all_is_shared_every_counsellor_of_the_organisation_reads_and_nobody_else(tmp_path: Path) -> None:
    bodies = {code: replace(body, sharing="organisation") for code, body in PROGRAMME.organisations.items()}
    cases = Cases(tmp_path, programme=replace(PROGRAMME, organisations=bodies))
    ketevan, lado, mirela = cases.engage(), cases.engage("lado"), cases.engage("mirela", "kim")
    lioba = cases.engage("lioba", roles=["coordinator"], counsellor=None)
    case_id = cases.open(ketevan)
    assert reads(cases, lado, case_id)
    assert not reads(cases, mirela, case_id)
    assert not reads(cases, lioba, case_id)


def test_teams_are_changed_and_dissolved_with_the_version_that_was_seen(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor
) -> None:
    mirela = cases.engage("mirela", "kim")
    assert refused(cases, ketevan, "found_team", name="Nord", members=[lado.ref]).code == "not_allowed"
    strange = refused(cases, lioba, "found_team", name="Nord", members=[mirela.ref])
    assert (strange.errors[0].field, strange.errors[0].code) == ("members", "unknown_colleague")
    team = cases.ask(lioba, "found_team", name="Nord", members=[ketevan.ref])
    changed = cases.ask(lioba, "change_team", **team, members=[ketevan.ref, lado.ref])
    assert refused(cases, lioba, "change_team", **team, name="Süd").code == "changed_meanwhile"
    (shown,) = cases.ask(ketevan, "teams")["items"]
    assert (shown["name"], len(shown["members"])) == ("Nord", 2)
    assert cases.ask(mirela, "teams")["items"] == []
    cases.ask(lioba, "dissolve_team", **changed)
    assert refused(cases, lioba, "dissolve_team", **changed).code == "team_unknown"


def test_a_case_that_is_locked_does_not_exist_for_them_whatever_else_they_are(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor
) -> None:
    case_id = cases.open(ketevan)
    name(cases, ketevan, lado)
    assert reads(cases, lado, case_id)
    locked = cases.ask(ketevan, "lock_case", case_id=case_id, version=2, account_id=lado.ref)
    assert said(cases.database)[-1].type == "case.locked.v1"
    (told, *_) = cases.ask(ketevan, "history", case_id=case_id)["items"]
    assert (told["what"], lado.ref in str(told)) == ("case.locked", False)
    for asked in ("case", "circle"):
        refusal = refused(cases, lado, asked, case_id=case_id)
        nobodys = refused(cases, lado, asked, case_id=new_id())
        assert (refusal.code, refusal.sentence) == (nobodys.code, nobodys.sentence) == (
            "case_unknown", "There is no such case.",
        )  # fmt: skip
    assert isinstance(refused(cases, lado, "break_glass", case_id=case_id, reason=REASON, hours=1), NotFound)
    assert cases.ask(lado, "cases")["items"] == []
    assert isinstance(refused(cases, lioba, "assign_case", **locked, counsellor_id=lado.ref), LotseError)
    cases.ask(ketevan, "unlock_case", **locked, account_id=lado.ref)
    assert reads(cases, lado, case_id)


def test_a_lock_is_refused_where_it_would_lock_the_wrong_one_out(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor
) -> None:
    case_id, mirela = cases.open(ketevan), cases.engage("mirela", "kim")
    which = {"case_id": case_id, "version": 2}
    assert refused(cases, lioba, "lock_case", **which, account_id=ketevan.ref).code == "locked_for_counsellor"
    assert refused(cases, lioba, "lock_case", **which, account_id=lioba.ref).code == "locked_for_oneself"
    assert isinstance(refused(cases, lioba, "lock_case", **which, account_id=mirela.ref), Invalid)
    assert refused(cases, lado, "lock_case", **which, account_id=lioba.ref).code == "not_your_case"
    assert refused(cases, lioba, "unlock_case", **which, account_id=lado.ref).code == "not_locked"
    cases.ask(lioba, "lock_case", **which, account_id=lado.ref)
    again = {"case_id": case_id, "version": 3, "account_id": lado.ref}
    assert refused(cases, lioba, "lock_case", **again).code == "locked_already"


def test_for_whom_a_case_can_be_locked_comes_in_pages_of_those_who_work_here_and_could_know_of_it(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor
) -> None:
    case_id = cases.open(ketevan)
    cases.engage("dora", name="Dora", roles=["desk"], counsellor=None)
    cases.engage("mirela", "kim")
    gone = cases.engage("gone", name="Gone")
    change_account(cases.store, Actor.system(), cases.clock, gone.ref, 1, active=False)
    first = cases.ask(ketevan, "circle", case_id=case_id, limit=2)
    second = cases.ask(ketevan, "circle", case_id=case_id, limit=2, cursor=first["next"])
    found = [[each["account_id"] for each in page["colleagues"]] for page in (first, second)]
    assert (found, second["next"]) == ([[lado.ref], [lioba.ref]], None)


@pytest.mark.parametrize("who", ["lado", "lioba", "dagmar"])
def test_through_the_glass_one_reads_for_hours_and_writes_nothing(
    cases: Cases, ketevan: Actor, who: str, request: pytest.FixtureRequest
) -> None:
    case_id, reader = cases.open(ketevan), request.getfixturevalue(who)
    assert not reads(cases, reader, case_id)
    cases.ask(reader, "break_glass", case_id=case_id, reason=REASON, hours=2)
    broken = said(cases.database)[-1]
    assert (broken.type, broken.subject) == ("glass.broken.v1", case_id)
    assert REASON not in broken.to_json()
    seen = cases.ask(reader, "case", case_id=case_id)
    assert (seen["name"], seen["through_glass_until"]) == (NINO["name"], "2026-11-23T14:00:00+00:00")
    for part in ("history", "documents"):
        assert "next" in cases.ask(reader, part, case_id=case_id), part
    goal = {"topic": "housing", "words": "Wohnung"}
    assert refused(cases, reader, "agree_goal", case_id=case_id, **goal).code in ("not_your_case", "not_allowed")
    assert refused(cases, reader, "break_glass", case_id=case_id, reason=REASON, hours=2).code == "reads_it_already"
    cases.clock.advance(timedelta(hours=2))
    assert not reads(cases, reader, case_id)


def test_the_counsellor_and_the_data_protection_officer_see_who_broke_the_glass_and_why(
    cases: Cases, ketevan: Actor, lioba: Actor, dagmar: Actor
) -> None:
    case_id = cases.open(ketevan)
    cases.ask(lioba, "break_glass", case_id=case_id, reason=REASON, hours=24)
    (hers,) = cases.ask(ketevan, "case", case_id=case_id)["circle"]["glasses"]
    (shown,) = cases.ask(dagmar, "access_log")["glasses"]
    for glass in (hers, shown):
        assert (glass["by"], glass["reason"]) == ("Lioba Hansen", REASON)
    assert (hers["is_open"], shown["reference"]) == (True, "K7M-4XQ-6")
    desk = Actor(frozenset({"desk"}), "bruecke", "a9")
    mirela = cases.engage("mirela", "kim")
    assert refused(cases, desk, "break_glass", case_id=case_id, reason=REASON, hours=1).code == "not_allowed"
    assert isinstance(refused(cases, mirela, "break_glass", case_id=case_id, reason=REASON, hours=1), NotFound)
    too_long = refused(cases, ketevan, "break_glass", case_id=case_id, reason=REASON, hours=25)
    assert too_long.errors[0].code == "number_out_of_range"


def test_who_reads_a_case_by_its_team_is_not_told_for_whom_it_is_locked_nor_who_broke_its_glass(
    tmp_path: Path,
) -> None:
    town = Cases(tmp_path, programme=WITH_TEAMS)
    ketevan, lado, petra = town.engage(), town.engage("lado"), town.engage("petra")
    lioba = town.engage("lioba", name="Lioba Hansen", roles=["coordinator"], counsellor=None)
    town.ask(lioba, "found_team", name="Nord", members=[ketevan.ref, lado.ref])
    case_id = town.open(ketevan)
    town.ask(lioba, "break_glass", case_id=case_id, reason=REASON, hours=1)
    town.ask(ketevan, "lock_case", case_id=case_id, version=2, account_id=petra.ref)
    hers, his = (town.ask(who, "case", case_id=case_id)["circle"] for who in (ketevan, lado))
    assert (len(hers["locks"]), len(hers["glasses"])) == (1, 1)
    assert (his["locks"], his["glasses"]) == ([], [])
    assert his["team"] == hers["team"]


def test_a_data_protection_officer_too_close_to_somebody_is_not_told_why_their_glass_was_broken(
    cases: Cases, ketevan: Actor, lioba: Actor, dagmar: Actor
) -> None:
    case_id = cases.open(ketevan)
    cases.ask(lioba, "break_glass", case_id=case_id, reason=REASON, hours=1)
    cases.ask(ketevan, "lock_case", case_id=case_id, version=2, account_id=dagmar.ref)
    assert cases.ask(dagmar, "access_log")["glasses"] == []


def test_looks_at_a_case_are_shown_to_its_counsellor_and_all_to_the_data_protection_officer(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor, dagmar: Actor
) -> None:
    case_id, elsewhere = cases.open(ketevan), cases.engage("mirela", "kim")
    cases.ask(elsewhere, "case", case_id=cases.open(elsewhere))
    cases.ask(ketevan, "case", case_id=case_id)
    cases.ask(lioba, "break_glass", case_id=case_id, reason=REASON, hours=1)
    cases.clock.advance(timedelta(minutes=1))
    cases.ask(lioba, "case", case_id=case_id)
    looks = cases.ask(ketevan, "access_log_of_case", case_id=case_id)["items"]
    assert [(look["who"], look["what"]) for look in looks][:1] == [("Lioba Hansen", "case")]
    assert len(looks) == 3
    assert refused(cases, lado, "access_log_of_case", case_id=case_id).code == "not_your_case"
    assert refused(cases, lioba, "access_log_of_case", case_id=case_id).code == "not_allowed"
    everything = cases.ask(dagmar, "access_log")["items"]
    assert {look["who"] for look in everything} == {"Ketevan Lomidze", "Lioba Hansen", "Dagmar Ising"}
    assert len(cases.ask(dagmar, "access_log", account_id=ketevan.ref)["items"]) == 1
    assert refused(cases, ketevan, "access_log").code == "not_allowed"


def test_a_coordinator_sees_figures_and_what_needs_somebody_and_no_person(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor
) -> None:
    urgent = cases.open(ketevan)
    his = cases.open(lado)
    calm = cases.ask(ketevan, "enter_phase", case_id=urgent, version=2, phase="assessment", skip={"reason": "urgent"})
    assert calm["version"] == 3
    gone = cases.store.counsellors.get(lado.ref)
    cases.store.counsellors.keep(replace(gone, active=False))
    cases.clock.advance(timedelta(days=3))
    found = cases.ask(lioba, "case_figures")
    assert {row["phase"]: row["cases"] for row in found["phases"] if row["cases"]} == {
        "clarification": 1,
        "assessment": 1,
    }
    assert [(row["kind"], row["case_id"]) for row in found["escalations"]] == [("nobodys", his), ("urgent_waits", his)]
    assert NINO["name"] not in str(found)
    assert refused(cases, ketevan, "case_figures").code == "not_allowed"


def test_a_caseload_is_handed_over_all_to_one_and_some_to_others(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor
) -> None:
    rima = cases.engage("rima")
    first, second, third = (cases.open(ketevan) for _ in range(3))
    ended = cases.ask(ketevan, "close_case", case_id=third, version=2, **ENDING)
    hers = {"counsellor_id": ketevan.ref}
    done = cases.ask(lioba, "hand_over_caseload", **hers, to=lado.ref, cases=[{"case_id": second, "to": rima.ref}])
    assert done == {"handed_over": 2, "left": []}
    assert (reads(cases, lado, first), reads(cases, rima, second)) == (True, True)
    assert reads(cases, ketevan, ended["case_id"]), "what is over stays where it was"
    assigned = [message for message in said(cases.database) if message.type == "case.assigned.v1"]
    assert {(one.subject, one.data["counsellor_id"], one.data["previous_id"]) for one in assigned} == {
        (first, lado.ref, ketevan.ref),
        (second, rima.ref, ketevan.ref),
    }
    assert refused(cases, lioba, "hand_over_caseload", **hers, to=lado.ref).code == "nothing_to_hand_over"


def test_what_is_locked_for_whoever_would_get_it_is_left_and_told(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor
) -> None:
    first, second = cases.open(ketevan), cases.open(ketevan)
    cases.ask(ketevan, "lock_case", case_id=second, version=2, account_id=lado.ref)
    done = cases.ask(lioba, "hand_over_caseload", counsellor_id=ketevan.ref, to=lado.ref)
    assert done == {"handed_over": 1, "left": [{"case_id": second, "reference": "K7M-4XQ-6"}]}
    assert cases.store.cases.get(second).counsellor_id == ketevan.ref
    refusal = refused(cases, lioba, "assign_case", case_id=second, version=3, counsellor_id=lado.ref)
    assert refusal.code == "locked_for_them"
    assert cases.store.cases.get(first).counsellor_id == lado.ref


def test_a_hand_over_of_what_is_not_theirs_or_to_nobody_changes_nothing(
    cases: Cases, ketevan: Actor, lado: Actor, lioba: Actor
) -> None:
    mirela, his = cases.engage("mirela", "kim"), cases.open(lado)
    cases.open(ketevan)
    hers = {"counsellor_id": ketevan.ref}
    strange = refused(cases, lioba, "hand_over_caseload", **hers, cases=[{"case_id": his, "to": lado.ref}])
    assert strange.errors[0].code == "not_of_this_counsellor"
    assert refused(cases, lioba, "hand_over_caseload", **hers, to=ketevan.ref).errors[0].code == "already_theirs"
    assert refused(cases, lioba, "hand_over_caseload", **hers).errors[0].code == "required"
    assert isinstance(refused(cases, lioba, "hand_over_caseload", **hers, to=mirela.ref), NotFound)
    assert isinstance(refused(cases, lioba, "hand_over_caseload", counsellor_id=mirela.ref, to=lado.ref), NotFound)
    assert refused(cases, ketevan, "hand_over_caseload", **hers, to=lado.ref).code == "not_allowed"


def test_no_table_holds_in_clear_why_a_glass_was_broken(cases: Cases, ketevan: Actor, lioba: Actor) -> None:
    cases.ask(lioba, "break_glass", case_id=cases.open(ketevan), reason=REASON, hours=1)
    cases.database.close()
    folder = Path(cases.database.url.removeprefix("sqlite:///")).parent
    assert REASON.encode() not in b"".join(path.read_bytes() for path in folder.iterdir())
