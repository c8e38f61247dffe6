"""What a document (Dokument) is: a file in a case, or a letter that was written from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from services.cases.model import after

FILED, WITHDRAWN = "filed", "withdrawn"
STATUSES = (FILED, WITHDRAWN)
WITHDRAW = "withdraw"
TRANSITIONS: dict[str, dict[str, str]] = {FILED: {WITHDRAW: WITHDRAWN}, WITHDRAWN: {}}

LETTER = "letter"
KINDS = ("identity", "residence", "decision", "certificate", LETTER, "other")
NAME_MAX, TITLE_MAX = 255, 200


@dataclass(frozen=True)
class Document:
    """A file in a case; its content is kept apart. `by` and `withdrawn_by` are accounts; `size` is in bytes.

    A letter that was written here says from which template (`letter`), and one that went out, under which release.
    """

    document_id: str
    organisation: str
    case_id: str
    kind: str
    media_type: str
    size: int
    name: str = field(repr=False)
    title: str | None = field(repr=False)
    status: str
    by: str
    filed_at: datetime
    letter: str | None = None
    release_id: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    version: int = 0

    noun = "document"

    def withdraw(self, by: str, at: datetime) -> Document:
        """Its content is deleted; that it was there stays known. Refused once it is withdrawn."""
        status = after(TRANSITIONS, self.noun, self.status, WITHDRAW)
        return replace(self, status=status, withdrawn_by=by, withdrawn_at=at)
