"""How services outside are remembered: each organisation keeps a directory of its own, which begins as the programme's.

Nothing in it is about a person who is accompanied, so it can be searched as it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, bindparam, or_, select

from services.cases.model.directory import OutsideService
from services.cases.store.metadata import metadata
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.errors import unknown
from services.chassis.paging import page

directory = Table(
    "directory",
    metadata,
    Column("service_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("topics", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("municipalities", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("address", String(200)),
    Column("phone", String(40)),
    Column("email", String(254)),
    Column("about", Text),
    Column("waiting_days", Integer),
    Column("heard_on", Date),
    Column("active", Boolean, nullable=False),
    Column("code", String(64)),
    Column("version", Integer, nullable=False),
)
_BY_NAME = (directory.c.name, directory.c.service_id)
Index("directory_name", directory.c.organisation, *_BY_NAME)
Index("directory_code", directory.c.organisation, directory.c.code, unique=True)

_BY_ID = select(directory).where(directory.c.service_id == bindparam("service_id"))
_NAMES = select(directory.c.service_id, directory.c.name).where(
    directory.c.service_id.in_(bindparam("service_ids", expanding=True))
)
_KNOWN = select(directory.c.organisation, directory.c.code).where(directory.c.code.is_not(None))
_LISTS = ("topics", "languages", "municipalities")


class Directory:
    """The memory of where clients are referred to."""

    def __init__(self, database: Database):
        self._database = database

    def get(self, service_id: str) -> OutsideService:
        """The service. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(_BY_ID, {"service_id": service_id}).first()
        if row is None:
            raise unknown(OutsideService.noun)
        return _load(row)

    def names(self, service_ids: Collection[str]) -> Mapping[str, str]:
        """What these services are called; by one statement however many they are."""
        if not service_ids:
            return {}
        with self._database.reading() as tx:
            rows = tx.execute(_NAMES, {"service_ids": list(service_ids)}).all()
        return {row.service_id: row.name for row in rows}

    def listed(
        self, organisation: str, wanted: Mapping[str, str | None], closed: bool, cursor: str | None, limit: int
    ) -> tuple[Sequence[OutsideService], str | None]:
        """A page of an organisation's directory by name: those `wanted` {kind, topic, municipality, language}.

        Who lives in a municipality also finds what is for all of them. `closed`: also what is not there any more.
        """
        statement = select(directory).where(directory.c.organisation == organisation)
        if not closed:
            statement = statement.where(directory.c.active)
        for name, code in wanted.items():
            if code is not None:
                statement = statement.where(_FILTERS[name](code))
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _BY_NAME, cursor, limit)
        return [_load(row) for row in rows], following

    def begin(self, services: Iterable[OutsideService]) -> None:
        """Write entries of the programme that their organisations do not have yet; the others stay as they are."""
        rows = [_row(service) | {"version": service.version + 1} for service in services]
        with self._database.transaction() as tx:
            known = {tuple(row) for row in tx.execute(_KNOWN)}
            missing = [row for row in rows if (row["organisation"], row["code"]) not in known]
            if missing:  # only at first, and when the programme has got another one: this is asked every hour
                tx.execute(tx.insert(directory).values(missing).on_conflict_do_nothing())

    def add(self, service: OutsideService) -> OutsideService:
        """Write a new entry; returns it as it now stands."""
        with self._database.transaction() as tx:
            tx.execute(directory.insert(), _row(service) | {"version": service.version + 1})
        return replace(service, version=service.version + 1)

    def save(self, service: OutsideService) -> OutsideService:
        """Write a changed entry; returns it as it now stands. Raises Conflict."""
        with self._database.transaction() as tx:
            change(tx, directory.c.service_id, service.service_id, service.noun, service.version, _row(service))
        return replace(service, version=service.version + 1)


def _among(column: Column[Any], code: str) -> Any:
    # Lists stand as ` housing language `, so that a code is found between its spaces.
    return column.contains(f" {code} ", autoescape=True)


_FILTERS: Mapping[str, Any] = {
    "kind": lambda code: directory.c.kind == code,
    "topic": lambda code: _among(directory.c.topics, code),
    "language": lambda code: _among(directory.c.languages, code),
    "municipality": lambda code: or_(directory.c.municipalities == "", _among(directory.c.municipalities, code)),
}

_KEPT = [field.name for field in fields(OutsideService) if field.name != "version"]


def _row(service: OutsideService) -> dict[str, Any]:
    row = {name: getattr(service, name) for name in _KEPT}
    return row | {name: f" {' '.join(row[name])} " if row[name] else "" for name in _LISTS}


def _load(row: Any) -> OutsideService:
    return OutsideService(**{**row._mapping, **{name: tuple(getattr(row, name).split()) for name in _LISTS}})
