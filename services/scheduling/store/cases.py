"""How what the cases have told is remembered.

A message may come twice, or again after newer ones (a replay): the newest word wins, by the time at which it was said,
so that every order ends in the same rows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, String, Table, Text, select

from services.chassis.database import Database, Instant
from services.chassis.errors import unknown
from services.chassis.rights import Circle
from services.scheduling.model.cases import Case, Counsellor
from services.scheduling.store.locks import Locks
from services.scheduling.store.metadata import metadata
from services.scheduling.store.newest import keep_newest

cases = Table(
    "cases",
    metadata,
    Column("case_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("language", String(16)),
    Column("opened_at", Instant),
    Column("closed_at", Instant),
    Column("counsellor_id", String(36)),
    Column("assigned_at", Instant),
    Column("corrected_language", String(16)),
    Column("corrected_at", Instant),
    Column("request_id", String(36)),
)
Index("cases_request", cases.c.request_id)

counsellors = Table(
    "counsellors",
    metadata,
    Column("counsellor_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("languages", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("engaged_at", Instant, nullable=False),
)
Index("counsellors_organisation", counsellors.c.organisation)


class Cases:
    """The memory of which cases are open."""

    def __init__(self, database: Database, locks: Locks):
        self._database = database
        self._locks = locks

    def get(self, case_id: str) -> Case:
        """The case with its circle. Raises NotFound for one we have not heard of."""
        with self._database.reading() as tx:
            row = tx.execute(select(cases).where(cases.c.case_id == case_id)).first()
        if row is None:
            raise unknown(Case.noun)
        return _case(row, self._locks.around(case_id))

    def of_request(self, request_id: str) -> Case:
        """The case that a request became. Raises NotFound where we have not heard of one."""
        with self._database.reading() as tx:
            row = tx.execute(select(cases).where(cases.c.request_id == request_id)).first()
        if row is None:
            raise unknown(Case.noun)
        return _case(row, self._locks.around(row.case_id))

    def note_opened(
        self, case_id: str, organisation: str, language: str, opened_at: datetime, request_id: str | None = None
    ) -> None:
        """Note that a case was opened, of this request if it became of one, whatever we have heard of it before."""
        told = {"case_id": case_id, "organisation": organisation, "language": language, "opened_at": opened_at}
        keep_newest(self._database, cases, told | {"request_id": request_id}, "opened_at")

    def note_closed(self, case_id: str, organisation: str, closed_at: datetime) -> None:
        """Note that a case was closed, whatever we have heard of it before."""
        told = {"case_id": case_id, "organisation": organisation, "closed_at": closed_at}
        keep_newest(self._database, cases, told, "closed_at")

    def note_assigned(self, case_id: str, organisation: str, counsellor_id: str, assigned_at: datetime) -> str:
        """Note who has a case from then on, unless something newer is known; returns who has it by the newest word."""
        told = {"case_id": case_id, "organisation": organisation, "counsellor_id": counsellor_id}
        keep_newest(self._database, cases, told | {"assigned_at": assigned_at}, "assigned_at")
        return self.get(case_id).counsellor_id or counsellor_id

    def note_reopened(self, case_id: str, organisation: str, reopened_at: datetime) -> bool:
        """Note that a closed case goes on; False if we have not heard that it was opened, and in which language."""
        with self._database.transaction() as tx:
            known = tx.execute(select(cases.c.language).where(cases.c.case_id == case_id)).scalar()
            older = (cases.c.case_id == case_id) & (cases.c.opened_at <= reopened_at)
            if known is not None:
                tx.execute(cases.update().where(older).values(opened_at=reopened_at))
        return known is not None

    def note_language(self, case_id: str, organisation: str, language: str, corrected_at: datetime) -> None:
        """Note in which language one talks with the person from then on, unless something newer is known."""
        told = {"case_id": case_id, "organisation": organisation, "corrected_language": language}
        keep_newest(self._database, cases, told | {"corrected_at": corrected_at}, "corrected_at")


class Counsellors:
    """The memory of who counsels."""

    def __init__(self, database: Database):
        self._database = database

    def get(self, counsellor_id: str) -> Counsellor:
        """The counsellor. Raises NotFound for one we have not heard of."""
        with self._database.reading() as tx:
            row = tx.execute(select(counsellors).where(counsellors.c.counsellor_id == counsellor_id)).first()
        if row is None:
            raise unknown(Counsellor.noun)
        return _load(row)

    def active(self, organisation: str, counsellor_id: str | None = None) -> Sequence[Counsellor]:
        """Who counsels for an organisation at present; of them this one alone, where one is named."""
        which = select(counsellors).where(counsellors.c.organisation == organisation, counsellors.c.active)
        if counsellor_id is not None:
            which = which.where(counsellors.c.counsellor_id == counsellor_id)
        with self._database.reading() as tx:
            return [_load(row) for row in tx.execute(which)]

    def languages(self, counsellor_ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """What these counsellors speak: counsellor → languages; without those we have not heard of. One statement, or
        none."""
        if not counsellor_ids:
            return {}
        which = select(counsellors).where(counsellors.c.counsellor_id.in_(counsellor_ids))
        with self._database.reading() as tx:
            return {row.counsellor_id: _load(row).languages for row in tx.execute(which)}

    def note(self, counsellor: Counsellor) -> None:
        """Note what was said of a counsellor, unless something newer is known."""
        told = vars(counsellor) | {"languages": " ".join(counsellor.languages)}
        keep_newest(self._database, counsellors, told, "engaged_at")


def _case(row: Any, circle: Circle) -> Case:
    told = dict(row._mapping)
    del told["corrected_at"]
    return Case(**told | {"language": told.pop("corrected_language") or told["language"]}, circle=circle)


def _load(row: Any) -> Counsellor:
    return Counsellor(**dict(row._mapping) | {"languages": tuple(row.languages.split())})
