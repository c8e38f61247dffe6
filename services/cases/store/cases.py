"""How cases are remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, Text, bindparam, select

from services.cases.model.cases import DROPPED, Case, Consent
from services.cases.model.people import Person
from services.cases.store.metadata import metadata
from services.cases.store.people import People, people
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page

cases = Table(
    "cases",
    metadata,
    Column("case_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("status", String(20), nullable=False),
    Column("counsellor_id", String(36), nullable=False),
    Column("phase", String(20), nullable=False),
    Column("track", String(20), nullable=False),
    Column("urgency", String(10), nullable=False),
    Column("language", String(16), nullable=False),
    Column("language_mode", String(20), nullable=False),
    Column("municipality", String(64), nullable=False),
    Column("topics", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("offer_id", String(36)),
    Column("request_id", String(36)),
    Column("person_id", String(36)),
    Column("reference", String(9)),
    Column("channel", String(20)),
    Column("notice_version", String(64)),
    Column("notice_language", String(16)),
    Column("consent_at", Instant),
    Column("received_at", Instant),
    Column("opened_at", Instant),
    Column("closed_at", Instant),
    Column("reason", String(40)),
    Column("outcome", String(40)),
    Column("version", Integer, nullable=False),
)
_NEWEST = (cases.c.changed_at, cases.c.case_id)
Index("cases_organisation", cases.c.organisation, *_NEWEST)
Index("cases_status", cases.c.organisation, cases.c.status, *_NEWEST)
Index("cases_phase", cases.c.organisation, cases.c.phase, *_NEWEST)
Index("cases_counsellor", cases.c.counsellor_id, cases.c.status, *_NEWEST)

# The organisation's own person: a case never shows somebody another organisation knows.
_theirs = (people.c.person_id == cases.c.person_id) & (people.c.organisation == cases.c.organisation)
_WITH_PERSON = select(cases, people.c.person).join_from(cases, people, _theirs, isouter=True)
_BY_ID = select(cases).where(cases.c.case_id == bindparam("case_id"))
_WHOLE = _WITH_PERSON.where(cases.c.case_id == bindparam("case_id"))


class Cases:
    """The memory of who is accompanied by whom, and where that stands."""

    def __init__(self, database: Database, outbox: Outbox, known: People):
        self._database = database
        self._outbox = outbox
        self._people = known

    def get(self, case_id: str) -> Case:
        """The case, without the person in it. Raises NotFound."""
        return _load(self._one(_BY_ID, case_id))

    def whole(self, case_id: str) -> tuple[Case, Person | None]:
        """The case and the person in it, if there is one. Raises NotFound."""
        row = self._one(_WHOLE, case_id)
        return _load(row), self._people.read(row)

    def listed(
        self,
        organisation: str,
        counsellor_id: str | None,
        status: str | None,
        phase: str | None,
        cursor: str | None,
        limit: int,
    ) -> tuple[Sequence[tuple[Case, Person | None]], str | None]:
        """A page of an organisation's cases (of one counsellor, in a status or phase), the newest change first.

        Those that never came about are listed only where their status is asked for.
        """
        statement = _WITH_PERSON.where(cases.c.organisation == organisation)
        for column, wanted in ((cases.c.counsellor_id, counsellor_id), (cases.c.phase, phase)):
            if wanted is not None:
                statement = statement.where(column == wanted)
        statement = statement.where(cases.c.status == status if status is not None else cases.c.status != DROPPED)
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _NEWEST, cursor, limit, newest_first=True)
        return [(_load(row), self._people.read(row)) for row in rows], following

    def add(self, case: Case, *events: Event) -> Case:
        """Write a new case and say the events; returns it as it now stands."""
        with self._database.transaction() as tx:
            tx.execute(cases.insert(), _row(case) | {"version": case.version + 1})
            self._outbox.say(tx, *events)
        return replace(case, version=case.version + 1)

    def save(self, case: Case, *events: Event) -> Case:
        """Write a changed case and say the events; returns it as it now stands. Raises Conflict."""
        with self._database.transaction() as tx:
            change(tx, cases.c.case_id, case.case_id, case.noun, case.version, _row(case))
            self._outbox.say(tx, *events)
        return replace(case, version=case.version + 1)

    def _one(self, statement: Any, case_id: str) -> Any:
        with self._database.reading() as tx:
            row = tx.execute(statement, {"case_id": case_id}).first()
        if row is None:
            raise unknown(Case.noun)
        return row


_KEPT = [field.name for field in fields(Case) if field.name not in ("consent", "topics", "version")]


def _row(case: Case) -> dict[str, Any]:
    consent = case.consent
    return {
        **{name: getattr(case, name) for name in _KEPT},
        "topics": " ".join(case.topics),
        "notice_version": consent and consent.notice_version,
        "notice_language": consent and consent.language,
        "consent_at": consent and consent.given_at,
    }


def _load(row: Any) -> Case:
    return Case(
        **{name: getattr(row, name) for name in _KEPT},
        topics=tuple(row.topics.split()),
        consent=Consent(row.notice_version, row.notice_language, row.consent_at) if row.consent_at else None,
        version=row.version,
    )
