"""Verdicts about requests that cannot all be right are said before they are taken, and shown once they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from services.chassis.errors import Refused
from services.chassis.identity import Actor
from services.chassis.testing import said
from tests.builders import Intake
from tests.builders.people import DESK

LIOBA = Actor(frozenset({"coordinator"}), DESK.organisation, "a5")


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(tmp_path)


@pytest.fixture
def three(intake: Intake) -> list[str]:
    """Three requests of which nobody knows yet whose they are."""
    told = {"channel": "walk_in", "email": None, "phone": None}
    return [intake.ask(DESK, name=name, **told)["request_id"] for name in ("Olena", "Олена", "Alona")]


def refused(intake: Intake, *asked: Any) -> list[dict[str, Any]]:
    """What a verdict is said to contradict; nothing is written."""
    before = said(intake.database)
    with pytest.raises(Refused) as refusal:
        intake.decide_likeness(*asked)
    assert (refusal.value.code, said(intake.database)) == ("contradicts_verdicts", before)
    found: list[dict[str, Any]] = refusal.value.params["contradictions"]
    return found


def group(intake: Intake, request_id: str) -> list[str]:
    return [each["request_id"] for each in intake.comparison(request_id)["group"]]


def test_requests_that_are_linked_over_others_are_told_as_one_group(intake: Intake, three: list[str]) -> None:
    one, middle, last = three
    assert group(intake, one) == []
    intake.decide_likeness(one, middle, "same")
    intake.decide_likeness(last, middle, "same")
    for each in three:
        assert group(intake, each) == sorted(three)
    assert intake.comparison(one)["contradictions"] == []
    assert intake.comparison(one)["group"][0]["reference"] == intake.request(one)["reference"]


def test_that_two_are_not_the_same_is_questioned_if_a_chain_links_them(intake: Intake, three: list[str]) -> None:
    one, middle, last = three
    intake.decide_likeness(one, middle, "same")
    intake.decide_likeness(last, middle, "same", LIOBA)
    (found,) = refused(intake, one, last, "not_the_same")
    assert {found["apart"][side]["request_id"] for side in ("one", "other")} == {one, last}
    assert [(link["verdict"], link["decided_by"]) for link in found["chain"]] == [("same", DESK.ref), ("same", "a5")]
    assert all(link["decided_at"] for link in found["chain"])


def test_a_link_is_questioned_if_somebody_told_one_of_the_others_apart(intake: Intake, three: list[str]) -> None:
    one, middle, last = three
    intake.decide_likeness(one, middle, "same")
    intake.decide_likeness(one, last, "not_the_same", LIOBA)
    (found,) = refused(intake, last, middle, "same")
    assert (found["apart"]["verdict"], found["apart"]["decided_by"]) == ("not_the_same", "a5")


def test_a_split_is_questioned_if_they_stay_linked_over_another(intake: Intake, three: list[str]) -> None:
    one, middle, last = three
    for pair in ((one, middle), (middle, last), (one, last)):
        intake.decide_likeness(*pair, "same")
    refused(intake, one, last, "split")


def test_what_is_meant_despite_that_is_taken_and_the_contradiction_shown_with_who_said_what(
    intake: Intake, three: list[str]
) -> None:
    one, middle, last = three
    intake.decide_likeness(one, middle, "same")
    intake.decide_likeness(middle, last, "same")
    intake.decide_likeness(one, last, "not_the_same", LIOBA, despite=True)
    for each in three:
        (found,) = intake.comparison(each)["contradictions"]
        assert (found["apart"]["decided_by"], len(found["chain"])) == ("a5", 2)
    intake.decide_likeness(one, last, "same", LIOBA)
    assert intake.comparison(one)["contradictions"] == [], "who takes back the one puts it right"


def test_what_contradicts_already_holds_nobody_up_elsewhere(intake: Intake, three: list[str]) -> None:
    one, middle, last = three
    intake.decide_likeness(one, middle, "same")
    intake.decide_likeness(middle, last, "same")
    intake.decide_likeness(one, last, "not_the_same", despite=True)
    told = {"channel": "walk_in", "email": None, "phone": None, "name": "Helena"}
    fourth = intake.ask(DESK, **told)["request_id"]
    assert intake.decide_likeness(fourth, one, "same")["verdict"] == "same"
