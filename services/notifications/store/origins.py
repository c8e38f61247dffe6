"""How it is remembered which case came of a request."""

from __future__ import annotations

from sqlalchemy import Column, Index, String, Table, select

from services.chassis.database import Database
from services.notifications.store.metadata import metadata

origins = Table(
    "cases_of_requests",
    metadata,
    Column("request_id", String(64), primary_key=True),
    Column("case_id", String(64), nullable=False),
)
Index("cases_of_requests_case", origins.c.case_id)


class Origins:
    """The memory of which case came of which request; a request leads to one case at most."""

    def __init__(self, database: Database):
        self._database = database

    def note(self, request_id: str, case_id: str) -> None:
        """Keep that this case came of this request; the same told again changes nothing."""
        with self._database.transaction() as tx:
            row = {"request_id": request_id, "case_id": case_id}
            tx.execute(tx.insert(origins).values(**row).on_conflict_do_nothing())

    def abouts_of(self, request_id: str) -> tuple[str, ...]:
        """By which ids whoever holds a request is known: that of the case that came of it first, if there is one."""
        with self._database.reading() as tx:
            found = tx.execute(select(origins.c.case_id).where(origins.c.request_id == request_id)).scalars().all()
        return (*found, request_id)
