"""What can be done with documents: file them in a case, take them out again."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.commands.writing import writable_case
from services.cases.events.documents import DocumentFiled, DocumentWithdrawn
from services.cases.model import require_seen
from services.cases.model.cases import Case
from services.cases.model.documents import FILED, Document
from services.cases.store import Store
from services.chassis.clock import Clock, new_id
from services.chassis.errors import FieldError, Invalid
from services.chassis.file_types import type_of
from services.chassis.identity import Actor

Answer = dict[str, Any]


def upload_document(
    store: Store, who: Actor, clock: Clock, case_id: str, name: str, content: bytes, kind: str, title: str | None
) -> Answer:
    """File what somebody has brought or scanned in an open case of their own. Raises Invalid for a type not taken."""
    case = writable_case(store, who, case_id, permissions.KEEP_DOCUMENTS)
    media_type = type_of(content, name) or ""
    return told(file_document(store, clock, case, name, media_type, content, kind, who.ref, title=title))


def file_document(
    store: Store,
    clock: Clock,
    case: Case,
    name: str,
    media_type: str,
    content: bytes,
    kind: str,
    by: str,
    *,
    title: str | None = None,
    letter: str | None = None,
    release_id: str | None = None,
) -> Document:
    """Keep a file in a case, whichever way it came: `by` is the account that filed it, or what did (`mail`).

    Rights are the caller's to check. Raises Invalid("file_type_not_taken") unless content and name are of this media
    type, and of one that is taken at all.
    """
    if not media_type or type_of(content, name) != media_type:
        where = FieldError.of("content", "file_type_not_taken")
        raise Invalid("invalid", "Files of this type are not taken.", errors=(where,))
    now = clock.now()
    document = Document(
        document_id=new_id(),
        organisation=case.organisation,
        case_id=case.case_id,
        kind=kind,
        media_type=media_type,
        size=len(content),
        name=name,
        title=title,
        status=FILED,
        by=by,
        filed_at=now,
        letter=letter,
        release_id=release_id,
    )
    said = DocumentFiled(case.case_id, document.document_id, case.organisation, kind, letter, now)
    return store.documents.add(document, content, said)


def withdraw_document(store: Store, who: Actor, clock: Clock, case_id: str, document_id: str, version: int) -> Answer:
    """Take a document out of the case: its content is deleted at once, the line about it stays.

    Also in a case that has ended: what should not be kept must not wait for its end.
    """
    case = store.cases.get(case_id)
    permissions.require(who, permissions.KEEP_DOCUMENTS, case)
    document = store.documents.get(case_id, document_id)
    require_seen(document.noun, document.version, version)
    now = clock.now()
    said = DocumentWithdrawn(case_id, document_id, case.organisation, document.kind, now)
    return told(store.documents.take_out(document.withdraw(who.ref, now), said))


def told(document: Document) -> Answer:
    """What is answered about a document that was filed or taken out."""
    return {"document_id": document.document_id, "case_id": document.case_id, "version": document.version}
