"""The way ahead in a case: where somebody stands, what is agreed, who does what by when, and what a phase demands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.cases.commands import cases as case_commands
from services.cases.model import assessments, demands, steps
from services.cases.model.assessments import Assessment
from services.chassis.errors import Conflict, Invalid, NotFound, Refused
from services.chassis.identity import Actor
from services.chassis.testing import NOON, said, types_of
from tests.builders import Cases, refused

GOAL = {"topic": "housing", "words": "Eine Wohnung für vier"}
STEP = {"doer": "client", "words": "Beim Bauverein anrufen", "due_on": "2026-12-01"}
LOW = {"scores": {"housing": 1, "language": 3}, "note": "Die Kündigung liegt auf dem Tisch."}


def test_an_assessment_is_said_topic_by_topic_and_without_its_note(cases: Cases, ketevan: Actor, case_id: str) -> None:
    answer = cases.ask(ketevan, "record_assessment", case_id=case_id, **LOW)
    told = said(cases.database)[-1]
    assert (told.type, told.data["topics"], told.data["scores"]) == (
        "assessment.recorded.v1",
        ["housing", "language"],
        [1, 3],
    )
    assert "Tisch" not in told.to_json()
    (kept,) = cases.ask(ketevan, "case", case_id=case_id)["assessments"]
    assert kept == {
        "assessment_id": answer["assessment_id"],
        "scores": LOW["scores"],
        "recorded_at": NOON.isoformat(),
        "note": LOW["note"],
        "by": "Ketevan Lomidze",
        "version": 1,
    }


def test_distance_travelled_is_from_the_first_to_the_last_assessment_of_a_topic(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    for scores in ({"housing": 1, "language": 3}, {"housing": 0}, {"housing": 4, "health": 2}):
        cases.ask(ketevan, "record_assessment", case_id=case_id, scores=scores)
        cases.clock.advance(timedelta(days=30))
    assert cases.ask(ketevan, "case", case_id=case_id)["distances"] == [
        {"topic": "housing", "first": 1, "last": 4, "travelled": 3},
        {"topic": "language", "first": 3, "last": 3, "travelled": 0},
        {"topic": "health", "first": 2, "last": 2, "travelled": 0},
    ]


@pytest.mark.parametrize(
    ("scores", "field", "code"),
    [
        ({}, "scores", "required"),
        ({"housing": 5}, "scores.housing.value", "number_out_of_range"),
        ({"housing": None}, "scores.housing.value", "required"),
        ({"weather": 2}, "scores.weather.key", "unknown_topic"),
        ([3], "scores", "wrong_type"),
    ],
)
def test_an_assessment_is_of_known_topics_from_0_to_4(
    cases: Cases, ketevan: Actor, case_id: str, scores: Any, field: str, code: str
) -> None:
    wrong = refused(cases, ketevan, "record_assessment", case_id=case_id, scores=scores)
    assert [(error.field, error.code) for error in wrong.errors] == [(field, code)]


def test_a_step_is_planned_corrected_and_done_and_its_words_stay_inside(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    goal = cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL)
    step = cases.ask(ketevan, "plan_step", case_id=case_id, goal_id=goal["goal_id"], **STEP)
    changed = STEP | {"doer": "counsellor", "words": "Mit dem Bauverein sprechen"}
    corrected = cases.ask(ketevan, "correct_step", **step, **changed)
    assert isinstance(refused(cases, ketevan, "finish_step", **step), Conflict)
    done = cases.ask(ketevan, "finish_step", **corrected)
    assert types_of(said(cases.database))[-3:] == ["step.planned.v1", "step.corrected.v1", "step.done.v1"]
    assert "Bauverein" not in "".join(message.to_json() for message in said(cases.database))
    (kept,) = cases.ask(ketevan, "case", case_id=case_id)["steps"]
    assert (kept["status"], kept["doer"], kept["words"]) == ("done", "counsellor", changed["words"])
    for name, more in (("finish_step", {}), ("drop_step", {}), ("correct_step", STEP)):
        assert refused(cases, ketevan, name, **done, **more).code == "not_in_this_state"


def test_a_step_leads_to_a_goal_of_the_same_case_that_is_aimed_at(cases: Cases, ketevan: Actor, case_id: str) -> None:
    goal = cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL)
    other = cases.open(ketevan)
    wrong = refused(cases, ketevan, "plan_step", case_id=other, goal_id=goal["goal_id"], **STEP)
    assert (type(wrong), wrong.code) == (NotFound, "goal_unknown")
    late = refused(
        cases, ketevan, "plan_step", case_id=case_id, goal_id=goal["goal_id"], **STEP | {"due_on": "2020-01-01"}
    )
    assert isinstance(late, Invalid)
    cases.ask(ketevan, "reach_goal", **goal)
    over = refused(cases, ketevan, "plan_step", case_id=case_id, goal_id=goal["goal_id"], **STEP)
    assert over.code == "not_in_this_state"


@pytest.mark.parametrize("status", steps.STATUSES)
@pytest.mark.parametrize("action", [steps.FINISH, steps.DROP, steps.CORRECT])
def test_a_step_goes_exactly_where_the_table_says(status: str, action: str) -> None:
    step = steps.Step("s1", "bruecke", "c1", "g1", "client", "Anrufen", None, status, NOON, NOON)
    do = {
        steps.FINISH: lambda: step.finish(NOON),
        steps.DROP: lambda: step.drop(NOON),
        steps.CORRECT: lambda: step.correct("other", "Schreiben", None, NOON),
    }[action]
    if action in steps.TRANSITIONS[status]:
        assert do().status == steps.TRANSITIONS[status][action]
    else:
        with pytest.raises(Refused):
            do()


def test_a_goal_is_worded_anew_and_a_stale_correction_loses_nothing(cases: Cases, ketevan: Actor, case_id: str) -> None:
    goal = cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL, due_on="2026-12-24")
    words = "Eine Wohnung für fünf"
    # The day may be over by the time the words are corrected.
    cases.clock.advance(timedelta(days=60))
    cases.ask(ketevan, "correct_goal", **goal, words=words, due_on="2026-12-24")
    assert isinstance(refused(cases, ketevan, "correct_goal", **goal, words="Ein Haus"), Conflict)
    (kept,) = cases.ask(ketevan, "case", case_id=case_id)["goals"]
    assert (kept["words"], kept["due_on"], kept["version"]) == (words, "2026-12-24", 2)
    assert said(cases.database)[-1].type == "goal.corrected.v1"
    past = refused(cases, ketevan, "correct_goal", **goal | {"version": 2}, words=words, due_on="2026-12-01")
    assert isinstance(past, Invalid)


def test_the_note_of_a_consultation_is_corrected_and_what_was_counted_stays(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    talk = {
        "kind": "in_person",
        "topics": ["housing"],
        "minutes": 45,
        "place": "wuerselen-rathaus",
        "note": "Kennt die Firts.",
    }
    held = cases.ask(ketevan, "hold_consultation", case_id=case_id, **talk)
    cases.ask(ketevan, "correct_consultation", **held, note="Kennt die Frist.")
    (kept,) = cases.ask(ketevan, "case", case_id=case_id)["consultations"]
    assert (kept["note"], kept["minutes"], kept["place"], kept["version"]) == (
        "Kennt die Frist.",
        45,
        "wuerselen-rathaus",
        2,
    )
    nowhere = refused(cases, ketevan, "hold_consultation", case_id=case_id, **talk | {"place": "mond"})
    assert [(error.field, error.code) for error in nowhere.errors] == [("place", "unknown_place")]


def test_a_plan_is_what_was_agreed_at_its_moment_whatever_comes_later(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    assert refused(cases, ketevan, "agree_plan", case_id=case_id).code == "plan_is_empty"
    goal = cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL)
    step = cases.ask(ketevan, "plan_step", case_id=case_id, goal_id=goal["goal_id"], **STEP)
    first = cases.ask(ketevan, "agree_plan", case_id=case_id)
    assert (first["number"], said(cases.database)[-1].data["topics"]) == (1, ["housing"])
    assert refused(cases, ketevan, "agree_plan", case_id=case_id).code == "plan_unchanged"
    cases.ask(ketevan, "finish_step", **step)
    cases.ask(ketevan, "correct_goal", **goal, words="Eine Wohnung für fünf")
    second = cases.ask(ketevan, "agree_plan", case_id=case_id)
    told = cases.ask(ketevan, "case", case_id=case_id)["plans"]
    assert [(plan["number"], plan["by"]) for plan in told] == [(1, "Ketevan Lomidze"), (2, "Ketevan Lomidze")]
    old, new = (
        cases.ask(ketevan, "plan", case_id=case_id, plan_id=plan["plan_id"])["goals"][0] for plan in (first, second)
    )
    assert (old["words"], [step["words"] for step in old["steps"]]) == (GOAL["words"], [STEP["words"]])
    assert (new["words"], new["steps"]) == ("Eine Wohnung für fünf", [])


def test_a_plan_is_read_in_its_own_case_only_and_by_those_who_may(cases: Cases, ketevan: Actor, case_id: str) -> None:
    cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL)
    plan_id = cases.ask(ketevan, "agree_plan", case_id=case_id)["plan_id"]
    elsewhere = cases.open(ketevan)
    assert refused(cases, ketevan, "plan", case_id=elsewhere, plan_id=plan_id).code == "plan_unknown"
    assert (
        refused(cases, cases.engage("mirela", "kim"), "plan", case_id=case_id, plan_id=plan_id).code == "case_unknown"
    )


def test_a_confidential_note_is_for_its_author_and_stays_theirs_when_the_case_goes_on(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    lado, lioba = cases.engage("lado"), cases.engage("lioba", roles=["coordinator"], counsellor=None)
    note = cases.ask(ketevan, "write_note", case_id=case_id, words="Ich mache mir Sorgen.")
    corrected = cases.ask(ketevan, "correct_note", **note, words="Ich mache mir große Sorgen.")
    (kept,) = cases.ask(ketevan, "case", case_id=case_id)["notes"]
    assert (kept["words"], kept["by"], kept["version"]) == ("Ich mache mir große Sorgen.", "Ketevan Lomidze", 2)
    cases.ask(lioba, "assign_case", case_id=case_id, version=2, counsellor_id=lado.ref)
    assert cases.ask(lado, "case", case_id=case_id)["notes"] == []
    hidden = refused(cases, lado, "correct_note", **corrected, words="Keine Sorgen.")
    assert (type(hidden), hidden.code) == (NotFound, "note_unknown")
    assert "note" not in " ".join(types_of(said(cases.database)))


def test_what_was_written_stands_in_no_table_in_clear(cases: Cases, ketevan: Actor, case_id: str) -> None:
    cases.ask(ketevan, "record_assessment", case_id=case_id, **LOW)
    goal = cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL)
    cases.ask(ketevan, "plan_step", case_id=case_id, goal_id=goal["goal_id"], **STEP)
    cases.ask(ketevan, "agree_plan", case_id=case_id)
    cases.ask(ketevan, "write_note", case_id=case_id, words="Ich mache mir Sorgen.")
    cases.database.close()
    folder = Path(cases.database.url.removeprefix("sqlite:///")).parent
    stored = b"".join(path.read_bytes() for path in folder.iterdir())
    for written in (LOW["note"], GOAL["words"], STEP["words"], "Sorgen"):
        assert str(written).encode() not in stored


def enter(cases: Cases, who: Actor, case_id: str, phase: str, **more: Any) -> dict[str, Any]:
    version = cases.ask(who, "case", case_id=case_id)["version"]
    return cases.ask(who, "enter_phase", case_id=case_id, version=version, phase=phase, **more)


def test_a_case_goes_through_all_phases_once_each_has_what_it_demands(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    def wants(phase: str) -> str:
        version = cases.ask(ketevan, "case", case_id=case_id)["version"]
        return refused(cases, ketevan, "enter_phase", case_id=case_id, version=version, phase=phase).code

    enter(cases, ketevan, case_id, "assessment")
    assert wants("planning") == wants("evaluation") == demands.NOT_ASSESSED
    cases.ask(ketevan, "record_assessment", case_id=case_id, **LOW)
    enter(cases, ketevan, case_id, "planning")
    assert wants("linking") == demands.GOAL_MISSING
    cases.ask(ketevan, "agree_goal", case_id=case_id, topic="language", words="B1")
    assert wants("linking") == demands.GOAL_MISSING, "the low topic is another one"
    cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL)
    assert wants("linking") == demands.NO_PLAN
    cases.ask(ketevan, "agree_plan", case_id=case_id)
    enter(cases, ketevan, case_id, "linking")
    enter(cases, ketevan, case_id, "monitoring")
    assert cases.ask(ketevan, "case", case_id=case_id)["demands"] == {"evaluation": [demands.NOT_ASSESSED_AGAIN]}
    assert wants("evaluation") == demands.NOT_ASSESSED_AGAIN
    cases.ask(ketevan, "record_assessment", case_id=case_id, scores={"housing": 3})
    enter(cases, ketevan, case_id, "evaluation")
    enter(cases, ketevan, case_id, "assessment")
    assert cases.ask(ketevan, "case", case_id=case_id)["skips"] == []


def test_what_a_phase_demands_is_skipped_for_a_reason_that_is_remembered(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    enter(cases, ketevan, case_id, "linking", skip={"reason": "urgent"})
    missing = [demands.NOT_ASSESSED, demands.NO_PLAN]
    entered, skipped = said(cases.database)[-2:]
    assert (entered.type, skipped.type, skipped.data["demands"]) == (
        "case.phase_entered.v1",
        "demands.skipped.v1",
        missing,
    )
    assert cases.ask(ketevan, "case", case_id=case_id)["skips"] == [
        {
            "phase": "linking",
            "demands": missing,
            "reason": "urgent",
            "skipped_at": NOON.isoformat(),
            "by": "Ketevan Lomidze",
        }
    ]
    enter(cases, ketevan, case_id, "monitoring", skip={"reason": "urgent"})
    assert said(cases.database)[-1].type == "case.phase_entered.v1", "where nothing is missing, nothing is skipped"


def test_short_advice_needs_no_plan(cases: Cases, ketevan: Actor) -> None:
    case_id = cases.open_walk_in(ketevan)["case_id"]
    enter(cases, ketevan, case_id, "evaluation")
    assert cases.ask(ketevan, "case", case_id=case_id)["demands"] == {}


def test_every_demand_has_a_phase_and_a_sentence() -> None:
    demanded = [demand for codes in demands.PHASE_DEMANDS.values() for demand in codes]
    assert sorted(demanded) == sorted(demands._DEMANDS)
    assert all(demands.sentence(demand).endswith(".") for demand in demanded)


def test_a_low_topic_is_one_last_assessed_0_or_1() -> None:
    taken = [
        Assessment("a1", "bruecke", "c1", {"housing": 0, "health": 4}, NOON, "a"),
        Assessment("a2", "bruecke", "c1", {"housing": 2, "health": 1}, NOON, "a"),
    ]
    low = {each.topic for each in assessments.distances(taken) if each.last <= assessments.LOW}
    assert low == {"health"}


def test_a_closed_case_is_opened_again_in_the_phase_where_it_had_ended(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    entered = enter(cases, ketevan, case_id, "assessment")
    assert refused(cases, ketevan, "reopen_case", **entered).code == "not_in_this_state"
    closed = cases.ask(ketevan, "close_case", **entered, reason="no_contact", outcome="unknown")
    assert "reopen" in cases.ask(ketevan, "case", case_id=case_id)["may"]
    cases.ask(ketevan, "reopen_case", **closed)
    reopened, listed = said(cases.database)[-2:]
    assert (reopened.type, reopened.data["phase"], listed.type) == (
        "case.reopened.v1",
        "assessment",
        "counsellor.listed.v1",
    )
    case = cases.ask(ketevan, "case", case_id=case_id)
    assert (case["status"], case["phase"]) == ("open", "assessment")
    cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL)


def test_a_case_is_not_closed_while_a_part_of_it_holds_it(
    cases: Cases, ketevan: Actor, case_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(case_commands, "_HOLDS", (lambda _store, _case: None, lambda _store, _case: "open_referral"))
    held = refused(cases, ketevan, "close_case", case_id=case_id, version=2, reason="other", outcome="unknown")
    assert (held.kind, held.code) == ("refused", "open_referral")
    assert cases.ask(ketevan, "case", case_id=case_id)["status"] == "open"


def test_due_is_what_was_promised_in_own_open_cases_the_longest_overdue_first(
    cases: Cases, ketevan: Actor, case_id: str
) -> None:
    lado = cases.engage("lado")
    goal = cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL, due_on="2026-12-10")
    step = cases.ask(ketevan, "plan_step", case_id=case_id, goal_id=goal["goal_id"], **STEP)
    done = cases.ask(ketevan, "plan_step", case_id=case_id, goal_id=goal["goal_id"], **STEP)
    cases.ask(ketevan, "finish_step", **done)
    cases.ask(ketevan, "agree_goal", case_id=case_id, topic="language", words="B1", due_on="2027-06-30")
    closed = cases.open(ketevan)
    cases.ask(ketevan, "agree_goal", case_id=closed, **GOAL, due_on="2026-12-02")
    cases.ask(ketevan, "close_case", case_id=closed, version=2, reason="other", outcome="unknown")
    cases.clock.advance(date(2026, 12, 3) - NOON.date())
    late, soon = cases.ask(ketevan, "due")["items"]
    assert late["about"] == {"step_id": step["step_id"], "doer": "client", "words": STEP["words"]}
    assert (late["kind"], late["due_on"], late["overdue"], late["case_id"]) == ("step", "2026-12-01", True, case_id)
    assert (soon["kind"], soon["due_on"], soon["overdue"]) == ("goal", "2026-12-10", False)
    assert (soon["name"], soon["reference"]) == ("ნინო ბერიძე", "K7M-4XQ-6")
    assert [thing["due_on"] for thing in cases.ask(ketevan, "due", until="2026-12-05")["items"]] == ["2026-12-01"]
    assert cases.ask(lado, "due")["items"] == []
    cases.ask(ketevan, "reach_goal", **goal)
    assert cases.ask(ketevan, "due")["items"] == [], "what leads to a goal that is reached is due no more"


def test_two_people_do_not_agree_the_same_version_of_a_plan(cases: Cases, ketevan: Actor, case_id: str) -> None:
    cases.ask(ketevan, "agree_goal", case_id=case_id, **GOAL)
    agreed = cases.ask(ketevan, "agree_plan", case_id=case_id)
    plan = cases.store.plans.get(case_id, agreed["plan_id"])
    with pytest.raises(Conflict):
        cases.store.plans.add(replace(plan, plan_id="01a20846-fe00-7000-8000-000000000002", version=0))
