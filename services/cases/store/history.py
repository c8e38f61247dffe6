"""What was done in a case, line by line: whatever is said about a case is written into its history, by itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Index, String, Table, Text, bindparam, select

from services.cases.model.history import Line
from services.cases.store.cases import cases
from services.cases.store.metadata import metadata
from services.chassis import envelope, tracing
from services.chassis.clock import new_id
from services.chassis.database import Database, Instant, Transaction
from services.chassis.envelope import Event
from services.chassis.outbox import Outbox
from services.chassis.paging import page

history = Table(
    "history",
    metadata,
    Column("line_id", String(36), primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("happened_at", Instant, nullable=False),
    Column("what", String(64), nullable=False),
    Column("by", String(64), nullable=False),
    Column("about", Text, nullable=False),
)
_ORDER = (history.c.happened_at, history.c.line_id)
Index("history_case", history.c.case_id, *_ORDER)

_OF_CASE = select(history).where(history.c.case_id == bindparam("of_case"))
# What is no news to a reader of the case: which case it is, and whose; what only figures read; and for whom it is
# locked, which only its circle tells.
_LEFT_OUT = frozenset({"case_id", "organisation", "person_ref", "counsellor_ref", "sealed", "account_id"})


class History(Outbox):
    """An outbox that keeps a line of everything it says about a case, in the same transaction."""

    def __init__(self, database: Database, outbox: Outbox):
        self._database = database
        self._outbox = outbox

    def say(self, tx: Transaction, *events: Event) -> None:
        """Write the events down, and a line for each that is about a case."""
        self._outbox.say(tx, *events)
        lines = [self._line(event) for event in events if hasattr(event, "case_id")]
        if lines:
            tx.execute(history.insert(), lines)

    def listed(self, case_id: str, cursor: str | None, limit: int) -> tuple[Sequence[Line], str | None]:
        """A page of what was done in a case, the newest first."""
        statement = _OF_CASE.params(of_case=case_id)
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _ORDER, cursor, limit, newest_first=True)
        return [Line(**{**row._mapping, "about": json.loads(row.about)}) for row in rows], following

    def keep(self, line: Line) -> bool:
        """Keep a line of what somebody else tells of a case; the same line again is one. False if there is no such
        case, or not any more."""
        there = select(cases.c.case_id).where(cases.c.case_id == line.case_id)
        row = {**vars(line), "about": json.dumps(dict(line.about))}
        with self._database.transaction() as tx:
            # Held, so that no line is written to a case that is erased at this moment.
            found = tx.execute(there.with_for_update(read=True) if tx.locks_rows else there).first()
            if found is not None:
                tx.execute(tx.insert(history).values(**row).on_conflict_do_nothing())
        return found is not None

    def _line(self, event: Event) -> dict[str, Any]:
        thread = tracing.current()
        about = {name: value for name, value in envelope.data_of(event).items() if name not in _LEFT_OUT}
        return {
            "line_id": new_id(),
            "case_id": event.case_id,  # type: ignore[attr-defined]
            "happened_at": self._outbox.clock.now(),
            "what": event.type.removesuffix(".v1"),
            "by": thread.actor.rpartition(":")[2] if thread else "system",
            "about": json.dumps(about),
        }
