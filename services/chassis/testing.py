"""What tests of any service stand on: a stopped clock, foretold ids, fixed keys, fresh tables, and what was said.

Nothing in here is a stand-in for something of ours: tables are those the migrations make, the vault encrypts,
and `embedded://` is the same transport that `lotse up` runs on.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from services.chassis import clock as clocks
from services.chassis import migrate, tracing
from services.chassis.bells import Bells
from services.chassis.database import Database
from services.chassis.envelope import Envelope, Event, data_of
from services.chassis.outbox import Outbox, outbox
from services.chassis.vault import SealKeys, Vault

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
ORGANISATION = "kim"

# Keys that protect nothing: everybody can read them here.
RING = '{"current":"k1","keys":{"k1":"dGhpcyBrZXkgcHJvdGVjdHMgbm90aGluZyBhdCBhbGw="}}'
SEAL_KEYS = (
    '{"sign":{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",'
    '"x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},'
    '"receive":{"kty":"OKP","crv":"X25519","d":"dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo",'
    '"x":"hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo"}}'
)


class StoppedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime = NOON):
        self._now = at

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> datetime:
        """Let so much time pass."""
        self._now += by
        return self._now


@contextmanager
def foretold(at: datetime = NOON) -> Iterator[None]:
    """Ids and span ids come from a counter, so that the same history makes the same messages."""
    ids, spans = itertools.count(1), itertools.count(1)
    kept = clocks.os, clocks.time, tracing.secrets
    clocks.os = SimpleNamespace(urandom=lambda n: next(ids).to_bytes(n, "big"))  # type: ignore[assignment]
    clocks.time = SimpleNamespace(time_ns=lambda: int(at.timestamp()) * 10**9)  # type: ignore[assignment]
    tracing.secrets = SimpleNamespace(token_hex=lambda n: f"{next(spans):0{2 * n}x}")  # type: ignore[assignment]
    try:
        yield
    finally:
        clocks.os, clocks.time, tracing.secrets = kept


@cache
def _migrated(service: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/{service}.db")
        migrate.upgrade(service, database)
        database.close()
        return Path(folder, f"{service}.db").read_bytes()


def fresh_database(service: str, folder: Path) -> Database:
    """A service's empty tables, as its migrations make them, in a new SQLite file of this folder."""
    path = Path(tempfile.mkdtemp(dir=folder)) / f"{service}.db"
    path.write_bytes(_migrated(service))
    return Database(f"sqlite:///{path}")


@dataclass
class Parts:
    """Of a service's assembly, what commands and reactions need."""

    service: str
    database: Database
    clock: StoppedClock
    bells: Bells
    outbox: Outbox
    vault: Vault
    seal_keys: SealKeys


def parts_of(service: str, database: Database, clock: StoppedClock | None = None) -> Parts:
    """A service's parts on this database, with a stopped clock and the keys above."""
    clock, bells = clock or StoppedClock(), Bells(database)
    says = Outbox(f"{service}@{ORGANISATION}", clock, bells)
    return Parts(service, database, clock, bells, says, Vault(RING), SealKeys(ORGANISATION, SEAL_KEYS))


def said(database: Database) -> list[Envelope]:
    """Everything that stands in the outbox, in order."""
    with database.reading() as tx:
        return [
            Envelope.from_json(body) for body in tx.execute(select(outbox.c.body).order_by(outbox.c.position)).scalars()
        ]


def types_of(envelopes: Sequence[Envelope]) -> list[str]:
    """The types of messages, for a test that is about their order."""
    return [envelope.type for envelope in envelopes]


def message_of(event: Event, source: str, sequence: int = 1, **changes: Any) -> Envelope:
    """The message that tells of this event, as it would arrive."""
    facts: dict[str, Any] = {
        "id": clocks.new_id(),
        "source": source,
        "type": event.type,
        "subject": getattr(event, event.subject),
        "time": NOON,
        "sequence": sequence,
        "data": data_of(event),
        "correlationid": TRACE,
        "causationid": None,
        "actor": "public:public",
        "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01",
    }
    return Envelope(**(facts | changes))
