"""Questions of the foreigners' authority: our copy of what the cases say of them, so that whom they are about can see
them. What is said of one question arrives in order, and perhaps again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index, String, Table, bindparam, select

from services.chassis.database import Database, Instant
from services.intake.model.offers import CONFIRMED
from services.intake.model.questions import ASKED, Question
from services.intake.store.tables import metadata, offers

questions = Table(
    "questions",
    metadata,
    Column("question_id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("purpose", String(64), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("status", String(20), nullable=False),
    Column("decided_at", Instant),
)
Index("questions_case", questions.c.case_id, questions.c.asked_at)

_OF_REQUEST = (
    select(questions)
    .join(offers, offers.c.case_id == questions.c.case_id)
    .where(offers.c.request_id == bindparam("of_request"), offers.c.status == CONFIRMED)
    .order_by(questions.c.asked_at, questions.c.question_id)
)


class Questions:
    """What was asked about whom, by case."""

    def __init__(self, database: Database):
        self._database = database

    def of_request(self, request_id: str) -> list[Question]:
        """What was asked about the case that a request became, the first asked first, in one statement."""
        with self._database.reading() as tx:
            return [Question(**row._mapping) for row in tx.execute(_OF_REQUEST, {"of_request": request_id})]

    def ask(self, question: Question) -> None:
        """Keep a new question; one that is known stays as it is."""
        with self._database.transaction() as tx:
            tx.execute(tx.insert(questions).on_conflict_do_nothing(), vars(question))

    def decide(self, question_id: str, status: str, at: datetime) -> bool:
        """Keep what has become of a question; tells whether it is known. One that is decided stays as it is."""
        mine = questions.c.question_id == question_id
        with self._database.transaction() as tx:
            known = tx.execute(select(questions.c.status).where(mine)).scalar()
            if known == ASKED:
                tx.execute(questions.update().where(mine).values(status=status, decided_at=at))
        return known is not None
