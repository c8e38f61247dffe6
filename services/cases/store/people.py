"""How people are remembered: encrypted, one row for each person an organisation knows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from services.cases.model.people import KnownPerson, Person
from services.cases.store import personal
from services.cases.store.metadata import metadata
from services.chassis.database import Database, Instant
from services.chassis.vault import Vault

people = Table(
    "people",
    metadata,
    Column("person_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("known_since", Instant, nullable=False),
    Column("version", Integer, nullable=False),
)


class People:
    """The memory of who is accompanied."""

    def __init__(self, database: Database, vault: Vault):
        self._database = database
        self._vault = vault

    def add(self, known: KnownPerson) -> None:
        """Keep a new person."""
        row = {
            "person_id": known.person_id,
            "organisation": known.organisation,
            "person": personal.lock(self._vault, people.c.person, known.person_id, vars(known.person)),
            "known_since": known.known_since,
            "version": known.version + 1,
        }
        with self._database.transaction() as tx:
            tx.execute(people.insert(), row)

    def read(self, row: Any) -> Person | None:
        """The person in a row that was joined with theirs; None where the case has nobody."""
        facts = personal.read(self._vault, people.c.person, row.person_id, row.person)
        return Person(**facts) if facts else None

    def reference(self, person_id: str) -> str:
        """What stands for a person in figures: the same in all of them, and found back from none."""
        return self._vault.token("person in facts", person_id)
