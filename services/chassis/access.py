"""Who looked at whom: one line for every look at a person's file, written when it is shown and never changed.

The database itself refuses to change or delete a line (trigger of the migrations); what goes behind its back shows in
the signed digests (digests.py).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, MetaData, Select, String, Table, bindparam, func, select

from services.chassis.clock import Clock, new_id
from services.chassis.database import Database, Instant, Transaction
from services.chassis.identity import Actor
from services.chassis.paging import page

metadata = MetaData()
access_log = Table(
    "access_log",
    metadata,
    Column("look_id", String(36), primary_key=True),
    Column("subject", String(64), nullable=False),
    Column("what", String(40), nullable=False),
    Column("who", String(64), nullable=False),
    Column("organisation", String(64), nullable=False),
    Column("roles", String(200), nullable=False),
    Column("looked_at", Instant, nullable=False),
)
Index("access_log_subject", access_log.c.subject, access_log.c.looked_at)
Index("access_log_who", access_log.c.who, access_log.c.looked_at)
_NEWEST = (access_log.c.looked_at, access_log.c.look_id)
Index("access_log_organisation", access_log.c.organisation, *_NEWEST)
Index("access_log_time", *_NEWEST)

_LAST_LOOKS = (
    select(access_log.c.subject, func.max(access_log.c.looked_at, type_=Instant()).label("last"))
    .where(access_log.c.subject.in_(bindparam("subjects", expanding=True)))
    .group_by(access_log.c.subject)
)


@dataclass(frozen=True)
class Look:
    """Somebody (`who`: an account) was shown something (`subject`: its id, `what`: its kind)."""

    look_id: str
    subject: str
    what: str
    who: str
    organisation: str
    roles: str
    looked_at: datetime


def note_look(
    database: Database, clock: Clock, who: Actor, subject: str, what: str, organisation: str | None = None
) -> None:
    """Write down that `who` was shown this (`what`: request, case) before it is shown: no line, no look.

    `subject` is the id of what was shown; of who looked, the account, never a name. The line stands in the log of
    their own organisation, or of the `organisation` whose it is where somebody of another one may look.
    """
    look = {
        "look_id": new_id(),
        "subject": subject,
        "what": what,
        "who": who.ref,
        "organisation": organisation or who.organisation,
        "roles": " ".join(sorted(who.roles)),
        "looked_at": clock.now(),
    }
    with database.transaction() as tx:
        tx.execute(access_log.insert(), look)


def last_looks(tx: Transaction, subjects: Collection[str]) -> dict[str, datetime]:
    """When each of these was last looked at; those nobody has ever looked at are left out."""
    looks = tx.execute(_LAST_LOOKS, {"subjects": list(subjects)}).all()
    return {look.subject: look.last for look in looks}


def looks_at(
    database: Database, subject: str, organisation: str, cursor: str | None, limit: int
) -> tuple[Sequence[Look], str | None]:
    """A page of who has looked at this, which is an organisation's, the last look first, and the cursor of the next."""
    which = select(access_log).where(access_log.c.subject == subject, access_log.c.organisation == organisation)
    return _looks(database, which, cursor, limit)


def looks_in(
    database: Database, organisation: str, who: str | None, cursor: str | None, limit: int
) -> tuple[Sequence[Look], str | None]:
    """A page of all looks in an organisation's log (of one account), the last first, and the cursor of the next."""
    which = select(access_log).where(access_log.c.organisation == organisation)
    if who is not None:
        which = which.where(access_log.c.who == who)
    return _looks(database, which, cursor, limit)


def _looks(database: Database, which: Select[Any], cursor: str | None, limit: int) -> tuple[Sequence[Look], str | None]:
    with database.reading() as tx:
        rows, following = page(tx, which, _NEWEST, cursor, limit, newest_first=True)
    return [Look(**row._mapping) for row in rows], following
