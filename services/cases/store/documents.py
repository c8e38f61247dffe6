"""How documents are remembered: a line for each with its names encrypted, and the content, encrypted, apart from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table, bindparam, select

from services.cases.model.documents import Document
from services.cases.store import personal
from services.cases.store.metadata import metadata
from services.cases.store.versions import change
from services.chassis.database import Database, Instant
from services.chassis.envelope import Event
from services.chassis.errors import unknown
from services.chassis.outbox import Outbox
from services.chassis.paging import page
from services.chassis.vault import Vault

documents = Table(
    "documents",
    metadata,
    Column("document_id", String(36), primary_key=True),
    Column("organisation", String(64), nullable=False),
    Column("case_id", String(36), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("names", LargeBinary, nullable=False),
    Column("status", String(20), nullable=False),
    Column("by", String(36), nullable=False),
    Column("filed_at", Instant, nullable=False),
    Column("letter", String(64)),
    Column("release_id", String(36)),
    Column("withdrawn_at", Instant),
    Column("withdrawn_by", String(36)),
    Column("version", Integer, nullable=False),
)
_NEWEST = (documents.c.filed_at, documents.c.document_id)
Index("documents_case", documents.c.case_id, *_NEWEST)

# Apart, so that no list ever reads the contents.
document_contents = Table(
    "document_contents",
    metadata,
    Column("document_id", String(36), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

_OF_CASE = select(documents).where(documents.c.case_id == bindparam("case_id"))
_BY_ID = select(documents).where(documents.c.document_id == bindparam("document_id"))
_CONTENT = select(document_contents.c.content).where(document_contents.c.document_id == bindparam("document_id"))
_PLACE = (document_contents.name, document_contents.c.content.name)


class Documents:
    """The memory of what was filed in cases."""

    def __init__(self, database: Database, outbox: Outbox, vault: Vault):
        self._database = database
        self._outbox = outbox
        self._vault = vault

    def get(self, case_id: str, document_id: str) -> Document:
        """The document of this case, without its content. Raises NotFound, also for one of another case."""
        with self._database.reading() as tx:
            row = tx.execute(_BY_ID, {"document_id": document_id}).first()
        if row is None or row.case_id != case_id:
            raise unknown(Document.noun)
        return self._load(row)

    def content(self, document_id: str) -> bytes | None:
        """What stands in it; None once it is withdrawn."""
        with self._database.reading() as tx:
            locked = tx.execute(_CONTENT, {"document_id": document_id}).scalar_one_or_none()
        return None if locked is None else self._vault.open_bytes(*_PLACE, document_id, locked)

    def newest(self, case_id: str, most: int) -> Sequence[Document]:
        """The documents of a case that were filed last, those that were withdrawn too; the newest first."""
        return self.listed(case_id, None, most)[0]

    def listed(self, case_id: str, cursor: str | None, limit: int) -> tuple[Sequence[Document], str | None]:
        """A page of the documents of a case, the newest first, and the cursor of the next."""
        with self._database.reading() as tx:
            statement = _OF_CASE.params(case_id=case_id)
            rows, following = page(tx, statement, _NEWEST, cursor, limit, newest_first=True)
        return [self._load(row) for row in rows], following

    def add(self, document: Document, content: bytes, *events: Event) -> Document:
        """Write a new document with its content and say the events; returns it as it now stands."""
        locked = self._vault.lock_bytes(*_PLACE, document.document_id, content)
        with self._database.transaction() as tx:
            tx.execute(documents.insert(), self._row(document) | {"version": document.version + 1})
            tx.execute(document_contents.insert(), {"document_id": document.document_id, "content": locked})
            self._outbox.say(tx, *events)
        return replace(document, version=document.version + 1)

    def take_out(self, document: Document, *events: Event) -> Document:
        """Write that a document was withdrawn, delete its content and say the events. Raises Conflict."""
        key, row_id = documents.c.document_id, document.document_id
        with self._database.transaction() as tx:
            change(tx, key, row_id, document.noun, document.version, self._row(document))
            tx.execute(document_contents.delete().where(document_contents.c.document_id == row_id))
            self._outbox.say(tx, *events)
        return replace(document, version=document.version + 1)

    def _row(self, document: Document) -> dict[str, Any]:
        names = {"name": document.name, "title": document.title}
        locked = personal.lock(self._vault, documents.c.names, document.document_id, names)
        return {name: getattr(document, name) for name in _KEPT} | {"names": locked}

    def _load(self, row: Any) -> Document:
        names = personal.read(self._vault, documents.c.names, row.document_id, row.names) or {}
        return Document(**{name: getattr(row, name) for name in _KEPT}, **names, version=row.version)


_KEPT = [field.name for field in fields(Document) if field.name not in ("name", "title", "version")]
