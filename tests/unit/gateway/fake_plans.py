"""A small `cases`, the part about the way ahead: assessments, steps, plans, notes, what is due."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import FieldError, Invalid, NotFound, Refused
from services.chassis.identity import Actor

AT = "2026-11-22T09:15:00Z"
CASE_ID = "00000000-0000-7000-8000-0000000000c1"
GOAL_ID = "00000000-0000-7000-8000-0000000000e1"
STEP_ID = "00000000-0000-7000-8000-0000000000e5"
PLAN_ID = "00000000-0000-7000-8000-0000000000e6"
NOTE_ID = "00000000-0000-7000-8000-0000000000e7"

_WHO = frozenset({"counsellor"})
_STEP = "case_id step_id version"
# method → who may, what may be asked with, what has to be there
PLANS_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "record_assessment": (_WHO, "case_id scores note", "case_id scores"),
    "plan_step": (_WHO, "case_id goal_id doer words due_on", "case_id goal_id doer words"),
    "correct_step": (_WHO, f"{_STEP} doer words due_on", f"{_STEP} doer words"),
    "finish_step": (_WHO, _STEP, _STEP),
    "drop_step": (_WHO, _STEP, _STEP),
    "agree_plan": (_WHO, "case_id", "case_id"),
    "plan": (_WHO | {"coordinator", "privacy_officer"}, "case_id plan_id", "case_id plan_id"),
    "write_note": (_WHO, "case_id words", "case_id words"),
    "correct_note": (_WHO, "case_id note_id version words", "case_id note_id version words"),
    "correct_goal": (_WHO, "case_id goal_id version words due_on", "case_id goal_id version words"),
    "correct_consultation": (_WHO, "case_id consultation_id version note", "case_id consultation_id version"),
    "reopen_case": (_WHO, "case_id version", "case_id version"),
    "due": (_WHO, "until", ""),
}
MAY = ("assessments", "steps", "plans", "notes")


def of_case() -> dict[str, Any]:
    """What a case tells of the way ahead."""
    first, last = {"language": 1, "housing": 2}, {"language": 3}
    assessments = [
        {"assessment_id": f"00000000-0000-7000-8000-0000000000a{n}", "scores": scores, "recorded_at": at, "note": None}
        | {"by": "Counsellor", "version": 1}
        for n, (scores, at) in enumerate(((first, "2026-06-01T09:15:00Z"), (last, AT)), start=1)
    ]
    step = {"step_id": STEP_ID, "goal_id": GOAL_ID, "doer": "client", "words": "Zum Einstufungstest gehen"}
    note = {"note_id": NOTE_ID, "words": "Wirkt erschöpft.", "written_at": AT, "by": "Counsellor", "version": 1}
    return {
        "assessments": assessments,
        "distances": [
            {"topic": "language", "first": 1, "last": 3, "travelled": 2},
            {"topic": "housing", "first": 2, "last": 2, "travelled": 0},
        ],
        "steps": [step | {"due_on": "2126-12-01", "status": "open", "changed_at": AT, "version": 1}],
        "plans": [_line()],
        "skips": [],
        "notes": [note],
        "demands": {"linking": ["no_plan"]},
    }


def _line() -> dict[str, Any]:
    return {"plan_id": PLAN_ID, "number": 1, "agreed_at": AT, "by": "Counsellor", "version": 1}


class FakePlans:
    """Answers as `cases` would; what it is a part of knows the cases."""

    def record_assessment(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if not request["scores"]:
            error = FieldError.of("scores", "required")
            raise Invalid("invalid", "Something is wrong.", errors=(error,))
        if any(score not in range(5) for score in request["scores"].values()):
            error = FieldError.of("scores.housing.value", "number_out_of_range", min=0, max=4)
            raise Invalid("invalid", "Something is wrong.", errors=(error,))
        return self._record(request, who, "assessment", {"recorded_at": AT, "note": None, "by": who.ref})  # type: ignore[attr-defined, no-any-return]

    def plan_step(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        missing = {"due_on": None, "status": "open", "changed_at": AT}
        return self._record(request, who, "step", missing)  # type: ignore[attr-defined, no-any-return]

    def correct_step(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._corrected(request, who, "step", "words", "doer")

    def finish_step(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change_record(request, who, "step", status="done")  # type: ignore[attr-defined, no-any-return]

    def drop_step(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change_record(request, who, "step", status="dropped")  # type: ignore[attr-defined, no-any-return]

    def agree_plan(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case = self.case(request, who)  # type: ignore[attr-defined]
        if not case["goals"]:
            raise Refused("plan_is_empty", "There is no goal.")
        plan = _line() | {"number": len(case["plans"]) + 1}
        case["plans"].append(plan)
        return {"plan_id": PLAN_ID, "case_id": case["case_id"], "number": plan["number"], "version": 1}

    def plan(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case = self.case(request, who)  # type: ignore[attr-defined]
        if request["plan_id"] != PLAN_ID:
            raise NotFound("plan_unknown", "No such plan.")
        step = {"step_id": STEP_ID, "doer": "client", "words": "Zum Einstufungstest gehen", "due_on": "2126-12-01"}
        goal = {"goal_id": GOAL_ID, "topic": "language", "words": "B1 bis zum Sommer", "due_on": "2127-06-30"}
        return {"case_id": case["case_id"], **_line(), "goals": [goal | {"steps": [step]}]}

    def write_note(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._record(request, who, "note", {"written_at": AT, "by": who.ref})  # type: ignore[attr-defined, no-any-return]

    def correct_note(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._corrected(request, who, "note", "words")

    def correct_goal(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._corrected(request, who, "goal", "words")

    def correct_consultation(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._corrected(request, who, "consultation", "note")

    def reopen_case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change(request, who, status="open")  # type: ignore[attr-defined, no-any-return]

    def due(self, _request: dict[str, Any], who: Actor) -> dict[str, Any]:
        of_case = {"case_id": CASE_ID, "reference": "K7M-4XQ-6", "name": "ნინო ბერიძე", "counsellor_id": who.ref}
        step = {"step_id": STEP_ID, "doer": "client", "words": "Zum Einstufungstest gehen"}
        goal = {"goal_id": GOAL_ID, "topic": "language", "words": "B1 bis zum Sommer"}
        return {
            "items": [
                {"kind": "step", "due_on": "2026-11-20", "overdue": True, "about": step} | of_case,
                {"kind": "goal", "due_on": "2126-12-01", "overdue": False, "about": goal} | of_case,
            ]
        }

    def _corrected(self, request: dict[str, Any], who: Actor, kind: str, *names: str) -> dict[str, Any]:
        said = {name: request.get(name) for name in names}
        return self._change_record(request, who, kind, **said)  # type: ignore[attr-defined, no-any-return]
