"""Residence, changes of the legal sphere and questions of the small `cases`: one document, one change, one question."""

from __future__ import annotations

from typing import Any

from services.chassis.errors import NotFound, Refused
from services.chassis.identity import Actor
from tests.unit.gateway.fake_answers import write

RESIDENCE_ID = "00000000-0000-7000-8000-0000000000d2"
NOTED_ID = "00000000-0000-7000-8000-0000000000d5"
CHANGE_ID = "00000000-0000-7000-8000-0000000000d3"
QUESTION_ID = "00000000-0000-7000-8000-0000000000d4"
AT = "2026-11-22T09:15:00Z"
STEPS = ("end_notice", "jobcenter_application", "bank_account")

_COUNSELLOR, _LIAISON = frozenset({"counsellor"}), frozenset({"liaison"})
_DOCUMENT = "document valid_from valid_until"
RESIDENCE_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "note_residence": (_COUNSELLOR, f"case_id {_DOCUMENT}", "case_id document"),
    "correct_residence": (
        _COUNSELLOR,
        f"case_id residence_id version {_DOCUMENT}",
        "case_id residence_id version document",
    ),
    "end_residence": (_COUNSELLOR, "case_id residence_id version", "case_id residence_id version"),
    "start_sphere_change": (_COUNSELLOR, "case_id sphere", "case_id sphere"),
    "tick_sphere_step": (_COUNSELLOR, "case_id change_id version step", "case_id change_id version step"),
    "untick_sphere_step": (_COUNSELLOR, "case_id change_id version step", "case_id change_id version step"),
    "end_sphere_change": (_COUNSELLOR, "case_id change_id version status", "case_id change_id version status"),
    "questions": (_LIAISON, "cursor limit", ""),
    "question": (_LIAISON, "question_id", "question_id"),
    "ask_question": (_LIAISON, "reference purpose words", "reference purpose words"),
    "answer_question": (_COUNSELLOR, "question_id version words", "question_id version words"),
    "decline_question": (_COUNSELLOR, "question_id version", "question_id version"),
}
MAY = ("residence", "sphere-changes", "questions")


def of_case() -> dict[str, Any]:
    """What a case tells of residence and questions."""
    return {
        "residence": [_document("duldung_60a", "2126-12-31")],
        "sphere_changes": [
            {
                "change_id": CHANGE_ID,
                "sphere": "sgb2",
                "status": "under_way",
                "steps": [{"step": step, "done_at": None, "by": None} for step in STEPS],
                "started_at": AT,
                "ended_at": None,
                "version": 1,
            }
        ],
        "questions": [_question() | {"asked_by": "Ole Brandt", "by": None}],
    }


def _document(document: str, valid_until: str | None, valid_from: str | None = None) -> dict[str, Any]:
    return {
        "residence_id": RESIDENCE_ID,
        "document": document,
        "valid_from": valid_from,
        "valid_until": valid_until,
        "status": "held",
        "noted_at": AT,
        "ended_at": None,
        "version": 1,
    }


def _question() -> dict[str, Any]:
    return {
        "question_id": QUESTION_ID,
        "reference": "K7M-4XQ-6",
        "purpose": "documents_missing",
        "status": "asked",
        "asked_at": AT,
        "decided_at": None,
        "words": "Fehlt noch der Nachweis?",
        "answer": None,
        "version": 1,
    }


class FakeResidence:
    """Answers about residence and questions as `cases` would. `answers_leave` says whether there is a release,
    `answer_is_withheld` whether that for an answer has ended."""

    cases_: dict[str, tuple[dict[str, Any], str]]
    answers_leave = True
    answer_is_withheld = False

    def note_residence(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        noted = _document(request["document"], request.get("valid_until"), request.get("valid_from"))
        self._of_case(request)["residence"].append(noted | {"residence_id": NOTED_ID})
        return {"residence_id": NOTED_ID, "case_id": request["case_id"], "version": 1}

    def correct_residence(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        facts = {name: request.get(name) for name in _DOCUMENT.split()}
        return self._changed(request, "residence", "residence_id", **facts)

    def end_residence(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._changed(request, "residence", "residence_id", status="ended", ended_at=AT)

    def start_sphere_change(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        self._of_case(request)
        return {"change_id": CHANGE_ID, "case_id": request["case_id"], "version": 1}

    def tick_sphere_step(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        return self._tick(request, {"done_at": AT, "by": who.ref})

    def untick_sphere_step(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._tick(request, {"done_at": None, "by": None})

    def end_sphere_change(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._changed(request, "sphere_changes", "change_id", status=request["status"], ended_at=AT)

    def questions(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        line = {name: value for name, value in self._asked().items() if name not in ("words", "answer")}
        return {"items": [line], "next": None}

    def question(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if request["question_id"] != QUESTION_ID:
            raise NotFound("question_unknown", "No such question.")
        return {**self._asked(), "withheld": self.answer_is_withheld}

    def ask_question(self, _request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        if not self.answers_leave:
            raise Refused("not_released", "There is no release.")
        return {"question_id": QUESTION_ID, "version": 1}

    def answer_question(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._decide_question(request, status="answered", answer=request["words"])

    def decline_question(self, request: dict[str, Any], _who: Actor) -> dict[str, Any]:
        return self._decide_question(request, status="declined")

    def _asked(self) -> dict[str, Any]:
        (case, _) = next(iter(self.cases_.values()))
        own: dict[str, Any] = {
            name: value for name, value in case["questions"][0].items() if name not in ("asked_by", "by")
        }
        return own

    def _of_case(self, request: dict[str, Any]) -> dict[str, Any]:
        if request["case_id"] not in self.cases_:
            raise NotFound("case_unknown", "No such case.")
        return self.cases_[request["case_id"]][0]

    def _tick(self, request: dict[str, Any], tick: dict[str, Any]) -> dict[str, Any]:
        answer = self._changed(request, "sphere_changes", "change_id")
        for step in self._of_case(request)["sphere_changes"][0]["steps"]:
            if step["step"] == request["step"]:
                step.update(tick)
        return answer

    def _changed(self, request: dict[str, Any], kind: str, key: str, **changes: Any) -> dict[str, Any]:
        thing = next((one for one in self._of_case(request)[kind] if one[key] == request[key]), None)
        if thing is None:
            raise NotFound("residence_document_unknown", "No such thing.")
        write(thing, request, changes)
        return {key: thing[key], "case_id": request["case_id"], "version": thing["version"]}

    def _decide_question(self, request: dict[str, Any], **changes: Any) -> dict[str, Any]:
        (case, _) = next(iter(self.cases_.values()))
        write(case["questions"][0], request, changes | {"decided_at": AT, "by": "Counsellor"})
        return {"question_id": QUESTION_ID, "version": case["questions"][0]["version"]}
