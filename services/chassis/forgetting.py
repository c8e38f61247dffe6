"""Forgetting somebody: what each table of a service holds of them, and what goes when they are erased.

A service declares all of its tables, so that none can be added unforgotten (tests/architecture/test_forgetting.py):
those whose rows go by an id, those whose rows go with a row they belong to, and those that stay because nothing in
them leads back to anybody. Messages and remembered answers go the same way in every service.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, MetaData, Table, and_, func, or_, select

from services.chassis.answers import answers
from services.chassis.database import Transaction, database_now
from services.chassis.inbox import ERASED, PARKED, WAITING, inbox, lanes
from services.chassis.outbox import outbox

# Ids of what is forgotten, by their kind: {"case_id": […], "person_id": […]}.
Ids = Mapping[str, Collection[str]]

# The chassis' own tables: how each of them forgets.
OF_CHASSIS: Mapping[str, str] = MappingProxyType(
    {
        "outbox": "what was said about the subject is deleted once it is sent; nobody confirms before",
        "outbox_sequences": "stays: an id that leads nowhere, and how often something was said of it",
        "inbox": "bodies and reasons are wiped; ids, types and times stay until they are purged",
        "inbox_lanes": "goes by itself when nothing waits any more",
        "answers": "what was answered with one of the ids is deleted",
        "access_log": "stays: who looked at which id, for the one who answers for it (GDPR article 5(2)); the id leads "
        "nowhere, and the lines are signed",
        "access_digests": "stays: nobody stands in it",
        "log_anchors": "stays: nobody stands in it",
        "acts": "stays: nobody stands in it",
        "leases": "stays: nobody stands in it",
    }
)


@dataclass(frozen=True)
class Forgetting:
    """How the tables of one service forget.

    `by`: table → its columns and which kind of id stands in them. `through`: table → its column, and the table it
    points to, with which its rows go. `stays`: table → why nothing in it leads back to anybody.
    """

    metadata: MetaData
    by: Mapping[str, Mapping[str, str]]
    through: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    stays: Mapping[str, str] = field(default_factory=dict)

    def forget(self, tx: Transaction, ids: Ids) -> None:
        """Delete every row in which one of these ids says whose it is, and what belongs to such a row."""
        for name, (column, parent) in self.through.items():
            table, above = self.metadata.tables[name], self.metadata.tables[parent]
            key = above.primary_key.columns.values()[0]
            gone = select(key).where(self._theirs(above, ids))
            tx.execute(table.delete().where(table.c[column].in_(gone)))
        for name in self.by:
            table = self.metadata.tables[name]
            tx.execute(table.delete().where(self._theirs(table, ids)))

    def count(self, tx: Transaction, tables: Collection[str], ids: Ids) -> dict[str, int]:
        """How many rows of these tables would go, in one statement; tables without any are left out."""
        each = [
            select(func.count()).select_from(table).where(self._theirs(table, ids))
            for table in map(self.metadata.tables.__getitem__, tables)
        ]
        row = tx.execute(select(*(one.scalar_subquery() for one in each))).one()
        return {name: number for name, number in zip(tables, row, strict=True) if number}

    def _theirs(self, table: Table, ids: Ids) -> ColumnElement[bool]:
        columns = self.by[table.name].items()
        return or_(*(table.c[column].in_(sorted(ids.get(kind, ()))) for column, kind in columns))


def still_to_say(tx: Transaction, subjects: Collection[str]) -> bool:
    """Whether something about these subjects waits to be sent."""
    unsent = select(outbox.c.position).where(outbox.c.subject.in_(subjects), outbox.c.sent_at.is_(None)).limit(1)
    return tx.execute(unsent).first() is not None


def forget_messages(tx: Transaction, subjects: Collection[str], ids: Collection[str], now: datetime) -> None:
    """Delete what was said about these subjects and sent, wipe what was heard of them, and delete what was answered
    with one of these ids. Reads the messages and answers of some weeks: it is done seldom."""
    tx.execute(outbox.delete().where(outbox.c.subject.in_(subjects), outbox.c.sent_at.is_not(None)))
    about = inbox.c.subject.in_(subjects)
    undone = and_(about, inbox.c.state.in_((WAITING, PARKED)))
    parked = select(inbox.c.lane).where(and_(about, inbox.c.state == PARKED, inbox.c.lane.is_not(None)))
    # What stands behind a parked message may pass: whoever has its lane finds nothing to do, and closes it.
    blocked = and_(lanes.c.lane.in_(parked), lanes.c.due_at.is_(None))
    tx.execute(lanes.update().where(blocked).values(due_at=database_now()))
    tx.execute(inbox.update().where(undone).values(state=ERASED, settled_at=now))
    tx.execute(inbox.update().where(about).values(body="", reason=None))
    if ids:
        named = or_(*(answers.c.answer.contains(each, autoescape=True) for each in sorted(ids)))
        tx.execute(answers.delete().where(named))
