"""How erasures are remembered: who decided, which cases they are about until they are done, and who has confirmed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Date, Index, Integer, String, Table, bindparam, func, select

from services.cases.model.erasures import CONFIRMED, RETENTION, UNDECIDED, DueCase, Erasure
from services.cases.store.cases import cases
from services.cases.store.metadata import metadata
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page

erasures = Table(
    "erasures",
    metadata,
    Column("erasure_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("status", String(20), nullable=False),
    Column("cases", Integer, nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("person_id", String(36)),
    Column("first_by", String(36)),
    Column("first_at", Instant),
    Column("second_by", String(36)),
    Column("second_at", Instant),
    Column("rejected_by", String(36)),
    Column("rejected_at", Instant),
    Column("carried_out_at", Instant),
    Column("completed_at", Instant),
    Column("version", Integer, nullable=False),
)
_NEWEST = (erasures.c.proposed_at, erasures.c.erasure_id)
Index("erasures_organisation", erasures.c.organisation, *_NEWEST)
Index("erasures_status", erasures.c.status, *_NEWEST)
Index("erasures_person", erasures.c.person_id)

# Which cases an erasure is still to take: a row goes with its case.
erasure_cases = Table(
    "erasure_cases",
    metadata,
    Column("erasure_id", String(36), primary_key=True),
    Column("case_id", String(36), primary_key=True),
    Column("due_on", Date),
)
Index("erasure_cases_case", erasure_cases.c.case_id)

# Who is still to say that a case is forgotten; all rows of an erasure go when the last of them has said so.
erasure_confirmations = Table(
    "erasure_confirmations",
    metadata,
    Column("erasure_id", String(36), primary_key=True),
    Column("case_id", String(36), primary_key=True),
    Column("service", String(20), primary_key=True),
    Column("forgotten_at", Instant),
)

_BY_ID = select(erasures).where(erasures.c.erasure_id == bindparam("erasure_id"))
_CASES = (
    select(erasure_cases)
    .where(erasure_cases.c.erasure_id.in_(bindparam("erasure_ids", expanding=True)))
    .order_by(erasure_cases.c.due_on, erasure_cases.c.case_id)
)
_STILL_DUE = (
    select(erasure_confirmations.c.erasure_id, erasure_confirmations.c.service, func.count().label("number"))
    .where(
        erasure_confirmations.c.erasure_id.in_(bindparam("erasure_ids", expanding=True)),
        erasure_confirmations.c.forgotten_at.is_(None),
    )
    .group_by(erasure_confirmations.c.erasure_id, erasure_confirmations.c.service)
    .order_by(erasure_confirmations.c.service)
)
_UNDECIDED_CASES = (
    select(erasure_cases.c.case_id)
    .join(erasures, erasures.c.erasure_id == erasure_cases.c.erasure_id)
    .where(erasures.c.status.in_(UNDECIDED))
)
_OF_PERSON = select(erasures).where(erasures.c.person_id == bindparam("person_id"), erasures.c.status.in_(UNDECIDED))
_TO_CARRY_OUT = select(erasures.c.erasure_id).where(erasures.c.status == CONFIRMED).order_by(*_NEWEST)
_STALE = (
    select(cases.c.case_id, cases.c.person_id, cases.c.closed_at)
    .where(
        cases.c.organisation == bindparam("organisation"),
        cases.c.closed_at < bindparam("before", type_=Instant()),
        cases.c.case_id.not_in(_UNDECIDED_CASES),
    )
    .order_by(cases.c.closed_at, cases.c.case_id)
    .limit(bindparam("at_most"))
)
_LAST_BY_CLOCK = (
    select(erasures)
    .where(erasures.c.organisation == bindparam("organisation"), erasures.c.reason == RETENTION)
    .order_by(*(column.desc() for column in _NEWEST))
    .limit(1)
)


@dataclass(frozen=True)
class Stale:
    """A case that was closed so long ago that it is not kept any more, and whose it is."""

    case_id: str
    person_id: str | None
    closed_at: datetime


class Erasures:
    """The memory of what is to be forgotten, and of what was."""

    # `outbox` is the plain one: that a case is forgotten must not be written into its history.
    def __init__(self, database: Database, outbox: Outbox):
        self._database = database
        self._outbox = outbox

    def get(self, erasure_id: str) -> Erasure:
        """The erasure. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(_BY_ID, {"erasure_id": erasure_id}).first()
        if row is None:
            raise unknown(Erasure.noun)
        return Erasure(**row._mapping)

    def of_person(self, person_id: str) -> Erasure | None:
        """What is proposed or confirmed about a person at present."""
        with self._database.reading() as tx:
            row = tx.execute(_OF_PERSON, {"person_id": person_id}).first()
        return Erasure(**row._mapping) if row else None

    def last_by_clock(self, organisation: str) -> Erasure | None:
        """What was proposed last by retention."""
        with self._database.reading() as tx:
            row = tx.execute(_LAST_BY_CLOCK, {"organisation": organisation}).first()
        return Erasure(**row._mapping) if row else None

    def listed(
        self, organisation: str, status: str | None, cursor: str | None, limit: int
    ) -> tuple[Sequence[Erasure], str | None]:
        """A page of an organisation's erasures, the newest first."""
        which = select(erasures).where(erasures.c.organisation == organisation)
        if status is not None:
            which = which.where(erasures.c.status == status)
        with self._database.reading() as tx:
            rows, following = page(tx, which, _NEWEST, cursor, limit, newest_first=True)
        return [Erasure(**row._mapping) for row in rows], following

    def cases_of(self, erasure_ids: Collection[str]) -> Mapping[str, Sequence[DueCase]]:
        """Which cases these erasures are still to take, those due first in front; in one statement."""
        found: dict[str, list[DueCase]] = {}
        with self._database.reading() as tx:
            for row in tx.execute(_CASES, {"erasure_ids": list(erasure_ids)}) if erasure_ids else ():
                found.setdefault(row.erasure_id, []).append(DueCase(row.case_id, row.due_on))
        return found

    def still_due(self, erasure_ids: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """Which services are still to confirm how many cases of these erasures; in one statement."""
        found: dict[str, dict[str, int]] = {}
        with self._database.reading() as tx:
            for row in tx.execute(_STILL_DUE, {"erasure_ids": list(erasure_ids)}) if erasure_ids else ():
                found.setdefault(row.erasure_id, {})[row.service] = row.number
        return found

    def stale(self, organisation: str, closed_before: datetime, at_most: int) -> Sequence[Stale]:
        """Cases closed before then that no erasure is about yet, the longest ago first."""
        asked = {"organisation": organisation, "before": closed_before, "at_most": at_most}
        with self._database.reading() as tx:
            return [Stale(**row._mapping) for row in tx.execute(_STALE, asked)]

    def to_carry_out(self) -> Sequence[str]:
        """All erasures that are confirmed and not carried out yet, the oldest first: some wait, for a hold to end."""
        with self._database.reading() as tx:
            return list(tx.execute(_TO_CARRY_OUT).scalars())

    def propose(self, erasure: Erasure, about: Sequence[DueCase], undated: Collection[str] = ()) -> Erasure:
        """Write a new erasure with the cases it is about (`undated`: those that are due by no date)."""
        added = replace(erasure, version=erasure.version + 1)
        rows: list[dict[str, Any]] = [{"case_id": each.case_id, "due_on": each.due_on} for each in about]
        rows += [{"case_id": case_id, "due_on": None} for case_id in undated]
        with self._database.transaction() as tx:
            tx.execute(erasures.insert(), vars(added))
            if rows:
                tx.execute(erasure_cases.insert(), [row | {"erasure_id": erasure.erasure_id} for row in rows])
        return added

    def save(self, erasure: Erasure, *events: Event) -> Erasure:
        """Write a changed erasure and say the events; returns it as it now stands. Raises Conflict."""
        row = {name: getattr(erasure, name) for name in _KEPT}
        with self._database.transaction() as tx:
            change(tx, erasures.c.erasure_id, erasure.erasure_id, erasure.noun, erasure.version, row)
            self._outbox.say(tx, *events)
        return replace(erasure, version=erasure.version + 1)

    def let_go(self, erasure_id: str, case_ids: Collection[str]) -> None:
        """These cases are kept, after all: the erasure is not about them any more."""
        this = erasure_cases.c.erasure_id == erasure_id
        with self._database.transaction() as tx:
            tx.execute(erasure_cases.delete().where(this, erasure_cases.c.case_id.in_(sorted(case_ids))))

    def unlink(self, person_ids: Collection[str]) -> None:
        """No erasure says any more that it was about one of these people, rejected ones neither."""
        theirs = erasures.c.person_id.in_(sorted(person_ids))
        with self._database.transaction() as tx:
            tx.execute(erasures.update().where(theirs).values(person_id=None))

    def await_confirmations(self, erasure_id: str, case_id: str, services: Collection[str]) -> None:
        """These services are to say that they have forgotten a case."""
        rows = [{"erasure_id": erasure_id, "case_id": case_id, "service": service} for service in services]
        with self._database.transaction() as tx:
            tx.execute(erasure_confirmations.insert(), rows)

    def note_confirmed(self, erasure_id: str, case_id: str, service: str, at: datetime) -> bool:
        """A service has forgotten a case; False if the erasure waits for nothing of the kind.

        The erasure's row is locked until the commit, so that of two that confirm at once one is the last.
        """
        row = select(erasures.c.status).where(erasures.c.erasure_id == erasure_id)
        this = (
            erasure_confirmations.c.erasure_id == erasure_id,
            erasure_confirmations.c.case_id == case_id,
            erasure_confirmations.c.service == service,
        )
        with self._database.transaction() as tx:
            tx.execute(row.with_for_update() if tx.locks_rows else row)
            noted = tx.execute(erasure_confirmations.update().where(*this).values(forgotten_at=at))
        return bool(noted.rowcount)

    def confirmed_cases(self, erasure_id: str) -> Sequence[str]:
        """The cases of an erasure that somebody was to confirm."""
        which = select(erasure_confirmations.c.case_id).where(erasure_confirmations.c.erasure_id == erasure_id)
        with self._database.reading() as tx:
            return list(tx.execute(which.distinct()).scalars())

    def finish(self, erasure: Erasure) -> None:
        """Write that all have confirmed, and which cases it were no more. Raises Conflict."""
        gone = erasure_confirmations.c.erasure_id == erasure.erasure_id
        with self._database.transaction() as tx:
            self.save(erasure)
            tx.execute(erasure_confirmations.delete().where(gone))


_KEPT = [field.name for field in fields(Erasure) if field.name not in ("erasure_id", "version")]
