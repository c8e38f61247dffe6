"""How a letter leaves a case: written from a template, made into a PDF by the gateway, filed as a document."""

from __future__ import annotations

from typing import Any

from services.cases import permissions
from services.cases.commands.documents import file_document, told
from services.cases.commands.releases import require_release
from services.cases.commands.writing import writable_case
from services.cases.model.cases import Case
from services.cases.model.documents import LETTER
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.file_types import PDF
from services.chassis.identity import Actor

Answer = dict[str, Any]


def write_letter(
    store: Store,
    who: Actor,
    clock: Clock,
    case_id: str,
    letter: str,
    title: str,
    content: bytes,
    recipient: str | None,
    purpose: str | None,
    data: list[str],
) -> Answer:
    """File a letter that was written in an open case of one's own; `content` is its PDF.

    One to somebody outside names `recipient`, `purpose` and the `data` it tells (codes of releases). Raises
    Refused("no_release") unless a release in force covers all of them: the letter is then not filed.
    """
    case = writable_case(store, who, case_id, permissions.KEEP_DOCUMENTS)
    release_id = _released(store, clock, case, recipient, purpose, data) if recipient and purpose else None
    name = f"{letter}-{store.standings.today():%Y-%m-%d}.pdf"  # the day that stands on the paper
    filed = file_document(
        store,
        clock,
        case,
        name,
        PDF,
        content,
        LETTER,
        who.ref,
        title=title,
        letter=letter,
        release_id=release_id,
    )
    return told(filed)


def _released(store: Store, clock: Clock, case: Case, recipient: str, purpose: str, data: list[str]) -> str:
    covering = [require_release(store, clock, case, recipient, kind, purpose) for kind in data]
    return covering[0].release_id
