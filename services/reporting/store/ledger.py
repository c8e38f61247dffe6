"""Noting facts, each once, in the month they count in; counting them; publishing what is over."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table as SqlTable
from sqlalchemy import and_, func, select

from services.chassis.database import Database, Transaction
from services.chassis.outbox import Outbox
from services.reporting.model import AUDIENCES, BOOKED, OPEN_END, Counted, Dated, Period, Region, Table, report_of
from services.reporting.model.catalogue import WITHDRAWN
from services.reporting.store import persons
from services.reporting.store.counting import counted, first_months
from services.reporting.store.forgetting import Forgotten
from services.reporting.store.tables import (
    advice,
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

    def __init__(self, database: Database, outbox: Outbox):
        self.database = database
        self.forgotten = Forgotten(database, outbox)

    def note_request(self, request_id: str, when: Dated, municipality: str, language: str) -> None:
        """A request was received; `language` is a group of the catalogue."""
        asked = {"request_id": request_id, "municipality": municipality, "language": language}
        self._note(requests, when, asked | {"person_ref": request_id})

    def correct_request(self, request_id: str, municipality: str, language: str) -> bool:
        """What a request did not say has been found out; False if we have not heard of it. What is published stays."""
        this = requests.c.request_id == request_id
        with self.database.transaction() as tx:
            found = and_(this, requests.c.month > self._closed_until(tx))
            tx.execute(requests.update().where(found).values(municipality=municipality, language=language))
            return tx.execute(select(requests.c.request_id).where(this)).first() is not None

    def link_requests(self, request_id: str, other_id: str) -> bool:
        """Two requests are of the same person, who counts once in all months that are open; False if we have not heard
        of both."""
        return self._regroup(persons.link, request_id, other_id)

    def split_requests(self, request_id: str, other_id: str) -> bool:
        """Two requests are not of the same person, after all; False if we have not heard of both."""
        return self._regroup(persons.split, request_id, other_id)

    def note_milestone(self, about: str, milestone: str, when: Dated) -> None:
        """Something has become of a request or a barrier; only the first time counts."""
        self._note(milestones, when, {"about": about, "milestone": milestone})

    def note_case(self, case_id: str, when: Dated, person_ref: str, language: str) -> None:
        """A case was opened for somebody; `language` is a group of the catalogue."""
        self._note(cases, when, {"case_id": case_id, "person_ref": person_ref, "language": language})

    def correct_language(self, case_id: str, language: str, sequence: int) -> bool:
        """One talks with the person of a case in another language; False if we have not heard that it was opened.

        `sequence` is its place among all that is said of this case: the last word holds. What is published stays.
        """
        this = cases.c.case_id == case_id
        with self.database.transaction() as tx:
            is_open = cases.c.month > self._closed_until(tx)
            older = and_(this, cases.c.language_sequence < sequence, is_open)
            tx.execute(cases.update().where(older).values(language=language, language_sequence=sequence))
            return tx.execute(select(cases.c.case_id).where(this)).first() is not None

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
        """What became of an appointment; False if we have not heard that it was booked.

        A correction (kept, not missed) takes the place of what was said before, unless that is published already: then
        it stays as it was counted.
        """
        this = appointments.c.appointment_id == appointment_id
        booking = select(appointments.c.case_id, appointments.c.place).where(this, appointments.c.status == BOOKED)
        with self.database.transaction() as tx:
            booked = tx.execute(booking).first()
            if booked is None:
                return False
            other = and_(this, appointments.c.status.not_in((BOOKED, status)))
            tx.execute(appointments.delete().where(other, appointments.c.month > self._closed_until(tx)))
            if tx.execute(select(appointments.c.status).where(other)).first() is None:
                outcome = {"appointment_id": appointment_id, "status": status, **booked._mapping}
                self._note(appointments, when, outcome)
        return True

    def note_barrier(self, barrier_id: str, when: Dated, person_ref: str, topic: str, municipality: str) -> None:
        """Somebody met a barrier."""
        met = {"barrier_id": barrier_id, "person_ref": person_ref, "topic": topic, "municipality": municipality}
        self._note(barriers, when, met)

    def note_advice(self, advice_id: str, when: Dated, topic: str, municipality: str, barrier_kind: str | None) -> None:
        """Somebody was advised without a name; what was taken back before we heard of it does not count."""
        given = {"advice_id": advice_id, "topic": topic, "municipality": municipality, "barrier_kind": barrier_kind}
        taken_back = and_(milestones.c.about == advice_id, milestones.c.milestone == WITHDRAWN)
        with self.database.transaction() as tx:
            if tx.execute(select(milestones.c.about).where(taken_back)).first() is None:
                self._note(advice, when, given)

    def withdraw_advice(self, advice_id: str, when: Dated) -> None:
        """Advice was noted by mistake: it does not count, unless its month is published."""
        with self.database.transaction() as tx:
            self.note_milestone(advice_id, WITHDRAWN, when)
            is_open = advice.c.month > select(horizon.c.closed_until).scalar_subquery()
            tx.execute(advice.delete().where(advice.c.advice_id == advice_id, is_open))

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

    def _regroup(self, change: Callable[[Transaction, str, str], None], request_id: str, other_id: str) -> bool:
        with self.database.transaction() as tx:
            known = persons.are_known(tx, request_id, other_id)
            if known:
                change(tx, request_id, other_id)
                persons.regroup(tx, request_id, other_id, self._closed_until(tx))
        return known

    def _month(self, tx: Transaction, when: Dated) -> str:
        return when.counts_in(self._closed_until(tx))

    def _closed_until(self, tx: Transaction) -> str:
        # The row stays locked for readers until the commit: a month is not published while somebody writes into it.
        reading = select(horizon.c.closed_until)
        if tx.locks_rows:
            reading = reading.with_for_update(read=True)
        closed_until: str | None = tx.execute(reading).scalar()
        if closed_until is None:
            tx.execute(tx.insert(horizon).on_conflict_do_nothing(), {"only": 1, "closed_until": ""})
            closed_until = tx.execute(reading).scalar_one()
        return closed_until

    @staticmethod
    def _close(tx: Transaction, month: str) -> None:
        tx.execute(tx.insert(horizon).on_conflict_do_nothing(), {"only": 1, "closed_until": ""})
        tx.execute(horizon.update().where(horizon.c.closed_until < month).values(closed_until=month))
