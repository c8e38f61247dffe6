"""How each table of the catalogue is counted: by grouping in the database, over an index that begins with the month.

No count reads facts of other months than those asked for, and no fact is read into Python.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, distinct, func, select

from services.chassis.database import Transaction
from services.reporting.model import Counted, Figure, Period, Table
from services.reporting.store.tables import (
    MET_A_BARRIER,
    advice,
    appointments,
    barriers,
    case_steps,
    cases,
    requests,
)


@dataclass(frozen=True)
class Source:
    """Where a table's facts are: `dimensions` in its order; `within` a period; what one cell, the whole, and the
    persons behind either are counted by."""

    rows: Callable[[Period], Any]
    dimensions: tuple[ColumnElement[Any], ...]
    cell: ColumnElement[int]
    total: ColumnElement[int]
    persons: ColumnElement[int]


def counted(tx: Transaction, table: Table, period: Period) -> Counted:
    """A table's cells and total over a period, as they stand now."""
    source = SOURCES[table.code]
    by_cell = source.rows(period).add_columns(*source.dimensions, source.cell, source.persons)
    whole = source.rows(period).add_columns(source.total, source.persons)
    rows: Sequence[Any] = tx.execute(by_cell.group_by(*source.dimensions)).all()
    total: Any = tx.execute(whole).one()
    return Counted({tuple(key): Figure(count, persons) for *key, count, persons in rows}, Figure(*total))


def _within(month: ColumnElement[str], period: Period) -> ColumnElement[bool]:
    return month.between(period.first, period.last)


def _requests(period: Period) -> Any:
    return select().where(_within(requests.c.month, period))


def _cases_opened(period: Period) -> Any:
    return select().where(_within(cases.c.month, period))


def _cases_open(period: Period) -> Any:
    # Where a case stood at the end. Its person is known from when it was opened: not before that counts.
    stood = and_(case_steps.c.until_month > period.last, case_steps.c.month <= period.last)
    known = and_(cases.c.case_id == case_steps.c.case_id, cases.c.month <= period.last)
    return select().select_from(case_steps.join(cases, known)).where(stood)


def _appointments(period: Period) -> Any:
    # Of a case that we have not heard of, the appointment counts, and its person does not: k is the more careful.
    known = and_(cases.c.case_id == appointments.c.case_id, cases.c.month <= period.last)
    return select().select_from(appointments.outerjoin(cases, known)).where(_within(appointments.c.month, period))


def _barriers(period: Period) -> Any:
    return select().where(_within(barriers.c.month, period))


def _advice(period: Period) -> Any:
    return select().where(_within(advice.c.month, period))


def _advice_that_failed(period: Period) -> Any:
    return select().where(MET_A_BARRIER, _within(advice.c.month, period))


_PERSONS_OF_CASES = func.count(distinct(cases.c.person_ref))
_PERSONS_AT_BARRIERS = func.count(distinct(barriers.c.person_ref))
_PERSONS_WHO_ASKED = func.count(distinct(requests.c.person_ref))
_REQUESTS = func.count(requests.c.month)
_ADVICE = func.count(advice.c.month)
_OF_ADVICE = (advice.c.topic, advice.c.municipality)

SOURCES: dict[str, Source] = {
    # Who asked twice is one person as far as the desk has found out; of all others nothing tells.
    "requests": Source(
        _requests, (requests.c.municipality, requests.c.language), _REQUESTS, _REQUESTS, _PERSONS_WHO_ASKED
    ),
    "cases_by_phase": Source(
        _cases_open, (case_steps.c.phase,), _PERSONS_OF_CASES, _PERSONS_OF_CASES, _PERSONS_OF_CASES
    ),
    "cases_by_language": Source(
        _cases_opened, (cases.c.language,), _PERSONS_OF_CASES, _PERSONS_OF_CASES, _PERSONS_OF_CASES
    ),
    "appointments": Source(
        _appointments,
        (appointments.c.place, appointments.c.status),
        func.count(appointments.c.appointment_id),
        func.count(distinct(appointments.c.appointment_id)),
        _PERSONS_OF_CASES,
    ),
    "barriers": Source(
        _barriers,
        (barriers.c.topic, barriers.c.municipality),
        _PERSONS_AT_BARRIERS,
        _PERSONS_AT_BARRIERS,
        _PERSONS_AT_BARRIERS,
    ),
    # Nobody's name was asked: each is taken for a person of its own.
    "advice": Source(_advice, _OF_ADVICE, _ADVICE, _ADVICE, _ADVICE),
    "advice_barriers": Source(_advice_that_failed, _OF_ADVICE, _ADVICE, _ADVICE, _ADVICE),
}


def first_months() -> Any:
    """The first month of each kind of fact, found at the beginning of an index each."""
    columns = (requests.c.month, cases.c.month, appointments.c.month, barriers.c.month, advice.c.month)
    return select(*(select(func.min(column)).scalar_subquery() for column in columns))
