"""What another service keeps of the signed digests of an access log: who owns one database and cuts off its newest days
together with their digests is found out by the other.

A service that shows files of people says each day it has signed (`LogSigned`); the reporting keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlalchemy import Column, Date, MetaData, String, Table, Text, bindparam, select

from services.chassis.database import Database

metadata = MetaData()
log_anchors = Table(
    "log_anchors",
    metadata,
    Column("service", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("signed", Text, nullable=False),
)
_OF = (
    select(log_anchors.c.signed).where(log_anchors.c.service == bindparam("service")).order_by(log_anchors.c.day.desc())
)


@dataclass(frozen=True)
class LogSigned:
    """A day (UTC) of a service's access log is over; `signed` is its digest as the organisation has signed it."""

    exchange: ClassVar[str] = "logs.events"
    type: ClassVar[str] = "log.signed.v1"
    subject: ClassVar[str] = "service"

    service: str
    day: date
    signed: str


def keep(database: Database, service: str, day: date, signed: str) -> None:
    """Keep what was said of a day; the first word holds, and nothing that is kept is ever changed."""
    with database.transaction() as tx:
        new = tx.insert(log_anchors).on_conflict_do_nothing(index_elements=["service", "day"])
        tx.execute(new, {"service": service, "day": day, "signed": signed})


def kept(database: Database, service: str) -> Sequence[str]:
    """The signed digests that are kept of a service, the newest first."""
    with database.reading() as tx:
        return tx.execute(_OF, {"service": service}).scalars().all()
