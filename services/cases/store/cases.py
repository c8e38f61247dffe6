"""How cases are remembered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, Text, bindparam, select

from services.cases.model.cases import DROPPED, OPEN, Case, Consent
from services.cases.model.people import Person
from services.cases.store.circles import Circles, hidden_from
from services.cases.store.metadata import metadata
from services.cases.store.people import People, people
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page
from services.chassis.rights import Circle

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
Index("cases_person", cases.c.person_id)
Index("cases_reference", cases.c.organisation, cases.c.reference)
Index("cases_closed", cases.c.organisation, cases.c.closed_at)
Index("cases_waiting", cases.c.organisation, cases.c.status, cases.c.phase, cases.c.urgency, cases.c.changed_at)

# The organisation's own person: a case never shows somebody another organisation knows.
_theirs = (people.c.person_id == cases.c.person_id) & (people.c.organisation == cases.c.organisation)
_WITH_PERSON = select(cases, people.c.person).join_from(cases, people, _theirs, isouter=True)
_BY_ID = select(cases).where(cases.c.case_id == bindparam("case_id"))
_BY_IDS = select(cases).where(cases.c.case_id.in_(bindparam("case_ids", expanding=True)))
_OF_PEOPLE = (
    select(cases)
    .where(cases.c.person_id.in_(bindparam("person_ids", expanding=True)))
    .order_by(cases.c.opened_at.desc(), cases.c.case_id)
)
_BY_REFERENCE = select(cases.c.person_id).where(
    cases.c.organisation == bindparam("organisation"), cases.c.reference == bindparam("reference")
)
_THESE = _WITH_PERSON.where(cases.c.case_id.in_(bindparam("case_ids", expanding=True)))
_WHOLE = _WITH_PERSON.where(cases.c.case_id == bindparam("case_id"))


# The open cases of these counsellors: what is due in them is due to whoever stands for them.
OPEN_OF_THESE = (cases.c.status == OPEN) & cases.c.counsellor_id.in_(bindparam("stands_for", expanding=True))


class Cases:
    """The memory of who is accompanied by whom, and where that stands."""

    def __init__(self, database: Database, outbox: Outbox, known: People, circles: Circles):
        self._database = database
        self._outbox = outbox
        self._people = known
        self._circles = circles

    def get(self, case_id: str) -> Case:
        """The case with its circle, without the person in it. Raises NotFound."""
        (found,) = self._loaded([self._one(_BY_ID, case_id)])
        return found

    def some(self, case_ids: Collection[str]) -> Sequence[Case]:
        """These cases with their circles, in no order, in two statements; those there are not are left out."""
        with self._database.reading() as tx:
            rows = tx.execute(_BY_IDS, {"case_ids": list(case_ids)}).all()
        return self._loaded(rows)

    def of_people(self, person_ids: Collection[str]) -> Sequence[Case]:
        """All cases of these people with their circles, the newest first, in two statements."""
        with self._database.reading() as tx:
            rows = tx.execute(_OF_PEOPLE, {"person_ids": list(person_ids)}).all()
        return self._loaded(rows)

    def people_of(self, organisation: str, reference: str) -> Sequence[str]:
        """Who came to an organisation under this reference: one person, or nobody, or very rarely two.

        References are drawn by the intake for its requests and by us for those who come without one: neither asks the
        other.
        """
        return sorted({person_id for person_id in self._under(organisation, reference) if person_id})

    def is_taken(self, organisation: str, reference: str) -> bool:
        """Whether a case of the organisation has this reference."""
        return bool(self._under(organisation, reference))

    def whole(self, case_id: str) -> tuple[Case, Person | None]:
        """The case and the person in it, if there is one. Raises NotFound."""
        row = self._one(_WHOLE, case_id)
        (found,) = self._loaded([row])
        return found, self._people.read(row)

    def listed(
        self,
        organisation: str,
        whose: Collection[str] | None,
        hidden: str,
        readable: Callable[[Case], bool],
        status: str | None,
        phase: str | None,
        cursor: str | None,
        limit: int,
    ) -> tuple[Sequence[tuple[Case, Person | None]], str | None]:
        """A page of an organisation's cases (of these counsellors, in a status or phase), the newest change first.

        What is locked for the account `hidden` is left out; a person is told only of what is `readable`. Those that
        never came about are listed only where their status is asked for.
        """
        statement = _WITH_PERSON.where(cases.c.organisation == organisation, ~hidden_from(cases.c.person_id, hidden))
        if whose is not None:
            statement = statement.where(cases.c.counsellor_id.in_(whose))
        if phase is not None:
            statement = statement.where(cases.c.phase == phase)
        statement = statement.where(cases.c.status == status if status is not None else cases.c.status != DROPPED)
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _NEWEST, cursor, limit, newest_first=True)
        found = zip(self._loaded(rows), rows, strict=True)
        return [(case, self._people.read(row) if readable(case) else None) for case, row in found], following

    def named(self, case_ids: Collection[str]) -> Mapping[str, tuple[Case, Person | None]]:
        """These cases, each with the person in it; by two statements however many they are."""
        if not case_ids:
            return {}
        with self._database.reading() as tx:
            rows = tx.execute(_THESE, {"case_ids": list(case_ids)}).all()
        found = zip(self._loaded(rows), rows, strict=True)
        return {case.case_id: (case, self._people.read(row)) for case, row in found}

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

    def _loaded(self, rows: Sequence[Any]) -> list[Case]:
        circles = self._circles.of(rows)
        return [_load(row, circles[row.case_id]) for row in rows]

    def _under(self, organisation: str, reference: str) -> Sequence[str | None]:
        with self._database.reading() as tx:
            asked = {"organisation": organisation, "reference": reference}
            return tx.execute(_BY_REFERENCE, asked).scalars().all()

    def _one(self, statement: Any, case_id: str) -> Any:
        with self._database.reading() as tx:
            row = tx.execute(statement, {"case_id": case_id}).first()
        if row is None:
            raise unknown(Case.noun)
        return row


_KEPT = [field.name for field in fields(Case) if field.name not in ("consent", "topics", "version", "circle")]


def _row(case: Case) -> dict[str, Any]:
    consent = case.consent
    return {
        **{name: getattr(case, name) for name in _KEPT},
        "topics": " ".join(case.topics),
        "notice_version": consent and consent.notice_version,
        "notice_language": consent and consent.language,
        "consent_at": consent and consent.given_at,
    }


def _load(row: Any, circle: Circle) -> Case:
    return Case(
        **{name: getattr(row, name) for name in _KEPT},
        topics=tuple(row.topics.split()),
        consent=Consent(row.notice_version, row.notice_language, row.consent_at) if row.consent_at else None,
        version=row.version,
        circle=circle,
    )
