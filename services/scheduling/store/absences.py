"""How absences are remembered. Why somebody is away may be about their health: it is encrypted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, UniqueConstraint, select

from services.chassis.database import Database, Instant
from services.chassis.errors import changed, unknown
from services.chassis.paging import page
from services.chassis.vault import Vault
from services.scheduling.model.absences import Absence
from services.scheduling.model.appointments import of_counsellor, units
from services.scheduling.model.hours import Span
from services.scheduling.store.metadata import metadata

absences = Table(
    "absences",
    metadata,
    Column("absence_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("counsellor_id", String(36), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("kind", LargeBinary, nullable=False),  # encrypted
    Column("version", Integer, nullable=False),
    UniqueConstraint("counsellor_id", "starts_at", "ends_at", name="absences_once"),
)
_BY_TIME = (absences.c.starts_at, absences.c.absence_id)
Index("absences_organisation", absences.c.organisation, *_BY_TIME)
Index("absences_counsellor", absences.c.counsellor_id, absences.c.ends_at)


class Absences:
    """The memory of who is not there."""

    def __init__(self, database: Database, vault: Vault):
        self._database = database
        self._vault = vault

    def get(self, absence_id: str) -> Absence:
        """Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(select(absences).where(absences.c.absence_id == absence_id)).first()
        if row is None:
            raise unknown(Absence.noun)
        return self._load(row)

    def listed(
        self, organisation: str, counsellor_id: str | None, within: Span, cursor: str | None, limit: int
    ) -> tuple[Sequence[Absence], str | None]:
        """A page of an organisation's absences (of one counsellor) that reach into this span, by their beginning, and
        the cursor of the next."""
        since, until = within
        statement = select(absences).where(
            absences.c.organisation == organisation, absences.c.ends_at > since, absences.c.starts_at < until
        )
        if counsellor_id is not None:
            statement = statement.where(absences.c.counsellor_id == counsellor_id)
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _BY_TIME, cursor, limit)
        return [self._load(row) for row in rows], following

    def spans(self, counsellor_ids: Collection[str], within: Span) -> Mapping[str, Sequence[range]]:
        """The time of these counsellors that their absences take in this span: resource → units; one statement."""
        since, until = within
        which = select(absences.c.counsellor_id, absences.c.starts_at, absences.c.ends_at).where(
            absences.c.counsellor_id.in_(counsellor_ids), absences.c.ends_at > since, absences.c.starts_at < until
        )
        taken: dict[str, list[range]] = {}
        with self._database.reading() as tx:
            for row in tx.execute(which):
                taken.setdefault(of_counsellor(row.counsellor_id), []).append(units(row.starts_at, row.ends_at))
        return taken

    def add(self, absence: Absence) -> Absence:
        """Write a new absence; returns it as it now stands, or the one that was noted for the same time already."""
        added = replace(absence, version=absence.version + 1)
        kind = self._vault.lock("absences", "kind", added.absence_id, added.kind)
        same = (
            absences.c.counsellor_id == added.counsellor_id,
            absences.c.starts_at == added.starts_at,
            absences.c.ends_at == added.ends_at,
        )
        with self._database.transaction() as tx:
            tx.execute(tx.insert(absences).values(vars(added) | {"kind": kind}).on_conflict_do_nothing())
            row = tx.execute(select(absences).where(*same)).one()
        return self._load(row)

    def drop(self, gone: Absence) -> None:
        """Forget this absence. Raises Conflict if somebody was quicker."""
        with self._database.transaction() as tx:
            mine = (absences.c.absence_id == gone.absence_id, absences.c.version == gone.version)
            if not tx.execute(absences.delete().where(*mine)).rowcount:
                raise changed(Absence.noun)

    def forget_before(self, at: datetime) -> int:
        """Forget absences that ended before this moment; returns how many."""
        with self._database.transaction() as tx:
            return tx.execute(absences.delete().where(absences.c.ends_at < at)).rowcount

    def _load(self, row: Any) -> Absence:
        kind = self._vault.open("absences", "kind", row.absence_id, row.kind)
        return Absence(**dict(row._mapping) | {"kind": kind})
