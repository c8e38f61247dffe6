"""The directory of counsellors: our copy of what organisations list of theirs, without names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from services.chassis.database import Database
from services.intake.model import Counsellor
from services.intake.store.tables import counsellors

_LISTS = ("languages", "municipalities", "topics")
_ALL = select(counsellors)


class Directory:
    """Who could accompany somebody, over all organisations."""

    def __init__(self, database: Database):
        self._database = database

    def counsellors(self) -> list[Counsellor]:
        """All who were ever listed, those included who do not counsel any more."""
        with self._database.reading() as tx:
            return [_load(row) for row in tx.execute(_ALL)]

    def enter(self, counsellor: Counsellor) -> None:
        """Keep what was listed, unless we have heard something newer of this counsellor."""
        row = _row(counsellor)
        with self._database.transaction() as tx:
            new = tx.insert(counsellors)
            became = {column: new.excluded[column] for column in row if column != "counsellor_ref"}
            newer = counsellors.c.listed_at <= new.excluded.listed_at
            tx.execute(
                new.on_conflict_do_update(index_elements=["counsellor_ref"], set_=became, where=newer).values(row)
            )


def _row(counsellor: Counsellor) -> dict[str, Any]:
    return vars(counsellor) | {name: " ".join(getattr(counsellor, name)) for name in _LISTS}


def _load(row: Any) -> Counsellor:
    known = dict(row._mapping)
    return Counsellor(**known | {name: tuple(known[name].split()) for name in _LISTS})
