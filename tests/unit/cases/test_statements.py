"""What a page costs: as many statements for twenty lines as for two, on every list and on the page of a case."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.cases.commands.directory import begin_directories
from services.chassis.identity import Actor
from tests.builders import PROGRAMME, Cases
from tests.builders.files import TAKEN, in_base64
from tests.statements import statements

REFERENCE = "K7M-4XQ-6"
# What is written down in a case, again and again.
WRITTEN: dict[str, dict[str, Any]] = {
    "hold_consultation": {"kind": "phone", "topics": ["housing"], "minutes": 15, "note": "Angerufen."},
    "record_assessment": {"scores": {"housing": 1, "language": 3}},
    "agree_goal": {"topic": "housing", "words": "Eine Wohnung", "due_on": "2026-11-25"},
    "agree_plan": {},
    "meet_barrier": {"topic": "language", "kind": "no_course", "institution": "course_provider"},
    "grant_release": {
        "recipient": "foreigners_authority",
        "data": ["documents"],
        "purpose": "documents_missing",
        "valid_until": "2026-12-01",
    },
    "make_referral": {"topic": "leisure", "outside_name": "Turnverein am Wald", "ask_again_on": "2026-11-26"},
    "note_residence": {"document": "duldung_60a", "valid_until": "2026-12-03"},
    "write_note": {"words": "Nur für mich."},
    "upload_document": {
        "name": "Bescheid.pdf",
        "content": in_base64(TAKEN["application/pdf"][1]),
        "kind": "decision",
        "title": "Bescheid",
    },
}
# Who asks for what: every list, and what shows several lists on one page.
IN_CASE = ("case", "history", "documents", "access_log_of_case", "circle")
PAGES: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "counsellor": [
        ("cases", {"mine": True}),
        ("cases", {}),
        ("due", {}),
        ("find_people", {"name": "Luka Beridze"}),
        ("advice", {}),
        ("directory", {}),
        ("teams", {}),
        ("deputies", {}),
        ("offers", {}),
    ],
    "coordinator": [
        ("cases", {}),
        ("case_figures", {}),
        ("counsellors", {}),
        ("find_people", {"name": "Luka Beridze"}),
    ],
    "privacy_officer": [("access_log", {})],
    "liaison": [("questions", {})],
}


class Office:
    """Ketevan, with whom more and more is to do."""

    def __init__(self, cases: Cases) -> None:
        self.cases, self.number = cases, 0
        begin_directories(cases.store, Actor.system(), cases.clock, cases.hosted, PROGRAMME.directory)
        self.staff = {"counsellor": cases.engage()}
        for role, organisation in (("coordinator", "bruecke"), ("privacy_officer", "bruecke"), ("liaison", "kim")):
            self.staff[role] = cases.engage(role, organisation, roles=[role], counsellor=None)
        self.case_id = cases.open(self.staff["counsellor"], reference=REFERENCE)

    def grow(self, times: int) -> None:
        """So many lines more on every page, each by somebody else; in one transaction, which is quicker."""
        with self.cases.database.transaction():
            for _ in range(times):
                self._grow()

    def _grow(self) -> None:
        self.number += 1
        ketevan, number = self.staff["counsellor"], self.number
        self.cases.clock.advance(timedelta(seconds=1))
        colleague = self.cases.engage(f"colleague{number}", name=f"Kollegin {number}")
        for name, asked in WRITTEN.items():
            made = self.in_case(ketevan, name, **asked)
            if name == "agree_goal":
                step = {"doer": "client", "words": "Anrufen", "due_on": "2026-11-24"}
                self.in_case(ketevan, "plan_step", goal_id=made["goal_id"], **step)
        self.in_case(ketevan, "join_household", name="Luka Beridze", birth_year=2016, relation="child")
        self.in_case(colleague, "break_glass", reason="Anruf der Klinik", hours=2)
        self.in_case(colleague, "case")
        self.cases.open_walk_in(ketevan, name="Luka Beridze", birth_year=2016)
        self.cases.offer("bruecke")
        self._organise(colleague)

    def _organise(self, colleague: Actor) -> None:
        coordinator, lead = self.staff["coordinator"], self.staff["counsellor"]
        team = [lead.ref, colleague.ref]
        self.cases.ask(coordinator, "found_team", name=f"Team {self.number}", members=team)
        deputy = {"deputy_id": colleague.ref, "from_on": "2026-11-23", "until_on": "2026-11-27"}
        self.cases.ask(coordinator, "name_deputy", counsellor_id=lead.ref, **deputy)
        case = self.cases.store.cases.get(self.case_id)
        locked = self.cases.engage(f"locked{self.number}", name="Befangen")
        self.in_case(lead, "lock_case", version=case.version, account_id=locked.ref)
        self.cases.ask(lead, "give_advice", topic="housing", language="ka", municipality="wuerselen", minutes=5)
        question = {"purpose": "documents_missing", "words": "Fehlt noch etwas?"}
        asked = self.cases.ask(self.staff["liaison"], "ask_question", reference=REFERENCE, **question)
        known = {"question_id": asked["question_id"], "version": asked["version"]}
        self.cases.ask(lead, "answer_question", **known, words="Nein.")

    def in_case(self, who: Actor, name: str, /, **asked: Any) -> dict[str, Any]:
        return self.cases.ask(who, name, case_id=self.case_id, **asked)

    def costs(self) -> dict[str, int]:
        """How many statements each page takes now."""
        found = {name: self._cost("counsellor", name, case_id=self.case_id) for name in IN_CASE}
        for role, pages in PAGES.items():
            for name, asked in pages:
                found[f"{role}: {name} {asked}"] = self._cost(role, name, **asked)
        return found

    def _cost(self, role: str, name: str, /, **asked: Any) -> int:
        with statements(self.cases.database) as run:
            answer = self.cases.ask(self.staff[role], name, **asked)
        assert answer.get("items", True), f"nothing is on the page: {name}"
        return len(run)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(Cases(tmp_path))


def test_every_page_costs_as_many_statements_for_twenty_lines_as_for_two(office: Office) -> None:
    office.grow(2)
    few = office.costs()
    office.grow(18)
    assert office.costs() == few
