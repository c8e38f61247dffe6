"""How mails are remembered: which were taken, what was written about a request, the files that came along, and which
letters of ours somebody may answer. What anybody wrote, or called a file, is encrypted."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, bindparam, func, select

from services.chassis import errors, inbox
from services.chassis.clock import new_id
from services.chassis.database import Database, Instant, Transaction
from services.chassis.errors import unknown
from services.chassis.vault import Vault
from services.intake.model.mail import Enclosed, KeptFile, Letter
from services.intake.store.tables import metadata, offers, requests

mails = Table(
    "mails",
    metadata,
    Column("token", LargeBinary, primary_key=True),
    Column("sender", LargeBinary),
    Column("outcome", String(20), nullable=False),
    Column("taken_at", Instant, nullable=False),
)
Index("mails_sender", mails.c.sender, mails.c.taken_at)
Index("mails_taken", mails.c.taken_at)

letters = Table(
    "letters",
    metadata,
    Column("letter_id", String(36), primary_key=True),
    Column("request_id", String(36), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("words", LargeBinary, nullable=False),  # one encrypted JSON object: sender, subject, text
    Column("known_sender", Boolean, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("read_at", Instant),
    Column("version", Integer, nullable=False),
)
Index("letters_request", letters.c.request_id, letters.c.received_at)

attachments = Table(
    "attachments",
    metadata,
    Column("attachment_id", String(36), primary_key=True),
    Column("request_id", String(36), nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("received_at", Instant, nullable=False),
)
Index("attachments_request", attachments.c.request_id, attachments.c.received_at)

# Apart, so that no list ever reads the contents.
attachment_contents = Table(
    "attachment_contents",
    metadata,
    Column("attachment_id", String(36), primary_key=True),
    Column("request_id", String(36), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
Index("attachment_contents_request", attachment_contents.c.request_id)

# Letters that notifications has sent, by what stands before the @ in their Message-ID: about a request, or a case.
sent_letters = Table(
    "sent_letters",
    metadata,
    Column("message_id", String(36), primary_key=True),
    Column("request_id", String(36)),
    Column("case_id", String(36)),
    Column("sent_at", Instant, nullable=False),
)
Index("sent_letters_sent", sent_letters.c.sent_at)
Index("sent_letters_request", sent_letters.c.request_id)
Index("sent_letters_case", sent_letters.c.case_id)

_SENT = select(sent_letters.c.message_id, sent_letters.c.request_id, sent_letters.c.case_id).where(
    sent_letters.c.message_id.in_(bindparam("message_ids", expanding=True))
)
_FROM_SENDER = (
    select(func.count())
    .select_from(mails)
    .where(mails.c.sender == bindparam("from_sender"), mails.c.taken_at > bindparam("since"))
)
_LETTERS = (
    select(letters)
    .where(letters.c.request_id == bindparam("of_request"))
    .order_by(letters.c.received_at, letters.c.letter_id)
)
_FILES = (
    select(attachments)
    .where(attachments.c.request_id == bindparam("of_request"))
    .order_by(attachments.c.received_at, attachments.c.attachment_id)
)
_UNREAD = (
    select(letters.c.request_id, func.count().label("unread"))
    .where(letters.c.request_id.in_(bindparam("request_ids", expanding=True)), letters.c.read_at.is_(None))
    .group_by(letters.c.request_id)
)
_CONTENT = select(attachment_contents.c.content).where(attachment_contents.c.attachment_id == bindparam("file_id"))


class Mails:
    """The memory of mails and of what came with them."""

    def __init__(self, database: Database, vault: Vault):
        self._database = database
        self._vault = vault

    def taken_from(self, sender: str, since: datetime) -> int:
        """How many mails of this address were taken since then, found without reading any."""
        with self._database.reading() as tx:
            sent = {"from_sender": self._vault.index("mails.sender", sender.casefold()), "since": since}
            count: int = tx.execute(_FROM_SENDER, sent).scalar_one()
        return count

    def claim(self, fingerprint: str, sender: str, outcome: str, at: datetime) -> bool:
        """Note that a mail is taken, and what becomes of it; False if it was taken before."""
        row = {
            "token": self._vault.index("mails.token", fingerprint),
            "sender": self._vault.index("mails.sender", sender.casefold()) if sender else None,
            "outcome": outcome,
            "taken_at": at,
        }
        with self._database.transaction() as tx:
            return bool(tx.execute(tx.insert(mails).values(**row).on_conflict_do_nothing()).rowcount)

    def park(self, fingerprint: str, reason: str, at: datetime) -> None:
        """Show operators that a mail waits for a person, among what else is parked: by a keyed mark, never its text."""
        mark = self._vault.index("mails.token", fingerprint).hex()
        with self._database.transaction() as tx:
            inbox.store(tx, [inbox.Heard(json.dumps({"mail": mark}).encode(), None, reason)], at)

    def note_sent(self, message_id: str, about: str, at: datetime) -> bool:
        """Keep what a letter of ours was about; False if that was kept before, and nothing changes."""
        with self._database.transaction() as tx:
            is_request = tx.execute(select(requests.c.request_id).where(requests.c.request_id == about)).first()
            row = {"message_id": message_id, "sent_at": at, "request_id" if is_request else "case_id": about}
            return bool(tx.execute(tx.insert(sent_letters).values(**row).on_conflict_do_nothing()).rowcount)

    def answered(self, message_ids: Sequence[str]) -> str | None:
        """The request or case that the nearest of these letters of ours was about; None if none of them is ours."""
        with self._database.reading() as tx:
            found = {
                row.message_id: row.request_id or row.case_id
                for row in tx.execute(_SENT, {"message_ids": list(message_ids)})
            }
        return next((found[message_id] for message_id in message_ids if message_id in found), None)

    def request_of_case(self, case_id: str) -> str | None:
        """The request that became this case, if it was one."""
        became = select(offers.c.request_id).where(offers.c.case_id == case_id)
        with self._database.reading() as tx:
            return tx.execute(became).scalar()

    def letters_of(self, request_id: str) -> list[Letter]:
        """What was written about a request, the first letter first."""
        with self._database.reading() as tx:
            return [self._letter(row) for row in tx.execute(_LETTERS, {"of_request": request_id})]

    def files_of(self, request_id: str) -> list[KeptFile]:
        """The files that came with mails about a request, the first first; without their contents."""
        with self._database.reading() as tx:
            return [self._file(row) for row in tx.execute(_FILES, {"of_request": request_id})]

    def content(self, attachment_id: str) -> bytes:
        """What stands in a file. Raises NotFound once it was passed on or forgotten."""
        with self._database.reading() as tx:
            locked = tx.execute(_CONTENT, {"file_id": attachment_id}).scalar()
        if locked is None:
            raise unknown("attachment")
        return self._vault.open_bytes("attachment_contents", "content", attachment_id, locked)

    def add(self, letter: Letter) -> None:
        """Keep a letter at its request."""
        told = {"sender": letter.sender, "subject": letter.subject, "text": letter.text}
        words = self._vault.lock("letters", "words", letter.letter_id, json.dumps(told, ensure_ascii=False))
        row = {name: value for name, value in vars(letter).items() if name not in told}
        with self._database.transaction() as tx:
            tx.execute(letters.insert(), row | {"words": words})

    def keep(self, request_id: str, enclosed: Collection[Enclosed], at: datetime) -> None:
        """Keep the files that came with a mail at its request."""
        with self._database.transaction() as tx:
            for one in enclosed:
                attachment_id = new_id()
                content = self._vault.lock_bytes("attachment_contents", "content", attachment_id, one.content)
                row = {
                    "attachment_id": attachment_id,
                    "request_id": request_id,
                    "name": self._vault.lock("attachments", "name", attachment_id, one.name),
                    "media_type": one.media_type,
                    "size": len(one.content),
                    "received_at": at,
                }
                tx.execute(attachments.insert(), row)
                whole = {"attachment_id": attachment_id, "request_id": request_id, "content": content}
                tx.execute(attachment_contents.insert(), whole)

    def mark_read(self, letter: Letter, at: datetime) -> Letter:
        """Note that somebody of the desk has read a letter; returns it as it now stands. Raises Conflict."""
        this = (letters.c.letter_id == letter.letter_id, letters.c.version == letter.version)
        with self._database.transaction() as tx:
            if not tx.execute(letters.update().where(*this).values(read_at=at, version=letter.version + 1)).rowcount:
                raise errors.changed("letter")
        return replace(letter, read_at=at, version=letter.version + 1)

    @staticmethod
    def unread(tx: Transaction, request_ids: Sequence[str]) -> dict[str, int]:
        """How many letters nobody has read at these requests; those without any are left out."""
        return {row.request_id: row.unread for row in tx.execute(_UNREAD, {"request_ids": list(request_ids)})}

    @staticmethod
    def forget(tx: Transaction, request_id: str) -> None:
        """Forget what was written about a request, and all files that came along."""
        for table in (attachment_contents, attachments, letters):
            tx.execute(table.delete().where(table.c.request_id == request_id))

    def forget_until(self, moment: datetime, senders: datetime) -> None:
        """Forget which mails were taken and which letters sent before `moment`, and who sent any before `senders`."""
        with self._database.transaction() as tx:
            tx.execute(
                mails.update().where(mails.c.taken_at < senders, mails.c.sender.is_not(None)).values(sender=None)
            )
            tx.execute(mails.delete().where(mails.c.taken_at < moment))
            tx.execute(sent_letters.delete().where(sent_letters.c.sent_at < moment))

    def _letter(self, row: Any) -> Letter:
        told = json.loads(self._vault.open("letters", "words", row.letter_id, row.words) or "{}")
        return Letter(**{name: value for name, value in row._mapping.items() if name != "words"}, **told)

    def _file(self, row: Any) -> KeptFile:
        name = self._vault.open("attachments", "name", row.attachment_id, row.name)
        return KeptFile(**{**row._mapping, "name": name or ""})
