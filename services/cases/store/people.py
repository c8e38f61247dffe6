"""How people are remembered: encrypted, one row for each person an organisation knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, bindparam, select

from services.cases.model.people import KnownPerson, Person
from services.cases.store import personal
from services.cases.store.metadata import metadata
from services.cases.store.name_tokens import MADE, NameTokens
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import unknown
from services.chassis.outbox import Outbox
from services.chassis.vault import Vault

people = Table(
    "people",
    metadata,
    Column("person_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("known_since", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("tokens_made", Integer, nullable=False, server_default="0"),
)
Index("people_tokens_made", people.c.tokens_made)

_BY_ID = select(people).where(people.c.person_id == bindparam("person_id"))
_STALE = select(people).where(people.c.tokens_made < MADE).limit(bindparam("at_most"))


class People:
    """The memory of who is accompanied."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault):
        self._database = database
        self._outbox = outbox
        self._vault = vault
        self._tokens = NameTokens(vault)

    def get(self, person_id: str) -> KnownPerson:
        """The person. Raises NotFound."""
        with self._database.reading() as tx:
            row = tx.execute(_BY_ID, {"person_id": person_id}).first()
        if row is None:
            raise unknown(KnownPerson.noun)
        return self.load(row)

    def add(self, known: KnownPerson) -> None:
        """Keep a new person."""
        row = {
            "person_id": known.person_id,
            "organisation": known.organisation,
            "person": self._locked(known),
            "known_since": known.known_since,
            "version": known.version + 1,
            "tokens_made": MADE,
        }
        with self._database.transaction() as tx:
            tx.execute(people.insert(), row)
            self._tokens.keep(tx, known.organisation, known.person_id, known.person)

    def save(self, known: KnownPerson, *events: Event) -> KnownPerson:
        """Write a corrected person and say the events; returns them as they now stand. Raises Conflict."""
        with self._database.transaction() as tx:
            values = {"person": self._locked(known), "tokens_made": MADE}
            change(tx, people.c.person_id, known.person_id, known.noun, known.version, values)
            self._tokens.keep(tx, known.organisation, known.person_id, known.person)
            self._outbox.say(tx, *events)
        return replace(known, version=known.version + 1)

    def forget(self, person_id: str) -> None:
        """Keep nothing of a person any more."""
        with self._database.transaction() as tx:
            self._tokens.forget(tx, person_id)
            tx.execute(people.delete().where(people.c.person_id == person_id))

    def make_tokens_again(self, at_most: int) -> None:
        """Make anew what some people are found by, of those whose tokens were made in an earlier way."""
        with self._database.transaction() as tx:
            for row in tx.execute(_STALE, {"at_most": at_most}).all():
                self._tokens.keep(tx, row.organisation, row.person_id, self.load(row).person)
                tx.execute(people.update().where(people.c.person_id == row.person_id).values(tokens_made=MADE))

    def read(self, row: Any) -> Person | None:
        """The person in a row that was joined with theirs; None where the case has nobody."""
        facts = personal.read(self._vault, people.c.person, row.person_id, row.person)
        return Person(**facts | {"languages": tuple(facts.get("languages", ()))}) if facts else None

    def load(self, row: Any) -> KnownPerson:
        """The person in a row of theirs."""
        person = self.read(row)
        assert person is not None  # the column is never empty
        return KnownPerson(row.person_id, row.organisation, person, row.known_since, row.version)

    def reference(self, person_id: str) -> str:
        """What stands for a person in figures: the same in all of them, and found back from none."""
        return self._vault.token("person in facts", person_id)

    def _locked(self, known: KnownPerson) -> bytes | None:
        return personal.lock(self._vault, people.c.person, known.person_id, vars(known.person))
