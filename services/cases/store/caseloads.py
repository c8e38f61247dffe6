"""What a caseload is made of: the cases under way of one counsellor, figures by phase, and what needs somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from services.cases.model.cases import OPEN, PHASES, UNDER_WAY, Case
from services.cases.store.cases import Cases, cases
from services.cases.store.circles import hidden_from
from services.cases.store.counsellors import counsellors
from services.chassis.database import Database, Instant

_URGENT = "high"
_OF_ORGANISATION = cases.c.organisation == bindparam("organisation")
_BY_PHASE = (
    select(cases.c.phase, func.count().label("number"))
    .where(_OF_ORGANISATION, cases.c.status == OPEN)
    .group_by(cases.c.phase)
)
_OF_COUNSELLOR = select(cases.c.case_id).where(
    cases.c.counsellor_id == bindparam("counsellor_id"), cases.c.status.in_(UNDER_WAY)
)
_GONE = select(counsellors.c.counsellor_id).where(
    counsellors.c.organisation == bindparam("organisation"), counsellors.c.active.is_(False)
)
_NOBODYS = select(cases.c.case_id).where(
    _OF_ORGANISATION, cases.c.counsellor_id.in_(_GONE), cases.c.status.in_(UNDER_WAY)
)
_WAITING = select(cases.c.case_id).where(
    _OF_ORGANISATION,
    cases.c.status == OPEN,
    cases.c.phase == PHASES[0],
    cases.c.urgency == _URGENT,
    cases.c.changed_at <= bindparam("since", type_=Instant()),
)


class Caseloads:
    """The memory of how much there is to do, and of whom."""

    def __init__(self, database: Database, kept: Cases):
        self._database = database
        self._cases = kept

    def by_phase(self, organisation: str) -> Mapping[str, int]:
        """How many cases of an organisation are open in each phase; phases without one are left out."""
        with self._database.reading() as tx:
            rows = tx.execute(_BY_PHASE, {"organisation": organisation})
            return {row.phase: row.number for row in rows}

    def of_counsellor(self, counsellor_id: str) -> Sequence[Case]:
        """All cases under way of one counsellor, with their circles."""
        return self._found(_OF_COUNSELLOR, {"counsellor_id": counsellor_id})

    def of_nobody(self, organisation: str, hidden: str, limit: int) -> Sequence[Case]:
        """Cases under way whose counsellor counsels no longer, without those locked for `hidden`; oldest change
        first."""
        return self._first(_NOBODYS, organisation, hidden, limit)

    def urgent_since(self, organisation: str, since: datetime, hidden: str, limit: int) -> Sequence[Case]:
        """Urgent cases that are still in the first phase and unchanged since then, in the same manner."""
        return self._first(_WAITING, organisation, hidden, limit, since=since)

    def _first(
        self, which: Select[Any], organisation: str, hidden: str, limit: int, **asked: datetime
    ) -> Sequence[Case]:
        shown = which.where(~hidden_from(cases.c.person_id, hidden)).order_by(cases.c.changed_at).limit(limit)
        return sorted(
            self._found(shown, {"organisation": organisation, **asked}),
            key=lambda case: (case.changed_at, case.case_id),
        )

    def _found(self, which: Select[Any], asked: Mapping[str, Any]) -> Sequence[Case]:
        with self._database.reading() as tx:
            case_ids = tx.execute(which, asked).scalars().all()
        return self._cases.some(case_ids)
