"""How a request is remembered: its table, load, and save-and-say."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, bindparam, func, or_, select

from services.chassis.database import Database, Instant, Transaction
from services.chassis.envelope import Event
from services.chassis.errors import Conflict, NotFound
from services.chassis.outbox import Outbox
from services.chassis.vault import SealKeys, Vault
from services.intake.model import ERASED, WITHDRAWN, Consent, Person, Request, new_reference

metadata = MetaData()
requests = Table(
    "requests",
    metadata,
    Column("request_id", String(36), primary_key=True),
    Column("reference", String(9), nullable=False, unique=True),
    Column("status", String(20), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("language", String(16), nullable=False),
    Column("language_mode", String(20), nullable=False),
    Column("topics", Text, nullable=False),
    Column("municipality", String(64), nullable=False),
    Column("preferred_place", String(64)),
    Column("notice_version", String(64), nullable=False),
    Column("notice_language", String(16), nullable=False),
    Column("consent_at", Instant, nullable=False),
    Column("person", LargeBinary),  # one encrypted JSON object: no column tells which facts somebody gave
    Column("email_index", LargeBinary),
    Column("phone_index", LargeBinary),
    Column("receipt", String(10), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("requests_email", requests.c.email_index, requests.c.received_at)
Index("requests_phone", requests.c.phone_index, requests.c.received_at)
Index("requests_status", requests.c.status, requests.c.changed_at)

_FROM_CONTACT = (
    select(func.count())
    .select_from(requests)
    .where(or_(requests.c.email_index == bindparam("email"), requests.c.phone_index == bindparam("phone")))
    .where(requests.c.received_at > bindparam("since"))
)
_BY_ID = select(requests).where(requests.c.request_id == bindparam("request_id"))
_BY_REFERENCE = select(requests).where(requests.c.reference == bindparam("reference"))

# What a status link opens.
STATUS_TOKEN = "request status"


class Store:
    """The intake's memory. A change and its events leave together, by `save`; there is no other way out."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault, seal_keys: SealKeys):
        self.database = database
        self._outbox = outbox
        self._vault = vault
        self._seal_keys = seal_keys

    def get(self, request_id: str, version: int | None = None) -> Request:
        """The request. Raises NotFound, or Conflict if it is no longer the version the caller saw."""
        return self._one(_BY_ID, {"request_id": request_id}, version)

    def held_by(self, reference: str | None, token: str) -> Request:
        """The request with this reference, for whoever holds its token; a wrong one of either is the same answer."""
        unknown = NotFound("request_unknown", "There is no request with this reference and this code.")
        try:
            request = self._one(_BY_REFERENCE, {"reference": reference or ""})
        except NotFound:
            raise unknown from None
        if not self._vault.matches(STATUS_TOKEN, request.request_id, token):
            raise unknown
        return request

    def status_token(self, request_id: str) -> str:
        """The secret of a request's status link: derived, so that it is stored nowhere."""
        return self._vault.token(STATUS_TOKEN, request_id)

    def sealed_contact(self, request: Request) -> str:
        """How to reach the person, readable by notifications of this organisation alone."""
        assert request.person is not None
        contact = {
            "email": request.person.email,
            "phone": request.person.phone,
            "language": request.language,
            "notice_language": request.consent.language,
            "status_token": self.status_token(request.request_id),
        }
        return self._seal_keys.seal(self._seal_keys, f"contact.given {request.request_id}", contact)

    def requests_from(self, person: Person, since: datetime) -> int:
        """How many requests came from this person's address or number since then, found without reading any."""
        email, phone = self._indexes(person)
        with self.database.reading() as tx:
            count: int = tx.execute(_FROM_CONTACT, {"email": email, "phone": phone, "since": since}).scalar_one()
        return count

    def ended_before(self, moment: datetime, limit: int) -> list[str]:
        """Requests that ended before then and whose person is still known, oldest first."""
        with self.database.reading() as tx:
            ended = select(requests.c.request_id).where(requests.c.status == WITHDRAWN, requests.c.changed_at < moment)
            return list(tx.execute(ended.order_by(requests.c.changed_at).limit(limit)).scalars())

    def add(self, request: Request, say: Callable[[Request], Sequence[Event]]) -> Request:
        """Write a new request and say its events, in one transaction; returns it as it now stands.

        `say` makes the events of the request as written: its reference may be another one than it came with.
        """
        with self.database.transaction() as tx:
            added = self._insert(tx, request)
            self._outbox.say(tx, *say(added))
        return replace(added, version=added.version + 1)

    def save(self, request: Request, *events: Event) -> Request:
        """Write a changed request and say the events, in one transaction; returns it as it now stands.

        Raises Conflict if somebody else has changed it since it was loaded.
        """
        with self.database.transaction() as tx:
            mine = (requests.c.request_id == request.request_id, requests.c.version == request.version)
            changed = tx.execute(requests.update().where(*mine).values(self._row(request)))
            if not changed.rowcount:
                raise Conflict("changed_meanwhile", "Somebody has changed this request in the meantime.")
            self._outbox.say(tx, *events)
        return replace(request, version=request.version + 1)

    def note_receipt(self, request_id: str, outcome: str) -> None:
        """Note what became of the receipt we sent; unknown requests are left alone."""
        with self.database.transaction() as tx:
            known = requests.c.request_id == request_id
            tx.execute(requests.update().where(known).values(receipt=outcome, version=requests.c.version + 1))

    def _insert(self, tx: Transaction, request: Request) -> Request:
        """Write a new request, under another reference if somebody has drawn the same (a billion are possible)."""
        while True:
            row = {"request_id": request.request_id, **self._row(request)}
            new = tx.insert(requests).on_conflict_do_nothing(index_elements=["reference"])
            if tx.execute(new, row).rowcount:
                return request
            request = replace(request, reference=new_reference())

    def _one(self, statement: Any, which: dict[str, str], version: int | None = None) -> Request:
        with self.database.reading() as tx:
            row = tx.execute(statement, which).first()
        if row is None:
            raise NotFound("request_unknown", "There is no such request.")
        if version is not None and row.version != version:
            raise Conflict(
                "changed_meanwhile", "Somebody has changed this request in the meantime.", version=row.version
            )
        return self._load(row)

    def _row(self, request: Request) -> dict[str, Any]:
        email, phone = self._indexes(request.person)
        return {
            "reference": request.reference,
            "status": request.status,
            "channel": request.channel,
            "language": request.language,
            "language_mode": request.language_mode,
            "topics": " ".join(request.topics),
            "municipality": request.municipality,
            "preferred_place": request.preferred_place,
            "notice_version": request.consent.notice_version,
            "notice_language": request.consent.language,
            "consent_at": request.consent.given_at,
            "person": self._lock(request),
            "email_index": email,
            "phone_index": phone,
            "receipt": request.receipt,
            "received_at": request.received_at,
            "changed_at": request.changed_at,
            "version": request.version + 1,
        }

    def _load(self, row: Any) -> Request:
        opened = self._vault.open("requests", "person", row.request_id, row.person)
        return Request(
            request_id=row.request_id,
            reference=row.reference,
            status=row.status,
            channel=row.channel,
            language=row.language,
            language_mode=row.language_mode,
            topics=tuple(row.topics.split()),
            municipality=row.municipality,
            preferred_place=row.preferred_place,
            consent=Consent(row.notice_version, row.notice_language, row.consent_at),
            person=Person(**json.loads(opened)) if opened is not None and row.status != ERASED else None,
            received_at=row.received_at,
            changed_at=row.changed_at,
            receipt=row.receipt,
            version=row.version,
        )

    def _lock(self, request: Request) -> bytes | None:
        if request.person is None:
            return None
        return self._vault.lock(
            "requests", "person", request.request_id, json.dumps(vars(request.person), ensure_ascii=False)
        )

    def _indexes(self, person: Person | None) -> tuple[bytes | None, bytes | None]:
        if person is None:
            return None, None
        email = person.email and self._vault.index("requests.email", person.email.casefold())
        phone = person.phone and self._vault.index("requests.phone", person.phone)
        return email or None, phone or None
