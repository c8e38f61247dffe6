"""Finding people by how their names sound, without a name in any column.

Of every name its sound keys are kept (`services.chassis.names`), each as a keyed fingerprint that is cut short: whoever
has the table without the keys reads nothing in it, and whoever finds somebody by it has to be shown the name itself to
know whether it is the same one. A second fingerprint of every key goes with the year of birth, so that those of whom
both fits stand first, however common the name is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Index, LargeBinary, String, Table, bindparam

from services.cases.model.people import Person
from services.cases.store.metadata import metadata
from services.chassis.database import Transaction
from services.chassis.names import keys
from services.chassis.vault import Vault

# Counted up whenever other keys are made of the same name: then all tokens are made again, some at a time.
MADE = 1
_BYTES = 8

name_tokens = Table(
    "name_tokens",
    metadata,
    Column("organisation", String(64), primary_key=True),
    Column("token", LargeBinary(_BYTES), primary_key=True),
    Column("person_id", String(36), primary_key=True),
)
Index("name_tokens_person", name_tokens.c.person_id)

_OF_PERSON = name_tokens.delete().where(name_tokens.c.person_id == bindparam("whose"))


class NameTokens:
    """Makes the tokens of names, for one organisation each: the same name has others in another one."""

    def __init__(self, vault: Vault):
        self._vault = vault

    def keep(self, tx: Transaction, organisation: str, person_id: str, person: Person) -> None:
        """Keep what this person can be found by, instead of what they could be found by before."""
        self.forget(tx, person_id)
        names = (person.name, person.name_latin or "")
        tokens = {token for name in names for token in self._tokens(organisation, keys(name), person.birth_year)}
        if tokens:
            row = {"organisation": organisation, "person_id": person_id}
            tx.execute(name_tokens.insert(), [row | {"token": token} for token in sorted(tokens)])

    def forget(self, tx: Transaction, person_id: str) -> None:
        """This person is found by nothing any more."""
        tx.execute(_OF_PERSON, {"whose": person_id})

    def of(self, organisation: str, name: str, birth_year: int | None) -> Sequence[bytes]:
        """What somebody with this name, born in this year, can be found by."""
        return sorted(self._tokens(organisation, keys(name), birth_year))

    def _tokens(self, organisation: str, sounds: Iterable[str], birth_year: int | None) -> set[bytes]:
        facts = {fact for sound in sounds for fact in (sound, f"{sound} {birth_year}" if birth_year else sound)}
        return {self._vault.index(f"names of people at {organisation}", fact)[:_BYTES] for fact in facts}
