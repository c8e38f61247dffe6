"""What is told about questions of the foreigners' authority: to whoever asked, their own; in a case, its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.cases import permissions
from services.cases.model.cases import RECORD, Case
from services.cases.model.due import Due
from services.cases.model.questions import FOREIGNERS_AUTHORITY, Question
from services.cases.model.releases import allowing
from services.cases.queries.moments import at
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.errors import unknown
from services.chassis.identity import Actor

Told = dict[str, Any]

ASKABLE = {"questions": (RECORD, permissions.ANSWER_QUESTIONS)}


def questions(store: Store, who: Actor, cursor: str | None, limit: int) -> Told:
    """What one has asked, the newest first: about which reference, for what, and whether there is an answer."""
    permissions.require(who, permissions.ASK_QUESTIONS)
    found, following = store.questions.asked_by(who.ref, cursor, limit)
    return {"items": [_line(question) for question in found], "next": following}


def question(store: Store, who: Actor, clock: Clock, question_id: str) -> Told:
    """One question that one has asked, with its words and its answer; the look is written down.

    The answer is `withheld` as soon as no release for it is in force any more: what the client has withdrawn is not
    read again. Raises NotFound for somebody else's.
    """
    permissions.require(who, permissions.ASK_QUESTIONS)
    found = store.questions.one(question_id)
    if found.asked_by != who.ref:
        raise unknown(Question.noun)
    note_look(store.database, clock, who, found.case_id, "answer", found.organisation)
    withheld = found.answer is not None and not _is_released(store, found)
    return {
        **_line(found),
        "words": found.words,
        "answer": None if withheld else found.answer,
        "withheld": withheld,
    }


def _is_released(store: Store, question: Question) -> bool:
    """Whether what it was answered may be told today."""
    about = (FOREIGNERS_AUTHORITY, question.data_kind, question.purpose)
    return allowing(store.releases.of(question.case_id), store.standings.today(), *about) is not None


def of_case(store: Store, who: Actor, clock: Clock, case: Case) -> Told:
    """The questions about a case with their answers, the first asked first."""
    found = store.questions.of(case.case_id)
    names = store.accounts.names({account for one in found for account in (one.asked_by, one.by) if account})
    told = [
        {
            **_line(one),
            "words": one.words,
            "answer": one.answer,
            "asked_by": names.get(one.asked_by),
            "by": names.get(one.by or ""),
        }
        for one in found
    ]
    return {"questions": told}


def due(store: Store, stands_for: frozenset[str], until: date) -> list[Due]:
    """What waits for an answer in the open cases of these counsellors: due since the day it was asked."""
    return [
        Due(
            kind="question",
            case_id=one.case_id,
            on=store.standings.day_of(one.asked_at),
            about={"question_id": one.question_id, "purpose": one.purpose},
        )
        for one in store.questions.waiting(stands_for)
    ]


def _line(question: Question) -> Told:
    return {
        "question_id": question.question_id,
        "reference": question.reference,
        "purpose": question.purpose,
        "status": question.status,
        "asked_at": at(question.asked_at),
        "decided_at": at(question.decided_at),
        "version": question.version,
    }
