"""The cases and requests that all others are made of, each brought where it is by the service's own commands."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from services.cases.store.metadata import metadata as of_cases
from services.chassis.access import access_log
from services.chassis.identity import Actor
from services.intake.store.tables import metadata as of_intake
from tests.bench.growth.cloning import Pattern
from tests.builders import DESK, Cases, Intake
from tests.builders.files import TAKEN, in_base64

REFERENCE = "K7M-4XQ-6"
"""Of each case of a pattern; every clone has one of its own."""

_NOTE = "Sie hat die Unterlagen mitgebracht; der Antrag geht diese Woche hinaus, die Antwort kommt in vier Wochen."
_CONSULTATION: dict[str, Any] = {"kind": "in_person", "topics": ["housing"], "minutes": 45, "note": _NOTE}
_ASSESSMENT: dict[str, Any] = {"scores": {"housing": 2, "language": 3}, "note": _NOTE}
_GOAL: dict[str, Any] = {"topic": "housing", "words": "Eine Wohnung für vier, nahe der Schule", "due_on": "2026-12-03"}
_STEP: dict[str, Any] = {"doer": "client", "words": "Beim Bauverein anrufen", "due_on": "2026-11-24"}
_BARRIER: dict[str, Any] = {"topic": "language", "kind": "no_course", "institution": "course_provider", "note": _NOTE}
_RELEASE: dict[str, Any] = {
    "recipient": "doctor",
    "data": ["contact"],
    "purpose": "appointment",
    "valid_until": "2026-12-01",
}
_REFERRAL: dict[str, Any] = {"topic": "leisure", "outside_name": "Turnverein am Wald", "ask_again_on": "2026-11-30"}
_RESIDENCE: dict[str, Any] = {"document": "duldung_60a", "valid_until": "2026-12-05"}


def cases_by_length(folder: Path) -> tuple[Actor, dict[str, Pattern]]:
    """Whose cases they are, and one of each kind: `new`, `going_on`, `long`, `closed`."""
    cases = Cases(folder)
    ketevan = cases.engage()
    made: dict[str, Callable[[Cases, Actor, str], None]] = {
        "new": _talk,
        "going_on": _go_on,
        "long": _stay_long,
        "closed": _close,
    }
    found = {}
    for kind, live in made.items():
        case_id = cases.open(ketevan, reference=REFERENCE)
        live(cases, ketevan, case_id)
        tables = [*of_cases.sorted_tables, access_log]
        # The case itself first: whose person it is, is found in it.
        tables.sort(key=lambda table: (table.name != "cases", table.name == "document_contents"))
        mine = [table for table in tables if table.name != "name_tokens"]
        found[kind] = Pattern.read(cases.database, cases.parts.vault, mine, "case_id", case_id)
    return ketevan, found


def _ask(cases: Cases, who: Actor, case_id: str, what: str, /, **asked: Any) -> dict[str, Any]:
    cases.clock.advance(timedelta(minutes=7))
    return cases.ask(who, what, case_id=case_id, **asked)


def _talk(cases: Cases, who: Actor, case_id: str) -> None:
    _ask(cases, who, case_id, "hold_consultation", **_CONSULTATION)
    _ask(cases, who, case_id, "case")


def _go_on(cases: Cases, who: Actor, case_id: str) -> None:
    _talk(cases, who, case_id)
    _ask(cases, who, case_id, "record_assessment", **_ASSESSMENT)
    goal = _ask(cases, who, case_id, "agree_goal", **_GOAL)
    for _ in range(2):
        _ask(cases, who, case_id, "plan_step", goal_id=goal["goal_id"], **_STEP)
    _ask(cases, who, case_id, "agree_plan")
    _ask(cases, who, case_id, "meet_barrier", **_BARRIER)
    _ask(cases, who, case_id, "grant_release", **_RELEASE)
    _ask(cases, who, case_id, "make_referral", **_REFERRAL)
    _ask(cases, who, case_id, "note_residence", **_RESIDENCE)
    name, content = next(iter(TAKEN.values()))
    _ask(cases, who, case_id, "upload_document", name=name, content=in_base64(content), kind="decision", title=name)


def _stay_long(cases: Cases, who: Actor, case_id: str) -> None:
    _go_on(cases, who, case_id)
    for _ in range(12):
        _talk(cases, who, case_id)
    for _ in range(3):
        _ask(cases, who, case_id, "record_assessment", **_ASSESSMENT)
        _ask(cases, who, case_id, "write_note", words=_NOTE)
        _ask(cases, who, case_id, "meet_barrier", **_BARRIER)


def _close(cases: Cases, who: Actor, case_id: str) -> None:
    _talk(cases, who, case_id)
    _ask(cases, who, case_id, "meet_barrier", **_BARRIER)
    version = cases.store.cases.get(case_id).version
    _ask(cases, who, case_id, "close_case", version=version, reason="goals_reached", outcome="improved")


def requests_by_state(folder: Path) -> dict[str, tuple[Pattern, str]]:
    """One request of each kind, and its reference: `received`, `offered`, `answered`."""
    intake = Intake(folder)
    made: dict[str, Callable[[str], Any]] = {
        "received": lambda _request_id: None,
        "offered": lambda request_id: (intake.triage(request_id), intake.offer(request_id)),
        "answered": lambda request_id: (intake.triage(request_id, track="orientation"), intake.answer(request_id)),
    }
    found = {}
    phones = itertools.count(100)
    for kind, live in made.items():
        asked = intake.ask(DESK, channel="walk_in", phone=f"+493023125{next(phones)}", birth_year=1990)
        live(asked["request_id"])
        intake.request(asked["request_id"])
        tables = [table for table in (*of_intake.sorted_tables, access_log) if table.name != "likeness_tokens"]
        pattern = Pattern.read(intake.database, intake.parts.vault, tables, "request_id", asked["request_id"])
        found[kind] = (pattern, asked["reference"])
    return found
