"""How interpreters are remembered: what names them, and when they can be had, as one encrypted object."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text, select

from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import changed, unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page
from services.chassis.vault import Vault
from services.scheduling.model.interpreters import Absence, Available, Certificate, Interpreter, Speaks
from services.scheduling.store.metadata import metadata

interpreters = Table(
    "interpreters",
    metadata,
    Column("interpreter_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("languages", Text, nullable=False),  # a JSON list
    Column("facts", LargeBinary, nullable=False),  # everything else, encrypted
    Column("left_at", Instant),
    Column("version", Integer, nullable=False),
)
_BY_ID = (interpreters.c.interpreter_id,)
Index("interpreters_organisation", interpreters.c.organisation, interpreters.c.interpreter_id)

_OPEN = ("interpreter_id", "organisation", "kind", "active", "left_at", "version")


class Interpreters:
    """The memory of who interprets."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault):
        self._database = database
        self._outbox = outbox
        self._vault = vault

    def get(self, interpreter_id: str) -> Interpreter:
        """Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(select(interpreters).where(interpreters.c.interpreter_id == interpreter_id)).first()
        if row is None:
            raise unknown(Interpreter.noun)
        return self._load(row)

    def known(self, interpreter_id: str | None) -> Interpreter | None:
        """The same where one is meant; None where none is."""
        return self.get(interpreter_id) if interpreter_id is not None else None

    def listed(self, organisation: str, cursor: str | None, limit: int) -> tuple[Sequence[Interpreter], str | None]:
        """A page of an organisation's interpreters in the order in which they came, and the cursor of the next."""
        statement = select(interpreters).where(interpreters.c.organisation == organisation)
        with self._database.reading() as tx:
            rows, following = page(tx, statement, _BY_ID, cursor, limit)
        return [self._load(row) for row in rows], following

    def speaking(self, organisation: str, language: str) -> Sequence[Interpreter]:
        """Those of an organisation who can be asked at all and know this language."""
        which = select(interpreters).where(interpreters.c.organisation == organisation, interpreters.c.active)
        with self._database.reading() as tx:
            # A pool is at most some hundreds; which languages somebody knows is seen before anything is decrypted.
            rows = [row for row in tx.execute(which.order_by(*_BY_ID)) if _knows(row.languages, language)]
        return [self._load(row) for row in rows]

    def names(self, interpreter_ids: Collection[str]) -> Mapping[str, str]:
        """What these are called: interpreter_id → name; one statement."""
        which = select(interpreters).where(interpreters.c.interpreter_id.in_(set(interpreter_ids)))
        with self._database.reading() as tx:
            rows = tx.execute(which).all() if interpreter_ids else []
        return {row.interpreter_id: self._load(row).name for row in rows}

    def add(self, interpreter: Interpreter, *events: Event) -> Interpreter:
        """Write a new one and say the events; returns them as they now stand."""
        added = replace(interpreter, version=interpreter.version + 1)
        with self._database.transaction() as tx:
            tx.execute(interpreters.insert(), self._row(added))
            self._outbox.say(tx, *events)
        return added

    def save(self, interpreter: Interpreter, *events: Event) -> Interpreter:
        """Write a changed one and say the events; returns them as they now stand. Raises Conflict if somebody was
        quicker."""
        saved = replace(interpreter, version=interpreter.version + 1)
        mine: Any = (
            interpreters.c.interpreter_id == interpreter.interpreter_id,
            interpreters.c.version == interpreter.version,
        )
        with self._database.transaction() as tx:
            if not tx.execute(interpreters.update().where(*mine).values(self._row(saved))).rowcount:
                raise changed(Interpreter.noun)
            self._outbox.say(tx, *events)
        return saved

    def left_before(self, moment: datetime, limit: int) -> Sequence[str]:
        """The ids of those who left before this moment, so many at most."""
        gone = select(interpreters.c.interpreter_id).where(interpreters.c.left_at < moment)
        with self._database.reading() as tx:
            return tx.execute(gone.order_by(interpreters.c.left_at).limit(limit)).scalars().all()

    def forget(self, interpreter_id: str, *events: Event) -> None:
        """Keep nothing of somebody and say the events; once more changes and says nothing."""
        with self._database.transaction() as tx:
            if tx.execute(interpreters.delete().where(interpreters.c.interpreter_id == interpreter_id)).rowcount:
                self._outbox.say(tx, *events)

    def _row(self, interpreter: Interpreter) -> dict[str, Any]:
        said = asdict(interpreter)
        row = {name: said.pop(name) for name in _OPEN}
        row["languages"] = json.dumps(said.pop("languages"))
        facts = json.dumps(said, ensure_ascii=False, default=str)  # dates and times as ISO 8601 writes them
        return row | {"facts": self._vault.lock("interpreters", "facts", interpreter.interpreter_id, facts)}

    def _load(self, row: Any) -> Interpreter:
        facts = json.loads(self._vault.open("interpreters", "facts", row.interpreter_id, row.facts) or "{}")
        read = facts | {name: getattr(row, name) for name in _OPEN}
        read["languages"] = tuple(Speaks(**one) for one in json.loads(row.languages))
        read["pledged_on"] = _day(facts["pledged_on"])
        read["certificates"] = tuple(
            Certificate(one["code"], _day(one["valid_until"])) for one in facts["certificates"]
        )
        read["available"] = tuple(
            Available(one["weekday"], time.fromisoformat(one["begins"]), time.fromisoformat(one["ends"]))
            for one in facts["available"]
        )
        read["absences"] = tuple(
            Absence(date.fromisoformat(one["from_on"]), date.fromisoformat(one["until_on"]))
            for one in facts["absences"]
        )
        return Interpreter(**read)


def _knows(languages: str, language: str) -> bool:
    return any(Speaks(**one).knows(language) for one in json.loads(languages))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
