"""What is written down in a case: consultations, goals with the client, barriers that the region learns from."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.cases.model import barriers, goals
from services.chassis.errors import Conflict, Invalid, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from tests.builders import Cases, refused

NOTE = "Der Vermieter will eine Bürgschaft."
CONSULTATION = {"kind": "in_person", "topics": ["housing"], "minutes": 45, "note": NOTE}
GOAL = {"topic": "language", "words": "Den B1-Kurs bis zum Sommer schaffen", "due_on": "2027-06-30"}
BARRIER = {"topic": "language", "kind": "no_course", "institution": "course_provider", "note": "Kurs am Abend fehlt."}
NOBODYS = "01a20846-fe00-7000-8000-000000000001"


def words(cases: Cases) -> list[str]:
    return types_of(said(cases.database))


def test_a_consultation_is_kept_with_its_note_and_said_without_it(cases: Cases, ketevan: Actor, case_id: str) -> None:
    answer = cases.ask(ketevan, "hold_consultation", case_id=case_id, **CONSULTATION)
    assert (answer["case_id"], answer["version"]) == (case_id, 1)
    case = cases.ask(ketevan, "case", case_id=case_id)
    (held,) = case["consultations"]
    assert held == {
        "consultation_id": answer["consultation_id"],
        "kind": "in_person",
        "topics": ["housing"],
        "minutes": 45,
        "with_interpreter": False,
        "held_at": NOON.isoformat(),
        "place": None,
        "note": NOTE,
        "by": "Ketevan Lomidze",
        "version": 1,
    }
    assert case["version"] == 2, "a record does not change the version of its case"
    told = said(cases.database)[-1]
    assert (told.type, told.data["minutes"]) == ("consultation.held.v1", 45)
    assert "Vermieter" not in told.to_json()


def test_a_consultation_is_written_down_afterwards_and_not_before(cases: Cases, ketevan: Actor, case_id: str) -> None:
    yesterday, tomorrow = NOON - timedelta(days=1), NOON + timedelta(days=1)
    cases.ask(ketevan, "hold_consultation", case_id=case_id, held_at=yesterday.isoformat(), **CONSULTATION)
    assert cases.ask(ketevan, "case", case_id=case_id)["consultations"][0]["held_at"] == yesterday.isoformat()
    early = refused(cases, ketevan, "hold_consultation", case_id=case_id, held_at=tomorrow.isoformat(), **CONSULTATION)
    assert isinstance(early, Invalid)
    assert [(error.field, error.code) for error in early.errors] == [("held_at", "in_the_future")]


def test_a_goal_is_agreed_and_reached(cases: Cases, ketevan: Actor, case_id: str) -> None:
    goal = cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL)
    told = said(cases.database)[-1]
    assert (told.type, told.data["due_on"], told.data["topic"]) == ("goal.agreed.v1", "2027-06-30", "language")
    assert "Sommer" not in told.to_json()
    cases.clock.advance(timedelta(days=100))
    answer = cases.ask(ketevan, "reach_goal", **goal)
    assert answer == {**goal, "version": 2}
    (kept,) = cases.ask(ketevan, "case", case_id=case_id)["goals"]
    assert (kept["status"], kept["words"], kept["due_on"]) == ("reached", GOAL["words"], "2027-06-30")
    assert said(cases.database)[-1].type == "goal.reached.v1"
    assert isinstance(refused(cases, ketevan, "drop_goal", **answer, reason="other"), Refused)
    assert isinstance(refused(cases, ketevan, "reach_goal", **goal), Conflict), "it has a newer version now"


def test_a_goal_without_a_date_says_none(cases: Cases, ketevan: Actor, case_id: str) -> None:
    cases.ask(ketevan, "agree_goal", case_id=case_id, topic="housing", words="Eine Wohnung für vier")
    assert "due_on" not in said(cases.database)[-1].data
    assert cases.ask(ketevan, "case", case_id=case_id)["goals"][0]["due_on"] is None


@pytest.mark.parametrize("day", ["2020-01-31", "2026-11-22"])
def test_a_goal_that_was_due_before_it_was_agreed_is_a_slip_of_the_finger(
    cases: Cases, ketevan: Actor, case_id: str, day: str
) -> None:
    before = said(cases.database)
    with pytest.raises(Invalid) as refusal:
        cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL | {"due_on": day})
    assert [(error.field, error.code) for error in refusal.value.errors] == [("due_on", "date_past")]
    assert said(cases.database) == before


def test_a_goal_is_dropped_for_a_reason(cases: Cases, ketevan: Actor, case_id: str) -> None:
    goal = cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL)
    cases.ask(ketevan, "drop_goal", **goal, reason="replaced")
    assert (words(cases)[-1], said(cases.database)[-1].data["reason"]) == ("goal.dropped.v1", "replaced")
    assert cases.ask(ketevan, "case", case_id=case_id)["goals"][0]["status"] == "dropped"


def test_a_barrier_is_met_where_the_client_lives_unless_it_is_said(cases: Cases, ketevan: Actor, case_id: str) -> None:
    cases.ask(ketevan, "meet_barrier", case_id=case_id, **BARRIER)
    cases.ask(ketevan, "meet_barrier", case_id=case_id, **BARRIER, municipality="alsdorf")
    met = cases.ask(ketevan, "case", case_id=case_id)["barriers"]
    assert [barrier["municipality"] for barrier in met] == ["wuerselen", "alsdorf"]
    assert met[0]["note"] == "Kurs am Abend fehlt."
    assert "Abend" not in said(cases.database)[-1].to_json()


def test_a_barrier_counts_distinct_people_and_counsellors_and_names_none(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    other_case = cases.open(ketevan)
    for which, changes in ((case_id, {}), (other_case, {}), (case_id, {"kind": "waiting_time"})):
        cases.ask(ketevan, "meet_barrier", case_id=which, **BARRIER | changes)
    first, second, of_another_kind = (told.data for told in said(cases.database)[-3:])
    assert first["counsellor_ref"] == second["counsellor_ref"], "one counsellor"
    assert first["person_ref"] != second["person_ref"], "two people"
    assert first["person_ref"] == of_another_kind["person_ref"]
    assert first["counsellor_ref"] != of_another_kind["counsellor_ref"], "nobody's work can be followed"
    assert first["counsellor_ref"] != cases.store.counsellors.reference(ketevan.ref)


def test_a_barrier_is_cleared_once(cases: Cases, ketevan: Actor, case_id: str) -> None:
    barrier = cases.ask(ketevan, "meet_barrier", case_id=case_id, **BARRIER)
    cleared = cases.ask(ketevan, "clear_barrier", **barrier, how="way_around", note="Die VHS hat einen Kurs.")
    assert cleared == {**barrier, "version": 2}
    told = said(cases.database)[-1]
    assert (told.type, told.data["how"]) == ("barrier.cleared.v1", "way_around")
    assert "VHS" not in told.to_json()
    (kept,) = cases.ask(ketevan, "case", case_id=case_id)["barriers"]
    assert (kept["cleared_at"], kept["how"]) == (NOON.isoformat(), "way_around")
    assert (kept["note"], kept["cleared_note"]) == (BARRIER["note"], "Die VHS hat einen Kurs.")
    assert isinstance(refused(cases, ketevan, "clear_barrier", **cleared, how="solved"), Refused)
    assert isinstance(refused(cases, ketevan, "clear_barrier", **barrier, how="solved"), Conflict)


def asked_of(cases: Cases, who: Actor, case_id: str) -> list[tuple[str, dict[str, Any]]]:
    """Everything that can be written down in this case, each as it would be asked for."""
    goal = cases.ask(who, "agree_goal", case_id=case_id, **GOAL)
    barrier = cases.ask(who, "meet_barrier", case_id=case_id, **BARRIER)
    return [
        ("hold_consultation", {"case_id": case_id, **CONSULTATION}),
        ("agree_goal", {"case_id": case_id, **GOAL}),
        ("reach_goal", goal),
        ("drop_goal", {**goal, "reason": "other"}),
        ("meet_barrier", {"case_id": case_id, **BARRIER}),
        ("clear_barrier", {**barrier, "how": "solved"}),
    ]


def test_nothing_is_written_down_in_a_case_that_is_closed_or_has_nobody_in_it(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    asked = asked_of(cases, ketevan, case_id)
    provisional = cases.accept(ketevan, cases.offer())["case_id"]
    refusal = refused(cases, ketevan, "agree_goal", case_id=provisional, **GOAL)
    assert refusal.code == "not_in_this_state"
    cases.ask(ketevan, "close_case", case_id=case_id, version=2, reason="no_contact", outcome="unknown")
    for name, what in asked:
        assert refused(cases, ketevan, name, **what).code == "not_in_this_state"


def test_only_the_counsellor_of_a_case_writes_in_it_and_elsewhere_there_is_none(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    asked = asked_of(cases, ketevan, case_id)
    lado, mirela = cases.engage("lado"), cases.engage("mirela", "kim")
    lioba = cases.engage("lioba", roles=["coordinator"], counsellor=None)
    for name, what in asked:
        assert refused(cases, lado, name, **what).code == "not_your_case"
        assert refused(cases, lioba, name, **what).code == "not_allowed"
        elsewhere = refused(cases, mirela, name, **what)
        nowhere = refused(cases, mirela, name, **what | {"case_id": NOBODYS})
        assert isinstance(elsewhere, NotFound)
        assert (elsewhere.code, elsewhere.sentence) == (nowhere.code, nowhere.sentence)


def test_a_record_is_found_in_its_own_case_only(cases: Cases, ketevan: Actor, case_id: str) -> None:
    goal = cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL)
    barrier = cases.ask(ketevan, "meet_barrier", case_id=case_id, **BARRIER)
    other = cases.open(ketevan)
    assert refused(cases, ketevan, "reach_goal", **goal | {"case_id": other}).code == "goal_unknown"
    assert (
        refused(cases, ketevan, "clear_barrier", **barrier | {"case_id": other}, how="solved").code == "barrier_unknown"
    )


def test_no_table_holds_in_clear_what_was_written(cases: Cases, ketevan: Actor, case_id: str) -> None:
    asked_of(cases, ketevan, case_id)
    cases.ask(ketevan, "hold_consultation", case_id=case_id, **CONSULTATION)
    cases.database.close()
    folder = Path(cases.database.url.removeprefix("sqlite:///")).parent
    stored = b"".join(path.read_bytes() for path in folder.iterdir())
    for written in (NOTE, GOAL["words"], BARRIER["note"]):
        assert str(written).encode() not in stored


@pytest.mark.parametrize("status", goals.STATUSES)
@pytest.mark.parametrize("action", [goals.REACH, goals.DROP])
def test_a_goal_goes_exactly_where_the_table_says(status: str, action: str) -> None:
    goal = goals.Goal("g1", "bruecke", "c1", "housing", "Wohnung", None, status, NOON, NOON)
    if action not in goals.TRANSITIONS[status]:
        with pytest.raises(Refused):
            goal.reach(NOON) if action == goals.REACH else goal.drop("other", NOON)
        return
    done = goal.reach(NOON) if action == goals.REACH else goal.drop("other", NOON)
    assert done.status == goals.TRANSITIONS[status][action]


def test_a_barrier_goes_exactly_where_the_table_says() -> None:
    met = barriers.Barrier("b1", "bruecke", "c1", "housing", "no_place", "landlord", "alsdorf", NOON, "a1")
    cleared = met.clear("solved", None, NOON)
    assert (met.status, cleared.status) == (barriers.MET, barriers.TRANSITIONS[barriers.MET][barriers.CLEAR])


def test_what_is_written_is_not_shown_when_a_record_is_printed() -> None:
    goal = goals.Goal("g1", "bruecke", "c1", "housing", "Wohnung mit Balkon", None, "agreed", NOON, NOON)
    assert "Balkon" not in repr(goal)
