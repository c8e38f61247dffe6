"""Who looked at whom: one line for every look at a person's file, written when it is shown and never changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Column, Index, MetaData, String, Table, bindparam, func, select

from services.chassis.clock import Clock, new_id
from services.chassis.database import Database, Instant, Transaction
from services.chassis.identity import Actor

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

_LAST_LOOKS = (
    select(access_log.c.subject, func.max(access_log.c.looked_at, type_=Instant()).label("last"))
    .where(access_log.c.subject.in_(bindparam("subjects", expanding=True)))
    .group_by(access_log.c.subject)
)


def note_look(database: Database, clock: Clock, who: Actor, subject: str, what: str) -> None:
    """Write down that `who` was shown this (`what`: request, case) before it is shown: no line, no look.

    `subject` is the id of what was shown; of who looked, the account, never a name.
    """
    look = {
        "look_id": new_id(),
        "subject": subject,
        "what": what,
        "who": who.ref,
        "organisation": who.organisation,
        "roles": " ".join(sorted(who.roles)),
        "looked_at": clock.now(),
    }
    with database.transaction() as tx:
        tx.execute(access_log.insert(), look)


def last_looks(tx: Transaction, subjects: Collection[str]) -> dict[str, datetime]:
    """When each of these was last looked at; those nobody has ever looked at are left out."""
    looks = tx.execute(_LAST_LOOKS, {"subjects": list(subjects)}).all()
    return {look.subject: look.last for look in looks}
