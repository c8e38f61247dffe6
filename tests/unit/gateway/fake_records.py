"""The records of the one case of the small `cases`: a consultation, a goal and a barrier, and what is added to them."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import FieldError, Invalid, NotFound
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import AT, versioned, write

CONSULTATION_ID = "00000000-0000-7000-8000-0000000000d1"
GOAL_ID = "00000000-0000-7000-8000-0000000000e1"
BARRIER_ID = "00000000-0000-7000-8000-0000000000b1"

_WHO = frozenset({"counsellor"})
# method → who may, what may be asked with, what has to be there
RECORD_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "hold_consultation": (
        _WHO,
        "case_id kind topics minutes with_interpreter place held_at note",
        "case_id kind topics minutes",
    ),
    "agree_goal": (_WHO, "case_id topic words due_on", "case_id topic words"),
    "reach_goal": (_WHO, "case_id goal_id version", "case_id goal_id version"),
    "drop_goal": (_WHO, "case_id goal_id version reason", "case_id goal_id version reason"),
    "meet_barrier": (
        _WHO,
        "case_id topic kind institution municipality note",
        "case_id topic kind institution",
    ),
    "clear_barrier": (_WHO, "case_id barrier_id version how note", "case_id barrier_id version how"),
}
MAY = ("consultations", "goals", "barriers")


def of_case() -> dict[str, Any]:
    """What a case tells of its records."""
    return {
        "consultations": [
            {
                "consultation_id": CONSULTATION_ID,
                "kind": "in_person",
                "topics": ["housing"],
                "minutes": 45,
                "with_interpreter": True,
                "held_at": AT,
                "place": None,
                "note": "Kennt die Frist.",
                "by": "Counsellor",
                "version": 1,
            }
        ],
        "goals": [
            {
                "goal_id": GOAL_ID,
                "topic": "language",
                "words": "B1 bis zum Sommer",
                "due_on": "2127-06-30",
                "status": "agreed",
                "agreed_at": AT,
                "changed_at": AT,
                "version": 1,
            }
        ],
        "barriers": [
            {
                "barrier_id": BARRIER_ID,
                "topic": "housing",
                "kind": "waiting_time",
                "institution": "jobcenter",
                "municipality": "wuerselen",
                "note": None,
                "met_at": AT,
                "cleared_at": None,
                "how": None,
                "cleared_note": None,
                "version": 1,
            }
        ],
    }


class FakeRecords:
    """Answers about records as `cases` would."""

    def case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        """The case that they are in."""
        raise NotImplementedError

    def _id(self, letter: str) -> str:
        raise NotImplementedError

    def hold_consultation(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        if not isinstance(request["minutes"], int) or not 1 <= request["minutes"] <= 600:
            error = FieldError.of("minutes", "number_out_of_range", min=1, max=600)
            raise Invalid("invalid", "Something is wrong.", errors=(error,))
        missing = {"with_interpreter": False, "held_at": AT, "place": None, "note": None}
        return self._record(request, who, "consultation", missing | {"by": who.ref})

    def agree_goal(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        missing = {"due_on": None, "status": "agreed", "agreed_at": AT, "changed_at": AT}
        return self._record(request, who, "goal", missing)

    def reach_goal(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change_record(request, who, "goal", status="reached")

    def drop_goal(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change_record(request, who, "goal", status="dropped")

    def meet_barrier(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        missing = {"municipality": "wuerselen", "note": None, "met_at": AT, "cleared_at": None}
        missing |= {"how": None, "cleared_note": None}
        return self._record(request, who, "barrier", missing)

    def clear_barrier(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._change_record(request, who, "barrier", cleared_at=AT, how=request["how"])

    def _record(self, request: dict[str, Any], who: Actor, kind: str, missing: dict[str, Any]) -> dict[str, Any]:
        case = self.case(request, who)
        given = {name: value for name, value in request.items() if name != "case_id" and value is not None}
        record = missing | given | {f"{kind}_id": self._id("a"), "version": 1}
        case[f"{kind}s"].append(record)
        return versioned(record, f"{kind}_id") | {"case_id": case["case_id"]}

    def _change_record(self, request: dict[str, Any], who: Actor, kind: str, **changes: Any) -> dict[str, Any]:
        case = self.case(request, who)
        record = next((r for r in case[f"{kind}s"] if r[f"{kind}_id"] == request[f"{kind}_id"]), None)
        if record is None:
            raise NotFound(f"{kind}_unknown", "No such record.")
        write(record, request, changes)
        return versioned(record, f"{kind}_id") | {"case_id": case["case_id"]}
