"""How the installation's own words are remembered, with all that went before them."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, Integer, String, Table, Text, and_, func, select

from services.chassis.database import Database, Instant
from services.notifications.model.templates import OwnWords
from services.notifications.store.metadata import metadata

templates = Table(
    "templates",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("words", Text),  # JSON; nothing where it went back to the shipped words
    Column("published_at", Instant, nullable=False),
    Column("by", String(64), nullable=False),
)
_OF = (templates.c.kind, templates.c.language)


class Templates:
    """The memory of the installation's own words."""

    def __init__(self, database: Database):
        self._database = database

    def steps(self, kind: str, language: str) -> list[OwnWords]:
        """Every step that was taken with the words of a kind in a language, the newest first."""
        all_of_it = select(templates).where(templates.c.kind == kind, templates.c.language == language)
        with self._database.reading() as tx:
            return [_own(row) for row in tx.execute(all_of_it.order_by(templates.c.number.desc()))]

    def in_force(self, kinds: Collection[str]) -> dict[tuple[str, str], OwnWords]:
        """The installation's own words for these kinds that are in force now, by kind and language."""
        newest = select(*_OF, func.max(templates.c.number).label("number")).where(templates.c.kind.in_(kinds))
        last = newest.group_by(*_OF).subquery()
        same = and_(*(templates.c[name] == last.c[name] for name in ("kind", "language", "number")))
        told = select(templates).join(last, same).where(templates.c.words.is_not(None))
        with self._database.reading() as tx:
            return {(row.kind, row.language): _own(row) for row in tx.execute(told)}

    def take(self, step: OwnWords) -> bool:
        """Remember a step; False if somebody else has taken one under this number."""
        row = vars(step) | {"words": None if step.words is None else json.dumps(step.words, ensure_ascii=False)}
        with self._database.transaction() as tx:
            return bool(tx.execute(tx.insert(templates).values(row).on_conflict_do_nothing()).rowcount)


def _own(row: Any) -> OwnWords:
    columns = dict(row._mapping)
    words = columns.pop("words")
    return OwnWords(**columns, words=None if words is None else json.loads(words))
