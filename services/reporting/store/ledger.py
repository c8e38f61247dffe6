"""Noting facts, each once, in the month they count in; counting them; publishing what is over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table as SqlTable
from sqlalchemy import and_, func, select

from services.chassis.database import Database, Transaction
from services.reporting.model import AUDIENCES, BOOKED, OPEN_END, Counted, Dated, Period, Region, Table, report_of
from services.reporting.store.counting import counted, first_months
from services.reporting.store.tables import (
    appointments,
    barriers,
    case_steps,
    cases,
    horizon,
    milestones,
    publications,
    requests,
)


class Store:
    """The reporting's memory. A fact is written once, however often it is said; what is published stays as it is."""

    def __init__(self, database: Database):
        self.database = database

    def note_request(self, request_id: str, when: Dated, municipality: str, language: str) -> None:
        """A request was received; `language` is a group of the catalogue."""
        self._note(requests, when, {"request_id": request_id, "municipality": municipality, "language": language})

    def note_milestone(self, about: str, milestone: str, when: Dated) -> None:
        """Something has become of a request or a barrier; only the first time counts."""
        self._note(milestones, when, {"about": about, "milestone": milestone})

    def note_case(self, case_id: str, when: Dated, person_ref: str, language: str) -> None:
        """A case was opened for somebody; `language` is a group of the catalogue."""
        self._note(cases, when, {"case_id": case_id, "person_ref": person_ref, "language": language})

    def note_step(self, case_id: str, when: Dated, phase: str | None, message_id: str, sequence: int) -> None:
        """A case has come to a phase, or was closed (None).

        `sequence` is its place among all that is said of this case: steps may be noted in any order. Each one holds
        until the first month in which a later one counts.
        """
        with self.database.transaction() as tx:
            month = self._month(tx, when)
            mine, count_in = case_steps.c.case_id == case_id, case_steps.c.month
            later = tx.execute(select(func.min(count_in)).where(mine, case_steps.c.sequence > sequence)).scalar()
            step = {
                "message_id": message_id,
                "case_id": case_id,
                "sequence": sequence,
                "phase": phase,
                "month": month,
                "until_month": month if phase is None else later or OPEN_END,
            }
            if tx.execute(tx.insert(case_steps).on_conflict_do_nothing(), step).rowcount:
                before = and_(mine, case_steps.c.sequence <= sequence, case_steps.c.message_id != message_id)
                ended = case_steps.update().where(before, case_steps.c.until_month > month)
                tx.execute(ended.values(until_month=month))

    def note_booking(self, appointment_id: str, when: Dated, case_id: str, place: str) -> None:
        """An appointment was booked."""
        booked = {"appointment_id": appointment_id, "status": BOOKED, "case_id": case_id, "place": place}
        self._note(appointments, when, booked)

    def note_outcome(self, appointment_id: str, status: str, when: Dated) -> bool:
        """What became of an appointment; False if we have not heard that it was booked."""
        this = and_(appointments.c.appointment_id == appointment_id, appointments.c.status == BOOKED)
        with self.database.transaction() as tx:
            booked = tx.execute(select(appointments.c.case_id, appointments.c.place).where(this)).first()
            if booked is not None:
                outcome = {"appointment_id": appointment_id, "status": status, **booked._mapping}
                self._note(appointments, when, outcome)
        return booked is not None

    def note_barrier(self, barrier_id: str, when: Dated, person_ref: str, topic: str, municipality: str) -> None:
        """Somebody met a barrier."""
        met = {"barrier_id": barrier_id, "person_ref": person_ref, "topic": topic, "municipality": municipality}
        self._note(barriers, when, met)

    def count(self, table: Table, period: Period) -> Counted:
        """What is known by now of a period that is not over."""
        with self.database.reading() as tx:
            return counted(tx, table, period)

    def first_month(self) -> str | None:
        """The first month in which anything counts."""
        with self.database.reading() as tx:
            return min((month for month in tx.execute(first_months()).one() if month), default=None)

    def published(self, table: Table, period: Period, audience: str) -> dict[str, Any] | None:
        """The report as it was published, word for word; None if it was not yet."""
        this = and_(
            publications.c.table_code == table.code,
            publications.c.period == period.code,
            publications.c.audience == audience,
        )
        with self.database.reading() as tx:
            report = tx.execute(select(publications.c.report).where(this)).scalar()
        return json.loads(report) if report else None

    def publish(self, table: Table, period: Period, region: Region, now: datetime) -> None:
        """Publish a table over a period that is over, for every audience from one count; again, it changes nothing.

        All months up to its end are closed with it, also those of which nothing was asked yet: who had an open case
        at the end of November depends on what happened in October.
        """
        with self.database.transaction() as tx:
            self._close(tx, period.last)
            found = counted(tx, table, period)
            for audience in AUDIENCES:
                row = {
                    "table_code": table.code,
                    "period": period.code,
                    "audience": audience,
                    "report": json.dumps(report_of(table, period, audience, found, region, now, is_final=True)),
                    "published_at": now,
                }
                tx.execute(tx.insert(publications).on_conflict_do_nothing(), row)

    def _note(self, table: SqlTable, when: Dated, fact: Mapping[str, Any]) -> None:
        with self.database.transaction() as tx:
            row = {**fact, "month": self._month(tx, when)}
            tx.execute(tx.insert(table).on_conflict_do_nothing(), row)

    def _month(self, tx: Transaction, when: Dated) -> str:
        # The row stays locked for readers until the commit: a month is not published while somebody writes into it.
        reading = select(horizon.c.closed_until)
        if tx.locks_rows:
            reading = reading.with_for_update(read=True)
        closed_until = tx.execute(reading).scalar()
        if closed_until is None:
            tx.execute(tx.insert(horizon).on_conflict_do_nothing(), {"only": 1, "closed_until": ""})
            closed_until = tx.execute(reading).scalar_one()
        return when.counts_in(closed_until)

    @staticmethod
    def _close(tx: Transaction, month: str) -> None:
        tx.execute(tx.insert(horizon).on_conflict_do_nothing(), {"only": 1, "closed_until": ""})
        tx.execute(horizon.update().where(horizon.c.closed_until < month).values(closed_until=month))
