"""How a request is remembered: load, and save-and-say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from services.chassis import errors
from services.chassis.database import Database, Transaction
from services.chassis.envelope import Event
from services.chassis.errors import NotFound, unknown
from services.chassis.outbox import Outbox
from services.chassis.references import new_reference
from services.chassis.vault import SealKeys, Vault
from services.intake.model import ENDED, Offer, Person, Request
from services.intake.model.likenesses import Verdict
from services.intake.model.mail import Enclosed, KeptFile, Letter
from services.intake.store import offers
from services.intake.store.appointments import Appointments
from services.intake.store.directory import Directory
from services.intake.store.erasures import Erasures
from services.intake.store.forgetting import Forgotten
from services.intake.store.likenesses import Likenesses
from services.intake.store.mail import Mails
from services.intake.store.questions import Questions
from services.intake.store.records import Records
from services.intake.store.seals import Seals
from services.intake.store.tables import requests
from services.intake.store.waiting import Waiting

_FROM_CONTACT = (
    select(func.count())
    .select_from(requests)
    .where(or_(requests.c.email_index == bindparam("email"), requests.c.phone_index == bindparam("phone")))
    .where(requests.c.received_at > bindparam("since"))
)
_BY_ID = select(requests).where(requests.c.request_id == bindparam("request_id"))
_BY_REFERENCE = select(requests).where(requests.c.reference == bindparam("reference"))
_ENDED_BEFORE = (
    select(requests.c.request_id)
    .where(requests.c.status.in_(ENDED), requests.c.changed_at < bindparam("moment"))
    .order_by(requests.c.changed_at)
    .limit(bindparam("at_most"))
)


class Store:
    """The intake's memory. A change and its events leave together, by `save`; there is no other way out."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault, seal_keys: SealKeys):
        self.database = database
        self.directory = Directory(database)
        self.appointments = Appointments(database)
        self.questions = Questions(database)
        self.waiting = Waiting(database, outbox)
        self.likenesses = Likenesses(database, vault)
        self.forgotten = Forgotten(database, outbox)
        self.erasures = Erasures(database)
        self.mail = Mails(database, vault)
        self._seals = Seals(vault, seal_keys)
        self.organisation = seal_keys.organisation
        self._outbox = outbox
        self._records = Records(vault)

    def get(self, request_id: str, version: int | None = None) -> Request:
        """The request. Raises NotFound, or Conflict if it is no longer the version the caller saw."""
        return self._one(_BY_ID, {"request_id": request_id}, version)

    def held_by(self, reference: str | None, token: str) -> Request:
        """The request with this reference, for whoever holds its token; a wrong one of either is the same answer."""
        not_theirs = NotFound("request_unknown", "There is no request with this reference and this code.")
        try:
            request = self._one(_BY_REFERENCE, {"reference": reference or ""})
        except NotFound:
            raise not_theirs from None
        if not self._seals.opens(request.request_id, token):
            raise not_theirs
        return request

    def status_token(self, request_id: str) -> str:
        """The secret of a request's status link: derived, so that it is stored nowhere."""
        return self._seals.status_token(request_id)

    def sealed_contact(self, request: Request) -> str:
        """How to reach the person, readable by notifications of this organisation alone."""
        return self._seals.contact(request)

    def sealed_hand_over(self, request: Request) -> str:
        """The person and all they told us, readable by the cases of this organisation alone."""
        return self._seals.hand_over(request)

    def find(self, request_id: str) -> Request | None:
        """The request; None if there is none."""
        try:
            return self.get(request_id)
        except NotFound:
            return None

    def about(self, reference: str) -> Request | None:
        """The request with this reference; None if there is none."""
        try:
            return self._one(_BY_REFERENCE, {"reference": reference})
        except NotFound:
            return None

    def sealed_letter(self, about: str, letter: Letter) -> str:
        """What somebody wrote about a request that has become a case, readable by the cases of this organisation."""
        return self._seals.letter(about, letter)

    def sealed_stop(self, stop_id: str, address: str) -> str:
        """To which address nobody is to write any more, readable by notifications of this organisation alone."""
        return self._seals.stopped(stop_id, address)

    def unsealed_text(self, about: str, sealed: str) -> dict[str, Any]:
        """Who sent us a text message, and its words, as notifications sealed them for us."""
        return self._seals.text(about, sealed)

    def sealed_file(self, about: str, file: KeptFile | Enclosed, content: bytes) -> str:
        """A file, or a piece of it, readable by the cases of this organisation."""
        return self._seals.file(about, file.name, file.media_type, content)

    def together(self) -> AbstractContextManager[Transaction]:
        """What is saved inside is saved as one."""
        return self.database.transaction()

    def offer(self, offer_id: str) -> Offer:
        """The offer. Raises NotFound if we have made no such one."""
        with self.database.reading() as tx:
            return offers.by_id(tx, offer_id)

    def offers_of(self, request_id: str) -> list[Offer]:
        """All offers of a request, oldest first. Load the request before: then `save` notices if they change."""
        with self.database.reading() as tx:
            return offers.of_requests(tx, [request_id])[request_id]

    def offers_made(
        self, exactly: Mapping[str, str], cursor: str | None, limit: int
    ) -> tuple[list[offers.Made], str | None]:
        """Offers whose columns have exactly these values, the newest first, and the cursor of what follows."""
        with self.database.reading() as tx:
            return offers.made(tx, exactly, cursor, limit)

    def requests_from(self, person: Person, since: datetime) -> int:
        """How many requests came from this person's address or number since then, found without reading any."""
        email, phone = self._records.indexes(person)
        with self.database.reading() as tx:
            count: int = tx.execute(_FROM_CONTACT, {"email": email, "phone": phone, "since": since}).scalar_one()
        return count

    def ended_before(self, moment: datetime, limit: int) -> list[str]:
        """Requests that ended before then and whose person is still known, oldest first."""
        with self.database.reading() as tx:
            return list(tx.execute(_ENDED_BEFORE, {"moment": moment, "at_most": limit}).scalars())

    def with_expired_offers(self, moment: datetime, limit: int) -> list[str]:
        """Requests that have open offers whose time is over, by at most so many offers."""
        with self.database.reading() as tx:
            return offers.expired(tx, moment, limit)

    def add(self, request: Request, say: Callable[[Request], Sequence[Event]]) -> Request:
        """Write a new request and say its events, in one transaction; returns it as it now stands.

        `say` makes the events of the request as written: its reference may be another one than it came with.
        """
        with self.database.transaction() as tx:
            added = self._insert(tx, request)
            self.likenesses.enter(tx, added)
            self._outbox.say(tx, *say(added))
        return replace(added, version=added.version + 1)

    def save(self, request: Request, *events: Event, changed: Sequence[Offer] = ()) -> Request:
        """Write a changed request with its new or changed offers and say the events, in one transaction; returns the
        request as it now stands.

        Raises Conflict if somebody else has changed it, or any of its offers, since it was loaded.
        """
        with self.database.transaction() as tx:
            mine = (requests.c.request_id == request.request_id, requests.c.version == request.version)
            written = tx.execute(requests.update().where(*mine).values(self._records.row(request)))
            if not written.rowcount:
                raise errors.changed("request")
            offers.write(tx, changed)
            if request.person is None:
                self.likenesses.forget(tx, request.request_id)
                self.mail.forget(tx, request.request_id)
            self._outbox.say(tx, *events)
        return replace(request, version=request.version + 1)

    def decide(self, request: Request, decided: Verdict, before: Verdict, *events: Event) -> Request:
        """Write what was decided of this request and another and say the events, in one transaction; returns the
        request as it now stands.

        Raises Conflict if somebody else has changed it, or decided of the two, since they were loaded.
        """
        with self.database.transaction() as tx:
            self.likenesses.decide(tx, decided, before)
            return self.save(request, *events)

    def say(self, *events: Event) -> None:
        """Say what changes no request of ours."""
        with self.database.transaction() as tx:
            self._outbox.say(tx, *events)

    def note_receipt(self, request_id: str, outcome: str) -> None:
        """Note what became of the receipt we sent; unknown requests are left alone."""
        with self.database.transaction() as tx:
            known = requests.c.request_id == request_id
            tx.execute(requests.update().where(known).values(receipt=outcome, version=requests.c.version + 1))

    def _insert(self, tx: Transaction, request: Request) -> Request:
        """Write a new request, under another reference if somebody has drawn the same (a billion are possible)."""
        while True:
            row = {"request_id": request.request_id, **self._records.row(request)}
            new = tx.insert(requests).on_conflict_do_nothing(index_elements=["reference"])
            if tx.execute(new, row).rowcount:
                return request
            request = replace(request, reference=new_reference())

    def _one(self, statement: Any, which: dict[str, str], version: int | None = None) -> Request:
        with self.database.reading() as tx:
            row = tx.execute(statement, which).first()
        if row is None:
            raise unknown("request")
        if version is not None and row.version != version:
            raise errors.changed("request", row.version)
        return self._records.request(row)
