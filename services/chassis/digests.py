"""A signed digest of each day of the access log, chained to the day before: what was changed afterwards shows.

A day is one of UTC. Its digest is the SHA-256 of the digest before it and of every line of the day in order, each as
a JSON array; it is signed with the organisation's own key (JWS, RFC 7515; Ed25519, RFC 8037). What is signed is told to
another service (anchors.py), so that the newest days cannot be cut off unseen either.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from sqlalchemy import Column, Date, Integer, MetaData, String, Table, Text, bindparam, select

from services.chassis.access import access_log
from services.chassis.anchors import LogSigned
from services.chassis.clock import Clock
from services.chassis.database import Database, Instant, Transaction
from services.chassis.vault import SealKeys, VaultError

metadata = MetaData()
access_digests = Table(
    "access_digests",
    metadata,
    Column("day", Date, primary_key=True),
    Column("looks", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("signed", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
)

EVERY_SECONDS = 3600.0
# A look that was written down just before midnight may be committed just after it.
_SETTLED_AFTER = timedelta(hours=1)
_DAY = timedelta(days=1)
_BEFORE_ALL = "0" * 64

_LINES = (
    select(access_log)
    .where(
        access_log.c.looked_at >= bindparam("since", type_=Instant()),
        access_log.c.looked_at < bindparam("until", type_=Instant()),
    )
    .order_by(access_log.c.looked_at, access_log.c.look_id)
)
_FIRST_LOOK = select(access_log.c.looked_at).order_by(access_log.c.looked_at, access_log.c.look_id).limit(1)
_LAST = select(access_digests).order_by(access_digests.c.day.desc()).limit(1)
_ALL = select(access_digests).order_by(access_digests.c.day)


Tell = Callable[[Transaction, LogSigned], None]


def nobody(_tx: Transaction, _signed: LogSigned) -> None:
    """Tell no other service: the log of this one is small, and its own chain is all there is."""


class LogAltered(Exception):
    """The access log is not what was signed; the message says on which day."""


@dataclass(frozen=True)
class Digest:
    """One day of the log: how many lines it had, and what stands for all of them and all days before."""

    day: date
    looks: int
    digest: str


def sign_days(service: str, database: Database, clock: Clock, keys: SealKeys, tell: Tell = nobody) -> int:
    """Sign every day of the log that is over and not signed yet, also those on which nobody looked; returns how many.

    A day counts as over an hour after its midnight (UTC). Each is told (`tell`) in the same transaction.
    """
    with database.transaction() as tx:
        last = tx.execute(_LAST).first()
        day, before = (last.day + _DAY, last.digest) if last else (_first_day(tx), _BEFORE_ALL)
        ended = (clock.now() - _SETTLED_AFTER).astimezone(UTC).date()
        signed = 0
        while day is not None and day < ended:
            made = _digest(tx, day, before)
            told = LogSigned(service, day, keys.sign(_purpose(service), _claims(made)))
            tx.execute(access_digests.insert(), vars(made) | {"signed": told.signed, "made_at": clock.now()})
            tell(tx, told)
            day, before, signed = day + _DAY, made.digest, signed + 1
    return signed


def verify(service: str, database: Database, keys: SealKeys, kept: Collection[str] = ()) -> int:
    """Compute every signed day of the log anew; returns how many days there are. Raises LogAltered with the first
    day that is not what was signed, or not what another service has `kept` of it."""
    before, expected, days = _BEFORE_ALL, None, 0
    elsewhere = [_signed(service, signed, keys) for signed in kept]
    with database.reading() as tx:
        for row in tx.execute(_ALL).all():
            if expected is not None and row.day != expected:
                raise LogAltered(f"the signed digest of {expected} is missing")
            if _signed(service, row.signed, keys) != _claims(_digest(tx, row.day, before)):
                raise LogAltered(f"the access log of {row.day} is not what was signed")
            before, expected, days = row.digest, row.day + _DAY, days + 1
        here = {row.day.isoformat(): row.digest for row in tx.execute(_ALL).all()}
    for anchor in sorted(filter(None, elsewhere), key=lambda claims: str(claims["day"])):
        if here.get(str(anchor["day"])) != anchor["digest"]:
            raise LogAltered(
                f"another service keeps a signed digest of {anchor['day']} that is not in the access log: its newest"
                " days were cut off or written anew, or an older backup was restored"
            )
    if None in elsewhere:
        raise LogAltered("another service keeps a digest that this organisation has not signed")
    return days


def _signed(service: str, signed: str, keys: SealKeys) -> dict[str, object] | None:
    try:
        return keys.verify(_purpose(service), signed)
    except VaultError:
        return None


def _purpose(service: str) -> str:
    return f"access log of {service}"


def _claims(made: Digest) -> dict[str, object]:
    return {"day": made.day.isoformat(), "looks": made.looks, "digest": made.digest}


def _first_day(tx: Transaction) -> date | None:
    first: datetime | None = tx.execute(_FIRST_LOOK).scalar()
    return first.astimezone(UTC).date() if first else None


def _digest(tx: Transaction, day: date, before: str) -> Digest:
    total, looks = sha256(before.encode()), 0
    for line in _lines(tx, day):
        total.update(line.encode())
        looks += 1
    return Digest(day, looks, total.hexdigest())


def _lines(tx: Transaction, day: date) -> Iterator[str]:
    since = datetime.combine(day, time(), UTC)
    for row in tx.execute(_LINES, {"since": since, "until": since + _DAY}):
        values = [value.isoformat() if isinstance(value, datetime) else value for value in row]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
