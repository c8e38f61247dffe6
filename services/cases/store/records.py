"""How records of a case are remembered: consultations, goals, barriers and their like, with what was written in them
encrypted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    Text,
    bindparam,
    select,
)

from services.cases.model.assessments import Assessment
from services.cases.model.barriers import Barrier
from services.cases.model.consultations import Consultation
from services.cases.model.demands import Skip
from services.cases.model.goals import Goal
from services.cases.model.letters_in import LetterIn
from services.cases.model.notes import Note
from services.cases.model.plans import Plan
from services.cases.model.questions import Question
from services.cases.model.referrals import Referral
from services.cases.model.releases import Release
from services.cases.model.residence import ResidenceDocument
from services.cases.model.steps import Step
from services.cases.store import personal
from services.cases.store.metadata import metadata
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import changed, unknown
from services.chassis.outbox import Outbox
from services.chassis.vault import Vault

consultations = Table(
    "consultations",
    metadata,
    Column("consultation_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("topics", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("with_interpreter", Boolean, nullable=False),
    Column("held_at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
    Column("note", LargeBinary),
    Column("place", String(64)),
    Column("version", Integer, nullable=False),
)
Index("consultations_case", consultations.c.case_id, consultations.c.held_at)

goals = Table(
    "goals",
    metadata,
    Column("goal_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("topic", String(64), nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("due_on", Date),
    Column("status", String(20), nullable=False),
    Column("agreed_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("reason", String(40)),
    Column("version", Integer, nullable=False),
)
Index("goals_case", goals.c.case_id, goals.c.agreed_at)

barriers = Table(
    "barriers",
    metadata,
    Column("barrier_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("topic", String(64), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("institution", String(64), nullable=False),
    Column("municipality", String(64), nullable=False),
    Column("met_at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
    Column("note", LargeBinary),
    Column("cleared_at", Instant),
    Column("how", String(20)),
    Column("cleared_note", LargeBinary),
    Column("version", Integer, nullable=False),
)
Index("barriers_case", barriers.c.case_id, barriers.c.met_at)

R = TypeVar(
    "R",
    Consultation,
    Goal,
    Barrier,
    Assessment,
    Step,
    Plan,
    Skip,
    Note,
    Release,
    Referral,
    ResidenceDocument,
    Question,
    LetterIn,
)

# How a field that holds several things stands in one column: written, and read.
_AS_TEXT: dict[str, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    "topics": (" ".join, lambda text: tuple(text.split())),
    "demands": (" ".join, lambda text: tuple(text.split())),
    "data": (" ".join, lambda text: tuple(text.split())),
    "scores": (json.dumps, json.loads),
}


class Records(Generic[R]):
    """The memory of one kind of record; its table has the columns that the record has fields."""

    def __init__(
        self,
        kind: type[R],
        table: Table,
        written: Iterable[str],
        since: Column[Any],
        database: Database,
        outbox: Outbox,
        vault: Vault,
    ):
        self._kind: type[R] = kind
        self._noun = kind.noun
        self._table = table
        self._key = table.primary_key.columns.values()[0]
        self._written: list[Column[Any]] = [table.c[name] for name in written]  # what somebody wrote in it
        self._names = [field.name for field in fields(kind) if field.name != "version"]
        self._database = database
        self._outbox = outbox
        self._vault = vault
        self._by_id = select(table).where(self._key == bindparam("record_id"))
        self._of_case = select(table).where(table.c.case_id == bindparam("case_id")).order_by(since, self._key)

    def get(self, case_id: str, record_id: str) -> R:
        """The record of this case. Raises NotFound, also for a record of another case."""
        with self._database.reading() as tx:
            row = tx.execute(self._by_id, {"record_id": record_id}).first()
        if row is None or row.case_id != case_id:
            raise unknown(self._noun)
        return self._load(row)

    def of(self, case_id: str) -> Sequence[R]:
        """All records of a case, oldest first."""
        with self._database.reading() as tx:
            return [self._load(row) for row in tx.execute(self._of_case, {"case_id": case_id})]

    def found(self, statement: Select[Any], **given: Any) -> list[R]:
        """The records that a statement over this table finds, which has these parameters."""
        with self._database.reading() as tx:
            return [self._load(row) for row in tx.execute(statement, given)]

    def add(self, record: R, *events: Event) -> R:
        """Write a new record and say the events; returns it as it now stands. Raises Conflict if its place is taken,
        as it is of two plans that want to be the third at the same moment."""
        fresh = self._row(record) | {"version": record.version + 1}
        with self._database.transaction() as tx:
            if not tx.execute(tx.insert(self._table).values(**fresh).on_conflict_do_nothing()).rowcount:
                raise changed(self._noun)
            self._outbox.say(tx, *events)
        return replace(record, version=record.version + 1)

    def save(self, record: R, *events: Event) -> R:
        """Write a changed record and say the events; returns it as it now stands. Raises Conflict."""
        row = self._row(record)
        with self._database.transaction() as tx:
            change(tx, self._key, row[self._key.name], self._noun, record.version, row)
            self._outbox.say(tx, *events)
        return replace(record, version=record.version + 1)

    def _row(self, record: R) -> dict[str, Any]:
        row = {name: getattr(record, name) for name in self._names}
        for name in _AS_TEXT.keys() & row.keys():
            row[name] = _AS_TEXT[name][0](row[name])
        for column in self._written:
            words = row[column.name]
            facts = None if words is None else {column.name: words}
            row[column.name] = personal.lock(self._vault, column, row[self._key.name], facts)
        return row

    def _load(self, row: Any) -> R:
        values = dict(row._mapping)
        for name in _AS_TEXT.keys() & values.keys():
            values[name] = _AS_TEXT[name][1](values[name])
        for column in self._written:
            facts = personal.read(self._vault, column, values[self._key.name], values[column.name])
            values[column.name] = facts and facts[column.name]
        return self._kind(**values)
