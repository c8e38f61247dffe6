"""The wall to the foreigners' authority: one question about one case, for one purpose, under a release, and its answer.

Whoever asks learns nothing of a reference for which no release is in force, not even whether there is one.
"""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.commands.releases import require_release
from services.cases.events.questions import QuestionAnswered, QuestionAsked, QuestionDeclined
from services.cases.model import require_seen
from services.cases.model.cases import Case
from services.cases.model.questions import ASKED, FOREIGNERS_AUTHORITY, Question, written
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock, new_id
from services.chassis.errors import NotFound, Refused, unknown
from services.chassis.identity import Actor

Answer = dict[str, Any]

# The answer to a question that was not asked: it is remembered like any other, with the line about who has tried.
_NOT_ASKED: Answer = {"question_id": None, "version": 0}
_SUBJECT_MAX = 64  # of what the access log names


def ask_question(store: Store, who: Actor, clock: Clock, reference: str, purpose: str, data: str, words: str) -> Answer:
    """Ask the counsellor of a case, named by its reference, for one purpose of the programme.

    `data` is what an answer to it tells (a code of releases).

    Without a release the answer names no question, in the same way whether nobody has this reference, the case has
    ended or the person has given no release for this purpose: `require_asked` refuses it, after it was written down
    that `who` has tried. Refused("question_waits") while the same purpose waits for an answer.
    """
    permissions.require(who, permissions.ASK_QUESTIONS)
    case = _released(store, clock, written(reference), data, purpose)
    if case is None:
        # About nobody: which reference it was is told to nobody, but that it was the same one can be seen.
        tried = f"{store.questions.trace_of(written(reference))}:{purpose}"
        note_look(store.database, clock, who, tried[:_SUBJECT_MAX], "question_refused")
        return dict(_NOT_ASKED)
    note_look(store.database, clock, who, case.case_id, "question", case.organisation)
    if any(known.status == ASKED and known.purpose == purpose for known in store.questions.of(case.case_id)):
        raise Refused("question_waits", "A question for this purpose waits for an answer in this case.")
    now = clock.now()
    question = Question(
        question_id=new_id(),
        organisation=case.organisation,
        case_id=case.case_id,
        reference=written(reference),
        purpose=purpose,
        data_kind=data,
        words=words,
        status=ASKED,
        asked_by=who.ref,
        asked_at=now,
    )
    said = QuestionAsked(case.case_id, question.question_id, question.organisation, purpose, now)
    return _told(store.questions.add(question, said))


def require_asked(answer: Answer) -> Answer:
    """What asking was answered, for whoever asked. Raises Refused("not_released") if nothing was asked."""
    if answer == _NOT_ASKED:
        raise Refused("not_released", "There is no release for an answer to you about this reference for this purpose.")
    return answer


def answer_question(store: Store, who: Actor, clock: Clock, question_id: str, version: int, words: str) -> Answer:
    """Answer it, under the release that is in force now. Refused("no_release") if there is none any more."""
    question, case = _seen(store, who, question_id, version)
    release = require_release(store, clock, case, FOREIGNERS_AUTHORITY, question.data_kind, question.purpose)
    now = clock.now()
    said = QuestionAnswered(case.case_id, question_id, question.organisation, question.purpose, now)
    return _told(store.questions.save(question.answered(words, who.ref, release.release_id, now), said))


def decline_question(store: Store, who: Actor, clock: Clock, question_id: str, version: int) -> Answer:
    """Say that it is not answered; a reason is owed to nobody."""
    question, case = _seen(store, who, question_id, version)
    now = clock.now()
    said = QuestionDeclined(case.case_id, question_id, question.organisation, question.purpose, now)
    return _told(store.questions.save(question.declined(who.ref, now), said))


def holds(store: Store, case: Case) -> str | None:
    """Why the case cannot be closed yet: `open_question` while one waits for an answer."""
    return "open_question" if any(question.status == ASKED for question in store.questions.of(case.case_id)) else None


def _released(store: Store, clock: Clock, reference: str, data: str, purpose: str) -> Case | None:
    for case_id in store.questions.about(reference):
        case = store.cases.get(case_id)
        try:
            require_release(store, clock, case, FOREIGNERS_AUTHORITY, data, purpose)
        except Refused:
            continue
        return case
    return None


def _seen(store: Store, who: Actor, question_id: str, version: int) -> tuple[Question, Case]:
    """The question and its case, for whoever may answer in it and has seen it as it is."""
    question = store.questions.one(question_id)
    try:
        case = store.cases.get(question.case_id)
        permissions.require(who, permissions.ANSWER_QUESTIONS, case)
    except NotFound:  # another organisation's, or locked: then there is no such question either
        raise unknown(Question.noun) from None
    require_seen(question.noun, question.version, version)
    return question, case


def _told(question: Question) -> Answer:
    return {"question_id": question.question_id, "version": question.version}
