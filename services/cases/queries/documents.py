"""What is told about documents: the lines of a case, and one with its content."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from typing import Any

from services.cases import permissions
from services.cases.model.cases import RECORD, Case
from services.cases.model.documents import Document
from services.cases.queries.moments import at
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.errors import Refused
from services.chassis.identity import Actor

Told = dict[str, Any]

ASKABLE = {
    "documents": (RECORD, permissions.KEEP_DOCUMENTS),
    "letters": (RECORD, permissions.KEEP_DOCUMENTS),
}
# A case shows what came last; all of them have a list of their own.
_SHOWN = 10


def of_case(store: Store, who: Actor, clock: Clock, case: Case) -> Told:
    """The documents of a case that were filed last, the newest first."""
    found = store.documents.newest(case.case_id, _SHOWN)
    return {"documents": lines(store, found)}


def documents(store: Store, who: Actor, clock: Clock, case_id: str, cursor: str | None, limit: int) -> Told:
    """A page of the documents of a case, the newest first, and what may be done there (`may`).

    That `who` looked at them is written down first.
    """
    case = store.cases.get(case_id)
    permissions.require(who, permissions.SEE_CASES, case)
    note_look(store.database, clock, who, case_id, "documents")
    found, following = store.documents.listed(case_id, cursor, limit)
    keeps = permissions.may(who, permissions.KEEP_DOCUMENTS, case)
    # What should not be kept is taken out of a case that has ended, too.
    may = [*(ASKABLE if keeps and case.may(RECORD) else ()), *(["withdraw"] if keeps else ())]
    return {"items": lines(store, found), "next": following, "may": may}


def document(store: Store, who: Actor, clock: Clock, case_id: str, document_id: str) -> Told:
    """One document with its content in base64. That `who` looked at it is written down first.

    Raises Refused("document_withdrawn") for one whose content was deleted.
    """
    case = store.cases.get(case_id)
    permissions.require(who, permissions.SEE_CASES, case)
    found = store.documents.get(case_id, document_id)
    note_look(store.database, clock, who, case_id, "document")
    content = store.documents.content(document_id)
    if content is None:
        raise Refused("document_withdrawn", "This document was withdrawn, and its content deleted.")
    return {**lines(store, [found])[0], "content": base64.b64encode(content).decode()}


def lines(store: Store, found: Iterable[Document]) -> list[Told]:
    """These documents as lists tell them."""
    documents = list(found)
    names = store.accounts.names({by for one in documents for by in (one.by, one.withdrawn_by) if by})
    return [_line(document, names) for document in documents]


def _line(document: Document, names: Mapping[str, str]) -> Told:
    return {
        "document_id": document.document_id,
        "case_id": document.case_id,
        "kind": document.kind,
        "media_type": document.media_type,
        "size": document.size,
        "name": document.name,
        "title": document.title,
        "status": document.status,
        "by": names.get(document.by),
        "filed_at": at(document.filed_at),
        "letter": document.letter,
        "release_id": document.release_id,
        "withdrawn_at": at(document.withdrawn_at),
        "withdrawn_by": names.get(document.withdrawn_by or ""),
        "version": document.version,
    }
