"""The history of a case: a line for everything that was done in it, and nothing personal."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from services.chassis.errors import NotFound
from tests.builders import NINO, Cases


def test_whatever_is_done_in_a_case_becomes_a_line_the_newest_first(cases: Cases) -> None:
    ketevan = cases.engage()
    case_id = cases.open(ketevan)
    cases.clock.advance(timedelta(days=1))
    goal = cases.ask(ketevan, "agree_goal", case_id=case_id, topic="housing", words="Eine Wohnung für vier")
    cases.clock.advance(timedelta(days=1))
    cases.ask(ketevan, "reach_goal", **goal)
    lines = cases.ask(ketevan, "history", case_id=case_id)["items"]
    assert [line["what"] for line in lines[:2]] == ["goal.reached", "goal.agreed"]
    assert {line["what"] for line in lines[2:]} == {"case.opened", "handover.received", "offer.accepted"}
    assert lines[0]["about"]["topic"] == "housing"
    assert lines[0]["happened_at"] == cases.clock.now().isoformat()


def test_the_history_is_told_in_pages(cases: Cases) -> None:
    ketevan = cases.engage()
    case_id = cases.open(ketevan)
    first = cases.ask(ketevan, "history", case_id=case_id, limit=1)
    rest = cases.ask(ketevan, "history", case_id=case_id, cursor=first["next"])
    assert len(first["items"]) == 1
    assert first["items"][0]["line_id"] not in {line["line_id"] for line in rest["items"]}


def test_nothing_that_somebody_told_about_themselves_or_wrote_stands_in_it(cases: Cases) -> None:
    ketevan = cases.engage()
    case_id = cases.open(ketevan)
    cases.ask(ketevan, "agree_goal", case_id=case_id, topic="housing", words="Eine Wohnung für vier")
    told = json.dumps(cases.ask(ketevan, "history", case_id=case_id), ensure_ascii=False)
    for personal in (NINO["name"], NINO["email"], "Eine Wohnung für vier"):
        assert personal not in told


def test_the_history_of_another_organisation_is_as_unknown_as_its_case(cases: Cases) -> None:
    case_id = cases.open(cases.engage())
    mirela = cases.engage("mirela", "kim")
    with pytest.raises(NotFound):
        cases.ask(mirela, "history", case_id=case_id)
