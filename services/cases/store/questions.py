"""How questions of the foreigners' authority are remembered: what was asked and answered encrypted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, bindparam, select

from services.cases.model.cases import OPEN
from services.cases.model.questions import ASKED, Question
from services.cases.store.cases import OPEN_OF_THESE, cases
from services.cases.store.metadata import metadata
from services.cases.store.records import Records
from services.chassis.database import Database, Instant
from services.chassis.errors import unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page
from services.chassis.vault import Vault

questions = Table(
    "questions",
    metadata,
    Column("question_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("reference", String(9), nullable=False),
    Column("purpose", String(64), nullable=False),
    Column("data_kind", String(64), nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("status", String(20), nullable=False),
    Column("asked_by", String(36), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("answer", LargeBinary),
    Column("decided_at", Instant),
    Column("by", String(36)),
    Column("release_id", String(36)),
    Column("version", Integer, nullable=False),
)
_c = questions.c
_open = _c.status == ASKED
_NEWEST = (_c.asked_at, _c.question_id)
Index("questions_case", _c.case_id, *_NEWEST)
Index("questions_asked_by", _c.asked_by, *_NEWEST)
# One question for one purpose at a time: whoever asks once more waits for the first answer.
Index("questions_open", _c.case_id, _c.purpose, unique=True, postgresql_where=_open, sqlite_where=_open)
Index("cases_by_reference", cases.c.reference)

_BY_ID = select(questions).where(_c.question_id == bindparam("question_id"))
_ABOUT = (
    select(cases.c.case_id)
    .where(cases.c.reference == bindparam("by_reference"), cases.c.status == OPEN)
    .order_by(cases.c.case_id)
)
_WAITING = select(questions).join(cases, cases.c.case_id == _c.case_id).where(_open, OPEN_OF_THESE).order_by(*_NEWEST)


class Questions(Records[Question]):
    """The memory of what the foreigners' authority has asked, and what it was answered."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault):
        super().__init__(Question, questions, ("words", "answer"), _c.asked_at, database, outbox, vault)

    def one(self, question_id: str) -> Question:
        """The question, in whichever case. Raises NotFound."""
        found = self.found(_BY_ID, question_id=question_id)
        if not found:
            raise unknown(Question.noun)
        return found[0]

    def asked_by(self, account_id: str, cursor: str | None, limit: int) -> tuple[Sequence[Question], str | None]:
        """A page of what somebody has asked, the newest first, and the cursor of the next."""
        statement = select(questions).where(_c.asked_by == account_id)
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _NEWEST, cursor, limit, newest_first=True)
        return [self._load(row) for row in rows], following

    def waiting(self, stands_for: Collection[str]) -> Sequence[Question]:
        """What waits for an answer in the open cases of these counsellors, the first asked first."""
        return self.found(_WAITING, stands_for=list(stands_for))

    def trace_of(self, reference: str) -> str:
        """A keyed fingerprint of a reference, from which nothing leads back to it: 64 bits in hexadecimal digits."""
        return self._vault.index("refused question", reference)[:8].hex()

    def about(self, reference: str) -> Sequence[str]:
        """The ids of the open cases under this reference, of whichever organisation; usually one, or none."""
        with self._database.reading() as tx:
            return tx.execute(_ABOUT, {"by_reference": reference}).scalars().all()
