"""How letters that came by mail are remembered, and the files with them until their last piece is here. What was
written, and by whom, is encrypted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, bindparam, func, select

from services.cases.model.letters_in import LetterIn
from services.cases.store.cases import cases
from services.cases.store.metadata import metadata
from services.cases.store.records import Records
from services.chassis.database import Database, Instant
from services.chassis.outbox import Outbox
from services.chassis.vault import Vault

letters_in = Table(
    "letters_in",
    metadata,
    Column("letter_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("sender", LargeBinary, nullable=False),
    Column("subject", LargeBinary),
    Column("words", LargeBinary),
    Column("known_sender", Boolean, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("read_at", Instant),
    Column("read_by", String(36)),
    Column("version", Integer, nullable=False),
)
_c = letters_in.c
_unread = _c.read_at.is_(None)
Index("letters_in_case", _c.case_id, _c.received_at)
Index("letters_in_unread", _c.case_id, postgresql_where=_unread, sqlite_where=_unread)

# A piece of a file that is not whole yet; once it is, that the piece was here.
arriving_files = Table(
    "arriving_files",
    metadata,
    Column("attachment_id", String(36), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("case_id", String(36), nullable=False),
    Column("content", LargeBinary),
)
_a = arriving_files.c
Index("arriving_files_case", _a.case_id)

_UNREAD = (
    select(letters_in)
    .join(cases, cases.c.case_id == _c.case_id)
    .where(_unread, cases.c.counsellor_id.in_(bindparam("stands_for", expanding=True)))
    .order_by(_c.received_at, _c.letter_id)
)
_HERE = (
    select(func.count())
    .select_from(arriving_files)
    .where(_a.attachment_id == bindparam("file_id"), _a.content.is_not(None))
)
_PIECES = select(_a.part, _a.content).where(_a.attachment_id == bindparam("file_id")).order_by(_a.part)


class LettersIn(Records[LetterIn]):
    """The memory of letters that came by mail, by case."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault):
        super().__init__(LetterIn, letters_in, ("sender", "subject", "words"), _c.received_at, database, outbox, vault)

    def unread(self, stands_for: Collection[str]) -> Sequence[LetterIn]:
        """What nobody has read in cases of these counsellors, also in those that are over; the first first."""
        return self.found(_UNREAD, stands_for=list(stands_for))

    def add_piece(self, case_id: str, attachment_id: str, part: int, parts: int, content: bytes) -> bytes | None:
        """Keep a piece of a file; with the last one, answer the whole file and keep none of it. A piece that was here
        before changes nothing."""
        row = f"{attachment_id} {part}"
        locked = self._vault.lock_bytes("arriving_files", "content", row, content)
        piece = {"attachment_id": attachment_id, "part": part, "case_id": case_id, "content": locked}
        with self._database.transaction() as tx:
            if not tx.execute(tx.insert(arriving_files).values(**piece).on_conflict_do_nothing()).rowcount:
                return None
            if tx.execute(_HERE, {"file_id": attachment_id}).scalar_one() < parts:
                return None
            pieces = tx.execute(_PIECES, {"file_id": attachment_id}).all()
            tx.execute(arriving_files.update().where(_a.attachment_id == attachment_id).values(content=None))
        return b"".join(
            self._vault.open_bytes("arriving_files", "content", f"{attachment_id} {piece.part}", piece.content)
            for piece in pieces
        )
