"""How residence documents are remembered: which one it is encrypted, its last day open, so that it can be warned of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Column, Date, Index, Integer, LargeBinary, String, Table, bindparam, or_, select

from services.cases.model.cases import OPEN
from services.cases.model.residence import ResidenceDocument
from services.cases.store.cases import OPEN_OF_THESE, cases
from services.cases.store.metadata import metadata
from services.cases.store.records import Records
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.outbox import Outbox
from services.chassis.vault import Vault

residence_documents = Table(
    "residence_documents",
    metadata,
    Column("residence_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("valid_from", Date),
    Column("valid_until", Date),
    Column("noted_at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
    Column("ended_at", Instant),
    Column("warned_days", Integer),
    Column("version", Integer, nullable=False),
)
_c = residence_documents.c
_held = _c.ended_at.is_(None)
Index("residence_documents_case", _c.case_id, _c.noted_at)
Index("residence_documents_valid_until", _c.valid_until, postgresql_where=_held, sqlite_where=_held)

_IN_OPEN_CASES = (
    select(residence_documents)
    .join(cases, cases.c.case_id == _c.case_id)
    .where(_held, cases.c.status == OPEN)
    .order_by(_c.valid_until, _c.residence_id)
)
_ENDING = _IN_OPEN_CASES.where(OPEN_OF_THESE, _c.valid_until <= bindparam("until"))


class ResidenceDocuments(Records[ResidenceDocument]):
    """The memory of which residence documents are held, and until when."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault):
        super().__init__(ResidenceDocument, residence_documents, ("document",), _c.noted_at, database, outbox, vault)

    def ending(self, stands_for: Collection[str], until: date) -> Sequence[ResidenceDocument]:
        """What is held in the open cases of these counsellors and ends by then, or has ended, the soonest first."""
        return self.found(_ENDING, stands_for=list(stands_for), until=until)

    def to_warn_of(self, today: date, warning_days: Iterable[int], limit: int) -> Sequence[ResidenceDocument]:
        """What is held in open cases and has come to one of these times before its last day, of which nothing was
        said yet; the soonest first, at most `limit`."""
        come = [
            (_c.valid_until <= today + timedelta(days)) & or_(_c.warned_days.is_(None), _c.warned_days > days)
            for days in warning_days
        ]
        return self.found(_IN_OPEN_CASES.where(_c.valid_until >= today, or_(*come)).limit(limit))

    def warned(self, document: ResidenceDocument, days: int, *events: Event) -> None:
        """Keep that this warning was said, and say it. That is nobody's change: the version stays as it is."""
        mine = residence_documents.update().where(_c.residence_id == document.residence_id)
        with self._database.transaction() as tx:
            tx.execute(mine.values(warned_days=days))
            self._outbox.say(tx, *events)
