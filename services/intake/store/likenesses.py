"""How requests of the same person are found without reading anybody: by keyed tokens; and what was decided of them.

A token is a keyed hash of one trait (model/likenesses.py), cut to four bytes: of two equal ones nobody can be sure
that they mean the same, so those found are opened and compared. They go with the person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, union_all

from services.chassis import errors
from services.chassis.database import Database, Transaction
from services.chassis.vault import Vault
from services.intake.model import Person, Request
from services.intake.model.likenesses import SAME, UNDECIDED, Verdict, traits, undecided
from services.intake.store.records import Records
from services.intake.store.tables import likeness_tokens, requests, verdicts

_TOKEN_BYTES = 4
# How many are opened for one comparison; those that share most come first.
_OPENED = 40
# Of those who share one trait only so many are counted, the newest: a first name that ten thousand have tells nothing,
# and whoever shares more is found by the rest of it.
_COUNTED = 500

_DECIDED = select(verdicts).where(
    or_(verdicts.c.one_id == bindparam("request_id"), verdicts.c.other_id == bindparam("request_id"))
)
_OF_PAIR = select(verdicts).where(verdicts.c.one_id == bindparam("one"), verdicts.c.other_id == bindparam("other"))
_REFERENCES = select(requests.c.request_id, requests.c.reference).where(
    requests.c.request_id.in_(bindparam("request_ids", expanding=True))
)
# Who is linked with some requests, by however many links: both ways round, so that each side is found by an index.
_LINKS = union_all(
    select(verdicts.c.one_id.label("here"), verdicts.c.other_id.label("there")).where(verdicts.c.status == SAME),
    select(verdicts.c.other_id, verdicts.c.one_id).where(verdicts.c.status == SAME),
).subquery("links")
_GROUP = (
    select(requests.c.request_id)
    .where(requests.c.request_id.in_(bindparam("request_ids", expanding=True)))
    .cte("linked", recursive=True)
)
_GROUP = _GROUP.union(select(_LINKS.c.there).join_from(_GROUP, _LINKS, _LINKS.c.here == _GROUP.c.request_id))
_one_of_them, _other_of_them = _GROUP.alias("one_of_them"), _GROUP.alias("other_of_them")
_AMONG = (
    select(verdicts)
    .join(_one_of_them, _one_of_them.c.request_id == verdicts.c.one_id)
    .join(_other_of_them, _other_of_them.c.request_id == verdicts.c.other_id)
    .order_by(verdicts.c.decided_at, verdicts.c.one_id, verdicts.c.other_id)
)
_BY_IDS = select(requests).where(requests.c.request_id.in_(bindparam("request_ids", expanding=True)))


class Likenesses:
    """Who may be the same person as who, and what was decided of it."""

    def __init__(self, database: Database, vault: Vault):
        self._database = database
        self._vault = vault
        self._records = Records(vault)

    def of(self, request: Request) -> list[tuple[Request, Verdict]]:
        """Requests that share a trait with this one, those that share most first, and those of which something was
        decided; each with what that was. Three statements, however many requests there are."""
        mine = request.request_id
        tokens = self._tokens(request.person) if request.person else []
        with self._database.reading() as tx:
            decided = {verdict.of(mine): verdict for verdict in self._decided(tx, mine)}
            sharing = tx.execute(_sharing(tokens, mine)).scalars() if tokens else ()
            known: dict[str, Verdict] = {other: undecided(mine, other) for other in sharing} | decided
            rows = tx.execute(_BY_IDS, {"request_ids": list(known)}).all() if known else []
        return [(self._records.request(row), known[row.request_id]) for row in rows]

    def verdict(self, request_id: str, other_id: str) -> Verdict:
        """What was decided of these two. Raises Refused for one request with itself."""
        nothing = undecided(request_id, other_id)
        with self._database.reading() as tx:
            row = tx.execute(_OF_PAIR, {"one": nothing.one_id, "other": nothing.other_id}).first()
        return Verdict(**row._mapping) if row else nothing

    def among(self, *request_ids: str) -> Sequence[Verdict]:
        """What was decided of these requests and of all that are linked with them, the first decision first."""
        with self._database.reading() as tx:
            return [Verdict(**row._mapping) for row in tx.execute(_AMONG, {"request_ids": list(request_ids)})]

    def some(self, request_ids: Collection[str]) -> list[Request]:
        """These requests, in no order; what is not there is left out."""
        with self._database.reading() as tx:
            rows = tx.execute(_BY_IDS, {"request_ids": sorted(request_ids)}).all()
        return [self._records.request(row) for row in rows]

    def references(self, request_ids: Collection[str]) -> Mapping[str, str]:
        """The references of these requests, by id."""
        with self._database.reading() as tx:
            rows = tx.execute(_REFERENCES, {"request_ids": list(request_ids)})
            return {row.request_id: row.reference for row in rows}

    def decide(self, tx: Transaction, decided: Verdict, before: Verdict) -> None:
        """Write what was decided; raises Conflict if somebody has decided otherwise since `before` was read."""
        if before.status == UNDECIDED:
            written = tx.execute(tx.insert(verdicts).on_conflict_do_nothing(), vars(decided))
        else:
            pair = (verdicts.c.one_id == before.one_id, verdicts.c.other_id == before.other_id)
            as_read = verdicts.update().where(*pair, verdicts.c.status == before.status)
            written = tx.execute(as_read.values(vars(decided)))
        if not written.rowcount:
            raise errors.changed("likeness")

    def enter(self, tx: Transaction, request: Request) -> None:
        """Make a new request findable by its person."""
        tokens = self._tokens(request.person) if request.person else []
        if tokens:
            rows = [{"request_id": request.request_id, "token": token} for token in tokens]
            tx.execute(likeness_tokens.insert(), rows)

    def forget(self, tx: Transaction, request_id: str) -> None:
        """The person is gone, and with them what they were found by; what was decided stays."""
        tx.execute(likeness_tokens.delete().where(likeness_tokens.c.request_id == request_id))

    def _tokens(self, person: Person) -> Collection[bytes]:
        return sorted({self._vault.index("likeness_tokens", trait)[:_TOKEN_BYTES] for trait in traits(person)})

    def _decided(self, tx: Transaction, request_id: str) -> list[Verdict]:
        rows: Any = tx.execute(_DECIDED, {"request_id": request_id})
        return [Verdict(**row._mapping) for row in rows]


def _sharing(tokens: Collection[bytes], request_id: str) -> Select[tuple[str]]:
    """Other requests with some of these tokens, those with most of them first, then the newest."""
    others = select(likeness_tokens.c.request_id).where(likeness_tokens.c.request_id != request_id)
    newest = others.order_by(likeness_tokens.c.request_id.desc()).limit(_COUNTED)
    each = [newest.where(likeness_tokens.c.token == token).subquery() for token in tokens]
    found = union_all(*(select(one.c.request_id) for one in each)).subquery()
    most_first = (func.count().desc(), found.c.request_id.desc())
    return select(found.c.request_id).group_by(found.c.request_id).order_by(*most_first).limit(_OPENED)
